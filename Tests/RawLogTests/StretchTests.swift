import Testing

@testable import RawLog

@Suite("Many stretches of a raw log at once")
struct StretchTests {
    /// Two parts that take turns, over six days with a file each, the first of them packed.
    private func log() throws -> (FaultyDisk, RawFolder) {
        let disk = FaultyDisk()
        let folder = RawFolder(path: "/book/raw", disk: disk.disk)
        let writer = try folder.writer(of: "pbx-1")
        let parts = try ["x", "y"].map { try writer.begin($0, arrival: RawArrival(seconds: 0, day: 0)) }
        for day in 0..<6 as Range<Int32> {
            if day == 4 { _ = try folder.pack("pbx-1") }
            let arrival = RawArrival(seconds: Int64(day) * 86_400, day: day)
            for part in day <= 3 ? parts : [parts[0]] { try writer.append(Array("\(part): \(day)\n".utf8), part: part, arrival: arrival) }
            if day == 3 { try writer.end(part: parts[1], arrival: arrival) }
            try writer.append(Array("more".utf8), part: parts[0], arrival: arrival)
            try writer.sync()
        }
        return (disk, folder)
    }

    private func each(_ folder: RawFolder, _ stretches: [(offset: Int64, count: Int)]) -> [[UInt8]?] {
        stretches.map { try? folder.bytes(at: RawPosition(source: "pbx-1", offset: $0.offset), count: $0.count) }
    }

    @Test("They are what each is by itself: over blocks and files, of parts that take turns, in any order, what is gone too")
    func asEach() throws {
        let (_, folder) = try log()
        let all = (0..<80 as Range<Int64>).flatMap { offset in (0..<14).map { (offset: offset, count: $0) } }
        var random = SeededRandom(seed: 7)
        for stretches in [all, all.reversed(), all.shuffled(using: &random)] {
            #expect(folder.bytes(of: "pbx-1", at: stretches) == each(folder, stretches))
        }
        let removal = try #require(try folder.removable("pbx-1", before: 2, taken: 100))
        try folder.remove(removal, of: "pbx-1", at: 600_000)
        let found = folder.bytes(of: "pbx-1", at: all)
        #expect(found == each(folder, all))
        #expect(found.contains { $0 == nil } && found.contains { $0?.count == 13 })
        #expect(folder.bytes(of: "nobody", at: [(0, 1)]) == [nil])
    }

    @Test("A damaged block takes none of the others along")
    func damage() throws {
        let (disk, folder) = try log()
        let all = (0..<80 as Range<Int64>).map { (offset: $0, count: 3) }
        let whole = folder.bytes(of: "pbx-1", at: all)
        let path = try #require(disk.paths().filter { $0.hasSuffix(".raw") }.dropLast().last)
        var bytes = try #require(disk.contents(path))
        bytes[bytes.count - 40] ^= 1
        disk.put(path, bytes)
        let found = folder.bytes(of: "pbx-1", at: all)
        #expect(found == each(folder, all))
        #expect(found != whole && found.contains { $0 != nil })
    }
}
