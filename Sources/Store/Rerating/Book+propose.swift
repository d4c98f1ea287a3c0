internal import Foundation
internal import GRDB
public import Model
internal import Money
internal import Time

extension Book {
    /// Goes on with a proposal where it is: rates the calls of the filter, chunk by chunk, and keeps what they would cost beside what they
    /// cost. No call is changed; intake and readers go on between the chunks.
    /// - Parameters:
    ///   - concerns: which of them are counted.
    ///   - proceed: is asked after each chunk.
    /// - Returns: whether all calls have been looked at.
    public func propose(
        _ number: Int64, _ rule: RerateRule, chunk: Int = 2000, concerns: ReratingConcern,
        proceed: (ReratingRecord) throws -> Bool
    ) throws -> Bool {
        let walk = CallWalk(rule.filter, names)
        while true {
            let (record, legs, next) = try read(StorePlace("call", "propose")) { database in
                let record = try rerating(number, database)
                let row = try Row.fetchOne(database, sql: "SELECT position FROM rerating WHERE number = ?", arguments: [number])
                let statement = try SQLStatement(database, CallSQL.legs, StorePlace("call", "legs"))
                let from = row.flatMap { names.position(of: $0[0]) }
                let (legs, next) = try self.legs(walk, from, max(chunk, 1), statement, database)
                return (record, legs, next)
            }
            guard record.state == .proposing else { return record.state == .ready }
            var batch = legs.batch
            rule.change(&batch, legs.groups)
            let done = try write(StorePlace("rerating", "propose"), .replayed) { database in
                try keep(record, legs, batch, next, concerns, database)
                return try rerating(number, database)
            }
            if next == nil { return true }
            guard try proceed(done) else { return false }
        }
    }

    private func keep(
        _ record: ReratingRecord, _ legs: LegChunk, _ batch: CallBatch, _ next: CallPosition?, _ concerns: ReratingConcern,
        _ database: Database
    ) throws {
        var sums = ReratingSums(rerating: record.number)
        let insert = try SQLStatement(database, ReratingSQL.insert, StorePlace("rerating_call", "insert"))
        var differing: Int64 = 0
        for group in legs.groups where concerns(legs.batch.calls[group], batch.calls[group]) {
            // Where its legs lie far from each other the walk comes by a call several times.
            guard try group.count == 1 || isFirst(legs.batch, group, record.number, database) else { continue }
            let bill = Int64(legs.batch.calls[group].map(\.bill).max() ?? 0)
            for index in group {
                let (old, new) = (legs.batch.calls[index], batch.calls[index])
                try sums.add(old, new, bill: bill)
                guard old.isAnother(than: new) else { continue }
                if old.isCounted || new.isCounted { differing += 1 }
                insert.bind(1, record.number)
                insert.bind(2, old.start.seconds)
                insert.bind(from: 3, legs.batch.key(of: old).values)
                insert.bind(8, bill)
                insert.bind(old, outcomeFrom: 9)
                insert.bind(new, outcomeFrom: 23)
                try insert.run()
            }
        }
        try sums.write(database)
        try database.execute(
            sql: """
                UPDATE rerating SET position = ?, calls = calls + ?, differing = differing + ?, state = ?
                WHERE number = ? AND state = 'proposing'
                """,
            arguments: [
                Data(names.bytes(of: next)), legs.batch.calls.count, differing, next == nil ? "ready" : "proposing", record.number,
            ])
        // Dropped or cancelled in the meantime: nothing of this chunk is kept.
        guard database.changesCount == 1 else { throw StoreError.notFound("re-rating \(record.number) under way") }
    }

    private func isFirst(_ batch: CallBatch, _ group: Range<Int>, _ number: Int64, _ database: Database) throws -> Bool {
        let link = batch.linkKey(of: batch.calls[group.lowerBound])
        let values: StatementArguments = [number, link.switch, Data(link.link)]
        let known = try Row.fetchOne(
            database, sql: "SELECT 1 FROM rerating_link WHERE rerating = ? AND switch = ? AND link = ?", arguments: values)
        guard known == nil else { return false }
        try database.execute(sql: "INSERT INTO rerating_link (rerating, switch, link) VALUES (?, ?, ?)", arguments: values)
        return true
    }
}

