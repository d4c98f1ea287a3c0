internal import GRDB
public import Model
public import Time

/// How much of one rule goes to one recipient.
public struct DeliveryPace: Sendable {
    /// Seconds in which messages are counted, and between two digests.
    public var hour: Int64 = 3600
    /// Seconds for which what is too much is collected before a digest tells of it.
    public var collecting: Int64 = 30

    public init() {}
}

/// Messages of one rule to one recipient.
private struct Stream {
    let rule: String
    let channel: String
    let recipient: String
    let count: Int
    let oldest: Int64

    init(_ row: Row) { (rule, channel, recipient, count, oldest) = (row[0], row[1], row[2], row[3], row[4]) }

    static let columns = "rule, channel, recipient"
    static let condition = "rule = ? AND channel = ? AND recipient = ?"
    var values: StatementArguments { [rule, channel, recipient] }
}

extension Book {
    /// Sets aside what goes beyond the limit of its rule, and puts a digest into the outbox where one is due.
    /// - Parameter most: messages of a rule to one recipient in an hour.
    public func throttleDeliveries(
        at now: Instant, pace: DeliveryPace = DeliveryPace(), most: (AlertRuleID) -> Int
    ) throws(StoreError) {
        try write(StorePlace("outbox", "throttle")) { database in
            for stream in try Book.streams(database, "state = 'waiting' AND attempts = 0 AND kind IN ('call', 'source', 'party')") {
                try Book.setAside(stream, at: now, pace, most(AlertRuleID(stream.rule)), database)
            }
            for stream in try Book.streams(database, "state = 'digest' AND digest IS NULL") {
                try Book.digest(stream, at: now, pace, database)
            }
        }
    }

    private static func streams(_ database: Database, _ condition: String) throws -> [Stream] {
        let sql = "SELECT \(Stream.columns), count(*), min(created) FROM outbox WHERE \(condition) GROUP BY \(Stream.columns)"
        return try Row.fetchAll(database, sql: sql).map(Stream.init)
    }

    private static func setAside(
        _ stream: Stream, at now: Instant, _ pace: DeliveryPace, _ most: Int, _ database: Database
    ) throws {
        let told =
            try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM outbox WHERE \(Stream.condition) AND tried > ? AND kind IN ('call', 'source', 'party')",
                arguments: stream.values + [now.seconds - pace.hour]) ?? 0
        let left = max(most - told, 0)
        guard stream.count > left else { return }
        try database.execute(
            sql: """
                UPDATE outbox SET state = 'digest' WHERE id IN (SELECT id FROM outbox WHERE state = 'waiting' AND attempts = 0
                AND kind IN ('call', 'source', 'party') AND \(Stream.condition) ORDER BY id LIMIT -1 OFFSET ?)
                """, arguments: stream.values + [left])
    }

    private static func digest(_ stream: Stream, at now: Instant, _ pace: DeliveryPace, _ database: Database) throws {
        let last = try Int64.fetchOne(
            database, sql: "SELECT max(created) FROM outbox WHERE kind = 'digest' AND \(Stream.condition)", arguments: stream.values)
        let due = max(stream.oldest + pace.collecting, last.map { $0 + pace.hour } ?? .min)
        guard now.seconds >= due else { return }
        let newest = try Int64.fetchOne(
            database, sql: "SELECT max(id) FROM outbox WHERE state = 'digest' AND digest IS NULL AND \(Stream.condition)",
            arguments: stream.values)
        let draft = OutboxDraft(
            kind: .digest, rule: AlertRuleID(stream.rule), cause: "digest:\(newest ?? 0)",
            channel: DeliveryChannel(rawValue: stream.channel) ?? .mail, recipient: stream.recipient)
        guard try insert([draft], at: now, database) == 1 else { return }
        try database.execute(
            sql: "UPDATE outbox SET digest = ? WHERE state = 'digest' AND digest IS NULL AND \(Stream.condition)",
            arguments: [database.lastInsertedRowID] + stream.values)
    }
}
