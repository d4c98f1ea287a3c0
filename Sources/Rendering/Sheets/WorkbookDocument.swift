import CXLSXWriter
public import Document
public import Time

/// A document as an Excel workbook: what it says on the first sheet, then a sheet for each table, with cells of their own types.
/// There is no formula in it: every figure, totals too, is the document's.
public enum WorkbookDocument {
    /// The same document gives the same bytes.
    /// - Parameters:
    ///   - about: name of the first sheet; `nil`: in the document's language.
    ///   - created: UTC; `nil`: the first day that a ZIP file knows.
    public static func bytes(
        _ document: Document, about: String? = nil, created: WallTime? = nil
    ) throws(RenderingFailure) -> [UInt8] {
        var file = try WorkbookFile()
        file.describe(title: VisibleText.text(document.title), created: created?.seconds ?? 315_532_800)
        var names = SheetNames()
        let isRightToLeft = TextDirection(language: document.language) == .rightToLeft
        let first = try file.sheet(names.name(about ?? FormWords(language: document.language).about, other: document.title))
        if isRightToLeft { worksheet_right_to_left(first.sheet) }
        var page = AboutSheet(sheet: first)
        try page.write(document, &file)
        for section in document.sections {
            for table in section.tables + section.charts.map(\.table) {
                let sheet = try file.sheet(names.name(table.caption, other: table.id))
                if isRightToLeft { worksheet_right_to_left(sheet.sheet) }
                try TableSheet(sheet: sheet, table: table).write(&file)
            }
        }
        return try file.finish()
    }
}

/// What the document says beside its tables, one thing a row.
struct AboutSheet {
    /// Of its two columns, in signs.
    private static let widths = [22, 70]

    let sheet: WorkbookSheet
    private var row = 0

    init(sheet: WorkbookSheet) { self.sheet = sheet }

    mutating func write(_ document: Document, _ file: inout WorkbookFile) throws(RenderingFailure) {
        try sheet.width(Double(Self.widths[0]), column: 0)
        try sheet.width(Double(Self.widths[1]), column: 1)
        for line in document.letterhead { try text(line, CellLook(colour: Ink.quiet.rgb), &file) }
        if let logo = try SheetLogo(document) {
            // Seven points of the screen a sign, five around them.
            try logo.put(on: sheet, column: Self.widths.count, before: Self.widths.reduce(0) { $0 + $1 * 7 + 5 })
            row = max(row, SheetLogo.rows)
        }
        try text(document.title, CellLook(isBold: true, size: 16), &file)
        try text(document.sentence, CellLook(colour: Ink.quiet.rgb), &file)
        row += 1
        for fact in document.facts {
            try sheet.write(SheetCell.string(fact.label), row: row, column: 0, file.format(CellLook(colour: Ink.quiet.rgb)))
            try cell(fact.cell, &file)
        }
        for notice in document.notices {
            let ink = notice.kind == .alarm ? Ink.alarm : Ink.warning
            try text(notice.text, CellLook(isBold: notice.kind == .alarm, colour: ink.rgb), &file)
        }
        if let tie = document.tieOut {
            try text(tie.text, CellLook(isBold: !tie.ties, colour: tie.ties ? nil : Ink.alarm.rgb), &file)
        }
        for note in document.sections.flatMap(\.notes) + document.notes { try text(note, CellLook(colour: Ink.quiet.rgb), &file) }
        if !document.slip.isEmpty { row += 1 }
        for line in document.slip { try text(line, CellLook(), &file) }
        if !document.footer.isEmpty { row += 1 }
        for line in document.footer { try text(line, CellLook(colour: Ink.quiet.rgb), &file) }
        worksheet_fit_to_pages(sheet.sheet, 1, 0)
    }

    private mutating func text(_ text: String, _ look: CellLook, _ file: inout WorkbookFile) throws(RenderingFailure) {
        let string = SheetCell.string(text)
        if !string.isEmpty { try sheet.write(string, row: row, column: 0, file.format(look)) }
        row += 1
    }

    private mutating func cell(_ cell: Cell, _ file: inout WorkbookFile) throws(RenderingFailure) {
        switch SheetCell(cell) {
        case .blank: break
        case .text(let text): try sheet.write(text, row: row, column: 1, file.format(CellLook(wraps: true)))
        case .number(let number, let format):
            try sheet.write(number, row: row, column: 1, file.format(CellLook(numberFormat: format)))
        }
        row += 1
    }
}
