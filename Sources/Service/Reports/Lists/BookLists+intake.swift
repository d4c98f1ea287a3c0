import Document
import Model
import Reporting
import Store
import Time

extension BookLists {
    /// The site's sources as they are now.
    func sources(_ list: inout ListCollector, _ ask: ListAsk) throws {
        for view in try book.sources(caller: caller) {
            list.add([
                .text(view.id.text), .text(view.switch.text), .text(view.state.rawValue), ask.time(view.lastByte),
                ask.time(view.lastRecord),
                .count(view.records), .count(view.newest?.skipped.values.reduce(0, +) ?? 0), .count(view.reconnects),
                .count(view.record.gapCount), .count(view.behind),
                view.record.decoded.map { Cell(.decimal(Int64($0), digits: 1)) } ?? .empty,
            ])
        }
    }

    /// Running numbers that never came, or came late, found in the days; and hours in which nothing came although much usually does.
    func gaps(_ ask: ListAsk, _ list: inout ListCollector) throws {
        for source in book.store.names.all(.source).sorted() {
            guard let number = book.store.names.find(.source, source) else { continue }
            for isOpen in [true, false] {
                for gap in try book.store.gaps(of: number, open: isOpen, limit: ListCollector.most) where ask.contains(gap.seen) {
                    let detail = gap.first == gap.last ? "\(gap.first)" : "\(gap.first) – \(gap.last)"
                    list.add([
                        .text(source), ask.time(gap.seen), ask.time(gap.closed), .text("numbers"), .text(detail), .count(gap.count),
                        .text(isOpen ? "open" : "closed"),
                    ])
                }
            }
            try silentHours(source, of: number, ask, &list)
        }
    }

    /// An hour is silent where the same hour of each of the two weeks before had at least `Silence.usual` records.
    private func silentHours(_ source: String, of number: NameNumber, _ ask: ListAsk, _ list: inout ListCollector) throws {
        let hours = Dictionary(try book.store.hours(of: number).map { ($0.hour, $0.records) }) { $1 }
        guard let last = hours.keys.max() else { return }
        let (first, end) = (Int64(ask.days.first.number) * 24, Int64(ask.days.last.number + 1) * 24)
        // Only weeks that are kept, and what is over: an hour behind the last record may still be filled.
        for hour in max(first, last - 7 * 168)..<max(min(end, last), max(first, last - 7 * 168)) where hours[hour] == nil {
            let usual = [1, 2].map { hours[hour - $0 * 168] ?? 0 }
            guard usual.allSatisfy({ $0 >= Silence.usual }) else { continue }
            let begin = WallTime(seconds: hour * 3600)
            list.add([
                .text(source), Cell(.time(begin)), Cell(.time(begin + 3600)), .text("silence"),
                .text("usually \(usual.reduce(0, +) / 2) records"), .empty, .empty,
            ])
        }
    }

    /// Imports that began in the days, the newest first.
    func imports(_ ask: ListAsk, _ list: inout ListCollector) throws {
        try eachImport(ask) { info in
            let counts = info.counts
            return list.add([
                .count(info.number), .text(info.sourceName), .day(ask.zone.wall(info.start.started).day), ask.time(info.start.started),
                .text(info.state.rawValue), .count(counts.lines), .count(counts.records), .count(counts.new), .count(counts.duplicate),
                .count(counts.conflict), .count(counts.quarantined), .count(counts.skipped.values.reduce(0, +)),
            ])
        }
    }

    /// Lines of these imports that made no record, as far as they are listed.
    func skips(_ ask: ListAsk, _ list: inout ListCollector) throws {
        try eachImport(ask) { info in
            var after: Int64 = 0
            while true {
                let page = try book.skippedLines(of: info.number, after: after, limit: 500, caller: caller)
                for line in page {
                    let text = String(decoding: line.bytes, as: UTF8.self) + (line.size > line.bytes.count ? "…" : "")
                    guard list.add([.count(info.number), .count(line.line), .text(line.reason), .text(text)]) else { return false }
                }
                guard let last = page.last else { return true }
                after = last.number
            }
        }
    }

    /// - Parameter body: returns whether to go on.
    func eachImport(_ ask: ListAsk, _ body: (ImportInfo) throws -> Bool) throws {
        var before: Int64?
        while true {
            let page = try book.store.imports(before: before, limit: 500)
            for info in page where ask.contains(info.start.started) {
                guard try body(info) else { return }
            }
            // Numbers rise with time; a clock that was put back by days is not followed.
            guard let last = page.last, ask.zone.wall(last.start.started).day + 2 >= ask.days.first else { return }
            before = last.number
        }
    }

    /// Counted calls and bytes of raw logs by month, in whole months.
    func storage(_ ask: ListAsk, _ list: inout ListCollector) throws {
        let (first, last) = (ask.days.first.parts, ask.days.last.parts)
        guard let from = DayRange(year: first.year, month: first.month)?.first, let to = DayRange(year: last.year, month: last.month)?.last,
            let days = DayRange(from, to)
        else { return }
        var months: [String: (calls: Int64, bytes: Int64)] = [:]
        for row in try book.store.summary(SummaryQuery(days: days, groups: [.month])) {
            guard let day = row.day else { continue }
            months[Self.month(day), default: (0, 0)].calls += row.measures.calls
        }
        for size in try book.store.rawSizes() {
            let day = ask.zone.wall(size.started).day
            if days.contains(day) { months[Self.month(day), default: (0, 0)].bytes += size.bytes }
        }
        for (month, sum) in months.sorted(by: { $0.key < $1.key }) { list.add([.text(month), .count(sum.calls), .count(sum.bytes)]) }
    }

    /// `2026-03`.
    static func month(_ day: CivilDay) -> String { String(day.description.dropLast(3)) }
}
