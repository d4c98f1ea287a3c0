internal import GRDB
public import Model
import Time

extension Book {
    /// Keeps what running numbers told: first what is missing now, then what came after all.
    func apply(_ news: SequenceNews, _ collected: CollectionNews, _ origin: BatchOrigin, _ database: Database) throws {
        for range in news.missing {
            for part in try unknown(range, collected, origin, database) {
                try insertGap(part, collected.switch, origin.source, seen: origin.at, closed: nil, by: nil, database)
            }
        }
        try fill(news.numbers, collected.switch, origin, database)
        let values: StatementArguments = [collected.switch.number, news.first, news.last, origin.source.number]
        try database.repeated(sql: "UPDATE sequence SET switch = ?, first = ?, last = ? WHERE source = ?", arguments: values)
        guard database.changesCount == 0 else { return }
        try database.repeated(sql: "INSERT INTO sequence (switch, first, last, source) VALUES (?, ?, ?, ?)", arguments: values)
    }

    /// What of a range no other source of the switch knows, and no gap names already. Of a file that is imported again also what was
    /// missing once and came later is known.
    private func unknown(
        _ range: ClosedRange<Int64>, _ collected: CollectionNews, _ origin: BatchOrigin, _ database: Database
    ) throws -> [ClosedRange<Int64>] {
        var rest = [range]
        // Its own former numbers are known too, where a file is imported again.
        let spans = try database.repeatedRows(
            sql: "SELECT first, last FROM sequence WHERE switch = ? AND (source <> ? OR ?)",
            arguments: [collected.switch.number, origin.source.number, !collected.isLive])
        let gaps = try database.repeatedRows(
            sql: "SELECT first, last FROM gap WHERE switch = ? AND last >= ? AND first <= ? AND (closed IS NULL OR ?)",
            arguments: [collected.switch.number, range.lowerBound, range.upperBound, !collected.isLive])
        for row in spans + gaps {
            let (first, last): (Int64, Int64) = (row[0], row[1])
            if first <= last { rest = rest.flatMap { $0.without(first...last) } }
        }
        return rest
    }

    /// Takes numbers out of the open gaps of a switch, whichever source found them.
    private func fill(_ numbers: [Int64], _ switchNumber: NameNumber, _ origin: BatchOrigin, _ database: Database) throws {
        let open = try database.repeatedRows(
            sql: "SELECT * FROM gap WHERE switch = ? AND closed IS NULL", arguments: [switchNumber.number])
        guard !open.isEmpty else { return }
        let came = Set(numbers).sorted()
        for row in open {
            let gap = Book.gap(row)
            let runs = came.filter { (gap.first...gap.last).contains($0) }.runs
            guard !runs.isEmpty else { continue }
            try database.repeated(sql: "DELETE FROM gap WHERE number = ?", arguments: [gap.number])
            var rest = [gap.first...gap.last]
            for run in runs {
                rest = rest.flatMap { $0.without(run) }
                try insertGap(run, switchNumber, gap.source, seen: gap.seen, closed: origin.at, by: origin.source, database)
            }
            for part in rest { try insertGap(part, switchNumber, gap.source, seen: gap.seen, closed: nil, by: nil, database) }
        }
    }

    private func insertGap(
        _ range: ClosedRange<Int64>, _ switchNumber: NameNumber, _ source: NameNumber, seen: Instant, closed: Instant?, by: NameNumber?,
        _ database: Database
    ) throws {
        try database.repeated(
            sql: "INSERT INTO gap (source, switch, first, last, seen, closed, closed_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                source.number, switchNumber.number, range.lowerBound, range.upperBound, seen.seconds, closed?.seconds, by?.number,
            ])
    }

    /// How far a source's running numbers are known; `nil`: none ever came.
    public func sequence(of source: NameNumber) throws(StoreError) -> (first: Int64, last: Int64)? {
        try read(StorePlace("sequence", "one")) { database in
            try Row.fetchOne(database, sql: "SELECT first, last FROM sequence WHERE source = ?", arguments: [source.number])
                .map { ($0[0], $0[1]) }
        }
    }

    /// Gaps of a source, the newest first.
    public func gaps(of source: NameNumber, open: Bool = true, limit: Int = 100) throws(StoreError) -> [GapInfo] {
        try read(StorePlace("gap", "list")) { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM gap WHERE source = ? AND (closed IS NULL) = ? ORDER BY seen DESC, first LIMIT ?",
                arguments: [source.number, open, limit]
            ).map(Book.gap)
        }
    }

    /// How many gaps of a source are open, and how many records are missing in them.
    public func openGaps(of source: NameNumber) throws(StoreError) -> (gaps: Int64, records: Int64) {
        try read(StorePlace("gap", "sum")) { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT count(*), coalesce(sum(last - first + 1), 0) FROM gap WHERE source = ? AND closed IS NULL",
                arguments: [source.number])
            return (row?[0] ?? 0, row?[1] ?? 0)
        }
    }

    private static func gap(_ row: Row) -> GapInfo {
        let closed: Int64? = row["closed"]
        let by: Int32? = row["closed_by"]
        return GapInfo(
            number: row["number"], source: NameNumber(number: row["source"]), first: row["first"], last: row["last"],
            seen: Instant(seconds: row["seen"]), closed: closed.map { Instant(seconds: $0) }, closedBy: by.map { NameNumber(number: $0) })
    }
}

extension ClosedRange<Int64> {
    /// What of it lies outside of another.
    fileprivate func without(_ other: ClosedRange<Int64>) -> [ClosedRange<Int64>] {
        guard overlaps(other) else { return [self] }
        var left: [ClosedRange<Int64>] = []
        if lowerBound < other.lowerBound { left.append(lowerBound...other.lowerBound - 1) }
        if upperBound > other.upperBound { left.append(other.upperBound + 1...upperBound) }
        return left
    }
}

extension [Int64] {
    /// Of sorted numbers without twins those that follow each other, together.
    fileprivate var runs: [ClosedRange<Int64>] {
        var found: [ClosedRange<Int64>] = []
        for number in self {
            if let last = found.last, last.upperBound + 1 == number {
                found[found.count - 1] = last.lowerBound...number
            } else {
                found.append(number...number)
            }
        }
        return found
    }
}
