public import Document

/// The forms in which a document leaves the house.
public enum DocumentForm: String, Hashable, Sendable, CaseIterable {
    case html, pdf, xlsx, csv, json

    public var fileExtension: String { rawValue }

    /// What a server says about it.
    public func mediaType(_ options: FormOptions = FormOptions()) -> String {
        switch self {
        case .html: "text/html; charset=utf-8"
        case .pdf: "application/pdf"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .csv: options.csv.mediaType
        case .json: "application/json"
        }
    }

    /// A document in a form: a file of its own. The figures are the same in all of them.
    public static func render(
        _ document: Document, as form: DocumentForm, _ options: FormOptions = FormOptions()
    ) throws(RenderingFailure) -> [UInt8] {
        switch form {
        case .html: HTMLPage.render(document, pageWords: options.paper.words, tableWord: options.tableWord).bytes
        case .pdf: try PDFDocument.bytes(document, options.paper)
        case .xlsx: try WorkbookDocument.bytes(document, about: options.aboutSheet, created: options.paper.created)
        case .csv: CSVText.render(document, options.csv)
        case .json: DocumentData.json(document)
        }
    }
}

/// What the forms leave open.
public struct FormOptions: Hashable, Sendable {
    public var paper = PaperLayout()
    public var csv = CSVForm()
    /// Name of a workbook's first sheet; `nil`: in the document's language.
    public var aboutSheet: String?
    /// What leads to the table of a chart; `nil`: in the document's language.
    public var tableWord: String?

    public init() {}
}
