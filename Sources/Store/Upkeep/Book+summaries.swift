internal import GRDB
public import Model
internal import Money
internal import Time

extension Book {
    /// Sums by group, from the summaries; the currency always groups. `hour` and `trunk` are known by the hourly summary, `party` by the
    /// daily one: both at once is `cannotGroup`.
    public func summary(_ query: SummaryQuery) throws(StoreError) -> [SummaryRow] {
        let hourly = query.groups.contains(.hour) || query.groups.contains(.trunk) || !query.trunks.isEmpty
        let byParty = query.groups.contains(.party) || !query.parties.isEmpty
        guard !(hourly && byParty) else { throw .cannotGroup("party and hour or trunk") }
        // Beside another process's writer nothing tells when an answer grows old.
        let remembered = access == .writer ? answers.answer(to: query) : (rows: nil, generation: nil)
        if let rows = remembered.rows { return rows }
        var answer = SummaryAnswer(query, names)
        try read(StorePlace(hourly ? "summary_hour" : "summary_day", "sums")) { database in
            for part in SummaryPart.parts(query, names) { try answer.add(part, hourly: hourly, database) }
        }
        if let generation = remembered.generation { answers.remember(answer.rows, for: query, generation) }
        return answer.rows
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
            guard let number = names.find(.party, party.party) else { continue }
            let days = party.days ?? query.days
            guard let both = DayRange(max(days.first, query.days.first), min(days.last, query.days.last)) else { continue }
            parts[both, default: []].insert(Int64(number.number))
        }
        return parts.sorted { ($0.key.first, $0.key.last) < ($1.key.first, $1.key.last) }.flatMap { days, parties in
            parties.sorted().chunked(500).map { SummaryPart(days: days, parties: $0) }
        }
    }
}

/// Adds up the parts of an answer, with every sum checked.
struct SummaryAnswer {
    private let query: SummaryQuery
    private let names: Names
    private let columns: [String]
    private var sums: [SummaryRow: Int] = [:]
    private(set) var rows: [SummaryRow] = []

    init(_ query: SummaryQuery, _ names: Names) {
        self.query = query
        self.names = names
        var columns: [String] = []
        for group in query.groups {
            let column =
                switch group {
                case .day, .month: "day"
                case .hour: "hour"
                case .party: "party"
                case .callType: "type"
                case .direction: "direction"
                case .trunk: "trunk"
                case .currency: "currency"
                }
            if !columns.contains(column) { columns.append(column) }
        }
        if !columns.contains("currency") { columns.append("currency") }
        self.columns = columns
    }

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

    mutating func add(_ part: SummaryPart, hourly: Bool, _ database: Database) throws {
        let (condition, values) = conditions(part)
        let group = columns.joined(separator: ", ")
        let sums = HotSQL.measures.map { "sum(\($0))" }.joined(separator: ", ")
        let table = hourly ? "summary_hour" : "summary_day"
        guard let connection = database.sqliteConnection else { throw StoreError.closed }
        let statement = try SQLStatement(
            connection, "SELECT \(group), \(sums) FROM \(table) WHERE \(condition) GROUP BY \(group) ORDER BY \(group)",
            StorePlace(table, "sums"))
        statement.bind(from: 1, values)
        while try statement.step() { try add(statement, table) }
    }

    private mutating func add(_ statement: SQLStatement, _ table: String) throws(StoreError) {
        var key = SummaryRow()
        for (index, column) in columns.enumerated() { set(column, statement.small(Int32(index)), &key) }
        let place = sums[key] ?? rows.count
        if place == rows.count {
            sums[key] = place
            rows.append(key)
        }
        let first = Int32(columns.count)
        var measures = rows[place].measures
        let values = (0..<6).map { statement.integer(first + $0) }
        guard let price = measures.price.adding(Amount(millionths: values[4])),
            let cost = measures.cost.adding(Amount(millionths: values[5]))
        else { throw .outOfRange(table: table) }
        measures.calls += values[0]
        measures.answered += values[1]
        measures.unrated += values[2]
        measures.seconds += values[3]
        measures.price = price
        measures.cost = cost
        rows[place].measures = measures
    }

    private func set(_ column: String, _ value: Int32, _ row: inout SummaryRow) {
        switch column {
        case "day":
            let day = CivilDay(number: value)
            let monthly = query.groups.contains(.month) && !query.groups.contains(.day)
            row.day = monthly ? day + (1 - day.parts.day) : day
        case "hour": row.hour = Int(value)
        case "party": row.party = names.text(.party, NameNumber(number: value))
        case "type": row.callType = names.text(.callType, NameNumber(number: value))
        case "direction": row.direction = Direction(rawValue: UInt8(truncatingIfNeeded: value)) ?? .unknown
        case "trunk": row.trunk = names.text(.trunk, NameNumber(number: value))
        default: row.currency = Currency(packed: UInt32(bitPattern: value))
        }
    }
}

extension Array {
    /// The elements in pieces of at most so many.
    func chunked(_ count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
    }
}
