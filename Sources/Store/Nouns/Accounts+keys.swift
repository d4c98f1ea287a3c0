internal import Foundation
internal import GRDB
public import Model
public import Time

extension Book {
    public func keys() throws -> [KeyRecord] {
        try read(StorePlace("api_key", "list")) { database in
            try Row.fetchAll(database, sql: "SELECT * FROM api_key ORDER BY number").map(Book.key)
        }
    }

    public func key(digest: [UInt8]) throws -> KeyRecord? {
        try read(StorePlace("api_key", "one")) { database in
            try Row.fetchOne(database, sql: "SELECT * FROM api_key WHERE digest = ?", arguments: [Data(digest)]).map(Book.key)
        }
    }

    public func addKey(_ record: KeyRecord) throws -> Int64 {
        try write(StorePlace("api_key", "add")) { database in
            try database.execute(
                sql: """
                    INSERT INTO api_key (name, digest, role, created_at, created_by, expires, revoked_at, scopes, addresses, a_minute)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    record.name, Data(record.digest), record.role.rawValue, record.createdAt.seconds, record.createdBy,
                    record.expires?.seconds, record.revokedAt?.seconds, Book.words(record.limits.scopes),
                    record.limits.addresses.map(\.description).joined(separator: " "), record.limits.perMinute,
                ])
            return database.lastInsertedRowID
        }
    }

    public func revokeKey(number: Int64, at instant: Instant) throws -> Bool {
        try write(StorePlace("api_key", "revoke")) { database in
            try database.execute(
                sql: "UPDATE api_key SET revoked_at = coalesce(revoked_at, ?) WHERE number = ?", arguments: [instant.seconds, number])
            return database.changesCount == 1
        }
    }

    public func touchKey(number: Int64, _ use: KeyUse) throws {
        try write(StorePlace("api_key", "touch"), .replayed) { database in
            try database.execute(
                sql: "UPDATE api_key SET used_at = ?, used_from = ? WHERE number = ?",
                arguments: [use.at.seconds, use.address, number])
        }
    }

    /// Empty: all that the role may. A key without any scope has a word that is none.
    private static func words(_ scopes: Set<KeyScope>?) -> String {
        guard let scopes else { return "" }
        return scopes.isEmpty ? "-" : KeyScope.allCases.filter(scopes.contains).map(\.rawValue).joined(separator: " ")
    }

    /// What this program does not know bounds a key more, never less: a scope is left out, an address is nobody's.
    private static func limits(_ row: Row) -> KeyLimits {
        let (words, addresses): (String, String) = (row["scopes"], row["addresses"])
        let ranges = addresses.split(separator: " ").map { AddressRange(String($0)) }
        let scopes = words.isEmpty ? nil : Set(words.split(separator: " ").compactMap { KeyScope(rawValue: String($0)) })
        let known = ranges.compactMap { $0 }
        return KeyLimits(
            scopes: !ranges.isEmpty && known.isEmpty ? [] : scopes, addresses: known, perMinute: row["a_minute"])
    }

    /// A role that this program does not know gives no rights beyond a viewer's.
    private static func key(_ row: Row) -> KeyRecord {
        let digest: Data = row["digest"]
        let expires: Int64? = row["expires"]
        let revoked: Int64? = row["revoked_at"]
        let used: Int64? = row["used_at"]
        return KeyRecord(
            number: row["number"], name: row["name"], digest: Array(digest), role: Role(rawValue: row["role"]) ?? .viewer,
            limits: limits(row),
            createdAt: Instant(seconds: row["created_at"]), createdBy: row["created_by"],
            expires: expires.map { Instant(seconds: $0) }, revokedAt: revoked.map { Instant(seconds: $0) },
            lastUse: used.map { KeyUse(at: Instant(seconds: $0), address: row["used_from"]) })
    }

    public func latestInstant() throws -> Instant {
        try read(StorePlace("session", "latest")) { database in
            let latest = try Int64.fetchOne(
                database,
                sql: """
                    SELECT max(latest) FROM (
                      SELECT max(seen_at) AS latest FROM session UNION ALL SELECT max(started_at) FROM session
                      UNION ALL SELECT max(failed_at) FROM login_throttle UNION ALL SELECT max(succeeded_at) FROM login_throttle
                      UNION ALL SELECT max(created_at) FROM api_key UNION ALL SELECT max(revoked_at) FROM api_key
                      UNION ALL SELECT max(used_at) FROM api_key
                    ) AS instants
                    """)
            return Instant(seconds: latest ?? 0)
        }
    }
}
