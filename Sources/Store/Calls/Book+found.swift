internal import GRDB
public import Model
internal import Time

extension Book {
    /// Calls of which the places are kept while one scan of a period looks for them.
    public static let foundMost = 50_000
    /// Values that one statement of SQLite may have, with some to spare.
    private static let boundMost = 32_000
    /// Days that are looked through at once: a look must be short, however long an export's period is.
    static let foundDays = 100

    /// Whether the places of so many calls are kept by `rarePlaces`, with some to spare for those that the filter means besides.
    public static func finds(_ calls: Int, of filter: CallFilter) -> Bool {
        filter.parties.isEmpty && (filter.days?.count ?? .max) <= foundDays && calls <= foundMost / 5 * 4
    }

    /// A stretch of the calls of a filter in another order than time, with what settlement made of them in a scheme; found by one scan.
    /// - Parameters:
    ///   - finals: is needed by the order of final charges, and by no other.
    ///   - most: places that are kept; beyond them SQLite sorts.
    /// - Returns: `nil` where the filter names no days; far behind the first call also where SQL cannot tell whose calls they are, or what
    ///   they are sorted by.
    public func settledCalls(
        _ scheme: Scheme, _ filter: CallFilter, by order: CallOrder, _ finals: FinalOrder? = nil, descending: Bool, _ range: Range<Int>,
        keeping most: Int = Book.foundMost
    ) throws(StoreError) -> [CallRow]? {
        var walk = CallWalk(filter, names)
        guard filter.days != nil, order != .final || finals != nil else { return nil }
        guard !walk.isImpossible, !range.isEmpty else { return [] }
        walk.settled = scheme
        var places: [CallPosition]
        if range.upperBound <= most {
            places = try firstPlaces(walk, FirstPlaces(order, descending: descending, count: range.upperBound, finals, names))
            places.removeFirst(min(range.lowerBound, places.count))
        } else {
            guard order != .final, walk.members.isEmpty, let far = try farPlaces(walk, order, descending, range) else { return nil }
            places = far
        }
        return try read(StorePlace("call", "sorted")) { [walk, places] database in try rows(at: places, walk, database).map(\.row) }
    }

    /// The places of a stretch far behind the first call: SQLite sorts all of them.
    /// - Returns: `nil` where one statement cannot ask for all parts.
    private func farPlaces(
        _ walk: CallWalk, _ order: CallOrder, _ descending: Bool, _ range: Range<Int>
    ) throws(StoreError) -> [CallPosition]? {
        let place = StorePlace("call", "sorted")
        let parts = CallPart.all(of: walk, columns: "\(CallPosition.columns), \(order.columns.joined(separator: ", ")) AS place")
        guard parts.reduce(0, { $0 + $1.values.count }) < Book.boundMost else { return nil }
        return try read(place) { database in
            let union = parts.map { "SELECT * FROM (\($0.sql))" }.joined(separator: " UNION ALL ")
            let sorted = " ORDER BY place \(descending ? "DESC" : "ASC"), \(CallPosition.columns) LIMIT ? OFFSET ?"
            let statement = try SQLStatement(database, union + sorted, place)
            statement.bind(
                from: statement.bind(from: 1, parts.flatMap(\.values)), [.integer(Int64(range.count)), .integer(Int64(range.lowerBound))])
            var places: [CallPosition] = []
            while try statement.step() { places.append(CallPosition(statement, from: 0)) }
            return places
        }
    }

    /// The first of each part, side by side, then of all.
    private func firstPlaces(_ walk: CallWalk, _ none: FirstPlaces) throws(StoreError) -> [CallPosition] {
        let parts = CallPart.all(of: walk, columns: none.columns, pieces: Book.scanPieces)
        let found = try scan(parts, StorePlace("call", "sorted")) { row in
            var first = none
            while try row.step() { try first.add(row, walk) }
            first.trim()
            return first
        }
        var all = none
        for first in found { all.add(first) }
        return all.places
    }

    /// The places of all calls of a filter in the order of time, where these are few of many: what is rare in a period is found by one
    /// scan, instead of a look at each call in the order of time.
    /// - Returns: `nil` where there is nothing to look for, or more than can be kept.
    func rarePlaces(_ walk: CallWalk) throws(StoreError) -> [CallPosition]? {
        guard !walk.isImpossible, let days = walk.filter.days, days.count <= Book.foundDays, !walk.condition.isEmpty,
            walk.stretches.count == 1,
            walk.stretches.allSatisfy({ $0.party == nil }), walk.members.isEmpty
        else { return nil }
        let parts = CallPart.all(of: walk, columns: CallPosition.columns, pieces: Book.scanPieces)
        let found = try scan(parts, StorePlace("call", "found")) { row -> [CallPosition]? in
            var places: [CallPosition] = []
            while try row.step() {
                guard places.count < Book.foundMost else { return nil }
                places.append(CallPosition(row, from: 0))
            }
            return places
        }
        let places = found.compactMap(\.self)
        guard places.count == found.count, places.reduce(0, { $0 + $1.count }) <= Book.foundMost else { return nil }
        return places.joined().sorted()
    }

    /// The records at these places that still are what the walk's filter means.
    func rows(
        at places: some Sequence<CallPosition>, _ walk: CallWalk, _ database: Database
    ) throws -> [(row: CallRow, linked: [CallRow])] {
        let record = try SQLStatement(database, walk.recordSQL, StorePlace("call", "record"))
        let links = try walk.readsLinked ? LinkedRecords(database) : nil
        var rows: [(row: CallRow, linked: [CallRow])] = []
        record.bind(from: 1 + Int32(CallColumns.key.count), walk.condition.values)
        for place in places {
            record.bind(from: 1, place.key.values)
            defer { record.reset() }
            if try record.step() { rows.append(try row(record, walk, links)) }
        }
        return rows
    }
}

extension CallPosition {
    static let columns = (["start"] + CallColumns.key).joined(separator: ", ")
    /// How many these are.
    static let count = 1 + CallColumns.key.count

    /// Reads `columns`.
    init(_ statement: SQLStatement, from first: Int32) {
        self.init(start: statement.integer(first), key: statement.key(from: first + 1))
    }
}
