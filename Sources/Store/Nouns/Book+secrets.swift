internal import Foundation
internal import GRDB
public import Time

/// A secret as the book keeps it: sealed, by whom and when. Nothing of what is in it can be told from it.
public struct SealedSecret: Hashable, Sendable {
    /// 1 to 64 of `a-z`, `0-9`, `-`.
    public var name: String
    /// Which key of the key file opens it.
    public var keyID: String
    public var sealed: [UInt8]
    public var changed: Instant
    public var actor: String

    public init(name: String, keyID: String, sealed: [UInt8], changed: Instant, actor: String) {
        (self.name, self.keyID, self.sealed, self.changed, self.actor) = (name, keyID, sealed, changed, actor)
    }
}

extension Book {
    /// By name.
    public func secrets() throws(StoreError) -> [SealedSecret] {
        try read(StorePlace("secret", "list")) { database in
            try Row.fetchAll(database, sql: "SELECT * FROM secret ORDER BY name").map(Book.secret)
        }
    }

    public func secret(_ name: String) throws(StoreError) -> SealedSecret? {
        try read(StorePlace("secret", "one")) { database in
            try Row.fetchOne(database, sql: "SELECT * FROM secret WHERE name = ?", arguments: [name]).map(Book.secret)
        }
    }

    /// Keeps secrets, each in the place of one with its name, in one transaction with the journal's entry.
    public func keep(_ secrets: [SealedSecret], journal note: JournalNote) throws(StoreError) {
        try write(StorePlace("secret", "keep")) { database in
            for secret in secrets {
                try database.execute(sql: "DELETE FROM secret WHERE name = ?", arguments: [secret.name])
                try database.execute(
                    sql: "INSERT INTO secret (name, key_id, sealed, changed, actor) VALUES (?, ?, ?, ?, ?)",
                    arguments: [secret.name, secret.keyID, Data(secret.sealed), secret.changed.seconds, secret.actor])
            }
            try Book.append(note, database)
        }
    }

    /// - Throws: `StoreError.notFound` for a name that is not there.
    public func removeSecret(_ name: String, journal note: JournalNote) throws(StoreError) {
        try write(StorePlace("secret", "remove")) { database in
            try database.execute(sql: "DELETE FROM secret WHERE name = ?", arguments: [name])
            guard database.changesCount == 1 else { throw StoreError.notFound("secret \(name)") }
            try Book.append(note, database)
        }
    }

    private static func secret(_ row: Row) -> SealedSecret {
        let sealed: Data = row["sealed"]
        return SealedSecret(
            name: row["name"], keyID: row["key_id"], sealed: Array(sealed), changed: Instant(seconds: row["changed"]), actor: row["actor"])
    }
}
