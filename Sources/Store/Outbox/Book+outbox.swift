internal import GRDB
public import Model
public import Time

extension Book {
    /// Puts messages into the outbox, each cause once for a rule and recipient.
    /// - Returns: how many are new.
    @discardableResult
    public func raise(_ drafts: [OutboxDraft], at now: Instant) throws(StoreError) -> Int {
        guard !drafts.isEmpty else { return 0 }
        return try write(StorePlace("outbox", "raise")) { database in try Book.insert(drafts, at: now, database) }
    }

    /// Inside the transaction of what caused them.
    @discardableResult
    static func insert(_ drafts: [OutboxDraft], at now: Instant, _ database: Database) throws -> Int {
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO outbox (kind, rule, cause, detail, facts, channel, recipient, state, attempts, created, next_attempt, answer,
                acknowledged_by) SELECT ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?, '', ''
                WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE rule = ? AND cause = ? AND channel = ? AND recipient = ?)
                """)
        var count = 0
        for draft in drafts {
            let (rule, channel) = (draft.rule.text, draft.channel.rawValue)
            try insert.execute(arguments: [
                draft.kind.rawValue, rule, draft.cause, draft.detail, draft.facts.text, channel, draft.recipient, now.seconds, now.seconds,
                rule,
                draft.cause, channel, draft.recipient,
            ])
            count += database.changesCount
        }
        return count
    }

    /// Messages, the newest first, from below `before` on.
    /// - Parameters:
    ///   - state: `nil`: all.
    ///   - digest: of this digest alone.
    public func outbox(
        state: DeliveryState? = nil, digest: Int64? = nil, before: Int64? = nil, limit: Int = 100
    ) throws(StoreError) -> [OutboxItem] {
        try read(StorePlace("outbox", "list")) { database in
            var (sql, arguments): (String, StatementArguments) = ("SELECT * FROM outbox WHERE id < ?", [before ?? Int64.max])
            if let state {
                sql += " AND state = ?"
                arguments += [state.rawValue]
            }
            if let digest {
                sql += " AND digest = ?"
                arguments += [digest]
            }
            return try Row.fetchAll(database, sql: sql + " ORDER BY id DESC LIMIT ?", arguments: arguments + [limit]).map(Book.item)
        }
    }

    public func outboxItem(_ id: Int64) throws(StoreError) -> OutboxItem {
        try read(StorePlace("outbox", "one")) { database in
            guard let row = try Row.fetchOne(database, sql: "SELECT * FROM outbox WHERE id = ?", arguments: [id]) else {
                throw StoreError.notFound("message \(id)")
            }
            return Book.item(row)
        }
    }

    /// How many messages a digest tells of.
    public func outboxCount(digest: Int64) throws(StoreError) -> Int {
        try read(StorePlace("outbox", "digest")) { database in
            try Int.fetchOne(database, sql: "SELECT count(*) FROM outbox WHERE digest = ?", arguments: [digest]) ?? 0
        }
    }

    public func outboxCounts() throws(StoreError) -> OutboxCounts {
        try read(StorePlace("outbox", "counts")) { database in
            var counts = OutboxCounts()
            for row in try Row.fetchAll(database, sql: "SELECT state, count(*) FROM outbox GROUP BY state") {
                if let state = DeliveryState(rawValue: row[0]) { counts.states[state] = row[1] }
            }
            counts.needPerson = try Book.needPerson(database)
            return counts
        }
    }

    /// Messages that did not arrive for sure and that nobody has seen to.
    public func outboxWaiting() throws(StoreError) -> Int64 {
        try read(StorePlace("outbox", "waiting")) { try Book.needPerson($0) }
    }

    private static func needPerson(_ database: Database) throws -> Int64 {
        try Int64.fetchOne(
            database, sql: "SELECT count(*) FROM outbox WHERE \(OutboxSQL.unarrived) AND acknowledged IS NULL") ?? 0
    }

    // MARK: What a person decides

    /// Notes that somebody has seen to messages that did not arrive for sure.
    /// - Parameter id: one of them; `nil`: all.
    public func acknowledge(_ id: Int64?, note: JournalNote) throws(StoreError) {
        try write(StorePlace("outbox", "acknowledge")) { database in
            try database.execute(
                sql: """
                    UPDATE outbox SET acknowledged = ?, acknowledged_by = ? WHERE acknowledged IS NULL AND (id = ? OR (? IS NULL
                    AND \(OutboxSQL.unarrived)))
                    """, arguments: [note.at.seconds, note.actor, id, id])
            guard database.changesCount > 0 else { throw StoreError.notFound("message that waits for an acknowledgement") }
            try Book.append(note, database)
        }
    }

    /// Sends once more what may not have arrived, because a person says so.
    public func sendAgain(_ id: Int64, note: JournalNote) throws(StoreError) {
        try write(StorePlace("outbox", "again")) { database in
            try database.execute(
                sql: """
                    UPDATE outbox SET state = 'failed', next_attempt = ?, acknowledged = NULL, acknowledged_by = ''
                    WHERE id = ? AND \(OutboxSQL.unarrived)
                    """, arguments: [note.at.seconds, id])
            guard database.changesCount == 1 else { throw StoreError.notFound("message \(id) that did not arrive") }
            try Book.append(note, database)
        }
    }

    static func item(_ row: Row) -> OutboxItem {
        var draft = OutboxDraft(
            kind: DeliveryKind(rawValue: row["kind"]) ?? .source, rule: AlertRuleID(row["rule"]), cause: row["cause"],
            detail: row["detail"], channel: DeliveryChannel(rawValue: row["channel"]) ?? .mail, recipient: row["recipient"])
        draft.facts = FoundFacts(text: row["facts"])
        var item = OutboxItem(id: row["id"], draft: draft, created: Instant(seconds: row["created"]))
        item.state = DeliveryState(rawValue: row["state"]) ?? .givenUp
        item.attempts = row["attempts"]
        item.next = Instant(seconds: row["next_attempt"])
        let (tried, acknowledged): (Int64?, Int64?) = (row["tried"], row["acknowledged"])
        item.tried = tried.map { Instant(seconds: $0) }
        item.answer = row["answer"]
        item.digest = row["digest"]
        item.acknowledged = acknowledged.map { Instant(seconds: $0) }
        item.acknowledgedBy = row["acknowledged_by"]
        return item
    }
}

extension Book {
    /// Whether all of these messages stand in the outbox already.
    public func hasCause(_ drafts: [OutboxDraft]) throws(StoreError) -> Bool {
        try read(StorePlace("outbox", "cause")) { database in
            try drafts.allSatisfy { draft in
                let sql = "SELECT EXISTS (SELECT 1 FROM outbox WHERE rule = ? AND cause = ? AND channel = ? AND recipient = ?)"
                return try Bool.fetchOne(
                    database, sql: sql, arguments: [draft.rule.text, draft.cause, draft.channel.rawValue, draft.recipient]) ?? false
            }
        }
    }
}
