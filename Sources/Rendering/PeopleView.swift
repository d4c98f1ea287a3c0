import Document
import Money

/// What people read of a table; programs get all of it.
extension Table {
    /// A state that all lines share says nothing: people get the table without that column.
    var withoutSharedState: Table {
        let lines = rows.filter { $0.kind == .line }
        guard let index = columns.firstIndex(where: { $0.id == "state" }), index > 0, let first = lines.first,
            rows.allSatisfy({ $0.cells.indices.contains(index) || $0.kind != .line }),
            lines.allSatisfy({ $0.cells[index].value == first.cells[index].value })
        else { return self }
        var columns = columns
        columns.remove(at: index)
        let rows = rows.map { row in
            var row = row
            if row.cells.indices.contains(index) { row.cells.remove(at: index) }
            return row
        }
        return Table(id: id, caption: caption, columns: columns, rows: rows)
    }
}

extension Row {
    /// Columns that the name of a group or sum may run over: those behind it that are empty.
    var labelSpan: Int {
        guard kind != .line, cells.count > 1 else { return 1 }
        return cells.dropFirst().firstIndex { $0.value != .empty } ?? cells.count
    }

    /// What stands at the end of a table, under the rule.
    var isTotal: Bool {
        switch kind {
        case .sum, .total, .adjustment, .aside: true
        case .heading, .line, .subtotal: false
        }
    }
}

extension Cell {
    /// "None" and not "costs nothing": shown as a thin dash.
    var isNone: Bool { zeroMeansNone && value.isZero }
}

extension Column {
    /// The title with the currency behind it.
    var heading: String { kind.currency.map { title + " " + $0.code } ?? title }
}
