internal import GRDB
public import Model
internal import Time

extension Book {
    /// Sums over the calls of a filter, told apart by some of their fields; adds up here, not in SQL, which would sort for every group.
    /// Calls lie in the order of the switches' stamps, so that a month is one stretch of the table.
    public func tally(_ query: TallyQuery) throws(StoreError) -> [TallyRow] {
        let walk = TallyWalk(query.filter, names)
        guard !walk.isImpossible else { return [] }
        var table = TallyTable(query.keys)
        try read(StorePlace("call", "tally")) { database in
            for part in walk.parts {
                guard let connection = database.sqliteConnection else { throw StoreError.closed }
                let statement = try SQLStatement(connection, part.sql, StorePlace("call", "tally"))
                statement.bind(from: 1, part.values)
                while try statement.step() {
                    if walk.isMember(statement) { try table.add(statement) }
                }
            }
        }
        return try table.rows(names)
    }
}

/// Which stretches of the calls a tally reads.
struct TallyWalk {
    struct Part {
        var sql: String
        var values: [SQLValue]
    }

    private(set) var parts: [Part] = []
    private let members: [Int32: [DayRange?]]
    let isImpossible: Bool

    /// What `TallyTable` reads, by place.
    static let columns = """
        day, hour, start, flags, price_state, price_reason, party, trunk, account, extension, address, destination, type, source, switch, \
        talk, ring, price_amount, price_currency, cost_amount, cost_currency, called, calling
        """

    /// A stamp that lies farther from the call's start than this is looked for by an index of the starts.
    private static let margin: Int64 = 2 * 86_400

    init(_ filter: CallFilter, _ names: Names) {
        let walk = CallWalk(filter, names)
        isImpossible = walk.isImpossible
        members = walk.members
        for stretch in walk.stretches { add(stretch, walk.condition) }
    }

    private mutating func add(_ stretch: CallStretch, _ condition: CallCondition) {
        let select = "SELECT \(TallyWalk.columns) FROM \"call\" WHERE "
        let days = stretch.days
        let dates: [SQLValue] = [
            .integer(Int64(days?.first.number ?? Int32.min)), .integer(Int64(days?.last.number ?? Int32.max)),
        ]
        let between = "day >= ? AND day <= ?" + condition.sql
        let first = days.map { Int64($0.first.number) * 86_400 - TallyWalk.margin }
        let last = days.map { Int64($0.last.number + 1) * 86_400 + TallyWalk.margin }
        if let party = stretch.party {
            let starts = first == nil ? "" : "start >= ? AND start <= ? AND "
            let ends: [SQLValue] = [first, last].compactMap { $0.map { .integer($0) } }
            parts.append(
                Part(
                    sql: select + "party = ? AND " + starts + between,
                    values: [.integer(Int64(party.number))] + ends + dates + condition.values))
            return
        }
        guard let first, let last else {
            parts.append(Part(sql: select + between, values: dates + condition.values))
            return
        }
        let ends: [SQLValue] = [.integer(first), .integer(last)]
        parts.append(Part(sql: select + "stamp >= ? AND stamp <= ? AND " + between, values: ends + dates + condition.values))
        // Signs in front keep the index of the starts from being passed over.
        parts.append(
            Part(
                sql: select + "start >= ? AND start <= ? AND (+stamp < ? OR +stamp > ?) AND " + between,
                values: ends + ends + dates + condition.values))
    }

    /// Whether the record under the cursor belongs to one of many parties on its days.
    func isMember(_ row: SQLStatement) -> Bool {
        guard !members.isEmpty else { return true }
        let day = CivilDay(number: row.small(0))
        return members[row.small(6)]?.contains { $0?.contains(day) ?? true } ?? false
    }
}
