internal import Foundation
internal import GRDB
public import Model
public import Time

extension Book {
    /// Notes that a run begins, unless one that was due at the same moment is there.
    /// - Returns: whether it is to be made.
    public func beginRun(_ run: ScheduleRun) throws(StoreError) -> Bool {
        try write(StorePlace("schedule_run", "begin")) { database in
            try database.execute(
                sql: """
                    INSERT INTO schedule_run (schedule, due, missed, actor, started, state, message, messages, files)
                    SELECT ?, ?, ?, ?, ?, ?, '', 0, 0 WHERE NOT EXISTS (SELECT 1 FROM schedule_run WHERE schedule = ? AND due = ?)
                    """,
                arguments: [
                    run.schedule.text, run.due.seconds, run.missed, run.actor, run.started.seconds, run.state.rawValue,
                    run.schedule.text, run.due.seconds,
                ])
            return database.changesCount == 1
        }
    }

    /// Ends a run: its messages with their files are in the outbox together with it, or nothing is.
    public func finishRun(
        _ run: ScheduleRun, _ messages: [(draft: OutboxDraft, files: [OutboxFile])], journal note: JournalNote? = nil
    ) throws(StoreError) {
        try write(StorePlace("schedule_run", "finish")) { database in
            let sent = try Book.insert(messages, at: run.finished ?? run.started, database)
            try database.execute(
                sql: """
                    UPDATE schedule_run SET state = ?, finished = ?, message = ?, messages = ?, files = ? WHERE schedule = ? AND due = ?
                    """,
                arguments: [
                    run.state.rawValue, run.finished?.seconds, run.message, sent, run.files, run.schedule.text, run.due.seconds,
                ])
            if let note { try Book.append(note, database) }
        }
    }

    /// Puts messages with files into the outbox, each cause once for a recipient.
    /// - Returns: how many are new.
    public func raise(_ messages: [(draft: OutboxDraft, files: [OutboxFile])], at now: Instant) throws(StoreError) -> Int {
        guard !messages.isEmpty else { return 0 }
        return try write(StorePlace("outbox", "raise")) { database in try Book.insert(messages, at: now, database) }
    }

    private static func insert(
        _ messages: [(draft: OutboxDraft, files: [OutboxFile])], at now: Instant, _ database: Database
    ) throws -> Int {
        var sent = 0
        for message in messages where try Book.insert([message.draft], at: now, database) == 1 {
            sent += 1
            let id = database.lastInsertedRowID
            for (number, file) in message.files.enumerated() {
                try database.execute(
                    sql: "INSERT INTO outbox_file (outbox, number, name, type, content) VALUES (?, ?, ?, ?, ?)",
                    arguments: [id, number, file.name, file.mediaType, Data(file.content)])
            }
        }
        return sent
    }

    /// The one that was due last, whatever became of it. What a person made in between stands for none that is due.
    public func lastDue(of schedule: ScheduleID) throws(StoreError) -> ScheduleRun? {
        try read(StorePlace("schedule_run", "last")) { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM schedule_run WHERE schedule = ? AND actor = ? ORDER BY due DESC LIMIT 1",
                arguments: [schedule.text, ScheduleRun.clock]
            ).flatMap(Book.run)
        }
    }

    /// The newest first; without those that only began.
    /// - Parameter schedule: `nil`: of all.
    public func runs(of schedule: ScheduleID? = nil, limit: Int = 100) throws(StoreError) -> [ScheduleRun] {
        try read(StorePlace("schedule_run", "list")) { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM schedule_run WHERE state <> 'begun' AND (? IS NULL OR schedule = ?) ORDER BY started DESC, due DESC LIMIT ?
                    """, arguments: [schedule?.text, schedule?.text, limit]
            ).compactMap(Book.run)
        }
    }

    /// The files that go along with a message, in their order.
    public func files(of message: Int64) throws(StoreError) -> [OutboxFile] {
        try read(StorePlace("outbox_file", "list")) { database in
            try Row.fetchAll(
                database, sql: "SELECT name, type, content FROM outbox_file WHERE outbox = ? ORDER BY number", arguments: [message]
            ).map { row in
                let content: Data = row["content"]
                return OutboxFile(name: row["name"], mediaType: row["type"], content: Array(content))
            }
        }
    }

    private static func run(_ row: Row) -> ScheduleRun? {
        guard let state = ScheduleRun.State(rawValue: row["state"]) else { return nil }
        var run = ScheduleRun(
            schedule: ScheduleID(row["schedule"]), due: Instant(seconds: row["due"]), actor: row["actor"],
            started: Instant(seconds: row["started"]))
        run.finished = (row["finished"] as Int64?).map { Instant(seconds: $0) }
        (run.missed, run.state, run.message) = (row["missed"], state, row["message"])
        (run.messages, run.files) = (row["messages"], row["files"])
        return run
    }
}
