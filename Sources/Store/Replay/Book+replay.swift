internal import GRDB
public import Model
internal import Money
internal import Time

/// Decodes a stretch of a raw log and hands out its calls, batch by batch, with the lines and skips of each.
public typealias Redecoding = (_ take: (CallBatch, BatchOrigin) throws -> Void) throws -> Void

extension Book {
    /// Puts what a format makes of a stretch of a raw log into the place of what the book has of it, in one transaction: calls that say the
    /// same stay with their charges, the others go, new ones are stored by their key as any import's are. Decisions about conflicts stay.
    /// - Parameters:
    ///   - names: in which the calls' names have their numbers; the book's own where the order accepts, else a copy of them.
    ///   - decode: is run twice, and gives the same each time.
    ///   - position: where the source's stream goes on afterwards; asked when all is decoded.
    ///   - settle: charges calls with all their legs.
    public func replay(
        _ order: ReplayOrder, names: Names, decode: Redecoding, position: () -> RawPosition?, settle: @escaping LegSettling
    ) throws -> ReplayDifference {
        try rehearse(order, names, settle) { replay, _ in
            try replay.run(decode)
        } record: { replay, _ in
            try replay.record(position())
        }
    }

    /// Takes back what stands in stretches of a source's raw log, in one transaction: those bytes make no call any more, whatever decodes
    /// them later. The raw log keeps them.
    public func withdraw(_ order: ReplayOrder, _ ranges: RawRanges, settle: @escaping LegSettling) throws -> ReplayDifference {
        try rehearse(order, names, settle) { replay, _ in
            try replay.withdraw(ranges)
        } record: { replay, database in
            try Book.save(ranges, of: order.start.source, database)
            try replay.record(nil, as: .withdraw, detail: ranges.bytes)
        }
    }

    /// Does the work in a transaction, which is rolled back where the order only asks for the difference.
    private func rehearse(
        _ order: ReplayOrder, _ names: Names, _ settle: @escaping LegSettling, _ work: (BookReplay, Database) throws -> Void,
        record: (BookReplay, Database) throws -> Void
    ) throws -> ReplayDifference {
        var found: ReplayDifference?
        do {
            return try write(StorePlace("call", "replay")) { database in
                let statements = try hot.statements(database)
                hot.fold.removeAll()
                let replay = BookReplay(book: self, order: order, names: names, statements: statements, settle: settle, database: database)
                try work(replay, database)
                let difference = replay.difference
                guard order.accepts else {
                    found = difference
                    throw StoreError.closed
                }
                try record(replay, database)
                return difference
            }
        } catch {
            // What was only looked at is rolled back.
            if let found { return found }
            throw error
        }
    }
}

/// One replay inside its transaction.
private final class BookReplay {
    let book: Book
    let order: ReplayOrder
    let names: Names
    let statements: HotStatements.Prepared
    private let settle: LegSettling
    let database: Database
    var difference = ReplayDifference()
    private var index = PlaceIndex()
    /// The same of the records that wait for a decision.
    private var aside = PlaceIndex()
    private var origin: BatchOrigin
    private var links: Set<LinkKey> = []
    private var removed: Int64 = 0
    private var listedAdded = 0

    init(
        book: Book, order: ReplayOrder, names: Names, statements: HotStatements.Prepared, settle: @escaping LegSettling, database: Database
    ) {
        self.settle = settle
        (self.book, self.order, self.names, self.statements, self.database) = (book, order, names, statements, database)
        origin = BatchOrigin(importNumber: 0, source: order.start.source, partBegin: .max, at: order.start.started)
    }

    func run(_ decode: Redecoding) throws {
        origin.importNumber = try Book.insert(order.start, database)
        try walk { [self] call, batch in
            index.add(try said(call, batch), batch.bytes)
            return false
        }
        index.sort()
        let open = try eachConflict { [self] _, call, batch in aside.add(call, batch.bytes) }
        aside.sort()
        try decode { batch, _ in
            for call in batch.calls where !index.find(call, batch.bytes, pass: 1) { _ = aside.find(call, batch.bytes, pass: 1) }
        }
        try remove { [self] call, batch in index.isLost(try said(call, batch), batch.bytes) }
        try forgetConflicts { [self] call, batch in aside.isLost(call, batch.bytes) }
        try decode { batch, part in try store(batch, part) }
        difference.gone = max(removed - difference.changed, 0)
        try forgetSettledConflicts()
        difference.conflicts = try eachConflict { _, _, _ in } - open
        try sumUp()
    }

