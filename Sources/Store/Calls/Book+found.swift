internal import GRDB
public import Model
internal import Time

extension Book {
    /// Calls of which the places are kept while one scan of a period looks for them.
    static let foundMost = 50_000
    /// Days that are looked through at once: a look must be short, however long an export's period is.
    static let foundDays = 100

    /// A stretch of the calls of a filter in another order than time, with what settlement made of them in a scheme; found by one scan.
    /// - Returns: `nil` where the filter names no days, or more parties than are walked side by side.
    public func settledCalls(
        _ scheme: Scheme, _ filter: CallFilter, by order: CallOrder, descending: Bool, _ range: Range<Int>
    ) throws(StoreError) -> [CallRow]? {
        var walk = CallWalk(filter, names)
        guard filter.days != nil, walk.members.isEmpty else { return nil }
        guard !walk.isImpossible, !range.isEmpty else { return [] }
        walk.settled = scheme
        let found = range.upperBound <= Book.foundMost ? try firstPlaces(walk, order, descending, range.upperBound) : nil
        let place = StorePlace("call", "sorted")
        return try read(place) { [walk] database in
            if let found { return try rows(at: found[min(range.lowerBound, found.count)...], walk, database).map(\.row) }
            let parts = CallPart.all(of: walk, columns: "\(order.sql) AS place, \(CallPosition.columns)")
            let statement = try SQLStatement(
                database,
                parts.map { "SELECT * FROM (\($0.sql))" }.joined(separator: " UNION ALL ") + Book.sorted(descending) + " LIMIT ? OFFSET ?",
                place)
            let next = statement.bind(from: 1, parts.flatMap(\.values))
            statement.bind(next, Int64(range.count))
            statement.bind(next + 1, Int64(range.lowerBound))
            var places: [CallPosition] = []
            while try statement.step() { places.append(CallPosition(statement, from: 1)) }
            return try rows(at: places, walk, database).map(\.row)
        }
    }

    private static func sorted(_ descending: Bool) -> String {
        " ORDER BY place \(descending ? "DESC" : "ASC"), \(CallPosition.columns)"
    }

    /// The first so many in another order: those of each part, side by side, then of all.
    private func firstPlaces(
        _ walk: CallWalk, _ order: CallOrder, _ descending: Bool, _ count: Int
    ) throws(StoreError) -> [CallPosition] {
        let parts = CallPart.all(of: walk, columns: "\(order.sql) AS place, \(CallPosition.columns)", pieces: Book.scanPieces).map {
            CallPart(sql: $0.sql + Book.sorted(descending) + " LIMIT ?", values: $0.values + [.integer(Int64(count))])
        }
        let found = try scan(parts, StorePlace("call", "sorted")) { row in
            var places: [SortedPlace] = []
            while try row.step() {
                let value = order.isText ? SortValue(text: row.bytes(0)) : SortValue(number: row.integer(0))
                places.append(SortedPlace(value: value, position: CallPosition(row, from: 1)))
            }
            return places
        }
        // Equal ones stand in the order of time in either direction.
        let all = found.joined().sorted { left, right in
            if left.value == right.value { return left.position < right.position }
            return descending ? right.value < left.value : left.value < right.value
        }
        return all.prefix(count).map(\.position)
    }

    /// The places of all calls of a filter in the order of time, where these are few of many: what is rare in a period is found by one
    /// scan, instead of a look at each call in the order of time.
    /// - Returns: `nil` where there is nothing to look for, or more than can be kept.
    func rarePlaces(_ walk: CallWalk) throws(StoreError) -> [CallPosition]? {
        guard !walk.isImpossible, let days = walk.filter.days, days.count <= Book.foundDays, !walk.condition.isEmpty,
            walk.stretches.count == 1,
            walk.stretches.allSatisfy({ $0.party == nil }), walk.members.isEmpty
        else { return nil }
        return try read(StorePlace("call", "found")) { database in
            var places: [CallPosition] = []
            for part in CallPart.all(of: walk, columns: CallPosition.columns) {
                let statement = try part.statement(database, StorePlace("call", "found"))
                while try statement.step() {
                    guard places.count < Book.foundMost else { return nil }
                    places.append(CallPosition(statement, from: 0))
                }
            }
            places.sort()
            return places
        }
    }

    /// The records at these places that still are what the walk's filter means.
    func rows(
        at places: some Sequence<CallPosition>, _ walk: CallWalk, _ database: Database
    ) throws -> [(row: CallRow, linked: [CallRow])] {
        let record = try SQLStatement(database, walk.recordSQL, StorePlace("call", "record"))
        let links = try walk.readsLinked ? LinkedRecords(database) : nil
        var rows: [(row: CallRow, linked: [CallRow])] = []
        for place in places {
            record.bind(from: record.bind(from: 1, place.key.values), walk.condition.values)
            defer { record.reset() }
            if try record.step() { rows.append(try row(record, walk, links)) }
        }
        return rows
    }
}

extension CallPosition {
    static let columns = (["start"] + CallColumns.key).joined(separator: ", ")

    /// Reads `columns`.
    fileprivate init(_ statement: SQLStatement, from first: Int32) {
        self.init(start: statement.integer(first), key: statement.key(from: first + 1))
    }
}

extension CallOrder {
    fileprivate var isText: Bool {
        switch self {
        case .talk, .ring, .pulses, .price, .cost: false
        case .called, .calling, .number, .link, .leg: true
        }
    }

    fileprivate var sql: String {
        switch self {
        case .price, .cost: "coalesce(\(rawValue)_amount, 0)"
        case .number: CallSQL.otherEnd
        case .talk, .ring, .pulses, .called, .calling, .link, .leg: rawValue
        }
    }
}
