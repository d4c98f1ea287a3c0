internal import GRDB
public import Time

public enum JobState: String, Sendable, CaseIterable {
    case waiting, running, done, failed, cancelled
}

/// A piece of work in the queue of a book.
public struct JobRecord: Hashable, Sendable {
    /// 0 before it is queued.
    public var id: Int64 = 0
    public var kind: String
    /// JSON by custom.
    public var arguments: String
    public var actor: String
    public var queued: Instant
    /// Not before.
    public var runAt: Instant
    public var state = JobState.waiting
    public var started: Instant?
    public var finished: Instant?
    public var done: Int64 = 0
    public var total: Int64 = 0
    /// Somebody asked it to stop.
    public var isCancelled = false
    public var message = ""
    public var result: String?

    public init(kind: String, arguments: String, actor: String, queued: Instant, runAt: Instant) {
        self.kind = kind
        self.arguments = arguments
        self.actor = actor
        self.queued = queued
        self.runAt = runAt
    }
}

extension Book {
    /// - Returns: the job's id.
    public func enqueue(_ job: JobRecord) throws(StoreError) -> Int64 {
        try write(StorePlace("job", "enqueue")) { database in try Book.enqueue(job, database) }
    }

    static func enqueue(_ job: JobRecord, _ database: Database) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO job (kind, arguments, state, actor, queued, run_at, done, total, cancelled, message)
                VALUES (?, ?, 'waiting', ?, ?, ?, 0, 0, 0, '')
                """, arguments: [job.kind, job.arguments, job.actor, job.queued.seconds, job.runAt.seconds])
        return database.lastInsertedRowID
    }

    /// The process before this one is gone, and with it whoever held a job: whoever comes next goes on with it.
    public func recoverJobs() throws(StoreError) {
        try write(StorePlace("job", "recover")) { database in
            try database.execute(sql: "UPDATE job SET lease_until = 0 WHERE state = 'running'")
        }
    }

    /// Takes the next job that is due, or one whose worker let its lease run out; `nil` where there is none.
    /// - Parameter only: no other job than this one.
    public func leaseJob(owner: String, now: Instant, until: Instant, only: Int64? = nil) throws(StoreError) -> JobRecord? {
        try write(StorePlace("job", "lease")) { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT * FROM job WHERE run_at <= ? AND (state = 'waiting' OR (state = 'running' AND lease_until < ?))
                    AND (id = ? OR ?) ORDER BY run_at, id LIMIT 1
                    """, arguments: [now.seconds, now.seconds, only ?? 0, only == nil])
            guard let row else { return nil }
            var job = Book.job(row)
            job.state = .running
            job.started = job.started ?? now
            try database.execute(
                sql: "UPDATE job SET state = 'running', started = coalesce(started, ?), lease_owner = ?, lease_until = ? WHERE id = ?",
                arguments: [now.seconds, owner, until.seconds, job.id])
            return job
        }
    }

    /// Renews the lease and notes how far the work is.
    /// - Returns: whether to go on: somebody may have cancelled it, or another worker taken it.
    public func progressJob(_ id: Int64, owner: String, done: Int64, total: Int64, until: Instant) throws(StoreError) -> Bool {
        try write(StorePlace("job", "progress"), .replayed) { database in
            try database.execute(
                sql: """
                    UPDATE job SET done = ?, total = ?, lease_until = ? WHERE id = ? AND lease_owner = ? AND state = 'running'
                    AND cancelled = 0
                    """, arguments: [done, total, until.seconds, id, owner])
            return database.changesCount == 1
        }
    }

    /// Ends a job that this worker holds.
    public func finishJob(
        _ id: Int64, owner: String, _ state: JobState, message: String = "", result: String? = nil, at finished: Instant
    ) throws(StoreError) {
        try write(StorePlace("job", "finish")) { database in
            try database.execute(
                sql: """
                    UPDATE job SET state = ?, message = ?, result = ?, finished = ?, lease_owner = NULL, lease_until = NULL
                    WHERE id = ? AND lease_owner = ? AND state = 'running'
                    """, arguments: [state.rawValue, message, result, finished.seconds, id, owner])
            guard database.changesCount == 1 else { throw StoreError.notFound("running job \(id)") }
        }
    }

    /// Asks a job to stop; one that waits is cancelled at once.
    public func cancelJob(_ id: Int64, at now: Instant) throws(StoreError) {
        try write(StorePlace("job", "cancel")) { database in
            try database.execute(sql: "UPDATE job SET cancelled = 1 WHERE id = ?", arguments: [id])
            guard database.changesCount == 1 else { throw StoreError.notFound("job \(id)") }
            try database.execute(
                sql: "UPDATE job SET state = 'cancelled', finished = ? WHERE id = ? AND state = 'waiting'",
                arguments: [now.seconds, id])
        }
    }

    public func job(_ id: Int64) throws(StoreError) -> JobRecord {
        try read(StorePlace("job", "one")) { database in
            guard let row = try Row.fetchOne(database, sql: "SELECT * FROM job WHERE id = ?", arguments: [id]) else {
                throw StoreError.notFound("job \(id)")
            }
            return Book.job(row)
        }
    }

    /// The newest first.
    public func jobs(limit: Int = 100) throws(StoreError) -> [JobRecord] {
        try read(StorePlace("job", "list")) { database in
            try Row.fetchAll(database, sql: "SELECT * FROM job ORDER BY id DESC LIMIT ?", arguments: [limit]).map(Book.job)
        }
    }

    private static func job(_ row: Row) -> JobRecord {
        let started: Int64? = row["started"]
        let finished: Int64? = row["finished"]
        var job = JobRecord(
            kind: row["kind"], arguments: row["arguments"], actor: row["actor"], queued: Instant(seconds: row["queued"]),
            runAt: Instant(seconds: row["run_at"]))
        job.id = row["id"]
        job.state = JobState(rawValue: row["state"]) ?? .failed
        job.started = started.map { Instant(seconds: $0) }
        job.finished = finished.map { Instant(seconds: $0) }
        job.done = row["done"]
        job.total = row["total"]
        job.isCancelled = row["cancelled"]
        job.message = row["message"]
        job.result = row["result"]
        return job
    }
}
