import Model
import Money
import Time

/// A document as bytes, to be kept as it is: what was issued must look in ten years as it does today. Figures lead on to calls, parties
/// and nodes; lists of calls (`Link.calls`) change with the book and are left out. Of a picture the digest is written alone.
public enum DocumentBytes {
    /// The first byte; a change of the form takes another. 1 had no logo, slip, foot of pages and tint.
    static let form: UInt8 = 2

    public static func write(_ document: Document) -> [UInt8] {
        var writer = DocumentWriter()
        writer.bytes.append(form)
        writer.document(document)
        writer.paper(document)
        return writer.bytes
    }

    /// `nil` for what is not written so.
    public static func read(_ bytes: [UInt8]) -> Document? {
        guard let first = bytes.first, (1...form).contains(first) else { return nil }
        var reader = DocumentReader(bytes.dropFirst())
        guard var document = reader.document(), first == 1 || reader.paper(&document), reader.isAtEnd else { return nil }
        return document
    }
}

struct DocumentWriter {
    var bytes: [UInt8] = []

    mutating func number(_ value: Int64) {
        var rest = UInt64(bitPattern: value << 1 ^ value >> 63)
        while rest >= 128 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func text(_ text: String) {
        number(Int64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func flag(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func list<Element>(_ elements: [Element], _ body: (inout DocumentWriter, Element) -> Void) {
        number(Int64(elements.count))
        for element in elements { body(&self, element) }
    }

    private mutating func optional<Element>(_ element: Element?, _ body: (inout DocumentWriter, Element) -> Void) {
        flag(element != nil)
        if let element { body(&self, element) }
    }

    mutating func document(_ document: Document) {
        for part in [document.language, document.title, document.sentence] { text(part) }
        list(document.letterhead) { $0.text($1) }
        list(document.facts) { writer, fact in
            writer.text(fact.id)
            writer.text(fact.label)
            writer.cell(fact.cell)
        }
        list(document.notices) { writer, notice in
            writer.text(notice.kind.rawValue)
            writer.text(notice.text)
            writer.link(notice.link)
        }
        list(document.sections) { $0.section($1) }
        optional(document.tieOut) { writer, tie in
            writer.flag(tie.ties)
            writer.text(tie.text)
        }
        list(document.notes) { $0.text($1) }
    }

    /// What came with the second form.
    mutating func paper(_ document: Document) {
        optional(document.logo) { writer, logo in writer.list(logo.digest) { $0.bytes.append($1) } }
        list(document.slip) { $0.text($1) }
        list(document.footer) { $0.text($1) }
        flag(document.tintsRows)
    }

    private mutating func section(_ section: Section) {
        text(section.id)
        text(section.title)
        list(section.tables) { $0.table($1) }
        list(section.charts) { $0.chart($1) }
        list(section.notes) { $0.text($1) }
    }

    private mutating func table(_ table: Table) {
        text(table.id)
        text(table.caption)
        list(table.columns) { writer, column in
            writer.text(column.id)
            writer.text(column.title)
            writer.kind(column.kind)
        }
        list(table.rows) { writer, row in
            writer.text(row.kind.rawValue)
            writer.number(Int64(row.level))
            writer.list(row.cells) { $0.cell($1) }
            writer.mark(row.mark)
            writer.flag(row.isBold)
        }
    }

    private mutating func chart(_ chart: Chart) {
        for part in [chart.id, chart.title, chart.axis] { text(part) }
        list(chart.labels) { $0.text($1) }
        kind(chart.kind)
        list(chart.series) { writer, series in
            writer.text(series.name)
            writer.mark(series.mark)
            writer.list(series.values) { $0.value($1) }
        }
    }

    private mutating func mark(_ mark: Mark?) {
        optional(mark) { writer, mark in
            writer.text(mark.id)
            writer.text(mark.name)
            writer.optional(mark.colour) { writer, pair in
                writer.text(pair.light.description)
                writer.text(pair.dark.description)
            }
        }
    }

    private mutating func kind(_ kind: ColumnKind) {
        text(kind.name)
        if let currency = kind.currency { text(currency.code) }
    }

    private mutating func cell(_ cell: Cell) {
        value(cell.value)
        link(cell.link)
        flag(cell.zeroMeansNone)
    }

    private mutating func value(_ value: Value) {
        switch value {
        case .empty: bytes.append(0)
        case .text(let text):
            bytes.append(1)
            self.text(text)
        case .number(let text):
            bytes.append(2)
            self.text(text)
        case .count(let count):
            bytes.append(3)
            number(count)
        case .duration(let seconds):
            bytes.append(4)
            number(seconds)
        case .money(let money):
            bytes.append(5)
            number(money.amount.millionths)
            text(money.currency.code)
        case .day(let day):
            bytes.append(6)
            number(Int64(day.number))
        case .time(let time):
            bytes.append(7)
            number(time.seconds)
        case .decimal(let units, let digits):
            bytes.append(8)
            number(units)
            number(Int64(digits))
        case .word(let word, let shown):
            bytes.append(9)
            text(word)
            text(shown)
        }
    }

    private mutating func link(_ link: Link?) {
        switch link {
        case .call(let id)?:
            bytes.append(1)
            text(id)
        case .party(let id)?:
            bytes.append(2)
            text(id)
        case .node(let id)?:
            bytes.append(3)
            text(id)
        case .calls?, nil: bytes.append(0)
        }
    }
}
