internal import GRDB
public import Time

/// What is to be written into the journal: what somebody configured or decided. Values are texts (JSON by custom).
public struct JournalNote: Hashable, Sendable {
    public var at: Instant
    public var actor: String
    /// A short word: `site.import`, `conflict.accept`, …
    public var action: String
    public var subject: String
    public var before: String?
    public var after: String?

    public init(at: Instant, actor: String, action: String, subject: String, before: String? = nil, after: String? = nil) {
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = subject
        self.before = before
        self.after = after
    }
}

/// One entry of the journal; the numbers have no holes.
public struct JournalEntry: Hashable, Sendable {
    public var number: Int64
    public var note: JournalNote
}

extension Book {
    /// Writes an entry, durable before it returns.
    /// - Returns: its number.
    @discardableResult
    public func append(_ note: JournalNote) throws(StoreError) -> Int64 {
        try write(StorePlace("journal", "append")) { database in try Book.append(note, database) }
    }

    /// Inside another act's transaction: the act and its entry are there together or not at all. The number is the last one's
    /// successor, taken inside the one writer's transaction, so that none is missing.
    @discardableResult
    static func append(_ note: JournalNote, _ database: Database) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO journal (number, at, actor, action, subject, old_value, new_value)
                SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ? FROM journal
                """,
            arguments: [note.at.seconds, note.actor, note.action, note.subject, note.before, note.after])
        return try Int64.fetchOne(database, sql: "SELECT max(number) FROM journal") ?? 0
    }

    /// The newest entries first, from below `before` on.
    public func journal(before: Int64? = nil, limit: Int = 100) throws(StoreError) -> [JournalEntry] {
        try read(StorePlace("journal", "list")) { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM journal WHERE number < ? ORDER BY number DESC LIMIT ?",
                arguments: [before ?? Int64.max, limit]
            ).map { row in
                JournalEntry(
                    number: row["number"],
                    note: JournalNote(
                        at: Instant(seconds: row["at"]), actor: row["actor"], action: row["action"], subject: row["subject"],
                        before: row["old_value"], after: row["new_value"]))
            }
        }
    }
}