    /// What begins in the ranges is no call any more.
    func withdraw(_ ranges: RawRanges) throws {
        origin.importNumber = try Book.insert(order.start, database)
        let open = try eachConflict { _, _, _ in }
        try remove { call, _ in ranges.contains(call.rawOffset) }
        try forgetConflicts { call, _ in ranges.contains(call.rawOffset) }
        difference.gone = removed
        difference.conflicts = try eachConflict { _, _, _ in } - open
        try sumUp()
    }

    /// What linked calls cost without those that are gone, and by how much all sums change.
    private func sumUp() throws {
        try settleLinks()
        for (index, key) in book.hot.fold.days.keys.enumerated() {
            guard let currency = Currency(packed: key.currency) else { continue }
            let sums = book.hot.fold.days.sums[index]
            difference.price[currency] = Amount(millionths: (difference.price[currency]?.millionths ?? 0) &+ sums.price)
            difference.cost[currency] = Amount(millionths: (difference.cost[currency]?.millionths ?? 0) &+ sums.cost)
        }
        try book.writeSummaries(statements)
    }

    /// The stored calls of the stretch, chunk by chunk in the order of the key.
    /// - Parameter body: returns whether to remove the call.
    private func walk(_ body: (StoredCall, CallBatch) throws -> Bool) throws {
        let key = CallColumns.key.joined(separator: ", ")
        let select = try SQLStatement(
            statements.connection,
            """
            SELECT \(CallColumns.list) FROM "call" WHERE source = ? AND raw_offset >= ? AND raw_offset < ?
            AND (\(key)) > (?, ?, ?, ?, ?) ORDER BY \(key) LIMIT 2000
            """, StorePlace("call", "of a stretch"))
        let remove = try SQLStatement(statements.connection, CallSQL.remove, StorePlace("call", "remove"))
        var from = CallKey.first
        while true {
            var batch = CallBatch()
            select.bind(1, Int64(order.start.source.number))
            select.bind(2, order.start.partBegin)
            select.bind(3, order.through)
            select.bind(from: 4, from.values)
            while try select.step() {
                try select.appendCall(to: &batch)
                from = select.key(from: 0)
            }
            select.reset()
            guard !batch.calls.isEmpty else { return }
            try batch.withBase { base in
                for call in batch.calls where try body(call, batch) {
                    remove.bindKey(call, base)
                    try remove.run()
                    try book.note(.removed, call, base, statements)
                    try book.hot.fold.fold(call, sign: -1)
                }
            }
        }
    }

    /// Without what people decided, which the raw log does not know of.
    private func said(_ call: StoredCall, _ batch: CallBatch) throws -> StoredCall {
        try book.asSaid(call, in: batch, statements.connection)
    }

    private func remove(_ isGone: (StoredCall, CallBatch) throws -> Bool) throws {
        try walk { [self] call, batch in
            guard try isGone(call, batch) else { return false }
            guard call.bill == 0 else { throw StoreError.onBill(Int64(call.bill)) }
            if call.corrected.contains(.account) { try book.keepSaidAccount(nil, batch.key(of: call), statements.connection) }
            if removed < ReplayDifference.listed { difference.examples.append(.init(before: Book.row(call, in: batch, names), after: nil)) }
            removed += 1
            if !call.link.isMissing { links.insert(batch.linkKey(of: call)) }
            return true
        }
    }

    private func forgetConflicts(_ isGone: (StoredCall, CallBatch) -> Bool) throws {
        var lost: [Int64] = []
        _ = try eachConflict { number, call, batch in if isGone(call, batch) { lost.append(number) } }
        for number in lost { try database.execute(sql: "DELETE FROM conflict WHERE number = ?", arguments: [number]) }
    }

    private var stretch: StatementArguments { [order.start.source.number, order.start.partBegin, order.through] }
    private static let openOfStretch = "decision IS NULL AND source = ? AND raw_offset >= ? AND raw_offset < ?"

