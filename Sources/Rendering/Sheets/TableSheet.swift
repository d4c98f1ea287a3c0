import CXLSXWriter
import Document

/// A table on a worksheet: head frozen, lines to filter, groups to fold.
struct TableSheet {
    let sheet: WorkbookSheet
    let table: Table
    private let isGrouped: Bool

    init(sheet: WorkbookSheet, table: Table) {
        (self.sheet, self.table) = (sheet, table)
        isGrouped = table.rows.contains { $0.kind == .heading || $0.kind == .subtotal }
    }

    /// Rows of a worksheet.
    static let mostRows = 1_048_576

    func write(_ file: inout WorkbookFile) throws(RenderingFailure) {
        guard table.rows.count < Self.mostRows else {
            throw RenderingFailure.tooManyRows(table: table.id, rows: table.rows.count, limit: Self.mostRows - 1)
        }
        // All that holds for the sheet comes first: rows that were written cannot be reached again.
        try lay()
        for (index, column) in table.columns.enumerated() {
            try sheet.write(SheetCell.string(column.heading), row: 0, column: index, file.format(CellLook(isBold: true, isHead: true)))
        }
        var inTotals = false
        for (index, row) in table.rows.enumerated() {
            let isFirstTotal = row.isTotal && !inTotals
            inTotals = row.isTotal
            let depth = depth(row)
            if depth > 0 { try sheet.level(depth, row: index + 1) }
            try write(row, at: index + 1, isFirstTotal: isFirstTotal, &file)
        }
    }

    private func lay() throws(RenderingFailure) {
        for (index, width) in widths().enumerated() { try sheet.width(Double(min(max(width + 3, 9), 60)), column: index) }
        if !table.columns.isEmpty {
            let last = table.rows.lastIndex { !$0.isTotal } ?? -1
            try WorkbookSheet.check(
                worksheet_autofilter(sheet.sheet, 0, 0, lxw_row_t(last + 1), lxw_col_t(clamping: table.columns.count - 1)))
        }
        worksheet_freeze_panes(sheet.sheet, 1, 0)
        try WorkbookSheet.check(worksheet_repeat_rows(sheet.sheet, 0, 0))
        worksheet_fit_to_pages(sheet.sheet, 1, 0)
        if table.columns.count > 6 { worksheet_set_landscape(sheet.sheet) }
    }

    /// Signs of each column's longest cell.
    private func widths() -> [Int] {
        var widths = table.columns.map(\.heading.unicodeScalars.count)
        for row in table.rows {
            let span = row.labelSpan
            for (index, cell) in row.cells.enumerated() where index < widths.count && (index > 0 || span == 1) {
                widths[index] = max(widths[index], GroupedFigures.text(cell.value.shown).unicodeScalars.count)
            }
        }
        return widths
    }

    /// Lines lie below their group, which lies below the outer group.
    private func depth(_ row: Row) -> Int {
        let level = max(0, min(row.level, 6))
        return row.kind == .line && isGrouped ? level + 1 : 0
    }

    private func write(
        _ row: Row, at number: Int, isFirstTotal: Bool, _ file: inout WorkbookFile
    ) throws(RenderingFailure) {
        var look = CellLook(isBold: TablePlan.isBold(row))
        look.rule = isFirstTotal ? .strong : row.kind == .subtotal ? .thin : .none
        if row.kind == .aside { look.colour = Ink.quiet.rgb }
        for (index, column) in table.columns.enumerated() {
            let cell = index < row.cells.count ? row.cells[index] : .empty
            var own = look
            if let colour = row.mark?.colour?.light, column.id == "callType" || (index == 0 && row.kind == .heading) {
                own.colour = colour.rgb
            }
            if index == 0 { own.indent = UInt8(clamping: max(0, min(row.level, 6))) }
            switch SheetCell(cell) {
            case .blank: if look.rule != .none { try sheet.blank(row: number, column: index, file.format(own)) }
            case .text(let text):
                try sheet.write(text, row: number, column: index, file.format(own))
            case .number(let value, let format):
                own.numberFormat = format
                try sheet.write(value, row: number, column: index, file.format(own))
            }
        }
    }
}
