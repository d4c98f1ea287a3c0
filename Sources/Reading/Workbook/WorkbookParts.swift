/// The parts of a workbook as they refer to each other: from the package to the workbook, from there to its sheets and texts.
struct WorkbookParts {
    /// Days are counted from 1904, as Excel for Macintosh did.
    private(set) var countsFrom1904 = false

    private let zip: ZipFile
    private let limits: Workbook.Limits
    private let links: [PartLink]
    /// References to sheets that are not hidden, in the order of their tabs.
    private var shown: [String] = []

    init(_ zip: ZipFile, _ limits: Workbook.Limits) throws(WorkbookError) {
        (self.zip, self.limits) = (zip, limits)
        let roots = try Self.links(zip, of: "", limits)
        let name = roots.first { $0.kind == "officedocument" }?.part ?? "xl/workbook.xml"
        if let kind = try Self.otherKind(zip, name) { throw .otherKind(kind) }
        guard let xml = try zip.part(name, limit: limits.part) else { throw .noWorkbook }
        links = try Self.links(zip, of: name, limits)
        do { try readWorkbook(xml) } catch is XMLPieces.Flaw { throw .damaged("the part \(name)") } catch { throw .noWorkbook }
    }

    /// A part that the workbook refers to by what it is; `nil` where it has none.
    func linked(_ kind: String) throws(WorkbookError) -> (name: String, bytes: [UInt8])? {
        guard let link = links.first(where: { $0.kind == kind }) else { return nil }
        return try zip.part(link.part, limit: limits.part).map { (link.part, $0) }
    }

    /// The first sheet with cells that is not hidden; a chart may have a tab of its own.
    func sheet() throws(WorkbookError) -> (name: String, bytes: [UInt8])? {
        for id in shown {
            guard let link = links.first(where: { $0.id == id && $0.kind == "worksheet" }) else { continue }
            guard let bytes = try zip.part(link.part, limit: limits.part) else { throw .damaged("the part \(link.part) is missing") }
            return (link.part, bytes)
        }
        return nil
    }

    /// What a reader makes of a part.
    func reading<Value>(
        _ part: (name: String, bytes: [UInt8]), _ read: (inout XMLPieces) throws(XMLPieces.Flaw) -> Value
    ) throws(WorkbookError) -> Value {
        var pieces = XMLPieces(part.bytes)
        do { return try read(&pieces) } catch { throw .damaged("the part \(part.name)") }
    }

    private struct NoWorkbook: Error {}

    private mutating func readWorkbook(_ xml: [UInt8]) throws {
        var pieces = XMLPieces(xml)
        while let piece = try pieces.next() {
            guard piece == .begin else { continue }
            // A letter is such a package too.
            if pieces.depth == 1, !pieces.isNamed("workbook") { throw NoWorkbook() }
            if pieces.isNamed("workbookPr"), let flag = try pieces.attribute("date1904") { countsFrom1904 = flag == "1" || flag == "true" }
            if pieces.isNamed("sheet"), let id = try pieces.attribute("id"), try pieces.attribute("state") ?? "visible" == "visible" {
                shown.append(id)
            }
        }
    }

    private static func links(_ zip: ZipFile, of part: String, _ limits: Workbook.Limits) throws(WorkbookError) -> [PartLink] {
        let name = PartLink.list(of: part)
        guard let xml = try zip.part(name, limit: limits.part) else { return [] }
        do { return try PartLink.read(xml, folder: PartLink.folder(of: part)) } catch { throw .damaged("the part \(name)") }
    }

    /// Spreadsheets that are packed the same way and written otherwise.
    private static func otherKind(_ zip: ZipFile, _ workbook: String) throws(WorkbookError) -> String? {
        if workbook.hasSuffix(".bin") { return "Excel's binary workbooks (.xlsb)" }
        if zip.has("Index/Document.iwa") || zip.has("Index.zip") { return "Apple Numbers" }
        guard let kind = try? zip.part("mimetype", limit: 200), zip.has("content.xml") else { return nil }
        return kind.starts(with: "application/vnd.oasis.opendocument".utf8) ? "OpenDocument (.ods)" : nil
    }
}
