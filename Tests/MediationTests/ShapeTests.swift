import Mediation
import Model
import Testing
import Time

/// Framings and shapes, each on the least that shows its rule.
@Suite struct ShapeTests {
    /// A format whose record is said by `record` and `more`, with fields `date` and `number`.
    private func format(
        _ more: String, sample: String = "{hex: \"00\", skip: blank}", forms: String = "YYYY-MM-DDThh:mm, YYYYMMDDhhmm"
    ) throws -> Format {
        let text = """
            id: shape-test
            name: X
            switch: X
            facts: none
            confirmed: no
            stamp: {is: start, from: [{field: date, form: [\(forms)]}]}
            called: number
            samples: [\(sample)]
            \(more)
            """
        return try FormatCatalogue.load(file: "shape-test.yaml", bytes: Array(text.utf8))
    }

    /// What a stream gives: called numbers with lines, and reasons with lines.
    private func found(_ format: Format, _ bytes: [UInt8]) -> [String] {
        let batch = Support.decode(format, bytes)
        let records = batch.records.map { ($0.rawOffset, "\($0.line) \(batch.text($0.called) ?? "-")") }
        let skips = batch.skips.map { ($0.rawOffset, "\($0.line) \($0.reason)") }
        return (records + skips).sorted { $0.0 < $1.0 }.map(\.1)
    }

    private func found(_ format: Format, _ text: String) -> [String] { found(format, Array(text.utf8)) }

