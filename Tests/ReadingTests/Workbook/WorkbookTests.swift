import Doubles
import Foundation
import Reading
import Testing

/// What a person sees in the first sheet comes out as text, numbers and days without loss.
@Suite struct WorkbookTests {
    private func rows(
        _ rows: String, texts: String = "", formats: [String] = [], properties: String = ""
    ) throws -> [[String]] {
        try Workbook.firstSheet(of: TestWorkbook.zip(rows: rows, texts: texts, formats: formats, properties: properties).bytes)
    }

    @Test func textsInAllTheirForms() throws {
        let texts = """
            <si><t>one</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">two </t></r><r><t>three</t></r></si>
            <si><t>kanji</t><rPh sb="0" eb="1"><t>spoken</t></rPh><phoneticPr fontId="1"/></si><si><t>a_x000D_b_x005F_x _x0007_ &amp;&#x20AC;</t></si>
            """
        let cells = """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r><rPh><t>x</t></rPh></is></c>
            <c r="B2" t="str"><f>A1&amp;"x"</f><v>onex</v></c><c r="C2" t="str"><f>""</f><v></v></c><c r="D2" t="b"><v>1</v></c>
            <c r="E2" t="b"><v>0</v></c><c r="F2" t="e"><f>NA()</f><v>#N/A</v></c><c r="G2"><f>1+1</f><v>2</v></c>
            <c r="H2" t="d"><v>2026-03-02T00:00:00</v></c><c r="I2" t="inlineStr"><is><t><![CDATA[<&]]></t></is></c></row>
            """
        let read = try rows(cells, texts: texts)
        #expect(read[0] == ["one", "two three", "kanji", "a\rb_x _x0007_ &€"])
        #expect(read[1] == ["inline", "onex", "", "TRUE", "FALSE", "#N/A", "2", "2026-03-02", "<&"])
    }

    @Test func placesAreThoseOfTheSheet() throws {
        #expect(
            try rows(
                "<row r=\"3\"><c r=\"C3\"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row><row r=\"9\"><c r=\"B9\" s=\"1\"/></row>"
            )
                == [[], [], ["", "", "1", "2"], ["3"]])
        #expect(try rows("") == [])
        #expect(try rows("<row r=\"1\"><c r=\"AB1\"><v>1</v></c></row>")[0].count == 28)
    }

    @Test func daysAndNumbers() throws {
        let formats = ["dd/mm/yyyy;@", "#,##0\" dmy\"", "[Red][$-409]d\\-mmm", "0000", "[h]:mm", "0.00E+00", "YYYY", "\\d0", "General"]
        let cells = (0...9).map { "<c s=\"\($0)\"><v>46083</v></c>" }.joined()
        let day = "2026-03-02"
        #expect(
            try rows("<row>\(cells)</row>", formats: formats)
                == [["46083", day, "46083", day, "46083", day, "46083", day, "46083", "46083"]])
        let numbers = "<c s=\"4\"><v>355</v></c><c><v>4.930123456E9</v></c><c s=\"1\"><v>44621</v></c><c s=\"1\"><v>-1</v></c>"
        #expect(try rows("<row>\(numbers)</row>", formats: formats) == [["0355", "4930123456", "2022-03-01", "-1"]])
        #expect(
            try rows("<row>\(numbers)</row>", formats: formats, properties: "date1904=\"1\"") == [
                ["0355", "4930123456", "2026-03-02", "-1"]
            ])
    }

    @Test func theFirstSheetThatCanBeSeen() throws {
        var zip = TestWorkbook.zip([["hidden"]])
        zip[TestWorkbook.workbook] = .init(
            TestWorkbook.workbook,
            """
            <x:workbook xmlns:x="a" xmlns:r="b"><x:sheets><x:sheet name="A" state="hidden" r:id="r1"/><x:sheet name="B" state="veryHidden" r:id="r1"/>
            <x:sheet name="C" r:id="r4"/><x:sheet name="D" r:id="r5"/><x:sheet name="E" r:id="r1"/></x:sheets></x:workbook>
            """)
        let links = [("r1", "worksheet", "worksheets/sheet1.xml"), ("r4", "chartsheet", "c.xml"), ("r5", "worksheet", "../xl\\Other.xml")]
        zip[TestWorkbook.links] = .init(TestWorkbook.links, TestWorkbook.list(links))
        zip["x"] = .init("XL/other.xml", "<worksheet><sheetData><row><c><v>5</v></c></row></sheetData></worksheet>")
        #expect(try Workbook.firstSheet(of: zip.bytes) == [["5"]])
    }

    /// Made by two libraries (Data/make-workbooks.py), deflated as they do it.
    @Test(arguments: ["openpyxl", "xlsxwriter"]) func filesOfPrograms(name: String) throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../Data/\(name).xlsx")
        let read = try Workbook.firstSheet(of: Array(try Data(contentsOf: path.standardized)))
        #expect(
            read == [
                ["number", "party", "name", "from", "kind"], ["355", "355", "Meeting <room> & \"co\" ăâđ 会议", "2026-03-02", "extension"],
                ["4930123456", "p1", "", "2026-12-31", "account"], [], ["0049", "p2", "plain bold", "1999-02-28", "TRUE"],
                ["0007", "0.1", "-5", "123456789012345"],
            ])
    }

    /// Whatever byte is wrong: rows or a refusal, and never more than is allowed.
    @Test func randomDamageIsRefusedOrRead() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var dice = Dice(seed)
        let good = TestWorkbook.zip(
            rows: "<row r=\"1\"><c r=\"A1\" t=\"s\" s=\"1\"><v>0</v></c></row>", texts: "<si><t>a</t></si>", formats: ["0"]
        ).bytes
        for _ in 0..<4_000 {
            var bytes = good
            for _ in 0...Int.random(in: 0..<4, using: &dice) {
                bytes[Int.random(in: bytes.indices, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            if Bool.random(using: &dice) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &dice)) }
            do { #expect(try Workbook.firstSheet(of: bytes).count <= 100_000) } catch {
                #expect(error.description.hasSuffix("."))
            }
        }
    }
}
