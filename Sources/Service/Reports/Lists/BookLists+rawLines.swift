import Document
import Model
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
                    let conflict = try book.store.conflict(conflict)
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

    /// Conflicts of calls of the days by source, in the order of time: their numbers.
    private func conflicting(_ ask: ListAsk) throws -> [String: [Int64]] {
        // Further conditions are for calls: what waits is none.
        guard ask.filter.tests.isEmpty else { return [:] }
        let names = book.store.names
        let found = try book.store.conflictPlaces(ask.days).filter { ask.concerns(names.text(.party, $0.party), on: $0.day) }
        return Dictionary(grouping: found) { names.text(.source, $0.source) }.mapValues { $0.map(\.number) }
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
