import Document

/// Where the columns of a table stand and how high its rows are.
struct TablePlan {
    let table: Table
    /// 1, or less where figures would not fit otherwise: a figure is never cut.
    let scale: Double
    let widths: [Double]
    /// Edges at which the columns begin, from the table's begin.
    let starts: [Double]
    let headLines: Int

    static let padding = 5.0
    static let indent = 9.0
    /// Room above a group's heading, which is the page's and not the group's.
    static let gap = 5.0
    /// Lines that a text in a cell takes at most.
    static let mostLines = 4
    private static let size = 8.25
    private static let shortHeading = 54.0

    var face: Face { Face(size: Self.size * scale) }
    var headFace: Face { Face(size: 7.25 * scale, isBold: true) }
    var rowPitch: Double { face.pitch + 2.75 * scale }
    var headHeight: Double { Double(headLines) * headFace.pitch + 6 * scale }

    /// - Parameters:
    ///   - natural: from `TablePlan.natural`.
    ///   - width: of the paper between its margins.
    init(_ table: Table, natural: [ColumnFit.Column], width: Double, _ typesetter: Typesetter, _ direction: TextDirection) {
        self.table = table
        let least = ColumnFit.least(natural)
        scale = least > width ? width / least : 1
        let factor = scale
        widths = ColumnFit.widths(
            natural.map { ColumnFit.Column(natural: $0.natural * factor, isText: $0.isText) }, width: width)
        var at = 0.0
        starts = widths.map { width in
            defer { at += width }
            return at
        }
        let face = Face(size: 7.25 * scale, isBold: true)
        let widths = widths
        headLines =
            table.columns.indices.map { index in
                typesetter.lines(
                    VisibleText.text(table.columns[index].heading), face, direction, width: widths[index] - 2 * Self.padding * factor + 1,
                    lines: 3
                )?.count ?? 1
            }.max() ?? 1
    }

    /// The width of each column's widest cell, at full size.
    static func natural(_ table: Table, _ typesetter: Typesetter, _ direction: TextDirection) -> [ColumnFit.Column] {
        let head = Face(size: 7.25, isBold: true)
        var columns = table.columns.map { column in
            // A short heading stands on one line; another may take two or three, with its longest word whole.
            let heading = VisibleText.text(column.heading)
            let whole = width(heading, head, typesetter, direction)
            let words =
                whole <= shortHeading ? [whole] : heading.split(separator: " ").map { width(String($0), head, typesetter, direction) }
            let isText = column.kind == .text || column.kind == .number
            return ColumnFit.Column(natural: (words.max() ?? 0) + 2 * padding, isText: isText)
        }
        let faces = [Face(size: size), Face(size: size, isBold: true)]
        for row in table.rows {
            let face = faces[isBold(row) ? 1 : 0]
            let span = row.labelSpan
            for (index, cell) in row.cells.enumerated() where index < columns.count {
                // A label over several columns finds its room.
                if row.kind != .line, index == 0, span > 1 { continue }
                let text = cellText(cell, typesetter.form)
                guard !text.isEmpty else { continue }
                let indent = index == 0 ? Double(max(0, min(row.level, 5))) * Self.indent : 0
                let taken = width(text, face, typesetter, direction) + 2 * padding + indent
                if taken > columns[index].natural { columns[index].natural = taken }
            }
        }
        return columns
    }

    /// What stands in a cell, everything hidden made visible.
    static func cellText(_ cell: Cell, _ form: FigureForm) -> String {
        if cell.isNone { return "–" }
        return cell.value.isOutsideText ? clipped(VisibleText.text(cell.value.shown)) : form.text(cell.value)
    }

    /// Nothing longer can be seen in a cell: the rest is not shaped.
    private static func clipped(_ text: String) -> String {
        text.utf8.count <= 1_000 ? text : String(text.unicodeScalars.prefix(1_000)) + "…"
    }

    static func isBold(_ row: Row) -> Bool {
        switch row.kind {
        case .heading, .subtotal, .sum, .total: true
        case .line, .adjustment, .aside: row.isBold
        }
    }

    private static func width(_ text: String, _ face: Face, _ typesetter: Typesetter, _ direction: TextDirection) -> Double {
        if let quick = typesetter.figureFace(face)?.width(text) { return quick }
        return typesetter.lines(text, face, direction)?.width ?? 0
    }

    func face(_ row: Row) -> Face { Face(size: face.size, isBold: Self.isBold(row)) }

    /// The room of a cell's text: without padding, and without the level's indent.
    func room(_ row: Row, _ index: Int, span: Int) -> (start: Double, width: Double) {
        let indent = index == 0 ? Double(max(0, min(row.level, 5))) * Self.indent * scale : 0
        let padding = Self.padding * scale
        let last = min(index + max(span, 1), widths.count) - 1
        let width = starts[last] + widths[last] - starts[index]
        return (starts[index] + padding + indent, max(1, width - 2 * padding - indent))
    }

    /// A cell's text in lines, where it needs more than one.
    func wrapped(_ text: String, _ face: Face, width: Double, _ typesetter: Typesetter) -> TextLines? {
        if let quick = typesetter.figureFace(face)?.width(text), quick <= width + 0.5 { return nil }
        return typesetter.lines(text, face, TextDirection(firstLetterOf: text), width: width + 0.5, lines: Self.mostLines)
    }

    func height(_ row: Row, _ typesetter: Typesetter) -> Double {
        let face = face(row)
        let span = row.labelSpan
        var lines = 1
        for (index, cell) in row.cells.enumerated() where index < widths.count && cell.value.isOutsideText {
            let room = room(row, index, span: index == 0 ? span : 1)
            if let wrapped = wrapped(Self.cellText(cell, typesetter.form), face, width: room.width, typesetter) {
                lines = max(lines, wrapped.count)
            }
        }
        let above = row.kind == .heading ? Self.gap * scale : 0
        return Double(lines - 1) * face.pitch + rowPitch + above
    }
}