    /// The stretch's records that wait for a decision.
    /// - Returns: how many.
    private func eachConflict(_ body: (Int64, StoredCall, CallBatch) throws -> Void) throws -> Int64 {
        let select = try SQLStatement(
            statements.connection,
            "SELECT \(CallColumns.list), number FROM conflict WHERE \(Self.openOfStretch) ORDER BY number",
            StorePlace("conflict", "of a stretch"))
        select.bind(1, Int64(order.start.source.number))
        select.bind(2, order.start.partBegin)
        select.bind(3, order.through)
        var count: Int64 = 0
        while try select.step() {
            var batch = CallBatch()
            try select.appendCall(to: &batch)
            for call in batch.calls { try body(select.integer(Int32(CallColumns.written.count)), call, batch) }
            count += 1
        }
        return count
    }

    /// A record whose opponent is gone became a call itself.
    private func forgetSettledConflicts() throws {
        let same = (CallColumns.key + ["source", "raw_offset"]).map { "\"call\".\($0) = conflict.\($0)" }.joined(separator: " AND ")
        try database.execute(
            sql: "DELETE FROM conflict WHERE \(Self.openOfStretch) AND EXISTS (SELECT 1 FROM \"call\" WHERE \(same))", arguments: stretch)
    }

    private func store(_ batch: CallBatch, _ part: BatchOrigin) throws {
        var fresh = batch
        fresh.calls = batch.calls.filter { !index.find($0, batch.bytes, pass: 2) }
        var result = StoreResult()
        result.counts.lines = part.lines
        result.counts.linesInRecords = part.linesInRecords
        result.counts.records = Int64(batch.calls.count)
        result.counts.duplicate = Int64(batch.calls.count - fresh.calls.count)
        difference.same += result.counts.duplicate
        try fresh.withBase { base in try book.insert(fresh, base, origin, statements, &result) }
        _ = try book.settleLegs(of: fresh, origin, statements, settle, &result)
        for stored in result.stored { note(fresh.calls[stored], fresh) }
        var batchOrigin = origin
        batchOrigin.skips = part.skips
        try book.record(result.counts, batchOrigin, database)
        add(result.counts, part)
    }

    /// A record that became a call: in the place of one that is gone, or where the book had none.
    private func note(_ call: StoredCall, _ batch: CallBatch) {
        let row = Book.row(call, in: batch, names)
        let isChange = index.hasLost(at: call.rawOffset)
        if isChange {
            difference.changed += 1
            let place = difference.examples.firstIndex { $0.after == nil && $0.before?.rawOffset == call.rawOffset }
            if let place { difference.examples[place].after = row }
        } else {
            difference.added += 1
            if listedAdded < ReplayDifference.listed {
                difference.examples.append(.init(before: nil, after: row))
                listedAdded += 1
            }
        }
    }

    private func add(_ counts: ImportCounts, _ part: BatchOrigin) {
        difference.counts.lines += counts.lines
        difference.counts.linesInRecords += counts.linesInRecords
        difference.counts.records += counts.records
        difference.counts.new += counts.new
        difference.counts.duplicate += counts.duplicate
        difference.counts.conflict += counts.conflict
        difference.counts.quarantined += counts.quarantined
        difference.counts.rated += counts.rated
        difference.counts.free.merge(counts.free, uniquingKeysWith: +)
        difference.counts.unrated.merge(counts.unrated, uniquingKeysWith: +)
        for skip in part.skips { difference.counts.skipped[skip.reason, default: 0] += Int64(skip.lines) }
    }

    /// What was linked to a call that is gone is one call without it.
    private func settleLinks() throws {
        var chunk = LegChunk()
        for link in links.sorted(by: { ($0.switch, $0.link.description) < ($1.switch, $1.link.description) }) {
            try chunk.append(link, statements.legs)
        }
        let before = chunk.batch.calls
        chunk.settle(settle)
        try book.writeChanges(before, chunk.batch, statements) { _, _ in }
    }

    /// The import's end, the position, the journal's entry and the step.
    func record(_ position: RawPosition?, as kind: Step.Kind = .replay, detail: [UInt8] = []) throws {
        var counts = ImportCounts()
        counts.replaced = removed
        var last = origin
        last.position = position
        try book.record(counts, last, database)
        try database.execute(
            sql: "UPDATE import SET state = 'done', finished = ? WHERE number = ?",
            arguments: [order.start.started.seconds, origin.importNumber])
        var journal = order.journal
        journal.after = "\(difference.changed) changed, \(difference.added) new, \(difference.gone) gone, \(difference.same) the same"
        try Book.append(journal, database)
        try Book.append(
            kind, at: order.start.started, subject: origin.importNumber, order.step, detail: detail, database)
    }
}
