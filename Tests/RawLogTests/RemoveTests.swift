import Glibc
import Testing

@testable import RawLog

@Suite("Old files of a raw log")
struct RemoveTests {
    /// Six days with a file each; those of the first three are packed.
    private func log() throws -> (FaultyDisk, RawFolder, RawWriter) {
        let disk = FaultyDisk()
        let folder = RawFolder(path: "/book/raw", disk: disk.disk)
        let writer = try folder.writer(of: "pbx-1")
        let part = try writer.begin("x", arrival: RawArrival(seconds: 0, day: 0))
        for day in 0..<6 as Range<Int32> {
            if day == 4 { _ = try folder.pack("pbx-1") }
            let arrival = RawArrival(seconds: Int64(day) * 86_400, day: day)
            try writer.append(Array("day \(day)\n".utf8), part: part, arrival: arrival)
            try writer.sync()
        }
        return (disk, folder, writer)
    }

    @Test("Only what is old, closed and wholly taken goes; what is left is whole, says what is gone, and is written on")
    func removal() throws {
        let (_, folder, writer) = try log()
        #expect(try folder.removable("pbx-1", before: 0, taken: 100) == nil)
        #expect(try folder.removable("pbx-1", before: 3, taken: 11)?.through == 6)
        #expect(try folder.removable("pbx-1", before: 100, taken: 100)?.files.count == 5)
        let removal = try #require(try folder.removable("pbx-1", before: 3, taken: 24))
        #expect(removal.from == 0 && removal.through == 18 && removal.files.count == 3)
        try folder.remove(removal, of: "pbx-1", at: 600_000)
        let report = try folder.verify("pbx-1")
        #expect(report.isWhole && report.removed == 18 && report.files == 3 && report.end == 36)
        #expect(try folder.removed(of: "pbx-1") == 18)
        #expect(try pieces(folder.reader(of: "pbx-1")).count == 18)
        #expect(failure { _ = try folder.bytes(at: RawPosition(source: "pbx-1", offset: 3), count: 2) } != nil)
        try writer.append([65], part: 1, arrival: RawArrival(seconds: 0, day: 9))
        try writer.sync()
        let again = try #require(try folder.removable("pbx-1", before: 5, taken: 36))
        try folder.remove(again, of: "pbx-1", at: 700_000)
        #expect(try folder.verify("pbx-1").removed == 30)
        #expect(try folder.verify("pbx-1").isWhole)
    }

    @Test("A file that is missing without having been removed is damage, also behind removed ones")
    func missing() throws {
        let (disk, folder, _) = try log()
        try folder.remove(#require(try folder.removable("pbx-1", before: 2, taken: 36)), of: "pbx-1", at: 0)
        let first = try #require(disk.paths().first { $0.contains("0012.raw") })
        try disk.disk.remove(first)
        #expect(try folder.verify("pbx-1").damages.count == 1)
    }

    @Test("Each operation fails, or the power goes there: the log is whole, and removing again ends it")
    func faults() throws {
        for isPower in [false, true] {
            var nth = 1
            while true {
                let (disk, folder, _) = try log()
                var random = SeededRandom(seed: UInt64(nth))
                let removal = try #require(try folder.removable("pbx-1", before: 3, taken: 36))
                disk.set(FaultyDisk.Fault(first: nth, count: isPower ? 1_000_000 : 1, code: EIO))
                _ = failure { try folder.remove(removal, of: "pbx-1", at: 0) }
                let fired = disk.fired
                disk.set(nil)
                if isPower { disk.losePower(using: &random) }
                let report = try folder.verify("pbx-1")
                #expect(report.damages == [] && report.end == 36, "operation \(nth), power \(isPower)")
                if let rest = try folder.removable("pbx-1", before: 3, taken: 36) { try folder.remove(rest, of: "pbx-1", at: 0) }
                try folder.sweep("pbx-1")
                #expect(disk.paths().filter { $0.contains(".raw") }.count == 3, "operation \(nth), power \(isPower)")
                #expect(try folder.verify("pbx-1").files == 3, "operation \(nth), power \(isPower)")
                #expect(try folder.removed(of: "pbx-1") == 18)
                if fired.isEmpty { break }
                nth += 1
            }
        }
    }
}
