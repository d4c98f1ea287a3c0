import Doubles
import Reading

/// Workbooks: a whole file, or the inside of one that is otherwise right; the first byte says which.
enum WorkbookFuzz {
    private static let limits: Workbook.Limits = {
        var limits = Workbook.Limits()
        (limits.part, limits.rows, limits.columns, limits.cells, limits.text) = (1 << 20, 1_000, 64, 10_000, 1 << 16)
        return limits
    }()

    private static func file(_ kind: UInt8, _ body: ArraySlice<UInt8>) -> [UInt8] {
        let names = [TestWorkbook.sheet, TestWorkbook.texts, TestWorkbook.styles, TestWorkbook.workbook, TestWorkbook.links]
        guard kind % 6 > 0 else { return Array(body) }
        var zip = TestWorkbook.zip(
            rows: "<row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>46083</v></c></row>", texts: "<si><t>a</t></si>", formats: ["yyyy"])
        let name = names[Int(kind % 6) - 1]
        zip[name] = .init(name, Array(body))
        return zip.bytes
    }

    static func check(_ bytes: [UInt8]) throws(FuzzFinding) {
        guard let kind = bytes.first else { return }
        let file = file(kind, bytes.dropFirst())
        switch Result(catching: { () throws(WorkbookError) in try Workbook.firstSheet(of: file, limits: limits) }) {
        case .success(let rows): try check(rows)
        case .failure(let refusal): try hold(refusal.description.hasSuffix("."), "refused without words")
        }
    }

    private static func check(_ rows: [[String]]) throws(FuzzFinding) {
        try hold(rows.count <= limits.rows && rows.allSatisfy { $0.count <= limits.columns }, "a sheet of \(rows.count) rows")
        try hold(rows.reduce(0) { $0 + $1.count } <= limits.cells, "too many cells")
        try hold(rows.reduce(0) { $0 + $1.reduce(0) { $0 + $1.utf8.count } } <= limits.text, "too much text")
        try hold(rows.allSatisfy { $0.last != "" } && rows.last != [], "empty cells at the end")
        let hidden = rows.joined().contains { $0.utf8.contains { $0 < 0x20 && $0 != 9 && $0 != 10 && $0 != 13 } }
        try hold(!hidden, "a character that nobody can see")
    }

    static func work(_ bytes: [UInt8], count: Int) {
        guard let kind = bytes.first else { return }
        _ = try? Workbook.firstSheet(of: file(kind, stretched(bytes.dropFirst(), count)[...]))
    }

    static var seeds: [[UInt8]] {
        let sheet = """
            <worksheet><!-- a --><sheetData><row r="2"><c r="B2" t="s" s="1"><v>0</v></c><c t="inlineStr"><is><r><t>a_x000D_&amp;</t></r></is></c>
            <c s="1"><f>B2</f><v>4.6083E4</v></c><c t="str"><v><![CDATA[<]]></v></c></row></sheetData></worksheet>
            """
        let texts = "<sst><si><t>one</t></si><si><r><t>a</t></r><rPh sb='0'><t>b</t></rPh></si></sst>"
        let styles =
            "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0000'/></numFmts><cellXfs><xf/><xf numFmtId='164'/></cellXfs></styleSheet>"
        let workbook = "<workbook><workbookPr date1904='1'/><sheets><sheet state='hidden' id='r2'/><sheet r:id='r1'/></sheets></workbook>"
        let links = TestWorkbook.list([("r1", "worksheet", "../xl/./worksheets\\sheet1.xml")])
        return [[0] + TestWorkbook.zip([["a"]]).bytes] + zip(1..., [sheet, texts, styles, workbook, links]).map { [$0] + Array($1.utf8) }
    }
}
