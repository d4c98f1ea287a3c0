internal import GRDB
public import Model
internal import Time

extension Book {
    /// Sums by group, from the summaries; the currency always groups. `hour` and `trunk` are known by the hourly summary, `party` by the
    /// daily one: both at once is `cannotGroup`.
    public func summary(_ query: SummaryQuery) throws(StoreError) -> [SummaryRow] {
        try summaries(query, by: [query.groups]).first ?? []
    }

    /// The same for several groupings of the same cells, in their order: what one page shows of a month is read once.
    public func summaries(_ query: SummaryQuery, by groupings: [[SummaryGroup]]) throws(StoreError) -> [[SummaryRow]] {
        let groups = groupings.joined()
        let hourly = groups.contains(.hour) || groups.contains(.trunk) || !query.trunks.isEmpty
        guard !(hourly && (groups.contains(.party) || !query.parties.isEmpty)) else { throw .cannotGroup("party and hour or trunk") }
        let queries = groupings.map { groups in
            var one = query
            one.groups = groups
            return one
        }
        // Beside another process's writer nothing tells when an answer grows old.
        let remembered = access == .writer ? answers.answers(to: queries) : (rows: nil, generation: nil)
        if let rows = remembered.rows { return rows }
        var sums = groupings.map(SummarySums.init)
        try read(StorePlace(hourly ? "summary_hour" : "summary_day", "sums")) { database in
            let walk = SummaryWalk(query: query, names: names, hourly: hourly)
            for part in SummaryPart.parts(query, names) {
                try walk.walk(part, database) { (key, values) throws(StoreError) in
                    for index in sums.indices { try sums[index].add(key, values) }
                }
            }
        }
        let rows = sums.map { $0.rows(names) }
        if let generation = remembered.generation { answers.remember(rows, for: queries, generation) }
        return rows
    }
}

/// Parties that count on the same days.
struct SummaryPart {
    var days: DayRange
    /// Empty: all.
    var parties: [Int64]

    static func parts(_ query: SummaryQuery, _ names: Names) -> [SummaryPart] {
        guard !query.parties.isEmpty else { return [SummaryPart(days: query.days, parties: [])] }
        var parts: [DayRange: Set<Int64>] = [:]
        for party in query.parties {
            guard let number = names.find(.party, party.party), let both = (party.days ?? query.days).common(query.days) else { continue }
            parts[both, default: []].insert(Int64(number.number))
        }
        return parts.sorted { ($0.key.first, $0.key.last) < ($1.key.first, $1.key.last) }.flatMap { days, parties in
            parties.sorted().chunked(500).map { SummaryPart(days: days, parties: $0) }
        }
    }
}

/// Reads the cells of a summary that a query asks for.
struct SummaryWalk {
    let query: SummaryQuery
    let names: Names
    let hourly: Bool

    private var table: String { hourly ? "summary_hour" : "summary_day" }

    private func conditions(_ part: SummaryPart) -> (sql: String, values: [SQLValue]) {
        var sql = "day >= ? AND day <= ?"
        var values: [SQLValue] = [.integer(Int64(part.days.first.number)), .integer(Int64(part.days.last.number))]
        func any(_ column: String, _ asked: Bool, _ numbers: [Int64]) {
            guard asked else { return }
            sql += numbers.isEmpty ? " AND 1 = 0" : " AND \(column) IN (\(HotSQL.marks(numbers.count)))"
            values += numbers.map { .integer($0) }
        }
        func numbers(_ kind: NameKind, _ texts: [String]) -> [Int64] { texts.compactMap { names.find(kind, $0).map { Int64($0.number) } } }
        any("party", !part.parties.isEmpty, part.parties)
        any("type", !query.callTypes.isEmpty, numbers(.callType, query.callTypes))
        any("direction", !query.directions.isEmpty, query.directions.map { Int64($0.rawValue) })
        any("trunk", !query.trunks.isEmpty, numbers(.trunk, query.trunks))
        return (sql, values)
    }

    /// Adding up here, not in SQL: SQLite sorts for every GROUP BY, and a month's cells asked for thrice were most of a page's time.
    func walk(_ part: SummaryPart, _ database: Database, _ add: (CellKey, CellSums) throws(StoreError) -> Void) throws(StoreError) {
        let (condition, values) = conditions(part)
        let columns =
            "day, type, direction, currency, " + (hourly ? "trunk, hour" : "party, 0") + ", " + HotSQL.measures.joined(separator: ", ")
        let statement = try SQLStatement(
            database, "SELECT \(columns) FROM \(table) WHERE \(condition)", StorePlace(table, "sums"))
        statement.bind(from: 1, values)
        while try statement.step() {
            try add(
                CellKey(
                    day: statement.small(0), who: statement.small(4), type: statement.small(1),
                    currency: UInt32(bitPattern: statement.small(3)), direction: UInt8(truncatingIfNeeded: statement.small(2)),
                    hour: UInt8(truncatingIfNeeded: statement.small(5))),
                CellSums(
                    calls: statement.integer(6), answered: statement.integer(7), unrated: statement.integer(8),
                    seconds: statement.integer(9), price: statement.integer(10), cost: statement.integer(11)))
        }
    }
}

extension Array {
    /// The elements in pieces of at most so many.
    func chunked(_ count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
    }
}
