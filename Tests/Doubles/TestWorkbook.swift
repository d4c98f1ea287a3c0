/// The smallest Excel workbooks that have what a test needs.
public enum TestWorkbook {
    public static let sheet = "xl/worksheets/sheet1.xml"
    public static let workbook = "xl/workbook.xml"
    public static let texts = "xl/sharedStrings.xml"
    public static let styles = "xl/styles.xml"
    public static let links = "xl/_rels/workbook.xml.rels"

    /// A workbook of one sheet.
    /// - Parameters:
    ///   - rows: what stands in `sheetData`.
    ///   - texts: what stands in `sst`: shared texts.
    ///   - formats: codes of number formats; style 0 is plain, 1 is of the first code, and so on.
    public static func zip(rows: String, texts: String = "", formats: [String] = [], properties: String = "") -> TestZip {
        let codes = formats.enumerated().map { "<numFmt numFmtId=\"\($0.offset + 164)\" formatCode=\"\(escaped($0.element))\"/>" }.joined()
        let shapes = formats.indices.map { "<xf numFmtId=\"\($0 + 164)\"/>" }.joined()
        return TestZip([
            .init("_rels/.rels", list([("r1", "officeDocument", "/xl/workbook.xml")])),
            .init(
                workbook,
                "<workbook xmlns:r=\"x\"><workbookPr \(properties)/><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
            .init(
                links,
                list([
                    ("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "sharedStrings", "/xl/sharedStrings.xml"),
                    ("r3", "styles", "./styles.xml"),
                ])), .init(Self.texts, "<sst>\(texts)</sst>"),
            .init(
                styles,
                "<styleSheet><numFmts>\(codes)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                    + "<cellXfs><xf numFmtId=\"0\"/>\(shapes)</cellXfs></styleSheet>"),
            .init(sheet, "<worksheet><sheetData>\(rows)</sheetData></worksheet>"),
        ])
    }

    /// A workbook with texts in its cells.
    public static func zip(_ cells: [[String]]) -> TestZip {
        zip(
            rows: cells.map { row in
                "<row>" + row.map { "<c t=\"inlineStr\"><is><t>\(escaped($0))</t></is></c>" }.joined() + "</row>"
            }.joined())
    }

    /// A list of references from one part to others.
    public static func list(_ links: [(id: String, kind: String, target: String)]) -> String {
        let items = links.map { link in
            "<Relationship Id=\"\(link.id)\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/\(link.kind)\""
                + " Target=\"\(link.target)\"/>"
        }
        return "<Relationships>" + items.joined() + "</Relationships>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}
