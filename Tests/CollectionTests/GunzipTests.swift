import Foundation
import Testing

@testable import Collection

struct GunzipTests {
    private func unpack(_ packed: [UInt8], piece: Int = 1_000, limit: Int64 = 1 << 40) throws -> [UInt8] {
        var rest = packed[...]
        var gunzip = Gunzip(limit: limit) {
            defer { rest = rest.dropFirst(piece) }
            return Array(rest.prefix(piece))
        }
        var plain: [UInt8] = []
        while true {
            let bytes = try gunzip.next()
            if bytes.isEmpty { return plain }
            plain += bytes
        }
    }

    /// Packed by Debian's own gzip.
    private func pack(_ plain: [UInt8]) throws -> [UInt8] {
        let folder = Folder()
        try folder.write("x", plain)
        try gzip(folder.path + "/x")
        return Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/x.gz")))
    }

    private var noise: [UInt8] {
        var state: UInt32 = 1
        return (0..<100_000).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
    }

    @Test func whatGzipPacks() throws {
        let texts: [[UInt8]] = [
            [], [65], Array("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaab".utf8), noise, [UInt8](repeating: 7, count: 300_000),
            (0..<30_000).flatMap { Array("\($0 % 977);101;0049\($0 * 31 % 9_973)\r\n".utf8) },
        ]
        for plain in texts {
            let packed = try pack(plain)
            #expect(try unpack(packed) == plain)
            #expect(try unpack(packed, piece: 1) == plain)
            // Two one behind the other are one file; zeros behind are padding.
            #expect(try unpack(packed + packed + [0, 0]) == plain + plain)
        }
    }

    @Test func whatIsCutOrChangedIsNeverTakenAsWhole() throws {
        let plain = (0..<300).flatMap { Array("record \($0 * 7)\n".utf8) }
        let packed = try pack(plain)
        for count in 0..<packed.count {
            #expect(throws: Gunzip.Flaw.self, "cut to \(count)") { try unpack(Array(packed[..<count])) }
        }
        // Behind the head and the name, each byte counts.
        for index in 12..<packed.count {
            var broken = packed
            broken[index] ^= 0x10
            #expect((try? unpack(broken)) != plain || broken[3] & 8 != 0 && index < 14, "byte \(index)")
        }
    }

    @Test func whatGrowsWithoutEndIsStopped() throws {
        let packed = try pack([UInt8](repeating: 0, count: 8 << 20))
        #expect(packed.count < 9_000)
        #expect(throws: Gunzip.Flaw.tooBig) { try unpack(packed, limit: 1 << 20) }
        // Packed 1,030 times, it is beyond the ratio whatever the limit.
        #expect(throws: Gunzip.Flaw.tooBig) { try unpack(packed) }
    }
}
