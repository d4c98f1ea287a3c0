import Document
import Model
import RawLog
import Rendering
import Reporting
import Store
import Time

/// Collects rows, and puts to many at once the lines that the raw log gives back.
struct RawLineReading {
    /// A line that made no record.
    struct Unread {
        var skip: Skip
        var format: String
        var started: Instant
    }

    /// A row that lacks its raw line.
    private struct Line {
        var source: String
        var offset: Int64
        var count: Int
        /// Those before the line, and those behind it.
        var cells: ([Cell], [Cell])
    }

    private static let atOnce = 2000
    let book: OpenBook
    let ask: ListAsk
    private var lines: [Line] = []
    private var readings: [String: RawFormats] = [:]
    /// The last format of each source of a switch; under no switch that of each source, for records that name their switch themselves.
    private var formats: [String: [String: String]] = [:]

    init(book: OpenBook, ask: ListAsk) { (self.book, self.ask) = (book, ask) }

    mutating func add(_ row: CallRow, state: String, _ reason: String, to list: inout ListCollector) throws {
        let before = [Cell.text(row.source), Cell(.time(ask.zone.wall(row.start)), link: .call(row.id))]
        let behind: [Cell] = [
            .text(try format(of: row)), .number(row.calling), .number(row.called), .number(row.extension), .text(row.trunk),
            .text(row.account), .duration(Int64(row.duration)), row.ring >= 0 ? .duration(Int64(row.ring)) : .empty, .text(state),
            .text(reason),
        ]
        add(Line(source: row.source, offset: row.rawOffset, count: Int(row.rawCount), cells: (before, behind)), to: &list)
    }

    mutating func add(_ line: Unread, of source: String, to list: inout ListCollector) {
        let behind = [.text(line.format)] + [Cell](repeating: .empty, count: 7) + [.text("skipped"), .text(line.skip.reason)]
        let cells = ([.text(source), ask.time(line.started)], behind)
        add(Line(source: source, offset: line.skip.rawOffset, count: line.skip.rawCount, cells: cells), to: &list)
    }

    private mutating func add(_ line: Line, to list: inout ListCollector) {
        lines.append(line)
        if lines.count >= Self.atOnce { finish(&list) }
    }

    /// Gives out what was collected, in its order.
    mutating func finish(_ list: inout ListCollector) {
        var texts = [Cell](repeating: .empty, count: lines.count)
        for (source, places) in Dictionary(grouping: lines.indices, by: { lines[$0].source }) {
            let found = book.raw.bytes(
                of: source, at: places.map { (lines[$0].offset, min(max(lines[$0].count, 0), SkippedLine.shown)) })
            for (place, bytes) in zip(places, found) { texts[place] = Self.raw(bytes, of: lines[place].count) }
        }
        for (line, text) in zip(lines, texts) { list.add(line.cells.0 + [text] + line.cells.1) }
        lines.removeAll(keepingCapacity: true)
    }

    /// As the page of a call shows it, on one line.
    private static func raw(_ bytes: [UInt8]?, of count: Int) -> Cell {
        guard var bytes else { return .text("no longer in the raw log") }
        let isCut = bytes.count < count
        if bytes.last == 10 { bytes.removeLast() }
        if bytes.last == 13 { bytes.removeLast() }
        return .text(String(decoding: VisibleText.bytes(bytes), as: UTF8.self) + (isCut ? "…" : ""))
    }

    /// By which the import of the record's line read it.
    private mutating func format(of row: CallRow) throws -> String {
        let known = try readings[row.source] ?? RawFormats(of: row.source, book.store)
        readings[row.source] = known
        return try known.format(at: row.rawOffset) ?? lastFormat(of: row)
    }

    /// Of what was read before imports kept their steps.
    private mutating func lastFormat(of row: CallRow) throws -> String {
        if formats[""] == nil {
            let names = book.store.names
            var all: [String: String] = [:]
            for name in names.all(.switch).sorted() + [""] {
                let own = Dictionary(try book.store.formats(of: name).map { (names.text(.source, $0.key), $0.value) }) { $1 }
                all.merge(own) { $1 }
                formats[name] = own
            }
            formats[""] = all
        }
        return formats[row.switch]?[row.source] ?? formats[""]?[row.source] ?? ""
    }
}

/// By which format each place of a source's raw log was read.
private struct RawFormats {
    /// In the order of the log, apart from each other.
    private var pieces: [RawReading] = []

    init(of source: String, _ store: Book) throws {
        guard let number = store.names.find(.source, source) else { return }
        var covered = RangeSet<Int64>()
        for reading in try store.readings(of: number).reversed() {
            for range in RangeSet(reading.range).subtracting(covered).ranges {
                var piece = reading
                piece.range = range
                pieces.append(piece)
            }
            covered.insert(contentsOf: reading.range)
        }
        pieces.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    func format(at offset: Int64) -> String? {
        var (low, high) = (0, pieces.count)
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low < pieces.count && pieces[low].range.contains(offset) ? pieces[low].format : nil
    }
}
