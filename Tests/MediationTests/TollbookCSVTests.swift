import Mediation
import Model
import Money
import Testing
import Time

/// What is exported is imported again as it was, whatever the texts from outside are (CHECKLIST O1).
@Suite struct TollbookCSVTests {
    static let hostile: [String] = [
        "", "101", "<script>", "\"><img src=x onerror=alert(1)>", "' OR 1=1--", "=HYPERLINK(\"http://x\")", "{{x}}", "%n", "../../x",
        "\r\nBcc: x@example.com", "a\0b", "\u{1B}[2J", "\u{202E}abc", "\u{600}<b>", "\"\u{301}", "+84901234567", "-1", "@SUM(1)", "\t=1",
        "\r=1",
        "'=1", "''=1", "' =1", " =1", " ' '=1", "'", "\"", ",", ",,\"\"\n", "\n=1", "\u{FEFF}", "'101", " 101 ",
        String(repeating: "x\"=,", count: 2500),
    ]

    private static func randomText(_ random: inout Seeded) -> String {
        if Bool.random(using: &random) { return hostile.randomElement(using: &random) ?? "" }
        let alphabet = Array("=+-@'\t\r\n\" ,;0a\u{0}\u{301}é")
        return String((0..<Int.random(in: 0...8, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "x" })
    }

    private static func row(_ random: inout Seeded) -> CallRow {
        var row = CallRow()
        row.stamp = WallTime(seconds: Int64.random(in: 0...4_000_000_000, using: &random))
        row.start = Instant(seconds: row.stamp.seconds - 3600)
        for path in [
            \CallRow.switch, \.called, \.calling, \.leg, \.extension, \.trunk, \.account, \.sourceIP, \.link, \.given, \.givenCurrency,
            \.party, \.callType,
            \.destination, \.source,
        ] { row[keyPath: path] = randomText(&random) }
        row.duration = Int32.random(in: 0...Int32.max, using: &random)
        for path in [\CallRow.ring, \.span, \.pulses] { row[keyPath: path] = [-1, 0, 7, Int32.max].randomElement(using: &random) ?? 0 }
        row.direction = Direction.allCases.randomElement(using: &random) ?? .unknown
        row.answer = Answer.allCases.randomElement(using: &random) ?? .unknown
        row.followsLegs = Bool.random(using: &random)
        row.lastLeg = row.followsLegs && Bool.random(using: &random)
        if let currency = Currency("USD") {
            row.price = .rated(Charge(amount: Amount(millionths: 1_234_567), currency: currency, version: 1, row: 2))
        }
        return row
    }

    @Test func importOfExportIsTheSame() throws {
        var random = Seeded(91)
        let format = try Support.format("tollbook-csv")
        for _ in 0..<200 {
            let rows = (0..<20).map { _ in Self.row(&random) }
            var bytes = TollbookCSV.header
            let starts = rows.map { _ in WallTime(seconds: Int64.random(in: 0...4_000_000_000, using: &random)) }
            for (row, start) in zip(rows, starts) { TollbookCSV.append(row, localStart: start, to: &bytes) }
            let batch = Support.decode(format, bytes)
            #expect(batch.skips.map(\.reason) == ["header"])
            #expect(batch.records.count == rows.count)
            for (index, record) in batch.records.enumerated() {
                let row = rows[index]
                #expect(record.stamp == row.stamp)
                #expect(record.start == starts[index])
                #expect(record.duration == row.duration)
                #expect(record.ring == row.ring)
                #expect(record.span == row.span)
                #expect(record.pulses == row.pulses)
                #expect(record.direction == row.direction)
                #expect(record.answered == row.answer)
                #expect(record.followsLegs == row.followsLegs && record.lastLeg == row.lastLeg)
                #expect(record.instant == row.start)
                let texts: [(TextRef, String)] = [
                    (record.switch, row.switch), (record.called, row.called), (record.calling, row.calling), (record.leg, row.leg),
                    (record.extension, row.extension), (record.trunk, row.trunk), (record.account, row.account),
                    (record.sourceIP, row.sourceIP),
                    (record.link, row.link), (record.charge, row.given), (record.currency, row.givenCurrency),
                ]
                for (found, said) in texts { #expect(Array(batch.slice(found)) == Array(said.utf8)) }
            }
        }
    }

    /// No field of a line begins, behind blanks, with what a spreadsheet takes for a formula.
    @Test func noFieldIsAFormula() {
        for text in Self.hostile {
            var row = CallRow()
            row.called = text
            var bytes: [UInt8] = []
            TollbookCSV.append(row, localStart: WallTime(seconds: 0), to: &bytes)
            let behind = bytes.split(separator: UInt8(ascii: ","), maxSplits: 2, omittingEmptySubsequences: false)[2]
            let begin = behind.drop { $0 == 32 || $0 == 34 || $0 == 10 || $0 == 0 }.first ?? 0
            #expect(!Array("=+-@\t\r".utf8).contains(begin), "\(text.debugDescription)")
        }
    }

    @Test func worksOutByHand() {
        var row = CallRow()
        row.switch = "main"
        row.called = "=1"
        row.calling = "a,b"
        row.duration = 61
        row.direction = .out
        var bytes: [UInt8] = []
        TollbookCSV.append(row, localStart: WallTime(seconds: 60), to: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "1970-01-01T00:00:00,main,'=1,\"a,b\",,1970-01-01T00:01:00,61,,,out,,,,,,,"
                + ",,,,,,,free,unanswered,,,,,,1970-01-01T00:00:00Z\r\n"
        )
    }
}
