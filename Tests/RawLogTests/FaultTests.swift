import Glibc
import Testing

@testable import RawLog

@Suite struct FaultTests {
    enum Death: CaseIterable { case none, kill, power }

    /// Each operation of a run fails once, or several in a row. Whatever follows, what a sync confirmed is there, in order, once.
    @Test(arguments: [EIO, ENOSPC, EROFS], Death.allCases)
    func theNthOperationFails(code: Int32, death: Death) throws {
        var kinds: Set<String> = []
        for (seed, length) in [(UInt64(11), 1), (12, 1), (13, 4)] {
            var nth = 1
            while true {
                let disk = FaultyDisk()
                let context = "seed \(seed), errno \(code), operation \(nth) and \(length - 1) more, \(death)"
                disk.set(FaultyDisk.Fault(first: nth, count: length, code: code))
                var random = SeededRandom(seed: seed)
                var scribe = Scribe(RawFolder(path: "/book/raw", disk: disk.disk))
                scribe.start()
                for _ in 0..<45 { scribe.act(&random) }
                if death == .none { scribe.sync() }
                let fired = disk.fired
                kinds.formUnion(fired)
                if death == .power { disk.losePower(using: &random) }
                if death == .kill { disk.kill() }
                disk.set(nil)
                if death == .none { #expect(scribe.confirmed == scribe.taken.count, "\(context)") }
                try checkAfter(&scribe, context)
                if fired.isEmpty { break }
                nth += 1
            }
        }
        let all: Set = ["open", "write", "make durable", "make durable the names in", "rename", "make folder", "remove", "read", "list"]
        #expect(all.isSubset(of: kinds), "these never failed: \(all.subtracting(kinds))")
    }

    /// Reads what the fault and the death left, then opens the log again and writes on.
    private func checkAfter(_ scribe: inout Scribe, _ context: String) throws {
        scribe.writer = nil
        var after = Scribe(scribe.folder)
        if try scribe.confirmed > 0 || scribe.folder.sources() == ["pbx-1"] {
            let found = try pieces(scribe.folder.reader(of: "pbx-1"))
            let gone = scribe.confirmed - found.count
            #expect(gone <= 0, "\(context): confirmed pieces are gone")
            #expect(difference(found, scribe.taken.prefix(found.count)) == nil, "\(context): not what was written")
            after.taken = found
        }
        after.start()
        after.begin("after")
        after.append(Array("more".utf8), after.open.first ?? 0)
        after.sync()
        #expect(after.errors.first == nil, "\(context)")
        let read = try pieces(after.folder.reader(of: "pbx-1"))
        #expect(difference(read, after.taken) == nil, "\(context): after opening again")
        let report = try after.folder.verify("pbx-1")
        #expect(report.isWhole, "\(context)")
    }
}
