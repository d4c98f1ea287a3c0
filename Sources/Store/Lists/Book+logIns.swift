internal import GRDB
public import Time

/// Somebody who is logged in, or was until his session ended by itself.
public struct ListedLogIn: Hashable, Sendable {
    public var user: String
    public var started: Instant
    public var seen: Instant
    /// The password, the role or the user changed since: it opens nothing any more.
    public var isDead: Bool
}

extension Book {
    /// The sessions that are kept, the newest first. Those that somebody ended are forgotten.
    public func logIns(limit: Int) throws(StoreError) -> [ListedLogIn] {
        try read(StorePlace("session", "list")) { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT CAST(p.name AS TEXT) AS name, s.started_at, s.seen_at,
                      s.generation <> p.generation OR p.disabled <> 0 AS dead
                    FROM session AS s JOIN person AS p ON p.id = s.person ORDER BY s.started_at DESC, p.name LIMIT ?
                    """, arguments: [limit]
            ).map { row in
                ListedLogIn(
                    user: row["name"], started: Instant(seconds: row["started_at"]), seen: Instant(seconds: row["seen_at"]),
                    isDead: row["dead"])
            }
        }
    }
}
