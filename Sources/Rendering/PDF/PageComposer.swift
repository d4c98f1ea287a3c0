import Document

/// Makes a document into blocks with their heights, for a paper of a width.
struct PageComposer {
    let typesetter: Typesetter
    let direction: TextDirection
    let width: Double
    private(set) var blocks: [PageBlock] = []
    private(set) var plans: [TablePlan] = []

    static let labelFace = Face(size: 7.25)
    static let factFace = Face(size: 9.25)
    static let letterFace = Face(size: 8.25)
    static let slipFace = Face(size: 9.25)
    static let logoHeight = 44.0
    static let chartHeight = 150.0

    init(_ document: Document, _ tables: PageTables, hasLogo: Bool, width: Double, _ typesetter: Typesetter, _ direction: TextDirection) {
        (self.typesetter, self.direction, self.width) = (typesetter, direction, width)
        head(document, hasLogo: hasLogo)
        for (index, section) in document.sections.enumerated() { self.section(section, tables.sections[index]) }
        if !document.slip.isEmpty { slip(document.slip) }
        foot(document)
    }

    private mutating func head(_ document: Document, hasLogo: Bool) {
        if hasLogo || !document.letterhead.isEmpty {
            let lines = Double(document.letterhead.count) * Self.letterFace.pitch
            let height = max(lines, hasLogo ? Self.logoHeight : 0) + 20
            blocks.append(PageBlock(content: .letterhead, item: PageItem(kind: .text, height: height)))
        }
        paragraph(Paragraph(text: document.title, face: Face(size: 16, isBold: true), tag: "H1"), kind: .opening)
        if !document.sentence.isEmpty {
            paragraph(Paragraph(text: document.sentence, face: Face(size: 9.25), ink: .quiet, above: 1))
        }
        facts(document.facts)
        for notice in document.notices {
            let ink: Ink = notice.kind == .alarm ? .alarm : .ink
            let face = Face(size: 8.75, isBold: notice.kind == .alarm)
            paragraph(Paragraph(text: notice.text, face: face, ink: ink, bar: notice.kind == .alarm ? .alarm : .warning, above: 7))
        }
    }

    private mutating func section(_ section: Section, _ tables: [(table: Table, natural: [ColumnFit.Column])]) {
        let level = section.title.isEmpty ? 0 : 1
        if !section.title.isEmpty {
            paragraph(Paragraph(text: section.title, face: Face(size: 11, isBold: true), tag: "H2", above: 16), kind: .opening)
            blocks[blocks.count - 1].bookmark = .init(title: VisibleText.text(section.title), level: 0)
        }
        // Each chart stands right before the table that it was drawn from; those come behind the section's own.
        for (index, entry) in tables.enumerated() {
            let chart = index - section.tables.count
            if chart >= 0 {
                let content = PageBlock.Content.chart(section.charts[chart])
                blocks.append(PageBlock(content: content, item: PageItem(kind: .text, height: Self.chartHeight + 34)))
            }
            table(entry.table, entry.natural, captioned: chart < 0, level: level)
        }
        for note in section.notes { paragraph(Paragraph(text: note, face: Face(size: 7.75), ink: .quiet, above: 5)) }
    }

    private mutating func table(_ table: Table, _ natural: [ColumnFit.Column], captioned: Bool, level: Int) {
        let plan = TablePlan(table, natural: natural, width: width, typesetter, direction)
        let index = plans.count
        plans.append(plan)
        if captioned, !table.caption.isEmpty {
            paragraph(Paragraph(text: table.caption, face: Self.labelFace, ink: .quiet, tag: "Caption", above: 12), kind: .opening)
        }
        let head = PageItem(kind: .opening, height: plan.headHeight + 1.5)
        blocks.append(PageBlock(content: .tableHead(index), item: head))
        for (number, row) in table.rows.enumerated() {
            let kind: PageItem.Kind =
                switch row.kind {
                case .heading: .opening
                case .line: .line
                case .subtotal, .sum, .adjustment, .total, .aside: .closing
                }
            let item = PageItem(kind: kind, height: plan.height(row, typesetter), repeated: head.height)
            var block = PageBlock(content: .row(table: index, row: number), item: item)
            if row.kind == .heading, let name = row.cells.first {
                block.bookmark = .init(title: TablePlan.cellText(name, typesetter.form), level: level + max(0, min(row.level, 8)))
            }
            blocks.append(block)
        }
    }