    @Test func linesThatGoOn() throws {
        let format = try format(
            "framing: {records: lines, continued: '^ &', most: 3, apart: more}\nrecord: {shape: fixed, fields: {date: 1-16, number: 2:3-9}}"
        )
        let text = "2024-01-02T10:00\r\n &12\r\n &x\r\n &late\r\n\r\n2024-01-02T10:01\r\n2024-01-02T10:02\r\n &34"
        #expect(
            found(format, text) == [
                "1 12", "2 more", "3 more", "4 broken date or time", "5 blank", "6 -", "7 34", "8 more",
            ])
    }

    @Test func linesThatBegin() throws {
        let format = try format(
            """
            framing: {records: lines, begin: '^Packet', continued: '^\\s+[A-Z][a-z]+ = '}
            record: {shape: pairs, between: LINE, sign: " = ", inner: true, fields: {date: When, number: To, kind: inner}}
            skip: [{reason: noise, when: {line: {not: {contains: When}}}}]
            account: kind
            """, sample: "{line: hello, skip: noise}")
        let text =
            "hello\nPacket\n\tWhen = \"2024-01-02T10:00\"\n\tTo = 7\n\tTo = 8\n\nPacket\n\tWhen = 2024-01-02T10:01\n\tAv = \"inner=z\"\nbye\n"
        #expect(found(format, text) == ["1 noise", "2 7", "7 -", "10 noise"])
        let batch = Support.decode(format, Array(text.utf8))
        #expect(batch.records.last.flatMap { batch.text($0.account) } == "z")
    }

    @Test func marksWithoutLineEnds() throws {
        let format = try format(
            "framing: {records: marks, start: 0x02, ends: [0x03], numbered: true}\nrecord: {shape: fixed, fields: {date: 1-16, number: 17-20}}",
            sample: "{hex: 02 03, skip: blank}")
        let text = "\u{2}2024-01-02T10:0011\u{3}x\n\u{2}2024-01-02T10:0122\u{2}2024-01-02T10:0233\u{3}\u{2}2024"
        #expect(found(format, text) == ["1 11", "2 cut short", "3 33", "4 cut short"])
    }

    @Test func lengthsAndBinaryColumns() throws {
        let format = try format(
            """
            framing: {records: length, bytes: 2, head: 4, order: big, includes: true, marks: [0xAA], numbered: true}
            record: {shape: fixed, fields: {date: {at: 2-7, as: bcd}, number: {at: 8-11, as: address}, size: {at: 12-13, as: big}}}
            account: size
            """, sample: "{hex: \"00\", skip: cut short}")
        let record: [UInt8] = [0, 17, 0, 0, 0xAA, 0x20, 0x24, 0x01, 0x02, 0x10, 0x00, 192, 0, 2, 1, 1, 2]
        #expect(found(format, [0, 38, 0, 0] + record + record) == ["1 192.0.2.1", "2 192.0.2.1"])
        #expect(found(format, record + [0xFF, 0xFF] + record[..<6]).last?.contains("cut short") == true)
        let batch = Support.decode(format, record)
        #expect(batch.records.first.flatMap { batch.text($0.account) } == "258")
    }

    @Test func objects() throws {
        let format = try format(
            "framing: {records: json}\nrecord: {shape: json, fields: {date: a.d, number: \"list[1].n\"}}",
            sample: "{line: x, skip: broken document}")
        let text = """
            [{"a":{"d":"2024-01-02T10:00"},"list":[{"n":1},{"n":"2\\u00e4"}]},
            {
              "a": {"d": "2024-01-02T10:01"}, "list": {"n": 5}
            }
            rubbish
            {"a":{"d":"2024-01-02T10:0
            {"a":{"d":"2024-01-02T10:02","d":"x"},"list":[0,{"n":null}]}]
            """
        #expect(found(format, text) == ["1 2ä", "2 -", "5 broken document", "6 cut short", "7 -"])
        // A path without a number, or with 0, also fits what is no list.
        let deep = String(repeating: "[", count: 100_000)
        #expect(found(format, "{\"a\":" + deep) == ["1 cut short"])
        #expect(found(format, "{\"a\":" + deep + String(repeating: "]", count: 100_000) + "}") == ["1 broken document"])
    }

    @Test func elements() throws {
        let format = try format(
            "framing: {records: xml, element: call}\nrecord: {shape: xml, fields: {date: t/d, number: \"n[1]/v\", kind: t/@k}}\naccount: kind",
            sample: "{line: x, skip: broken document}")
        let text = """
            <?xml version="1.0"?><calls>
            <call><t k='a&lt;b'><d>2024-01-02T10:00</d></t><n><v>1</v></n><n><w/><v>2</v><v>3</v></n></call>
            text<call><t><d><!-- <d> --><![CDATA[2024-01-02T10:01]]></d></t></call><call><t>
            <call><t><d>2024-01-02T10:02</d></t></call></calls>
            """
        #expect(found(format, text) == ["2 2", "3 broken document", "3 -", "3 cut short", "4 -"])
        let batch = Support.decode(format, Array(text.utf8))
        #expect(batch.records.first.flatMap { batch.text($0.account) } == "a<b")
        let deep = "<call>" + String(repeating: "<a>", count: 10_000) + "</call>"
        #expect(found(format, deep) == ["1 broken document"])
        #expect(found(format, "<call><!DOCTYPE a [<!ENTITY x \"y\">]></call>") == ["1 broken document"])
    }

    @Test func elementsWithoutContent() throws {
        let format = try format(
            "framing: {records: xml, element: call}\nrecord: {shape: xml, fields: {date: \"@d\", number: \"@n\"}}",
            sample: "{line: x, skip: broken document}")
        let text =
            "<calls><call d='2024-01-02T10:00' n='1'/><call d='2024-01-02T10:01' n='2'></call>\n<call d='2024-01-02T10:02' n='3' /></calls>"
        #expect(found(format, text) == ["1 1", "1 2", "2 3"])
        #expect(found(format, "<call d='2024-01-02T10:00' n='1'/") == ["1 cut short"])
    }

    /// A file that an editor wrote: the mark is no part of its first line.
    @Test func aMarkInFrontOfRecordsOfLines() throws {
        let format = try format(
            "framing: {records: lines, begin: '^2024', most: 2}\nrecord: {shape: fixed, fields: {date: 1-16, number: 18-20}}")
        #expect(found(format, [0xEF, 0xBB, 0xBF] + Array("2024-01-02T10:00 12\n2024-01-02T10:01 13\n".utf8)) == ["1 12", "2 13"])
    }

    /// Only the stamps that are epochs are UTC, not those beside them that are the switch's own.
    @Test func epochsBesideLocalStamps() throws {
        let format = try format(
            "record: {shape: delimited, separator: \";\", fields: [date, number]}", sample: "{line: x, skip: wrong number of fields}",
            forms: "YYYY-MM-DDThh:mm, EPOCH")
        let batch = Support.decode(format, Array("2024-01-02T10:00;1\n1704189600;2\n".utf8))
        #expect(batch.records.map(\.isUTC) == [false, true])
        #expect(batch.records.map(\.start) == [WallTime(seconds: 1_704_189_600), WallTime(seconds: 1_704_189_600)])
    }

    @Test func rowsOfADump() throws {
        let format = try format(
            """
            framing: {records: rows}
            record: {shape: csv, quote: "'", escape: "\\\\", blank: [NULL], trim: true, counts: [2], fields: [date, number]}
            skip: [{reason: noise, when: {line: {starts: [CREATE, "--"]}}}]
            """, sample: "{line: \"-- x\", skip: noise}")
        let text = """
            CREATE TABLE t (a int, b varchar(3));
            INSERT INTO t (a, b) VALUES ('2024-01-02T10:00','a\\'),(b'), ('2024-01-02T10:01', NULL);
            INSERT INTO t values
            ('2024-01-02T10:02',7),
            ('2024-01-02T10:03','8');
            -- end
            ('2024-01-02T10:04','9'
            """
        #expect(
            found(format, text) == [
                "1 noise", "2 a'),(b", "2 -", "4 7", "5 8", "6 noise", "7 cut short",
            ])
    }

    @Test func junkInFrontAndBytesInBetween() throws {
        let format = try format(
            "framing: {drop: [0x13], begins: '\\d{4}-'}\nrecord: {shape: fixed, fields: {date: 1-16, number: 17-20}}")
        #expect(found(format, "A\u{8}\u{8}\u{FF}2024-01-0\u{13}2T10:00123\n") == ["1 123"])
        let aligned = try self.format(
            "framing: {align: {text: \"-\", column: 5}}\nrecord: {shape: fixed, fields: {date: 1-16, number: 17-20}}")
        #expect(found(aligned, "999-01-02T10:00123\n") == ["1 broken date or time"])
        #expect(found(aligned, "2024-01-02T10:00123\n") == ["1 123"])
    }

    @Test func aHeaderOfAFile() throws {
        let format = try format(
            "framing: {records: line, header: {bytes: 8, starts: Head}}\nrecord: {shape: fixed, fields: {date: 1-16, number: 17-20}}")
        #expect(found(format, "Header..2024-01-02T10:00123\n2024-01-02T10:01124") == ["1 header", "1 123", "2 124"])
        #expect(found(format, "2024-01-02T10:00123\n") == ["1 123"])
    }
}
