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
        let table = table.withoutSharedState
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

    private func heading(_ column: Column, _ html: inout HTMLText) {
        html.markup("<th scope=\"col\"")
        cellClass(column, &html)
        html.attribute("data-column", column.id)
        let sorting = sorting(column)
        if let isDescending = sorting?.isDescending {
            html.attribute("aria-sort", isDescending ? "descending" : "ascending")
        }
        html.markup(">")
        if let sorting {
            html.markup("<a")
            html.link(sorting.path)
            html.markup(">")
        }
        html.text(column.title)
        if sorting != nil { html.markup("</a>") }
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
            let isTotal = row.isTotal
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
        let span = row.labelSpan
        for (index, column) in columns.enumerated() {
            if index > 0, index < span { continue }
            cell(
                index < row.cells.count ? row.cells[index] : .empty, column, places[index],
                isLabel: index == 0 && row.kind != .line, span: index == 0 ? span : 1, &html)
        }
        html.markup("</tr>\n")
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
