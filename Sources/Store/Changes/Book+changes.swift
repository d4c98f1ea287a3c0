internal import GRDB
internal import Model
internal import Money

extension Book {
    /// The word in the place of a cursor that passes over all calls that are there.
    public static let changesFromNow = "now"

    /// The calls that came or changed since a cursor, each as it is now; one that changed often may come more than once. Without a cursor
    /// all calls come first, then what changed meanwhile: whoever goes on with `next` misses nothing.
    /// - Throws: `badCursor` for what is none, `staleCursor` for one of another state of the book or of too long ago.
    public func changes(after cursor: String?, limit: Int) throws(StoreError) -> ChangePage {
        let from: ChangeCursor? = if let cursor, cursor != Self.changesFromNow { try ChangeCursor(cursor) } else { nil }
        let limit = min(max(limit, 1), CallQuery.pageLimit)
        return try read(StorePlace("call_change", "page")) { database in
            let last = try lastChangePosition(database)
            if cursor == Self.changesFromNow { return ChangePage(next: ChangeCursor(last).text, more: false) }
            guard let from else { return try scan(behind: .first, ChangeCursor(last), limit, database) }
            try check(from.position, database)
            if let key = from.scanned { return try scan(behind: key, from, limit, database) }
            let (entries, next) = try entries(after: from.position, limit, database)
            let one = try SQLStatement(database, CallSQL.wholeOne, StorePlace("call", "changed"))
            var seen: Set<CallKey> = []
            var page = ChangePage(next: ChangeCursor(next).text, more: next != last)
            for entry in entries where seen.insert(entry.key).inserted {
                one.bind(from: 1, entry.key.values)
                page.calls.append(try one.step() ? changed(one) : ChangedCall(id: names.id(of: entry.key)))
                one.reset()
            }
            return page
        }
    }

    /// All calls in the order of their keys.
    private func scan(behind key: CallKey, _ from: ChangeCursor, _ limit: Int, _ database: Database) throws -> ChangePage {
        let select = try SQLStatement(database, CallSQL.wholeBehind, StorePlace("call", "all"))
        select.bind(select.bind(from: 1, key.values), Int64(limit))
        var page = ChangePage(next: ChangeCursor(from.position).text, more: true)
        var last = key
        while try select.step() {
            page.calls.append(try changed(select))
            last = select.key(from: 0)
        }
        if page.calls.count == limit {
            page.next = ChangeCursor(from.position, scanned: last).text
        } else {
            page.more = try lastChangePosition(database) != from.position
        }
        return page
    }

    private func changed(_ record: SQLStatement) throws(StoreError) -> ChangedCall {
        let row = try row(record)
        let first = Int32(CallColumns.written.count)
        return ChangedCall(id: row.id, row: row, price: try record.settled(first), cost: try record.settled(first + 3))
    }

    /// The end of all changes of now.
    func lastChangePosition(_ database: Database) throws(StoreError) -> ChangePosition {
        let last = try SQLStatement(database, ChangeSQL.last, StorePlace("call_change", "last"))
        guard try last.step() else { throw .damaged(last.place) }
        return ChangePosition(change: last.integer(0), place: last.integer(2), mark: last.integer(1))
    }

    /// A book that lost the row, or has another one in its place, is not the one that the position is of.
    func check(_ position: ChangePosition, _ database: Database) throws(StoreError) {
        let one = try SQLStatement(database, ChangeSQL.one, StorePlace("call_change", "mark"))
        one.bind(1, position.change)
        guard try one.step(), one.integer(0) == position.mark else { throw .staleCursor }
    }

    /// The next keys behind a position, and the position behind them.
    func entries(
        after position: ChangePosition, _ limit: Int, _ database: Database
    ) throws(StoreError) -> ([(kind: CallChanges.Kind, key: CallKey)], ChangePosition) {
        let rows = try SQLStatement(database, ChangeSQL.from, StorePlace("call_change", "keys"))
        rows.bind(1, position.change)
        var found: [(kind: CallChanges.Kind, key: CallKey)] = []
        var next = position
        while found.count < limit, try rows.step() {
            let skipped = rows.integer(0) == position.change ? position.place : 0
            next = ChangePosition(change: rows.integer(0), place: 0, mark: rows.integer(1))
            var reader = CallChangeReader(rows.bytes(2))
            while found.count < limit, let entry = try reader.next() {
                next.place += 1
                if next.place > skipped { found.append(entry) }
            }
            guard next.place >= skipped else { throw StoreError.staleCursor }
        }
        return (found, next)
    }
}

extension SQLStatement {
    /// Discount, final charge and its currency from a column on; `nil` where settlement said nothing.
    fileprivate func settled(_ first: Int32) throws(StoreError) -> ChangedCall.Settled? {
        guard !isNull(first + 1) else { return nil }
        guard let currency = Currency(packed: UInt32(truncatingIfNeeded: integer(first + 2))) else { throw .damaged(place) }
        return ChangedCall.Settled(
            discount: Amount(millionths: integer(first)), final: Money(Amount(millionths: integer(first + 1)), currency))
    }
}
