public import Document
import Money

extension HTMLDocument {
    /// A table alone: a page may show one without a document around it.
    public func table(_ table: Table) -> HTMLText {
        var html = HTMLText()
        self.table(table, &html)
        return html
    }

    func table(_ table: Table, _ html: inout HTMLText) {
        let table = Self.withoutSharedState(table)
        html.markup("<table class=\"ledger\"")
        html.attribute("data-table", table.id)
        html.markup(">\n")
        if !table.caption.isEmpty {
            html.markup("<caption>")
            html.text(table.caption)
            html.markup("</caption>\n")
        }
        html.markup("<thead><tr>")
        let places = PhonePlace.places(of: table.columns)
        for column in table.columns { heading(column, &html) }
        html.markup("</tr></thead>\n")
        body(table, places, &html)
        html.markup("</table>\n")
    }

    /// A state that all lines share says nothing: people get the table without that column. Programs keep it.
    private static func withoutSharedState(_ table: Table) -> Table {
        let lines = table.rows.filter { $0.kind == .line }
        guard let index = table.columns.firstIndex(where: { $0.id == "state" }), index > 0, let first = lines.first,
            table.rows.allSatisfy({ $0.cells.indices.contains(index) || $0.kind != .line }),
            lines.allSatisfy({ $0.cells[index].value == first.cells[index].value })
        else { return table }
        var columns = table.columns
        columns.remove(at: index)
        let rows = table.rows.map { row in
            var row = row
            if row.cells.indices.contains(index) { row.cells.remove(at: index) }
            return row
        }
        return Table(id: table.id, caption: table.caption, columns: columns, rows: rows)
    }

    private func heading(_ column: Column, _ html: inout HTMLText) {
        html.markup("<th scope=\"col\"")
        cellClass(column, &html)
        html.attribute("data-column", column.id)
        html.markup(">")
        html.text(column.title)
        if let currency = column.kind.currency {
            html.markup(" <span class=\"unit\">")
            html.text(currency.code)
            html.markup("</span>")
        }
        html.markup("</th>")
    }

    /// One `tbody` for each outermost group, so that a printer may break between them; totals stand in a `tbody` of their own at the end
    /// and not in a `tfoot`, which browsers repeat on every page.
    private func body(_ table: Table, _ places: [PhonePlace], _ html: inout HTMLText) {
        var open = false
        var inTotals = false
        for row in table.rows {
            let isTotal = row.kind == .sum || row.kind == .total || row.kind == .adjustment || row.kind == .aside
            let begins = !open || (row.kind == .heading && row.level == 0) || (isTotal && !inTotals)
            if begins {
                if open { html.markup("</tbody>\n") }
                if isTotal { html.markup("<tbody class=\"totals\">\n") } else { html.markup("<tbody>\n") }
                open = true
            }
            inTotals = isTotal
            self.row(row, table.columns, places, &html)
        }
        if open { html.markup("</tbody>\n") }
    }

    private func row(_ row: Row, _ columns: [Column], _ places: [PhonePlace], _ html: inout HTMLText) {
        html.markup("<tr class=\"row-")
        html.text(row.kind.rawValue)
        html.markup(" level-")
        html.text(String(min(max(row.level, 0), 9)))
        if row.isBold { html.markup(" over") }
        html.markup("\"")
        if let mark = row.mark { html.attribute("data-type", mark.id) }
        html.markup(">")
        let span = labelSpan(row)
        for (index, column) in columns.enumerated() {
            if index > 0, index < span { continue }
            cell(
                index < row.cells.count ? row.cells[index] : .empty, column, places[index],
                isLabel: index == 0 && row.kind != .line, span: index == 0 ? span : 1, &html)
        }
        html.markup("</tr>\n")
    }

    /// Columns that the name of a group or sum may run over: those behind it that are empty.
    private func labelSpan(_ row: Row) -> Int {
        guard row.kind != .line, row.cells.count > 1 else { return 1 }
        let filled = row.cells.dropFirst().firstIndex { $0.value != .empty }
        return filled ?? row.cells.count
    }

    private func cell(
        _ cell: Cell, _ column: Column, _ place: PhonePlace, isLabel: Bool, span: Int, _ html: inout HTMLText
    ) {
        if isLabel { html.markup("<th scope=\"row\" class=\"label\"") } else { html.markup("<td") }
        if !isLabel { cellClass(column, &html, place) }
        if span > 1 { html.attribute("colspan", String(span)) }
        html.markup(">")
        content(cell, &html)
        if isLabel { html.markup("</th>") } else { html.markup("</td>") }
    }

    private func cellClass(_ column: Column, _ html: inout HTMLText, _ place: PhonePlace? = nil) {
        html.markup(" class=\"")
        if column.kind.isRightAligned { html.markup("figure ") }
        html.markup("kind-")
        html.text(column.kind.name)
        if column.id == "callType" { html.markup(" type") }
        if let place {
            html.markup(" on-phone-")
            html.text(place.rawValue)
        }
        html.markup("\"")
    }
}
