import Foundation
import Testing

@testable import RawLog

/// A reader beside a writer: what becomes durable while it looks is read once its turn comes.
@Suite struct FollowingTests {
    /// Used from one thread.
    private final class Moment: @unchecked Sendable {
        var atEnd: (() throws -> Void)?
    }

    /// A disk that lets something happen right behind the look that found the file's end.
    private static func disk(_ moment: Moment) -> Disk {
        var disk = Disk.live
        let read = disk.read
        disk.read = { (file, room, place) throws(RawLogError) in
            let count = try read(file, room, place)
            if count == 0, let act = moment.atEnd {
                moment.atEnd = nil
                try? act()
            }
            return count
        }
        return disk
    }

    @Test func aBlockWrittenBehindTheLookAheadIsReadLater() throws {
        let path = FileManager.default.temporaryDirectory.path + "/following-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let moment = Moment()
        let folder = RawFolder(path: path + "/raw", disk: Self.disk(moment))
        let writer = try folder.writer(of: "pbx-1")
        let arrival = RawArrival(seconds: 1_800_000_000, day: 20_833)
        let part = try writer.begin("peer", arrival: arrival)
        var expected: [UInt8] = []
        func write(_ text: String) throws {
            try writer.append(Array(text.utf8), part: part, arrival: arrival)
            try writer.sync()
            expected += Array(text.utf8)
        }
        try write("first\n")
        let reader = try folder.reader(of: "pbx-1", through: writer.durable)
        var found: [UInt8] = []
        for number in 0..<20 {
            let through = writer.durable
            reader.extend(through: through)
            moment.atEnd = { try write("behind the look \(number)\n") }
            while let block = try reader.next() { found += block.bytes }
            #expect(moment.atEnd == nil, "something was written meanwhile")
            #expect(Int64(found.count) == through, "nothing beyond what it may read, and nothing less")
        }
        reader.extend(through: writer.durable)
        while let block = try reader.next() { found += block.bytes }
        #expect(found == expected)
    }
}
