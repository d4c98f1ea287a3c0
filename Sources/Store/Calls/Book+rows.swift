internal import GRDB
public import Model
internal import Money
internal import Time

extension Book {
    /// The record under a statement's cursor (`CallColumns.written`), with its names.
    func row(_ record: SQLStatement) throws(StoreError) -> CallRow {
        var batch = CallBatch()
        try record.appendCall(to: &batch)
        guard let call = batch.calls.first else { throw .damaged(record.place) }
        return row(call, in: batch)
    }

    /// A stored call for people and programs.
    public func row(_ call: StoredCall, in batch: CallBatch) -> CallRow { Book.row(call, in: batch, names) }

    static func row(_ call: StoredCall, in batch: CallBatch, _ names: Names) -> CallRow {
        func text(_ text: TextRef) -> String { String(decoding: batch.bytes[text.range], as: UTF8.self) }
        var row = CallRow()
        row.id = names.id(of: batch.key(of: call))
        row.stamp = call.stamp
        row.switch = names.text(.switch, call.switch)
        row.called = text(call.called)
        row.calling = text(call.calling)
        row.leg = text(call.leg)
        row.start = call.start
        row.day = call.day
        row.direction = call.direction
        row.answer = call.answer
        row.answered = call.answered
        row.ambiguousTime = call.ambiguousTime
        row.followsLegs = call.followsLegs
        row.lastLeg = call.lastLeg
        row.duration = call.duration
        row.ring = call.ring
        row.span = call.span
        row.talk = call.talk
        row.pulses = call.pulses
        row.party = names.text(.party, call.party)
        row.trunk = names.text(.trunk, call.trunk)
        row.account = names.text(.account, call.account)
        row.extension = names.text(.extension, call.extension)
        row.sourceIP = names.text(.address, call.address)
        row.destination = names.text(.destination, call.destination)
        row.callType = names.text(.callType, call.callType)
        row.codedPrivate = call.codedPrivate
        row.link = text(call.link)
        row.given = text(call.given)
        row.givenCurrency = text(call.givenCurrency)
        row.corrected = call.corrected
        row.source = names.text(.source, call.source)
        row.rawOffset = call.rawOffset
        row.rawCount = call.rawCount
        row.price = call.price
        row.cost = call.cost
        (row.site, row.bill) = (call.site, call.bill)
        return row
    }

    /// One call by its id; `notFound` where the book has no such call.
    public func call(id: String) throws(StoreError) -> CallRow {
        guard let key = names.key(ofID: id) else { throw .notFound("call with this id") }
        return try read(StorePlace("call", "one")) { database in
            let record = try SQLStatement(database, CallSQL.one, StorePlace("call", "one"))
            record.bind(from: 1, key.values)
            guard try record.step() else { throw StoreError.notFound("call with this id") }
            return try row(record)
        }
    }

    /// All calls of a filter in the order of time, for exports and bills. They are read in chunks, each a short look of its own, so that
    /// no export holds the write-ahead log however long it takes.
    /// - Parameter body: returns whether to go on.
    public func eachCall(_ filter: CallFilter, chunk: Int = 2000, _ body: (CallRow) throws -> Bool) throws {
        try each(CallWalk(filter, names), chunk) { row, _ in try body(row) }
    }

    /// - Parameter body: is given each call with all records that are linked to it, itself among them, where the walk reads these and there
    ///   are several; else with none.
    func each(_ walk: CallWalk, _ chunk: Int, _ body: (CallRow, _ linked: [CallRow]) throws -> Bool) throws {
        if let places = try rarePlaces(walk) { return try each(walk, places, chunk, body) }
        var from: CallPosition?
        while true {
            let (rows, next) = try rows(walk, from, chunk)
            for (row, linked) in rows where try !body(row, linked) { return }
            guard let next else { return }
            from = next
        }
    }

    private func each(
        _ walk: CallWalk, _ places: [CallPosition], _ chunk: Int, _ body: (CallRow, _ linked: [CallRow]) throws -> Bool
    ) throws {
        for first in stride(from: 0, to: places.count, by: max(chunk, 1)) {
            let part = places[first..<min(first + max(chunk, 1), places.count)]
            let found = try read(StorePlace("call", "each")) { database in try rows(at: part, walk, database) }
            for (row, linked) in found where try !body(row, linked) { return }
        }
    }

    private func rows(
        _ walk: CallWalk, _ from: CallPosition?, _ chunk: Int
    ) throws(StoreError) -> ([(row: CallRow, linked: [CallRow])], CallPosition?) {
        try read(StorePlace("call", "each")) { database in
            var scan = try CallScan(walk, database, descending: false, from: from)
            let links = try walk.readsLinked ? LinkedRecords(database) : nil
            var rows: [(row: CallRow, linked: [CallRow])] = []
            while let position = try scan.next(atMost: max(chunk, 1) * 10) {
                rows.append(try row(scan.record, walk, links))
                if rows.count >= chunk { return (rows, position) }
            }
            return (rows, scan.stoppedAt)
        }
    }

    /// The record under the cursor, with its figures and linked records where the walk asks for them.
    func row(_ record: SQLStatement, _ walk: CallWalk, _ links: LinkedRecords?) throws -> (row: CallRow, linked: [CallRow]) {
        var row = try row(record)
        if let scheme = walk.settled { try row.takeFigures(of: scheme, record) }
        return (row, (try links?.of(record) ?? []).map { self.row($0, in: $1) })
    }
}

/// Looks up what is linked to a record, inside a read. Most links of a day stand for a single record: that is told by the index alone.
struct LinkedRecords {
    private let count: SQLStatement
    private let legs: SQLStatement

    init(_ database: Database) throws {
        count = try SQLStatement(database, CallSQL.countLegs, StorePlace("call", "count legs"))
        legs = try SQLStatement(database, CallSQL.legs, StorePlace("call", "legs"))
    }

    func of(_ record: SQLStatement) throws -> [(StoredCall, CallBatch)] {
        let link = record.bytes(24)
        guard !link.isEmpty else { return [] }
        for statement in [count, legs] {
            statement.bind(1, record.integer(1))
            statement.bind(2, copying: link)
        }
        defer {
            count.reset()
            legs.reset()
        }
        guard try count.step(), count.integer(0) > 1 else { return [] }
        var batch = CallBatch()
        while try legs.step() { try legs.appendCall(to: &batch) }
        return batch.calls.map { ($0, batch) }
    }
}

extension CallRow {
    /// What settlement made of the record under a cursor of `CallSQL.settledOne`.
    fileprivate mutating func takeFigures(of scheme: Scheme, _ record: SQLStatement) throws(StoreError) {
        let first = Int32(CallColumns.written.count)
        guard !record.isNull(first + 3) else { return }
        let bytes = record.bytes(first + 3)
        isUnsettled = bytes.isEmpty
        guard !bytes.isEmpty else { return }
        guard let charge = (scheme == .price ? price : cost).charge?.amount,
            let currency = Currency(packed: UInt32(truncatingIfNeeded: record.integer(first + 2))),
            let figures = FiguresBytes.read(
                bytes, charge: charge, final: Money(Amount(millionths: record.integer(first + 1)), currency))
        else { throw .damaged(record.place) }
        settled = figures
    }
}
