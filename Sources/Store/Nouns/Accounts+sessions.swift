internal import Foundation
internal import GRDB
public import Model
public import Time

extension Book {
    public func addSession(_ session: SessionRecord) throws {
        try write(StorePlace("session", "add")) { database in
            try database.execute(
                sql: """
                    INSERT INTO session (digest, person, generation, started_at, seen_at, must_set_password) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(session.digest), session.user.value, session.generation, session.startedAt.seconds, session.seenAt.seconds,
                    session.mustSetPassword ? 1 : 0,
                ])
        }
    }

    public func session(digest: [UInt8]) throws -> SessionRecord? {
        try read(StorePlace("session", "one")) { database in
            try Row.fetchOne(database, sql: "SELECT * FROM session WHERE digest = ?", arguments: [Data(digest)]).map { row in
                SessionRecord(
                    digest: digest, user: UserNumber(row["person"]), generation: row["generation"],
                    startedAt: Instant(seconds: row["started_at"]), seenAt: Instant(seconds: row["seen_at"]),
                    mustSetPassword: row["must_set_password"])
            }
        }
    }

    /// Not made durable at once: a power cut ends a session a little early at most.
    public func touchSession(digest: [UInt8], seenAt: Instant) throws {
        try write(StorePlace("session", "touch"), .replayed) { database in
            try database.execute(
                sql: "UPDATE session SET seen_at = ? WHERE digest = ?", arguments: [seenAt.seconds, Data(digest)])
        }
    }

    public func removeSession(digest: [UInt8]) throws {
        try write(StorePlace("session", "remove")) { database in
            try database.execute(sql: "DELETE FROM session WHERE digest = ?", arguments: [Data(digest)])
        }
    }

    public func removeSessions(startedBefore: Instant, orSeenBefore: Instant) throws {
        try write(StorePlace("session", "remove old")) { database in
            try database.execute(
                sql: "DELETE FROM session WHERE started_at < ? OR seen_at < ?",
                arguments: [startedBefore.seconds, orSeenBefore.seconds])
        }
    }

    public func throttle(key: [UInt8]) throws -> ThrottleRecord? {
        try read(StorePlace("login_throttle", "one")) { database in
            try Row.fetchOne(database, sql: "SELECT * FROM login_throttle WHERE subject = ?", arguments: [Data(key)]).map { row in
                let succeeded: Int64? = row["succeeded_at"]
                return ThrottleRecord(
                    key: key, failures: row["failures"], failedAt: Instant(seconds: row["failed_at"]),
                    succeededAt: succeeded.map { Instant(seconds: $0) })
            }
        }
    }

    public func putThrottles(_ records: [ThrottleRecord]) throws {
        try write(StorePlace("login_throttle", "put")) { database in
            for record in records {
                try database.execute(sql: "DELETE FROM login_throttle WHERE subject = ?", arguments: [Data(record.key)])
                try database.execute(
                    sql: "INSERT INTO login_throttle (subject, failures, failed_at, succeeded_at) VALUES (?, ?, ?, ?)",
                    arguments: [Data(record.key), record.failures, record.failedAt.seconds, record.succeededAt?.seconds])
            }
        }
    }

    public func removeThrottles(keys: [[UInt8]]) throws {
        try write(StorePlace("login_throttle", "remove")) { database in
            for key in keys { try database.execute(sql: "DELETE FROM login_throttle WHERE subject = ?", arguments: [Data(key)]) }
        }
    }

    public func removeThrottles(failedBefore: Instant, succeededBefore: Instant) throws {
        try write(StorePlace("login_throttle", "remove old")) { database in
            try database.execute(
                sql: "DELETE FROM login_throttle WHERE failed_at < ? AND (succeeded_at IS NULL OR succeeded_at < ?)",
                arguments: [failedBefore.seconds, succeededBefore.seconds])
        }
    }
}
