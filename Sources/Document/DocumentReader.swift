import Model
import Money
import Time

/// Reads what a `DocumentWriter` wrote; `nil` for anything else.
struct DocumentReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number() -> Int64? {
        var (value, shift) = (UInt64(0), UInt64(0))
        while let byte = rest.popFirst(), shift < 64 {
            value |= UInt64(byte & 127) << shift
            shift += 7
            if byte < 128 { return Int64(bitPattern: value >> 1) ^ -Int64(value & 1) }
        }
        return nil
    }

    mutating func text() -> String? {
        guard let count = number(), count >= 0, count <= rest.count else { return nil }
        let text = String(decoding: rest.prefix(Int(count)), as: UTF8.self)
        rest = rest.dropFirst(Int(count))
        return text
    }

    mutating func flag() -> Bool? {
        guard let byte = rest.popFirst(), byte <= 1 else { return nil }
        return byte == 1
    }

    mutating func list<Element>(_ body: (inout DocumentReader) -> Element?) -> [Element]? {
        // Each element has at least a byte: a false count ends here and not in memory.
        guard let count = number(), count >= 0, count <= rest.count else { return nil }
        var elements: [Element] = []
        for _ in 0..<count {
            guard let element = body(&self) else { return nil }
            elements.append(element)
        }
        return elements
    }

    /// The outer `nil` for what is not written so.
    private mutating func optional<Element>(_ body: (inout DocumentReader) -> Element?) -> Element?? {
        guard let isThere = flag() else { return nil }
        guard isThere else { return .some(nil) }
        return body(&self).map { .some($0) }
    }

    mutating func document() -> Document? {
        guard let language = text(), let title = text(), let sentence = text(), let letterhead = list({ $0.text() }),
            let facts = list({ $0.fact() }), let notices = list({ $0.notice() }), let sections = list({ $0.section() }),
            let tieOut = optional({ $0.tieOut() }), let notes = list({ $0.text() })
        else { return nil }
        var document = Document(language: language, title: title, sentence: sentence)
        (document.letterhead, document.facts, document.notices) = (letterhead, facts, notices)
        (document.sections, document.tieOut, document.notes) = (sections, tieOut, notes)
        return document
    }

    /// What came with the second form.
    mutating func paper(_ document: inout Document) -> Bool {
        guard let digest = optional({ $0.list { $0.rest.popFirst() } }), let slip = list({ $0.text() }), let footer = list({ $0.text() }),
            let tintsRows = flag()
        else { return false }
        document.logo = digest.map { Picture(digest: $0) }
        (document.slip, document.footer, document.tintsRows) = (slip, footer, tintsRows)
        return true
    }

    private mutating func fact() -> Fact? {
        guard let id = text(), let label = text(), let cell = cell() else { return nil }
        return Fact(id: id, label: label, cell)
    }

    private mutating func notice() -> Notice? {
        guard let kind = text().flatMap(Notice.Kind.init), let text = text(), let link = link() else { return nil }
        return Notice(kind, text, link: link)
    }

    private mutating func tieOut() -> TieOut? {
        guard let ties = flag(), let text = text() else { return nil }
        return TieOut(ties: ties, text: text)
    }

    private mutating func section() -> Section? {
        guard let id = text(), let title = text(), let tables = list({ $0.table() }), let charts = list({ $0.chart() }),
            let notes = list({ $0.text() })
        else { return nil }
        return Section(id: id, title: title, tables: tables, charts: charts, notes: notes)
    }

    private mutating func table() -> Table? {
        guard let id = text(), let caption = text(), let columns = list({ $0.column() }), let rows = list({ $0.row() }) else { return nil }
        return Table(id: id, caption: caption, columns: columns, rows: rows)
    }

    private mutating func column() -> Column? {
        guard let id = text(), let title = text(), let kind = kind() else { return nil }
        return Column(id: id, title: title, kind: kind)
    }

    private mutating func row() -> Row? {
        guard let kind = text().flatMap(Row.Kind.init), let level = number(), let cells = list({ $0.cell() }),
            let mark = optional({ $0.mark() }), let isBold = flag()
        else { return nil }
        return Row(kind, level: Int(level), cells: cells, mark: mark, isBold: isBold)
    }

    private mutating func chart() -> Chart? {
        guard let id = text(), let title = text(), let axis = text(), let labels = list({ $0.text() }), let kind = kind(),
            let series = list({ $0.series() })
        else { return nil }
        return Chart(id: id, title: title, axis: axis, labels: labels, kind: kind, series: series)
    }

    private mutating func series() -> Chart.Series? {
        guard let name = text(), let mark = optional({ $0.mark() }), let values = list({ $0.value() }) else { return nil }
        return Chart.Series(name: name, mark: mark, values: values)
    }

    private mutating func mark() -> Mark? {
        guard let id = text(), let name = text(), let colour = optional({ $0.colours() }) else { return nil }
        return Mark(id: id, name: name, colour: colour)
    }

    private mutating func colours() -> ColourPair? {
        guard let light = text(), let dark = text() else { return nil }
        return ColourPair([light, dark])
    }

    private mutating func kind() -> ColumnKind? {
        switch text() {
        case "text": .text
        case "number": .number
        case "count": .count
        case "duration": .duration
        case "decimal": .decimal
        case "percent": .percent
        case "money": currency().map { .money($0) }
        case "date": .day
        case "time": .time
        default: nil
        }
    }

    private mutating func currency() -> Currency? { text().flatMap { Currency($0) } }

    private mutating func cell() -> Cell? {
        guard let value = value(), let link = link(), let zeroMeansNone = flag() else { return nil }
        return Cell(value, link: link, zeroMeansNone: zeroMeansNone)
    }

    private mutating func value() -> Value? {
        switch rest.popFirst() {
        case 0: return .empty
        case 1: return text().map { .text($0) }
        case 2: return text().map { .number($0) }
        case 3: return number().map { .count($0) }
        case 4: return number().map { .duration($0) }
        case 5:
            guard let amount = number(), let currency = currency() else { return nil }
            return .money(Money(Amount(millionths: amount), currency))
        case 6: return number().map { .day(CivilDay(number: Int32(truncatingIfNeeded: $0))) }
        case 7: return number().map { .time(WallTime(seconds: $0)) }
        case 8:
            guard let units = number(), let digits = number(), (0...18).contains(digits) else { return nil }
            return .decimal(units, digits: Int(digits))
        case 9:
            guard let word = text(), let shown = text() else { return nil }
            return .word(word, shown: shown)
        default: return nil
        }
    }

    /// The outer `nil` for what is not written so.
    private mutating func link() -> Link?? {
        switch rest.popFirst() {
        case 0: return .some(nil)
        case 1: return text().map { .call($0) }
        case 2: return text().map { .party($0) }
        case 3: return text().map { .node($0) }
        default: return nil
        }
    }
}
