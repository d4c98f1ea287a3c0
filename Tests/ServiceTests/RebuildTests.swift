import Doubles
import Foundation
import Store
import Testing

@testable import Service

@Suite("A book made again from its raw logs and journal", .serialized)
struct RebuildTests {
    private static let isLong = ProcessInfo.processInfo.environment["TOLLBOOK_SOAK"] == "1"

    @Test("Imports, repeats, torn files, live lines, decisions, owners, prices and replays at random: every table is the same")
    func sameAfterAnything() async throws {
        let first = Dice.seed("rebuild")
        var kinds: Set<Step.Kind> = []
        // The first seed failed once: names had the numbers of the other book.
        let rounds: UInt64 = Self.isLong ? 200 : 8
        for seed in [1_795_912_141_520] + (0..<rounds * 3).map({ first &+ $0 }) {
            // What comes seldom gets some more rounds to come in.
            if seed != 1_795_912_141_520, seed &- first >= rounds, kinds == Set(Step.Kind.allCases) { break }
            let office = try RandomOffice(seed: seed)
            var decisions = RandomDecisions(seed)
            for _ in 0..<25 {
                try await office.act()
                // The seed that failed does what it did then.
                if seed != 1_795_912_141_520 { try decisions.act(on: office) }
            }
            #expect(try office.book.check(caller: office.caller) == [], "seed \(seed)")
            try office.reconcile(seed)
            let again = office.root + "/again.book"
            try office.book.rebuild(to: again, caller: office.caller)
            let made = try OpenBook.open(again, for: .writing)
            defer { try? made.store.close() }
            let differences = try BookDump.differences(office.book.store, made.store)
            #expect(differences == [], "seed \(seed): \(differences.prefix(9).joined(separator: "\n"))")
            #expect(try made.check(caller: office.caller) == [], "seed \(seed)")
            kinds.formUnion(try office.book.store.steps(after: 0, limit: 100_000).map(\.kind))
        }
        #expect(kinds == Set(Step.Kind.allCases), "something was never done")
    }

    @Test("A backup in the middle of an import, restored and made again, goes on as if nothing had happened")
    func backupInMidImport() async throws {
        for seed in 1...4 as ClosedRange<UInt64> {
            let office = try RandomOffice(seed: seed)
            for _ in 0..<6 { try await office.act() }
            let bytes = Array(office.log(80).joined().utf8)
            await office.tear(bytes, name: "last")
            _ = try office.book.backup(to: office.root + "/copy.sqlite", caller: office.caller)
            let restored = office.root + "/restored.book"
            try OpenBook.restore(office.root + "/copy.sqlite", to: restored)
            try FileManager.default.removeItem(atPath: restored + "/raw")
            try FileManager.default.copyItem(atPath: office.path + "/raw", toPath: restored + "/raw")
            // A backup is the database: raw logs and formats lie beside it.
            if FileManager.default.fileExists(atPath: office.path + "/formats") {
                try FileManager.default.copyItem(atPath: office.path + "/formats", toPath: restored + "/formats")
            }
            let again = office.root + "/again.book"
            try OpenBook.open(restored, for: .reading).rebuild(to: again, caller: office.caller)
            let made = try OpenBook.open(again, for: .writing, clock: office.book.clock)
            defer { try? made.store.close() }
            #expect(try BookDump.differences(office.book.store, made.store) == [], "seed \(seed)")
            for book in [office.book, made] {
                let file = RandomOffice.File(bytes: bytes)
                _ = try await book.importCalls(office.order("last", "one"), from: file, caller: office.caller, progress: { _ in })
            }
            let differences = try BookDump.differences(office.book.store, made.store)
            #expect(differences == [], "seed \(seed): \(differences.prefix(9).joined(separator: "\n"))")
            #expect(try made.check(caller: office.caller) == [])
        }
    }

    @Test("Without a byte of its raw logs a book is not made again, and nothing is left behind")
    func missingBytes() async throws {
        let office = try RandomOffice(seed: 5)
        let file = RandomOffice.File(bytes: Array(office.log(9).joined().utf8))
        _ = try await office.book.importCalls(office.order("file", "one"), from: file, caller: office.caller, progress: { _ in })
        let folder = office.path + "/raw/one"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".raw") {
            try FileManager.default.removeItem(atPath: folder + "/" + name)
        }
        #expect(throws: (any Error).self) { try office.book.rebuild(to: office.root + "/again.book", caller: office.caller) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: office.root).filter { $0.hasPrefix("again") } == [])
    }
}
