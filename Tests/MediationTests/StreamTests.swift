import Mediation
import Model
import Testing
import Time

/// How a stream is cut, broken or swollen changes nothing but the lines concerned.
@Suite struct StreamTests {
    static let formats = GoldenTests.formats + ["tollbook-csv"]
    /// Records that are lines: every line is in one record or skip, and framing takes none.
    static let ofLines = formats.filter {
        !uses(
            $0, ["records: lines", "records: marks", "records: json", "records: xml", "records: rows", "records: length", "header: {bytes"])
    }
    /// Records that do not wait for another line, which is read again.
    static let withoutPairs = formats.filter { !uses($0, ["pair:"]) }

    /// Whether a definition says any of these.
    private static func uses(_ id: String, _ texts: [String]) -> Bool {
        let definition = String(decoding: FormatCatalogue.definition(id) ?? [], as: UTF8.self)
        return texts.contains { definition.contains($0) }
    }

    /// Rounds of a test: fewer for the many.
    private static func rounds(_ id: String, _ most: Int) -> Int {
        ["asterisk-cdr-csv", "panasonic-kx-td1232", "avaya-ip-office-smdr", "tollbook-csv"].contains(id) ? most : max(10, most / 10)
    }

    /// Lines of the format with garbage, NULs, broken UTF-8, odd quotes and line ends among them.
    private static func stream(_ id: String, _ random: inout Seeded) throws -> [UInt8] {
        let source = id == "tollbook-csv" ? "asterisk-cdr-csv" : id
        var bytes = try Support.data("Data/\(source).txt")
        if id == "tollbook-csv" {
            bytes +=
                Array("2026-03-02T09:17:00,main,\"90\n0\"\"4\",101,a,2026-03-02T09:15:59,61,,,out,,101,03,,,,,,,\r\n".utf8)
                + TollbookCSV.header
        }
        for _ in 0..<Int.random(in: 0...30, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 1:
                bytes.insert(
                    contentsOf: [[0], [13], [10, 10], [0xE4, 0xA5], [34], [12, 13, 10]].randomElement(using: &random) ?? [], at: place)
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...50, using: &random)))
            default: bytes.insert(contentsOf: (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }, at: place)
            }
        }
        return bytes
    }

    @Test(arguments: formats) func cutsDoNotMatter(id: String) throws {
        var random = Seeded(71)
        let format = try Support.format(id)
        for _ in 0..<Self.rounds(id, 150) {
            let bytes = try Self.stream(id, &random)
            let whole = Support.decode(format, bytes, year: 2020, day: CivilDay(number: 18_000))
            var decoder = Decoder(format, year: 2020, day: CivilDay(number: 18_000))
            var batch = RecordBatch()
            var position = 0
            while position < bytes.count {
                let end = min(bytes.count, position + Int.random(in: 1...90, using: &random))
                decoder.feed(bytes[position..<end], final: false, into: &batch)
                position = end
            }
            decoder.feed([UInt8](), final: true, into: &batch)
            #expect(Support.lines(batch) == Support.lines(whole))
            #expect(decoder.state.offset == Int64(bytes.count))
        }
    }

    @Test(arguments: ofLines) func everyLineIsInOneRecordOrOneSkip(id: String) throws {
        var random = Seeded(72)
        let format = try Support.format(id)
        for round in 0..<Self.rounds(id, 300) {
            let bytes =
                round % 3 == 0
                ? (0..<Int.random(in: 0...3000, using: &random)).map { _ in
                    [UInt8.random(in: 0...255, using: &random), 10, 34, 44].randomElement(using: &random) ?? 0
                }
                : try Self.stream(id, &random)
            var decoder = Decoder(format)
            var batch = RecordBatch()
            decoder.feed(bytes, final: true, into: &batch)
            let physical = bytes.count { $0 == 10 } + (bytes.isEmpty || bytes.last == 10 ? 0 : 1)
            let spans = (batch.records.map { ($0.line, $0.lines) } + batch.skips.map { ($0.line, $0.lines) }).sorted { $0.0 < $1.0 }
            #expect(spans.reduce(0) { $0 + $1.1 } == physical)
            #expect(decoder.tally.lines == Int64(physical))
            var next = 1
            for span in spans {
                #expect(span.0 == next)
                next += span.1
            }
        }
    }

    @Test(arguments: withoutPairs) func anotherDecoderGoesOnWhereOneStood(id: String) throws {
        var random = Seeded(73)
        let format = try Support.format(id)
        for _ in 0..<Self.rounds(id, 100) {
            let bytes = try Self.stream(id, &random)
            let whole = Support.decode(format, bytes, year: 2020, day: CivilDay(number: 18_000))
            var first = Decoder(format, year: 2020, day: CivilDay(number: 18_000))
            var batch = RecordBatch()
            first.feed(bytes[..<Int.random(in: 0...bytes.count, using: &random)], final: false, into: &batch)
            var second = Decoder(format, resuming: first.state)
            second.feed(bytes[Int(first.state.offset)...], final: true, into: &batch)
            #expect(Support.lines(batch) == Support.lines(whole))
        }
    }

    @Test func recordTooLongIsLeftOutAndDecodingResumes() throws {
        let format = try Support.format("panasonic-kx-td1232")
        let good = Array("10/08/03 12:36PM   117 02 0000000                        00:05'00               \r\n".utf8)
        for length in [Decoder.maxRecord, Decoder.maxRecord + 1, 50_000_000] {
            var decoder = Decoder(format)
            var batch = RecordBatch()
            decoder.feed(good, final: false, into: &batch)
            let block = [UInt8](repeating: 65, count: 65_536)
            var left = length
            while left > 0 {
                decoder.feed(block[..<min(left, block.count)], final: false, into: &batch)
                left -= min(left, block.count)
            }
            decoder.feed([10], final: false, into: &batch)
            decoder.feed(good, final: true, into: &batch)
            #expect(batch.records.map(\.line) == [1, 3])
            #expect(batch.skips.map(\.reason) == [length > Decoder.maxRecord ? "too long" : "broken number"])
            #expect(batch.skips.first?.rawCount == length)
            #expect(batch.records.last?.rawOffset == Int64(good.count + length + 1))
            #expect(batch.bytes.count < 1000)
        }
    }

    @Test func quoteWithoutEndStopsAtTheLimit() throws {
        let format = try Support.format("tollbook-csv")
        let good = Array("2026-03-02T09:17:00,main,1,101,a,2026-03-02T09:15:59,61,,,out,,101,03,,,,,,,\n".utf8)
        let open = Array("2026-03-02T09:17:00,\"main\n".utf8) + [UInt8](repeating: 10, count: Decoder.maxRecord)
        let batch = Support.decode(format, open + good)
        #expect(batch.records.count == 1)
        #expect(batch.skips.first?.reason == "too long")
        #expect(batch.skips.dropFirst().allSatisfy { $0.reason == "blank" })
        #expect(batch.records.first?.line == 1 + batch.skips.reduce(0) { $0 + $1.lines })
    }

    @Test func tellsAFileOfAnotherKind() throws {
        let format = try Support.format("asterisk-cdr-csv")
        var decoder = Decoder(format)
        var batch = RecordBatch()
        decoder.feed(try Support.data("Data/panasonic-kx-td1232.txt"), final: true, into: &batch)
        #expect(decoder.tally.looksForeign)
        #expect(batch.records.isEmpty)
        var right = Decoder(format)
        right.feed(try Support.data("Data/asterisk-cdr-csv.txt"), final: true, into: &batch)
        #expect(!right.tally.looksForeign)
        #expect(right.tally.inRecords == 10)
    }

    @Test func lastLineWithoutLineEnd() throws {
        let format = try Support.format("panasonic-kx-td1232")
        let line = "10/08/03 12:36PM   117 02 0000000                        00:05'00"
        #expect(Support.decode(format, Array(line.utf8)).records.count == 1)
        let cut = Support.decode(format, Array(line.dropLast(3).utf8))
        #expect(cut.skips.map(\.reason) == ["cut short"])
        // With its line end, missing columns are blank ones.
        #expect(Support.decode(format, Array((line.dropLast(9) + "\r\n").utf8)).records.first?.duration == 0)
    }

    /// Syslog over TCP: with its length in front or a line feed behind, and both in one stream, wherever it is cut.
    @Test func octetCounts() throws {
        let text = try Support.data("Data/audiocodes-sbc-syslog.txt")
        let lines = text.split(separator: UInt8(ascii: "\n")).map { Array("<134>1 - sbc ".utf8) + $0 }
        let format = try Support.format("audiocodes-sbc-syslog")
        let plain = Support.decode(format, lines.flatMap { $0 + [UInt8(ascii: "\n")] })
        let counted = lines.flatMap { Array("\($0.count) ".utf8) + $0 }
        let mixed = lines.enumerated().flatMap { $0 % 2 == 0 ? Array("\($1.count) ".utf8) + $1 : $1 + [UInt8(ascii: "\n")] }
        for stream in [counted, mixed] {
            var random = Seeded(UInt64(stream.count))
            var decoder = Decoder(format)
            var batch = RecordBatch()
            var rest = stream[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...300, using: &random))
                decoder.feed(Array(piece), final: false, into: &batch)
                rest = rest.dropFirst(piece.count)
            }
            decoder.feed([], final: true, into: &batch)
            #expect(batch.records.count == plain.records.count && !plain.records.isEmpty)
            for (found, expected) in zip(batch.records, plain.records) {
                #expect(found.stamp == expected.stamp && batch.text(found.called) == plain.text(expected.called))
                #expect(found.duration == expected.duration && batch.text(found.leg) == plain.text(expected.leg))
            }
        }
        // Cut short at the end, longer than allowed, or no count at all: nothing is lost of the next record.
        let cut = Support.decode(format, Array("900 <134>x".utf8))
        #expect(cut.records.isEmpty && cut.skips.map(\.reason) == ["cut short"])
        let after = Support.decode(format, Array("12 apples\n0 <x\n".utf8) + (lines.last ?? []) + [UInt8(ascii: "\n")])
        #expect(after.records.count + after.skips.count == 3)
    }
}
