internal import GRDB
internal import Model
internal import Time

/// One stretch of an index: a party's calls or all of them, on some days.
struct CallStretch: Hashable, Sendable {
    /// `nil`: of all parties.
    var party: NameNumber?
    var days: DayRange?
}

/// Walks the calls of a filter in the order of time by the indexes alone, many parties at once, and looks a record up only when its
/// turn comes. One walk examines at most so many records: what a sparse filter costs is bounded.
struct CallWalk {
    /// Most parties that are walked side by side; more are found by walking all calls.
    static let sideBySide = 64
    let filter: CallFilter
    let condition: CallCondition
    let stretches: [CallStretch]
    /// Parties and days to be looked at in each record, where there are too many to walk side by side.
    let members: [Int32: [DayRange?]]
    let isImpossible: Bool
    /// The scheme whose settled figures are read with each record.
    var settled: Scheme?
    /// Whether the records that are linked to each are read along.
    var readsLinked = false

    init(_ filter: CallFilter, _ names: Names) {
        self.filter = filter
        condition = CallCondition(filter, names)
        var stretches: [CallStretch] = []
        var members: [Int32: [DayRange?]] = [:]
        for party in filter.parties {
            guard let number = names.find(.party, party.party), let both = party.within(filter.days) else { continue }
            stretches.append(CallStretch(party: number, days: both.days))
            members[number.number, default: []].append(both.days)
        }
        let many = stretches.count > CallWalk.sideBySide || members.count < stretches.count
        if filter.parties.isEmpty || many { stretches = [CallStretch(party: nil, days: filter.days)] }
        self.stretches = stretches
        self.members = many ? members : [:]
        isImpossible = condition.isImpossible || stretches.isEmpty || (!filter.parties.isEmpty && many && members.isEmpty)
    }

    /// Whether the record under the cursor of `CallColumns.written` belongs to one of many parties on its days.
    func isMember(_ row: SQLStatement) -> Bool { isMember(day: row.small(6), party: row.small(14)) }

    /// The same of a record's day and party, by their numbers, which are only read where they matter.
    func isMember(day: @autoclosure () -> Int32, party: @autoclosure () -> Int32) -> Bool {
        guard !members.isEmpty else { return true }
        let day = CivilDay(number: day())
        return members[party()]?.contains { $0?.contains(day) ?? true } ?? false
    }

    // MARK: Statements

    /// Walks one stretch from a position on, answered by an index alone. Parameters: (party,) first day, last day, earliest and latest
    /// start, position.
    static func indexSQL(party: Bool, descending: Bool) -> String {
        let order = (["start"] + CallColumns.key).map { descending ? $0 + " DESC" : $0 }.joined(separator: ", ")
        return """
            SELECT \(CallPosition.columns) FROM "call" WHERE \(party ? "party = ? AND " : "")day >= ? AND day <= ? AND \
            \(descending ? "start >= ?" : "start <= ?") AND (\(CallPosition.columns)) \(descending ? "<" : ">") (\(HotSQL.marks(6))) ORDER BY \(order)
            """
    }

    /// Looks one record up and tests it.
    var recordSQL: String { (settled.map(CallSQL.settledOne) ?? CallSQL.one) + condition.sql }

    /// Zones are less than 15 hours from UTC: no call of a day starts farther from that day of UTC.
    static let margin: Int64 = 15 * 3600

    /// - Parameter from: the position that the walk comes after; `nil` begins at the end of the stretch.
    func open(
        _ stretch: CallStretch, _ database: Database, descending: Bool, from: CallPosition?
    ) throws(StoreError) -> SQLStatement {
        let statement = try SQLStatement(
            database, CallWalk.indexSQL(party: stretch.party != nil, descending: descending), StorePlace("call", "walk"))
        let days = stretch.days
        let earliest = days.map { Int64($0.first.number) * 86_400 - CallWalk.margin } ?? Int64.min + 1
        let latest = days.map { Int64($0.last.number + 1) * 86_400 + CallWalk.margin } ?? Int64.max - 1
        let end = descending ? CallPosition(start: latest, key: .last) : CallPosition(start: earliest, key: .first)
        let begin = from.map { descending ? min($0, end) : max($0, end) } ?? end
        var values: [SQLValue] = stretch.party.map { [.integer(Int64($0.number))] } ?? []
        values += [.integer(Int64(days?.first.number ?? Int32.min)), .integer(Int64(days?.last.number ?? Int32.max))]
        values += [.integer(descending ? earliest : latest)] + begin.values
        statement.bind(from: 1, values)
        return statement
    }
}
