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
                if death == .none { #expect(scribe.confirmed == scribe.taken.count, "\(context)") }
                try checkAfter(death, disk, &scribe, &random, context)
                if fired.isEmpty { break }
                nth += 1
            }
        }
        let all: Set = ["open", "write", "make durable", "make durable the names in", "rename", "make folder", "remove", "read", "list"]
        #expect(all.isSubset(of: kinds), "these never failed: \(all.subtracting(kinds))")
    }

    /// The disk fails from some operation on, and the writer's end comes with its first error: it could mend nothing.
    @Test(arguments: [Death.kill, .power])
    func theDiskFailsForGoodAndTheWriterDies(death: Death) throws {
        for seed in UInt64(31)...34 {
            var nth = 1
            while true {
                let disk = FaultyDisk()
                let context = "seed \(seed), all operations from \(nth) on, \(death)"
                disk.set(FaultyDisk.Fault(first: nth, count: 1_000_000, code: EIO))
                var random = SeededRandom(seed: seed)
                var scribe = Scribe(RawFolder(path: "/book/raw", disk: disk.disk))
                scribe.tries = 1
                scribe.start()
                for _ in 0..<45 where scribe.errors.isEmpty { scribe.act(&random) }
                let fired = disk.fired
                try checkAfter(death, disk, &scribe, &random, context)
                if fired.isEmpty { break }
                nth += 1
            }
        }
    }

    /// A second sync of the same file would prove nothing: the stream goes on in another.
    @Test func afterAFailedSyncTheStreamGoesOnInANewFile() throws {
        let disk = FaultyDisk()
        let folder = RawFolder(path: "/book/raw", disk: disk.disk)
        let writer = try folder.writer(of: "pbx-1")
        let arrival = RawArrival(seconds: 0, day: 0)
        let part = try writer.begin("a", arrival: arrival)
        try writer.append(Array("one".utf8), part: part, arrival: arrival)
        #expect(try writer.sync() == 3)
        try writer.append(Array("two".utf8), part: part, arrival: arrival)
        // The write, then the sync.
        disk.set(FaultyDisk.Fault(first: 2, code: EIO))
        #expect(try writer.sync() == 6)
        #expect(disk.fired == ["make durable"])
        #expect(writer.failedSyncs == 1 && writer.lastFailure?.kind == .device)
        let files = disk.paths().filter { $0.hasSuffix(".raw") }
        #expect(files == ["/book/raw/pbx-1/00000000000000000000.raw", "/book/raw/pbx-1/00000000000000000003.raw"])
        var random = SeededRandom(seed: 1)
        disk.losePower(using: &random)
        let found = try pieces(folder.reader(of: "pbx-1"))
        #expect(difference(found, [.begin(1, "a")] + "onetwo".utf8.map { .byte(1, $0) }) == nil)
    }

    /// Reads what the fault and the death left, opens the log again, writes on; and what that one confirmed outlives a power cut.
    private func checkAfter(
        _ death: Death, _ disk: FaultyDisk, _ scribe: inout Scribe, _ random: inout SeededRandom, _ context: String
    ) throws {
        if death == .power { disk.losePower(using: &random) }
        if death == .kill { disk.kill() }
        disk.set(nil)
        scribe.writer = nil
        var after = Scribe(scribe.folder)
        if try scribe.confirmed > 0 || scribe.folder.sources() == ["pbx-1"] {
            let found = try pieces(scribe.folder.reader(of: "pbx-1"))
            #expect(found.count >= scribe.confirmed, "\(context): confirmed pieces are gone")
            #expect(difference(found, scribe.taken.prefix(found.count)) == nil, "\(context): not what was written")
            after.taken = found
        }
        after.start()
        after.begin("after")
        after.append(Array("more".utf8), after.open.first ?? 0)
        after.sync()
        #expect(after.errors.first == nil, "\(context)")
        try checkWhole(after, "\(context): after opening again")
        disk.losePower(using: &random)
        try checkWhole(after, "\(context): after opening again and a power cut")
    }

    private func checkWhole(_ scribe: Scribe, _ context: String) throws {
        let read = try pieces(scribe.folder.reader(of: "pbx-1"))
        #expect(difference(read, scribe.taken) == nil, "\(context)")
        let report = try scribe.folder.verify("pbx-1")
        #expect(report.isWhole, "\(context)")
    }
}
