internal import GRDB
public import Model
public import Time

/// What messages have in common that wait for something.
enum OutboxSQL {
    /// To go out at a moment, by a channel: the two arguments.
    static let due = "state IN ('waiting', 'failed') AND next_attempt <= ? AND channel = ?"
    /// Did not arrive for sure.
    static let unarrived = "state IN ('unknown', 'failed', 'givenUp')"
}

extension Book {
    /// Whether a message is to go out now. Costs a look at an index.
    public func hasDelivery(_ channel: DeliveryChannel, at now: Instant) throws(StoreError) -> Bool {
        try read(StorePlace("outbox", "due")) { database in
            let sql = "SELECT EXISTS (SELECT 1 FROM outbox WHERE \(OutboxSQL.due))"
            return try Bool.fetchOne(database, sql: sql, arguments: [now.seconds, channel.rawValue]) ?? false
        }
    }

    /// To whom something of a channel is due.
    public func dueRecipients(_ channel: DeliveryChannel, at now: Instant) throws(StoreError) -> [String] {
        try read(StorePlace("outbox", "recipients")) { database in
            let sql = "SELECT DISTINCT recipient FROM outbox WHERE \(OutboxSQL.due) ORDER BY recipient"
            return try String.fetchAll(database, sql: sql, arguments: [now.seconds, channel.rawValue])
        }
    }

    /// Whether messages are collected that no digest tells of yet.
    public func collectsDigest() throws(StoreError) -> Bool {
        try read(StorePlace("outbox", "collected")) { database in
            let sql = "SELECT EXISTS (SELECT 1 FROM outbox WHERE digest IS NULL AND state = 'digest')"
            return try Bool.fetchOne(database, sql: sql) ?? false
        }
    }

    /// Takes messages that are due; they count as being on their way from here on, so that none is taken twice.
    public func takeDeliveries(
        _ channel: DeliveryChannel, to recipient: String? = nil, at now: Instant, limit: Int
    ) throws(StoreError) -> [OutboxItem] {
        try write(StorePlace("outbox", "take")) { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM outbox WHERE \(OutboxSQL.due) AND (? IS NULL OR recipient = ?) ORDER BY next_attempt, id LIMIT ?
                    """, arguments: [now.seconds, channel.rawValue, recipient, recipient, limit])
            return try rows.map { row in
                var item = Book.item(row)
                (item.state, item.tried, item.attempts) = (.sending, now, item.attempts + 1)
                try database.execute(
                    sql: "UPDATE outbox SET state = 'sending', tried = ?, attempts = ? WHERE id = ?",
                    arguments: [now.seconds, item.attempts, item.id])
                return item
            }
        }
    }

    /// Notes what a try came to.
    /// - Parameter next: when it is tried again, where it failed for now.
    public func finishDelivery(_ id: Int64, _ outcome: DeliveryOutcome, next: Instant?) throws(StoreError) {
        try write(StorePlace("outbox", "finish")) { database in
            try database.execute(
                sql: """
                    UPDATE outbox SET state = ?, answer = ?, next_attempt = coalesce(?, next_attempt) WHERE id = ? AND state = 'sending'
                    """, arguments: [outcome.state.rawValue, outcome.answer, next?.seconds, id])
        }
    }

    /// What was on its way when the program ended may have arrived. A webhook knows its message by the id and is told again; a mail is not.
    public func recoverDeliveries() throws(StoreError) {
        try write(StorePlace("outbox", "recover")) { database in
            try database.execute(
                sql: """
                    UPDATE outbox SET state = CASE channel WHEN 'mail' THEN 'unknown' ELSE 'failed' END,
                    answer = 'The program ended while it was on its way.' WHERE state = 'sending'
                    """)
        }
    }

    /// Forgets what is over and was put in before a moment.
    public func forgetDeliveries(before moment: Instant) throws(StoreError) {
        try write(StorePlace("outbox", "forget"), .replayed) { database in
            try database.execute(
                sql: "DELETE FROM outbox WHERE created < ? AND state NOT IN ('waiting', 'sending', 'failed')", arguments: [moment.seconds])
            // The files of what has gone out are kept a while for whoever asks to send them again.
            try database.execute(
                sql: """
                    DELETE FROM outbox_file WHERE outbox NOT IN (SELECT id FROM outbox)
                    OR outbox IN (SELECT id FROM outbox WHERE state = 'sent' AND created < ?)
                    """, arguments: [moment.seconds + Book.filesKept])
        }
    }

    /// Seconds that the files of a message outlive it less than the message itself: it is kept 400 days, they are 30.
    private static let filesKept: Int64 = 370 * 86_400
}

extension Book {
    /// The mail that was tried last; `nil`: none ever was.
    public func lastMail() throws(StoreError) -> OutboxItem? {
        try read(StorePlace("outbox", "last mail")) { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT * FROM outbox WHERE channel = 'mail' AND tried IS NOT NULL AND state <> 'sending'
                    ORDER BY tried DESC, id DESC LIMIT 1
                    """
            ).map(Book.item)
        }
    }
}
