import Foundation
import Mediation
import Model
import Testing
import Time

/// The right format is first, or equal with a twin of the same layout, for all lines and windows of them.
@Suite struct DetectionTests {
    static let today = CivilDay(number: 20_600)

    static func lines(_ id: String) throws -> [ArraySlice<UInt8>] {
        let bytes = try Support.data("Data/\(id).txt")
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == 10 {
            lines.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.count { lines.append(bytes[start...]) }
        return lines
    }

    /// What stands first for each window of lines, where it is neither the format nor its twin.
    static func wrong(_ id: String, _ windows: [Range<Int>], _ lines: [ArraySlice<UInt8>]) throws -> [String] {
        let right = Set([id] + (try Support.format(id)).twins)
        let format = try Support.format(id)
        return windows.compactMap { window in
            // Headers and events alone tell no format, but for documents, of which a part is known by its names.
            let own = Support.decode(format, lines[window].flatMap { $0 }, year: 2024, day: today)
            guard !own.records.isEmpty || lines.count > 60 else { return nil }
            let found = Detection.rank(lines[window].flatMap { $0 }, today: today)
            let first = found.first?.id ?? "nothing"
            return right.contains(first) ? nil : "\(window): \(found.prefix(4).map { "\($0.id) \($0.share) \($0.score)" })"
        }
    }

    @Test(arguments: GoldenTests.formats) func theFirstTwentyLines(id: String) throws {
        let lines = try Self.lines(id)
        #expect(try Self.wrong(id, [0..<min(20, lines.count)], lines) == [])
    }

    @Test(arguments: GoldenTests.formats) func windows(id: String) throws {
        let lines = try Self.lines(id)
        let size = max(1, min(20, lines.count / 2))
        let windows = stride(from: 0, through: max(0, lines.count - size), by: size).map { $0..<min(lines.count, $0 + size) }
        #expect(try Self.wrong(id, windows, lines) == [])
    }
}

extension DetectionTests {
    @Test func twinsNameEachOther() {
        let twins = Dictionary(uniqueKeysWithValues: FormatCatalogue.builtIn.map { ($0.id, $0.twins) })
        #expect(twins.values.contains { !$0.isEmpty })
        for (id, others) in twins {
            for other in others { #expect(twins[other]?.contains(id) == true, "\(id) and \(other)") }
            #expect(!others.contains(id))
        }
    }

    /// Of two that are called twins one at least decodes the other's lines, and to the same times.
    @Test(arguments: GoldenTests.formats) func twinsReadEachOthersLines(id: String) throws {
        for twin in try Support.format(id).twins {
            let isOther = try GoldenTests.formats.contains(twin) && Self.reads(id, linesOf: twin)
            #expect(try isOther || Self.reads(twin, linesOf: id), "\(twin)")
        }
    }

    private static func reads(_ reader: String, linesOf id: String) throws -> Bool {
        let bytes = try Support.data("Data/\(id).txt")
        let own = Support.decode(try Support.format(id), bytes, year: 2003, day: today).records
        let its = Support.decode(try Support.format(reader), bytes, year: 2003, day: today).records
        let same = own.count { record in
            its.contains { $0.rawOffset == record.rawOffset && $0.stamp == record.stamp && $0.duration == record.duration }
        }
        return same * 10 >= own.count * 8
    }

    /// Nothing is made out of what no switch wrote.
    @Test func whatIsNoRecordHasNoFormat() {
        var dice = Seeded(7)
        let noise: [[UInt8]] = [
            [], [10, 10, 10], (0..<40_000).map { _ in UInt8.random(in: 0...255, using: &dice) },
            Array("func main() {\n    let x = 10\n    print(x, \"12:30\")\n}\n".utf8),
            Array("{\"name\": \"x\", \"version\": 3}\n".utf8), [UInt8](repeating: 0x20, count: 100_000),
            [UInt8](repeating: UInt8(ascii: "7"), count: 100_000), Array(String(repeating: "12:30 ", count: 20_000).utf8),
            [0x7f, 0x45, 0x4c, 0x46] + [UInt8](repeating: 0, count: 5000), Array(String(repeating: "[{\"a\":", count: 9000).utf8),
            (0..<20).flatMap {
                Array("10.1.2.\($0) - - [10/Oct/2025:13:55:\(36 + $0) +0000] \"GET /a/\($0).gif HTTP/1.0\" 200 2326\n".utf8)
            },
            (0..<20).flatMap {
                Array("Oct 10 13:55:\(36 + $0) host sshd[\(100 + $0)]: Accepted password for x from 10.0.0.1 port 5\($0) ssh2\n".utf8)
            },
        ]
        for bytes in noise {
            let found = Detection.rank(bytes, today: Self.today)
            #expect(Detection.certain(found) == nil, "\(String(decoding: bytes.prefix(60), as: UTF8.self)): \(found)")
            for candidate in found { #expect(candidate.share < 0.5 && !candidate.doubts.isEmpty, "\(candidate)") }
        }
    }

    /// However much comes, only a window of it is looked at.
    @Test func onlyTheBeginCounts() throws {
        let lines = try Support.data("Data/avaya-ip-office-smdr.txt")
        let first = Detection.rank(lines + [UInt8](repeating: 0x78, count: 5_000_000), today: Self.today)
        #expect(first.first?.id == "avaya-ip-office-smdr")
    }
}