    /// All on one page: somebody cuts it off.
    private mutating func slip(_ texts: [String]) {
        let lines = texts.enumerated().reduce(0) { count, line in
            count + (slipLines(line.element, Face(size: Self.slipFace.size, isBold: line.offset == 0))?.count ?? 1)
        }
        let height = 38 + Double(lines) * Self.slipFace.pitch
        blocks.append(PageBlock(content: .slip(texts), item: PageItem(kind: .text, height: height)))
    }

    func slipLines(_ text: String, _ face: Face) -> TextLines? {
        typesetter.lines(text.isEmpty ? " " : ownText(text), face, direction, width: width, lines: 4)
    }

    private mutating func foot(_ document: Document) {
        if let tie = document.tieOut {
            let face = Face(size: tie.ties ? 7.75 : 8.75, isBold: !tie.ties)
            paragraph(
                Paragraph(
                    text: tie.text, face: face, ink: tie.ties ? .quiet : .alarm, bar: tie.ties ? nil : .alarm, above: 16))
        }
        for note in document.notes { paragraph(Paragraph(text: note, face: Face(size: 7.75), ink: .quiet, above: 5)) }
    }

    private mutating func paragraph(_ paragraph: Paragraph, kind: PageItem.Kind = .text) {
        let lines = lines(paragraph)?.count ?? 1
        let height = paragraph.above + Double(lines) * paragraph.face.pitch + 2
        blocks.append(PageBlock(content: .paragraph(paragraph), item: PageItem(kind: kind, height: height)))
    }

    func lines(_ paragraph: Paragraph) -> TextLines? {
        let room = width - (paragraph.bar == nil ? 0 : Paragraph.barRoom)
        return typesetter.lines(ownText(paragraph.text), paragraph.face, direction, width: room, lines: paragraph.mostLines)
    }

    /// A text of ours, with names from outside in it.
    func ownText(_ text: String) -> String {
        let visible = VisibleText.text(text)
        return direction == .rightToLeft ? TextDirection.isolatingFigures(visible) : visible
    }

    /// Facts stand side by side, as many as fit.
    private mutating func facts(_ facts: [Fact]) {
        var placed: [PlacedFact] = []
        var at = 0.0
        func block(_ placed: [PlacedFact]) -> PageBlock {
            let height = 10 + Self.labelFace.pitch + Self.factFace.pitch
            return PageBlock(content: .facts(placed), item: PageItem(kind: .text, height: height))
        }
        for fact in facts {
            let label = ownText(fact.label), text = TablePlan.cellText(fact.cell, typesetter.form)
            let taken =
                [typesetter.lines(label, Self.labelFace, direction), typesetter.lines(text, Self.factFace, direction)]
                .compactMap { $0?.width }.max() ?? 0
            let own = min(max(taken, 40), width)
            if at + own > width, !placed.isEmpty {
                blocks.append(block(placed))
                (placed, at) = ([], 0)
            }
            placed.append(PlacedFact(label: label, text: text, isOutside: fact.cell.value.isOutsideText, start: at, width: own))
            at += own + 26
        }
        if !placed.isEmpty { blocks.append(block(placed)) }
    }
}

/// All tables of a document as people see them, with what their columns want: measured once for either way of the paper.
struct PageTables {
    let sections: [[(table: Table, natural: [ColumnFit.Column])]]

    init(_ document: Document, _ typesetter: Typesetter, _ direction: TextDirection) {
        sections = document.sections.map { section in
            (section.tables + section.charts.map(\.table)).map { table in
                let shown = table.withoutSharedState
                return (shown, TablePlan.natural(shown, typesetter, direction))
            }
        }
    }

    /// The least width at which every figure stands whole at full size.
    var least: Double { sections.flatMap(\.self).map { ColumnFit.least($0.natural) }.max() ?? 0 }
}
