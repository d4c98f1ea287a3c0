import Document
import Model
import RawLog
import Rendering
import Reporting
import Store
import Time

extension BookLists {
    /// Records of the days beside the lines that they were read of: source by source in the order of time; then what a source sent that
    /// is in conflict with a record, then its lines that made none.
    func rawLines(_ ask: ListAsk, _ list: inout ListCollector) throws {
        guard !ask.isNobody else { return }
        var filter = ask.filter
        (filter.states, filter.records) = (CallState.allCases.filter { $0 != .conflict }, .all)
        var counts: [String: [CivilDay: Int]] = [:]
        for row in try book.store.tally(TallyQuery(filter, by: [.source, .day])).all() {
            guard let day = row.day else { continue }
            counts[row.source, default: [:]][day, default: 0] += Int(clamping: row.sums.calls)
        }
        var (conflicts, skips) = (try conflicting(ask), try skipping(ask))
        let sources = Set(counts.keys).union(conflicts.keys).union(skips.keys).sorted()
        let total = sources.reduce(0) { sum, source in
            sum + (counts[source]?.values.reduce(0, +) ?? 0) + (conflicts[source]?.count ?? 0) + (skips[source]?.count ?? 0)
        }
        let lines = list.begin(ask.page, of: total)
        var reading = RawLineReading(book: book, ask: ask)
        var place = 0
        for source in sources where place < lines.upperBound {
            try records(filter, source, counts[source] ?? [:], lines, &place, &reading, &list)
            for conflict in conflicts.removeValue(forKey: source) ?? [] {
                if lines.contains(place) {
                    try reading.add(conflict.record, state: "conflict", conflict.decision?.rawValue ?? "", to: &list)
                }
                place += 1
            }
            for skip in skips.removeValue(forKey: source) ?? [] {
                if lines.contains(place) { reading.add(skip, of: source, to: &list) }
                place += 1
            }
        }
        reading.finish(&list)
    }

    /// Days before and behind the wanted lines are counted, not read.
    private func records(
        _ filter: CallFilter, _ source: String, _ days: [CivilDay: Int], _ lines: Range<Int>, _ place: inout Int,
        _ reading: inout RawLineReading, _ list: inout ListCollector
    ) throws {
        for (day, count) in days.sorted(by: { $0.key < $1.key }) {
            defer { place += count }
            let wanted = lines.clamped(to: place..<place + count)
            guard !wanted.isEmpty else { continue }
            var (filter, here) = (filter, place)
            (filter.days, filter.sources) = (DayRange(day), [source])
            try book.store.eachCall(filter, chunk: 500) { row in
                if wanted.contains(here) { try reading.add(row, state: row.state.name, row.reason.name, to: &list) }
                here += 1
                return here < wanted.upperBound
            }
        }
    }

    /// Conflicts of calls of the days by source, in the order of time.
    private func conflicting(_ ask: ListAsk) throws -> [String: [Conflict]] {
        // Further conditions are for calls: what waits is none.
        guard ask.filter.tests.isEmpty else { return [:] }
        var found: [Conflict] = []
        for isDecided in [false, true] {
            var before: Int64?
            while true {
                let page = try book.store.conflicts(decided: isDecided, before: before, limit: 500)
                found += page.filter { ask.days.contains($0.record.day) && ask.concerns($0.record.party, on: $0.record.day) }
                guard let last = page.last else { break }
                before = last.number
            }
        }
        let sorted = found.sorted { ($0.record.start, $0.number) < ($1.record.start, $1.number) }
        return Dictionary(grouping: sorted, by: \.record.source)
    }

    /// Lines without a record of the imports that began in the days, by source; nobody's, so that they are on no party's list.
    private func skipping(_ ask: ListAsk) throws -> [String: [RawLineReading.Unread]] {
        guard ask.scope == nil, ask.filter.tests.isEmpty else { return [:] }
        var found: [String: [RawLineReading.Unread]] = [:]
        try eachImport(ask) { info in
            var after: Int64 = 0
            var own: [RawLineReading.Unread] = []
            while own.count < ListCollector.most {
                let page = try book.store.skips(of: info.number, after: after, limit: 500)
                own += page.map { RawLineReading.Unread(skip: $0.skip, format: info.start.format, started: info.start.started) }
                guard let last = page.last else { break }
                after = last.number
            }
            // Imports come the newest first.
            if !own.isEmpty { found[info.sourceName] = own + (found[info.sourceName] ?? []) }
            return true
        }
        return found
    }
}

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
    /// The format of each source of a switch; under no switch that of each source, for records that name their switch themselves.
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

    private mutating func format(of row: CallRow) throws -> String {
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
