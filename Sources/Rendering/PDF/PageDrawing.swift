import CPangoCairo
import Document

/// Draws the blocks of a page.
struct PageDrawing {
    let document: Document
    let foot: PageFoot
    let page: PageSize
    let composer: PageComposer
    let canvas: PageCanvas

    /// The blocks of a page with their upper edges.
    func places(_ range: Range<Int>) -> [(block: Int, y: Double)] {
        guard let first = range.first else { return [] }
        var y = page.top + composer.blocks[first].item.repeated
        return range.map { index in
            defer { y += composer.blocks[index].item.height }
            return (index, y)
        }
    }

    func page(_ range: Range<Int>, number: Int, of count: Int) {
        guard let first = range.first else { return }
        if case .row(let table, _) = composer.blocks[first].content {
            // The same head again is no content of its own: it is drawn without tags.
            head(composer.plans[table], y: page.top, isTagged: false)
        }
        let places = places(range)
        ground(places)
        for (index, y) in places { block(index, y: y) }
        foot.draw(number, of: count, on: page, canvas)
    }

    private func block(_ index: Int, y: Double) {
        let block = composer.blocks[index]
        switch block.content {
        case .letterhead: letterhead(y: y)
        case .paragraph(let paragraph): self.paragraph(paragraph, y: y)
        case .facts(let facts): canvas.tagged("P") { self.facts(facts, y: y) }
        case .slip(let lines): slip(lines, y: y)
        case .chart(let chart): canvas.tagged("Figure") { self.chart(chart, y: y) }
        case .tableHead(let table):
            canvas.begin("Table")
            head(composer.plans[table], y: y, isTagged: true)
        case .row(let table, let row):
            let plan = composer.plans[table]
            self.row(plan, plan.table.rows[row], after: row > 0 ? plan.table.rows[row - 1] : nil, y: y)
        }
        // The table ends where the next block is not its own.
        if let table = block.table, composer.blocks.indices.contains(index + 1) ? composer.blocks[index + 1].table != table : true {
            canvas.end("Table")
        }
    }

    private func letterhead(y: Double) {
        for (index, line) in document.letterhead.enumerated() {
            let face = Face(size: PageComposer.letterFace.size, isBold: index == 0)
            let text = composer.ownText(line)
            guard let set = canvas.typesetter.lines(text, face, canvas.direction, width: page.inner - 170, lines: 1) else { continue }
            let base = y + face.ascent + Double(index) * face.pitch
            canvas.tagged("P") {
                canvas.draw(set, face, start: page.side + 170, base: base, width: page.inner - 170, .end, index == 0 ? .ink : .quiet)
            }
        }
    }

    func logo(_ logo: LogoImage) {
        let scale = min(PageComposer.logoHeight / logo.height, 160 / logo.width)
        let left = canvas.left(page.side, logo.width * scale)
        logo.draw(on: canvas.cairo, x: left, y: page.top, scale: scale)
    }

    private func paragraph(_ paragraph: Paragraph, y: Double) {
        guard let lines = composer.lines(paragraph) else { return }
        let top = y + paragraph.above
        var start = page.side
        if let bar = paragraph.bar {
            canvas.fill(start: start, y: top, width: 2.25, height: Double(lines.count) * paragraph.face.pitch, bar)
            start += Paragraph.barRoom
        }
        canvas.tagged(paragraph.tag) {
            canvas.draw(
                lines, paragraph.face, start: start, base: top + paragraph.face.ascent, width: page.inner - (start - page.side), .start,
                paragraph.ink)
        }
    }

    /// Below a line of dashes, along which it may be cut off.
    private func slip(_ texts: [String], y: Double) {
        canvas.dashes(start: page.side, y: y + 18, width: page.inner)
        var base = y + 30
        for (index, text) in texts.enumerated() {
            let face = Face(size: PageComposer.slipFace.size, isBold: index == 0)
            guard let lines = composer.slipLines(text, face) else { continue }
            canvas.tagged("P") {
                canvas.draw(lines, face, start: page.side, base: base + face.ascent, width: page.inner, .start, .ink)
            }
            base += Double(lines.count) * face.pitch
        }
    }

    private func facts(_ facts: [PlacedFact], y: Double) {
        let (label, value) = (PageComposer.labelFace, PageComposer.factFace)
        let top = y + 8
        for fact in facts {
            let start = page.side + fact.start
            if let lines = canvas.typesetter.lines(fact.label, label, canvas.direction, width: fact.width + 0.5) {
                canvas.draw(lines, label, start: start, base: top + label.ascent, width: fact.width, .start, .quiet)
            }
            let direction = fact.isOutside ? TextDirection(firstLetterOf: fact.text) : .leftToRight
            if let lines = canvas.typesetter.lines(fact.text, value, direction, width: fact.width + 0.5) {
                canvas.draw(lines, value, start: start, base: top + label.pitch + value.ascent, width: fact.width, .start, .ink)
            }
        }
    }
}