extension StoredCall {
    /// Whether a person would see a difference. The same charge by another version or row of a price list is none.
    func isAnother(than other: StoredCall) -> Bool {
        isElsewhere(than: other) || price.isAnother(than: other.price) || cost.isAnother(than: other.cost)
    }

    /// Whether other sums count it.
    fileprivate func isElsewhere(than other: StoredCall) -> Bool { party != other.party || callType != other.callType }
}

extension Outcome {
    fileprivate func isAnother(than other: Outcome) -> Bool {
        state != other.state || reason != other.reason || charge?.amount != other.charge?.amount
            || charge?.currency != other.charge?.currency
    }
}

extension SQLStatement {
    /// `ReratingSQL.outcome`: party, type, price and cost.
    func bind(_ call: StoredCall, outcomeFrom first: Int32) {
        bind(first, Int64(call.party.number))
        bind(first + 1, Int64(call.callType.number))
        bind(call.price, from: first + 2)
        bind(call.cost, from: first + 8)
    }
}

/// The sums of a chunk, each written once.
private struct ReratingSums {
    struct Key: Hashable {
        var bill: Int64
        var scheme: Scheme
        var party: Int32
        var type: Int32
        var currency: UInt32
    }

    let rerating: Int64
    private var sums: [Key: [Int64]] = [:]

    init(rerating: Int64) { self.rerating = rerating }

    mutating func add(_ old: StoredCall, _ new: StoredCall, bill: Int64) throws(StoreError) {
        for scheme in Scheme.allCases {
            let (was, becomes) = scheme == .price ? (old.price, new.price) : (old.cost, new.cost)
            let differs = old.isElsewhere(than: new) || was.isAnother(than: becomes)
            if old.isCounted {
                let lost = was.charge != nil && becomes.state == .unrated
                try add(key(old, was, scheme, bill), [1, 0, differs ? 1 : 0, was.charge?.amount.millionths ?? 0, 0, 0, lost ? 1 : 0])
            }
            if new.isCounted {
                let found = was.state == .unrated && becomes.charge != nil
                try add(key(new, becomes, scheme, bill), [0, 1, 0, 0, becomes.charge?.amount.millionths ?? 0, found ? 1 : 0, 0])
            }
        }
    }

    private func key(_ call: StoredCall, _ outcome: Outcome, _ scheme: Scheme, _ bill: Int64) -> Key {
        Key(
            bill: bill, scheme: scheme, party: call.party.number, type: call.callType.number,
            currency: outcome.charge?.currency.packed ?? 0)
    }

    private mutating func add(_ key: Key, _ values: [Int64]) throws(StoreError) {
        var sum = sums[key] ?? [Int64](repeating: 0, count: values.count)
        for (index, value) in values.enumerated() {
            let (total, overflow) = sum[index].addingReportingOverflow(value)
            guard !overflow else { throw .outOfRange(table: "rerating_sum") }
            sum[index] = total
        }
        sums[key] = sum
    }

    func write(_ database: Database) throws(StoreError) {
        let add = try SQLStatement(database, ReratingSQL.addSum, StorePlace("rerating_sum", "add"))
        let insert = try SQLStatement(database, ReratingSQL.insertSum, StorePlace("rerating_sum", "insert"))
        for (key, values) in sums {
            let place: [SQLValue] = [
                .integer(rerating), .integer(key.bill), .integer(key.scheme.number), .integer(Int64(key.party)), .integer(Int64(key.type)),
                .integer(Int64(key.currency)),
            ]
            for statement in [add, insert] {
                statement.bind(from: statement.bind(from: 1, values.map { .integer($0) }), place)
                try statement.run()
                if database.changesCount > 0 { break }
            }
        }
    }
}

extension Scheme {
    /// As the sums keep it.
    fileprivate var number: Int64 { self == .price ? 0 : 1 }
}
