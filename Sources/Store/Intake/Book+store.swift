internal import GRDB
internal import GRDBSQLite
public import Model

extension Book {
    /// Stores a batch of calls, in one transaction with the summaries, skips, counts, new names and the position in the raw log.
    /// Duplicates are rejected by the insert itself; only rejected records are looked up and compared.
    /// - Parameter settle: is given the new calls that have linked legs in the book (or in the batch), each with all its legs.
    public func store(_ batch: CallBatch, from origin: BatchOrigin, settle: LegSettling? = nil) throws(StoreError) -> StoreResult {
        let results = try store([StoreOrder(batch: batch, origin: origin, settle: settle)])
        guard let result = results.first else { throw .closed }
        return result
    }

    /// Stores batches of several sources one after the other, all in one transaction: each is there, or none.
    public func store(_ orders: [StoreOrder]) throws(StoreError) -> [StoreResult] {
        try write(StorePlace("call", "store"), .replayed) { database in
            let statements = try hot.statements(database)
            hot.fold.removeAll()
            let results = try orders.map { order in try store(order, statements, database) }
            try writeSummaries(statements)
            return results
        }
    }

    private func store(_ order: StoreOrder, _ statements: HotStatements.Prepared, _ database: Database) throws -> StoreResult {
        let (batch, origin) = (order.batch, order.origin)
        var result = StoreResult()
        result.counts.lines = origin.lines
        result.counts.linesInRecords = origin.linesInRecords
        result.counts.records = Int64(batch.calls.count)
        try batch.withBase { base in try insert(batch, base, origin, statements, &result) }
        var settled = SettledLegs()
        if let settle = order.settle { settled = try settleLegs(of: batch, origin, statements, settle, &result) }
        if let watch = origin.watch { try tell(watch, of: batch, result.stored, settled, origin, database) }
        try record(result.counts, origin, database)
        if let step = origin.step { try Book.append(.batch, at: origin.at, subject: origin.importNumber, step, database) }
        return result
    }

    /// Inserts in the order of the key; what is rejected is judged at the end, when all new records are there.
    func insert(
        _ batch: CallBatch, _ base: UnsafeRawPointer, _ origin: BatchOrigin, _ statements: HotStatements.Prepared,
        _ result: inout StoreResult
    ) throws {
        KeyOrder.sort(batch, base, into: &hot.order)
        result.stored.reserveCapacity(batch.calls.count)
        var rejected: [Int] = []
        let known = try corrections(statements)
        let isCorrected = !known.isEmpty
        try batch.calls.withUnsafeBufferPointer { calls in
            for sorted in hot.order {
                let index = Int(sorted.index)
                statements.insertCall.bind(calls[index], base)
                try statements.insertCall.run()
                guard sqlite3_changes(statements.connection) == 1 else {
                    rejected.append(index)
                    continue
                }
                result.stored.append(index)
                try note(.new, calls[index], base, statements)
                if isCorrected, known.mayHold(calls[index], in: batch) { result.corrected.append(index) }
                try hot.fold.fold(calls[index])
                if calls[index].price.state == .quarantined {
                    result.counts.quarantined += 1
                } else {
                    result.counts.new += 1
                    result.counts.count(calls[index])
                }
            }
        }
        for index in rejected { try judge(batch.calls[index], base, origin, statements, &result.counts) }
    }

    /// Writes each touched cell once.
    func writeSummaries(_ statements: HotStatements.Prepared) throws(StoreError) {
        hot.touchedSummaries = true
        try noteChanges(statements)
        try write(hot.fold.days, hour: false, statements.addDay, statements.clearDay)
        try write(hot.fold.hours, hour: true, statements.addHour, statements.clearHour)
    }

    private func write(_ table: CellTable, hour: Bool, _ add: SQLStatement, _ clear: SQLStatement) throws(StoreError) {
        for index in table.sorted where !table.sums[index].isZero {
            try write(table.sums[index], table.keys[index], hour: hour, add, clear)
        }
    }

    /// Whose calls of which days changed, so that what was settled before is known to be stale.
    private func noteChanges(_ statements: HotStatements.Prepared) throws(StoreError) {
        hot.touched.removeAll(keepingCapacity: true)
        for key in hot.fold.days.keys { hot.touched.insert(TouchedDay(party: key.who, day: key.day)) }
        guard !hot.touched.isEmpty else { return }
        let last = statements.lastChange
        guard try last.step() else { throw .damaged(last.place) }
        let change = last.integer(0) + 1
        last.reset()
        for touched in hot.touched {
            statements.touch.bind(1, Int64(touched.party))
            statements.touch.bind(2, Int64(touched.day))
            statements.touch.bind(3, change)
            try statements.touch.run()
        }
    }

    private func write(_ sums: CellSums, _ key: CellKey, hour: Bool, _ add: SQLStatement, _ clear: SQLStatement) throws(StoreError) {
        var next = bind(key, hour: hour, add)
        for value in [sums.calls, sums.answered, sums.unrated, sums.seconds, sums.price, sums.cost] {
            add.bind(next, value)
            next += 1
        }
        try add.run()
        // Only what takes away can leave an empty cell; a cell is there exactly where something is to be counted.
        guard sums.calls <= 0 || sums.price < 0 || sums.cost < 0 else { return }
        _ = bind(key, hour: hour, clear)
        try clear.run()
    }

    private func bind(_ key: CellKey, hour: Bool, _ statement: SQLStatement) -> Int32 {
        var next: Int32 = 1
        func bind(_ value: Int64) {
            statement.bind(next, value)
            next += 1
        }
        bind(Int64(key.day))
        if hour { bind(Int64(key.hour)) }
        bind(Int64(key.who))
        bind(Int64(key.type))
        bind(Int64(key.direction))
        bind(Int64(key.currency))
        return next
    }
}
