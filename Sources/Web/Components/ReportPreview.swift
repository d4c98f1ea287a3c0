internal import Rendering
internal import Service

/// A small picture of a report, drawn from its definition: its columns, the heads of its groups, its total, its chart.
struct ReportPreview {
    let sketch: ReportSketch

    private static let (width, height, margin) = (64, 48, 4)

    func render() -> HTMLText {
        element("svg", .class("preview"), .text("viewBox", "0 0 \(Self.width) \(Self.height)"), .text("aria-hidden", "true")) {
            if sketch.hasChart { bars }
            for row in rows { line(row) }
        }
    }

    private enum RowKind { case head, group, line, total }
    private struct Row {
        var kind: RowKind
        var y: Int
        var indent = 0
    }

    /// From the head down; a total ends it.
    private var rows: [Row] {
        var y = sketch.hasChart ? 22 : 6
        let end = Self.height - (sketch.hasTotal ? 9 : 4)
        var rows = [Row(kind: .head, y: y)]
        y += 5
        var place = 0
        while y <= end {
            let inGroup = place % 4
            if sketch.levels > 0, inGroup < min(sketch.levels, 2) {
                rows.append(Row(kind: .group, y: y, indent: inGroup * 3))
            } else {
                rows.append(Row(kind: .line, y: y, indent: min(sketch.levels, 2) * 3))
            }
            place += 1
            y += sketch.hasLines ? 4 : 5
        }
        if sketch.hasTotal { rows.append(Row(kind: .total, y: Self.height - 4)) }
        return rows
    }

    private func line(_ row: Row) -> HTMLText {
        switch row.kind {
        case .group: path("M\(Self.margin + row.indent) \(row.y)h18", isRule: true)
        case .head: path(cells(row.y, 0, full: true), isRule: true)
        case .total:
            together {
                path("M\(Self.width - 26) \(row.y - 3)h22", isRule: true)
                path("M\(Self.width - 16) \(row.y)h12", isRule: false)
            }
        case .line: path(cells(row.y, row.indent, full: false), isRule: false)
        }
    }

    /// A stroke for each column: the first is a name, the others end at the right as figures do.
    private func cells(_ y: Int, _ indent: Int, full: Bool) -> String {
        let count = min(max(sketch.columns + (sketch.isCrossed ? 3 : 0), 2), 7)
        let step = (Self.width - 2 * Self.margin) / count
        return (0..<count).map { column in
            // No two rows are alike, as in life.
            let length = full ? step - 2 : max(step - 3 - (column * 5 + y * 3) % 3, 2)
            let left = Self.margin + column * step
            return column == 0 ? "M\(left + indent) \(y)h\(max(length - indent, 2))" : "M\(left + step - length - 1) \(y)h\(length)"
        }.joined()
    }

    private var bars: HTMLText {
        path([12, 8, 14, 6, 10, 4].enumerated().map { "M\(8 + $0 * 9) 18v-\($1)" }.joined(), isRule: false, isBar: true)
    }

    private func path(_ path: String, isRule: Bool, isBar: Bool = false) -> HTMLText {
        element("path", isBar ? .class("bar") : isRule ? .class("rule") : nil, .text("d", path)) { HTMLText() }
    }
}
