import Document

extension PageDrawing {
    /// The titles of the columns over a rule, on the lowest line of the head.
    func head(_ plan: TablePlan, y: Double, isTagged: Bool) {
        let face = plan.headFace
        let padding = TablePlan.padding * plan.scale
        if isTagged { canvas.begin("TR") }
        for (index, column) in plan.table.columns.enumerated() {
            let width = plan.widths[index] - 2 * padding
            let text = VisibleText.text(column.heading)
            guard let lines = canvas.typesetter.lines(text, face, canvas.direction, width: width + 1, lines: 3) else { continue }
            let base = y + Double(plan.headLines - lines.count) * face.pitch + face.ascent
            if isTagged { canvas.begin("TH") }
            canvas.draw(
                lines, face, start: page.side + plan.starts[index] + padding, base: base, width: width,
                align(column), .quiet)
            if isTagged { canvas.end("TH") }
        }
        if isTagged { canvas.end("TR") }
        canvas.rule(start: page.side, y: y + plan.headHeight, width: page.inner, thick: 0.6, .rule)
    }

    /// Hair lines below the rows of a page, and the marks of their call types: one line for all rows of a type that follow each other.
    func ground(_ places: [(block: Int, y: Double)]) {
        var hairs: [Double] = []
        var marks: [(colour: Colour, top: Double, bottom: Double)] = []
        for (index, y) in places {
            let block = composer.blocks[index]
            guard case .row(let table, let number) = block.content else { continue }
            let plan = composer.plans[table], row = plan.table.rows[number]
            let bottom = y + block.item.height
            hairs.append(bottom)
            guard let colour = row.mark?.colour?.light else { continue }
            let top = y + (row.kind == .heading ? TablePlan.gap * plan.scale : 0)
            if let last = marks.last, last.colour == colour, abs(last.bottom - top) < 0.01 {
                marks[marks.count - 1].bottom = bottom
            } else {
                marks.append((colour, top, bottom))
            }
        }
        if document.tintsRows {
            for mark in marks {
                let height = mark.bottom - mark.top
                canvas.fill(start: page.side, y: mark.top, width: page.inner, height: height, .colour(mark.colour.tint))
            }
        }
        canvas.rules(start: page.side, hairs, width: page.inner, thick: 0.3, .hair)
        for mark in marks {
            canvas.fill(start: page.side, y: mark.top, width: 2.25, height: mark.bottom - mark.top, .colour(mark.colour))
        }
    }

    /// - Parameter after: the row above it in the table.
    func row(_ plan: TablePlan, _ row: Row, after above: Row?, y: Double) {

        let gap = row.kind == .heading ? TablePlan.gap * plan.scale : 0
        let top = y + gap
        if row.isTotal, above?.isTotal != true {
            canvas.rule(start: page.side, y: y, width: page.inner, thick: 0.8, .ink)
        } else if row.kind == .subtotal {
            canvas.rule(start: page.side, y: y, width: page.inner, thick: 0.5, .rule)
        }
        let face = plan.face(row)
        let base = top + face.ascent + 1.2 * plan.scale
        let span = row.labelSpan
        canvas.begin("TR")
        for (index, column) in plan.table.columns.enumerated() where index == 0 || index >= span {
            let isLabel = index == 0 && row.kind != .line
            if isLabel { canvas.begin("TH") } else { canvas.begin("TD") }
            let cell = index < row.cells.count ? row.cells[index] : .empty
            self.cell(plan, row, cell, column, index, span: index == 0 ? span : 1, face: face, base: base)
            if isLabel { canvas.end("TH") } else { canvas.end("TD") }
        }
        canvas.end("TR")
    }

    private func cell(_ plan: TablePlan, _ row: Row, _ cell: Cell, _ column: Column, _ index: Int, span: Int, face: Face, base: Double) {
        let text = TablePlan.cellText(cell, canvas.typesetter.form)
        guard !text.isEmpty else { return }
        let room = plan.room(row, index, span: span)
        let start = page.side + room.start
        let isLabel = index == 0 && row.kind != .line
        let align = isLabel ? .start : align(column)
        let ink = ink(row, column, index)
        if cell.value.isOutsideText, let lines = plan.wrapped(text, face, width: room.width, canvas.typesetter) {
            canvas.draw(lines, face, start: start, base: base, width: room.width, align, ink)
        } else {
            canvas.figure(text, face, start: start, base: base, width: room.width, align, ink)
        }
    }

    /// Figures stand at the right in every language, so that their units do.
    private func align(_ column: Column) -> PageCanvas.Align {
        column.kind.isRightAligned && canvas.direction == .leftToRight ? .end : .start
    }

    /// A type's text has the type's colour, and so has the heading of its group.
    private func ink(_ row: Row, _ column: Column, _ index: Int) -> Ink {
        if let colour = row.mark?.colour?.light, column.id == "callType" || (row.kind == .heading && index == 0) {
            return .colour(colour)
        }
        return row.kind == .aside ? .quiet : .ink
    }
}
