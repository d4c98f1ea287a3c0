import Doubles
import Foundation
import Store
import Testing

@testable import Service

@Suite("Any series of corrections, undoings and re-ratings", .serialized)
struct DecisionPropertyTests {
    private static let isLong = ProcessInfo.processInfo.environment["TOLLBOOK_SOAK"] == "1"

    /// The same is done to two offices, and in one of them people decide all sorts of things in between. Sums and calls agree at all times;
    /// with everything taken back and all rated again both have the same calls; made again from its raw logs the book is the same.
    @Test("Sums agree with calls; taken back and rated again it is as if nothing had been decided; made again it is the same")
    func takenBack() async throws {
        let first = Dice.seed("decisions")
        for seed in (0..<(Self.isLong ? 100 : 6)).map({ first &+ $0 }) {
            let (office, twin) = (try RandomOffice(seed: seed), try RandomOffice(seed: seed))
            (office.issuesBills, twin.issuesBills) = (false, false)
            var decisions = RandomDecisions(seed)
            for _ in 0..<20 {
                try await office.act()
                try await twin.act()
                for _ in 0..<3 { try decisions.act(on: office) }
                #expect(try office.book.check(caller: office.caller) == [], "seed \(seed)")
            }
            try decisions.clear(office)
            try RandomDecisions.rateAll(twin, decisions.days)
            let tables: Set = ["call", "summary_day", "summary_hour", "import", "said_account"]
            let differences = try BookDump.differences(
                // Which site's rules gave a call what it has is another where it was rated once more in between.
                office.book.store, twin.book.store, only: tables, without: ["site"])
            #expect(differences == [], "seed \(seed): \(differences.joined(separator: "\n"))")
            #expect(try office.book.check(caller: office.caller) == [], "seed \(seed)")

            let again = office.root + "/again.book"
            try office.book.rebuild(to: again, caller: office.caller)
            let made = try OpenBook.open(again, for: .writing)
            defer { try? made.store.close() }
            let rebuilt = try BookDump.differences(office.book.store, made.store)
            #expect(rebuilt == [], "seed \(seed): \(rebuilt.joined(separator: "\n"))")
        }
    }
}
