import Doubles
import Reading
import Testing

/// What stands in a sheet and is too much, hostile or says nothing is refused in words.
@Suite struct SheetRefusalTests {
    private let refusals = Refusals()

    @Test func whatBecomesTooBig() throws {
        let rows = (0..<3).map { _ in "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>" }.joined()
        #expect(refusals.refusal(rows: rows) == nil)
        for edit: (inout Workbook.Limits) -> Void in [
            { $0.rows = 2 }, { $0.columns = 1 }, { $0.cells = 5 }, { $0.text = 23 }, { $0.file = 100 }, { $0.part = 100 },
        ] {
            guard case .tooBig? = refusals.refusal(rows: rows, edit) else {
                Issue.record("taken")
                continue
            }
        }
        #expect(refusals.refusal(rows: rows) { ($0.rows, $0.columns, $0.cells, $0.text) = (3, 2, 6, 24) } == nil)
        #expect(refusals.refusal(rows: "<row r=\"1048576\"><c r=\"XFD1048576\" s=\"1\"/></row>") == nil, "formatted, and nothing in it")
    }

    @Test func entitiesAndDepth() {
        let damaged = WorkbookError.damaged("the part \(TestWorkbook.sheet)")
        let body = "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&a;</t></is></c></row></sheetData></worksheet>"
        #expect(refusals.refusal(sheet: body) == damaged)
        #expect(refusals.refusal(sheet: "<!DOCTYPE a [<!ENTITY a \"b\">]>" + body) == damaged)
        #expect(refusals.refusal(sheet: "<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" + body) == damaged)
        for xml in [
            "", "<worksheet>", "<worksheet></sheetData>", "<worksheet/><worksheet/>", "<worksheet/>x", "<worksheet a=1/>", "<worksheet a/>",
            "<worksheet><![CDATA[", "<worksheet><!-- ", "<worksheet a=\"1", "<other/>", "< worksheet/>",
            body.replacing("&a;", with: "&#0;"),
            body.replacing("&a;", with: "\u{1}"), body.replacing("&a;", with: "&#x110000;"), body.replacing("&a;", with: "&"),
        ] { #expect(refusals.refusal(sheet: xml) == damaged, "\(xml)") }
        #expect(refusals.refusal(sheet: body.replacing("&a;", with: "&#x20AC;")) == nil)
        #expect(refusals.refusal(sheet: "<worksheet>" + String(repeating: "<a>", count: 100_000)) == damaged)
        let attributes = (0..<300).map { "a\($0)=\"\"" }.joined(separator: " ")
        #expect(refusals.refusal(sheet: "<worksheet \(attributes)/>") == damaged)
    }

    @Test func cellsThatSayNothing() {
        #expect(refusals.refusal(rows: "<row r=\"2\"><c r=\"C2\"><f>A1</f></c></row>") == .noResult(cell: "C2"))
        #expect(refusals.refusal(rows: "<row r=\"2\"><c r=\"AA2\"><f>A1</f><v/></c></row>") == .noResult(cell: "AA2"))
        for cell in [
            "t=\"s\"><v>1</v>", "t=\"s\"><v>-1</v>", "t=\"s\"><v>99999999999999999999</v>", "r=\"5\"><v>1</v>", "r=\"AAAA5\"><v>1</v>",
        ] {
            #expect(refusals.refusal(rows: "<row><c \(cell)</c></row>") == .damaged("the part \(TestWorkbook.sheet)"), "\(cell)")
        }
        for row in ["r=\"0\"", "r=\"-1\"", "r=\"99999999999999999999\""] {
            #expect(refusals.refusal(rows: "<row \(row)><c><v>1</v></c></row>") == .damaged("the part \(TestWorkbook.sheet)"), "\(row)")
        }
        var hidden = refusals.good
        hidden[TestWorkbook.workbook] = .init(
            TestWorkbook.workbook, "<workbook><sheets><sheet state=\"hidden\" id=\"r1\"/></sheets></workbook>")
        #expect(refusals.refusal(of: hidden.bytes) == .noSheet)
    }
}
