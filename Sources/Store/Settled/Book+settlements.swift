internal import GRDB
public import Model
internal import Money
public import Time

extension Book {
    /// The number of the last transaction that changed calls: a settlement that begins now knows all up to it.
    public func lastChange() throws(StoreError) -> Int64 {
        try read(StorePlace("touched", "last")) { database in try Book.lastChange(database) }
    }

    static func lastChange(_ database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: CallSQL.lastChange) ?? 0
    }

    /// The kept settlement of the period that begins on a day.
    public func settlement(_ scheme: Scheme, of party: String, from first: CivilDay) throws(StoreError) -> SettlementRecord? {
        guard let number = names.find(.party, party) else { return nil }
        return try read(StorePlace("settlement", "one")) { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM settlement WHERE scheme = ? AND party = ? AND first = ?",
                arguments: [scheme.rawValue, number.number, first.number]
            ).flatMap(settlement)
        }
    }

    /// The frozen settlements of a party whose calls changed since: a call of theirs may wait for a later bill.
    public func frozenWithNews(_ scheme: Scheme, of party: String) throws(StoreError) -> [SettlementRecord] {
        guard let number = names.find(.party, party) else { return [] }
        return try read(StorePlace("settlement", "news")) { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM settlement AS s WHERE scheme = ? AND party = ? AND frozen = 1 AND EXISTS
                    (SELECT 1 FROM touched AS t WHERE t.party = s.party AND t.day >= s.first AND t.day <= s.last AND t.change > s.change)
                    ORDER BY first
                    """, arguments: [scheme.rawValue, number.number]
            ).compactMap(settlement)
        }
    }

    /// The frozen periods that some days touch, by party.
    public func frozenPeriods(overlapping days: DayRange) throws(StoreError) -> [String: [DayRange]] {
        try read(StorePlace("settlement", "frozen")) { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM settlement WHERE scheme = 'price' AND frozen = 1 AND first <= ? AND last >= ?",
                arguments: [days.last.number, days.first.number])
            return Dictionary(grouping: rows.compactMap(settlement), by: \.party).mapValues { $0.map(\.period) }
        }
    }

    /// The frozen settlements of a party that some days touch, in the order of days.
    public func frozenSettlements(of party: String, overlapping days: DayRange) throws(StoreError) -> [SettlementRecord] {
        guard let number = names.find(.party, party) else { return [] }
        return try read(StorePlace("settlement", "frozen of a party")) { database in
            try Row.fetchAll(
                database,
                sql:
                    """
                    SELECT * FROM settlement WHERE scheme = 'price' AND party = ? AND frozen = 1 AND first <= ? AND last >= ? ORDER BY first
                    """,
                arguments: [number.number, days.last.number, days.first.number]
            ).compactMap(settlement)
        }
    }

    private func settlement(_ row: Row) -> SettlementRecord? {
        guard let scheme = Scheme(rawValue: row["scheme"]),
            let period = DayRange(CivilDay(number: row["first"]), CivilDay(number: row["last"]))
        else { return nil }
        var record = SettlementRecord(
            scheme: scheme, party: names.text(.party, NameNumber(number: row["party"])), period: period, site: row["site"],
            change: row["change"], settled: Instant(seconds: row["settled"]), calls: row["calls"])
        record.isFrozen = row["frozen"]
        return record
    }

    /// Whether calls of a set changed after a change.
    public func isTouched(_ set: SettlementSet, since change: Int64) throws(StoreError) -> Bool {
        try read(StorePlace("touched", "since")) { database in try isTouched(set, since: change, database) }
    }

    func isTouched(_ set: SettlementSet, since change: Int64, _ database: Database) throws -> Bool {
        let days: [Int64] = [Int64(set.days.first.number), Int64(set.days.last.number)]
        guard let parties = set.parties else {
            let newer = "SELECT 1 FROM touched WHERE change > ? AND day >= ? AND day <= ? LIMIT 1"
            return try Row.fetchOne(database, sql: newer, arguments: [change, days[0], days[1]]) != nil
        }
        let one = try database.cachedStatement(
            sql: "SELECT 1 FROM touched WHERE party = ? AND day >= ? AND day <= ? AND change > ? LIMIT 1")
        for party in parties {
            guard let number = names.find(.party, party) else { continue }
            if try Row.fetchOne(one, arguments: [number.number, days[0], days[1], change]) != nil { return true }
        }
        return false
    }

    /// Keeps a settlement as a whole, with the figures of its calls.
    /// - Parameter set: what it hangs on.
    /// - Returns: `false`, and nothing is kept, where the set changed since, or where it is frozen.
    public func keep(_ record: SettlementRecord, _ lines: [SettledLine], of set: SettlementSet) throws(StoreError) -> Bool {
        try write(StorePlace("settlement", "keep"), .replayed) { database in
            guard try !isTouched(set, since: record.change, database), try !isFrozen(record, database) else { return false }
            try writeFigures(lines, record.scheme, database)
            try forgetOthers(record, database)
            try put(record, database)
            return true
        }
    }

    /// Whether a day of it is in a frozen settlement.
    private func isFrozen(_ record: SettlementRecord, _ database: Database) throws -> Bool {
        let sql = "SELECT 1 FROM settlement WHERE scheme = ? AND party = ? AND first <= ? AND last >= ? AND frozen = 1"
        let (first, last) = (record.period.first.number, record.period.last.number)
        let party = names.number(.party, record.party).number
        return try Row.fetchOne(database, sql: sql, arguments: [record.scheme.rawValue, party, last, first]) != nil
    }

    /// Settlements of a period that had other days under another cycle: their calls have other figures now.
    private func forgetOthers(_ record: SettlementRecord, _ database: Database) throws {
        let sql = "DELETE FROM settlement WHERE scheme = ? AND party = ? AND first <= ? AND last >= ? AND first <> ? AND frozen = 0"
        let (first, last) = (record.period.first.number, record.period.last.number)
        let party = names.number(.party, record.party).number
        try database.execute(sql: sql, arguments: [record.scheme.rawValue, party, last, first, first])
    }

    func put(_ record: SettlementRecord, _ database: Database) throws {
        let values: StatementArguments = [
            record.period.last.number, record.site, record.change, record.settled.seconds, record.calls, record.isFrozen,
            record.scheme.rawValue, names.number(.party, record.party).number, record.period.first.number,
        ]
        try database.execute(
            sql: """
                UPDATE settlement SET last = ?, site = ?, change = ?, settled = ?, calls = ?, frozen = ?
                WHERE scheme = ? AND party = ? AND first = ?
                """, arguments: values)
        guard database.changesCount == 0 else { return }
        try database.execute(
            sql: """
                INSERT INTO settlement (last, site, change, settled, calls, frozen, scheme, party, first) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, arguments: values)
    }

    /// Writes what settlement made of calls into them.
    func writeFigures(_ lines: [SettledLine], _ scheme: Scheme, _ database: Database) throws {
        let statements = try hot.statements(database)
        let update = try SQLStatement(database, CallSQL.settle(scheme), StorePlace("call", "settle"))
        let former = try SQLStatement(database, CallSQL.figures(scheme), StorePlace("call", "figures"))
        for line in lines {
            guard let key = names.key(ofID: line.id) else { throw StoreError.notFound("call with this id") }
            let values = try Book.figures(line.figures)
            // A period that is settled again mostly gives the same figures: whoever reads changes is told of the others alone.
            guard try former.figures(of: key) != values else { continue }
            update.bind(from: 1, values + key.values)
            try update.run()
            if database.changesCount == 1 { try note(.changed, key, statements) }
        }
    }

    /// Discount, final charge, currency and figures as a call keeps them.
    private static func figures(_ figures: SettledFigures?) throws(StoreError) -> [SQLValue] {
        guard let figures else { return [.null, .null, .null, .bytes([])] }
        guard let discount = figures.discount else { throw .outOfRange(table: "call") }
        return [
            .integer(discount.millionths), .integer(figures.final.amount.millionths), .integer(Int64(figures.final.currency.packed)),
            .bytes(FiguresBytes.write(figures)),
        ]
    }

    /// Whether a call without figures was settled with its party's period and changed since. Else it came later.
    public func settledBefore(_ id: String) throws(StoreError) -> Bool {
        guard let key = names.key(ofID: id) else { throw .notFound("call with this id") }
        return try read(StorePlace("call", "settled before")) { database in
            let one = try SQLStatement(database, CallSQL.settledBefore, StorePlace("call", "settled before"))
            one.bind(from: 1, key.values)
            defer { one.reset() }
            return try one.step()
        }
    }

    /// The calls of a filter in the order of time, with what settlement made of them: `settled` or `isUnsettled` where it did. Whether that
    /// still holds is told by the settlement's record.
    /// - Parameters:
    ///   - linked: whether the records that are linked to a call are wanted.
    ///   - body: is given each call with all records that are linked to it, itself among them, where there are several; else with none.
    public func eachSettledCall(
        _ scheme: Scheme, _ filter: CallFilter, linked: Bool = true, chunk: Int = 2000,
        _ body: (CallRow, _ linked: [CallRow]) throws -> Void
    ) throws {
        var walk = CallWalk(filter, names)
        (walk.settled, walk.readsLinked) = (scheme, linked)
        try each(walk, chunk) { row, linked in
            try body(row, linked)
            return true
        }
    }
}

extension SQLStatement {
    /// What stands with a call (`CallSQL.figures`).
    fileprivate func figures(of key: CallKey) throws(StoreError) -> [SQLValue] {
        bind(from: 1, key.values)
        defer { reset() }
        guard try step() else { return [] }
        return (0..<3).map { isNull($0) ? .null : .integer(integer($0)) } + [isNull(3) ? .null : .bytes(bytes(3))]
    }
}
