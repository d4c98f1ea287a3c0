internal import Foundation
internal import GRDB
public import Model
public import Time

/// A site's files as they were taken in: the main one and what it names (decks, formats), each with its bytes.
public struct SiteDocument: Hashable, Sendable {
    /// 0 before it is stored.
    public var number: Int64
    public var enteredAt: Instant
    public var actor: String
    /// Name of the main file.
    public var name: String
    public var main: [UInt8]
    /// Name as the main file writes it → bytes.
    public var files: [String: [UInt8]]

    public init(number: Int64 = 0, enteredAt: Instant, actor: String, name: String, main: [UInt8], files: [String: [UInt8]] = [:]) {
        self.number = number
        self.enteredAt = enteredAt
        self.actor = actor
        self.name = name
        self.main = main
        self.files = files
    }
}

/// What tells a version of a rate table from others.
public struct RateVersionKey: Hashable, Sendable {
    public var scheme: Scheme
    public var rateTable: RateTableID
    /// Wall time of the table's zone.
    public var validFrom: WallTime
    public var enteredAt: Instant
    /// A digest of all that the version says.
    public var fingerprint: [UInt8]

    public init(scheme: Scheme, rateTable: RateTableID, validFrom: WallTime, enteredAt: Instant, fingerprint: [UInt8]) {
        self.scheme = scheme
        self.rateTable = rateTable
        self.validFrom = validFrom
        self.enteredAt = enteredAt
        self.fingerprint = fingerprint
    }
}

/// A registered version.
public struct RateVersion: Hashable, Sendable {
    /// What charges name.
    public var id: Int32
    public var key: RateVersionKey
    /// The site document in which it first stood.
    public var site: Int64
    /// Whether the latest site document has it; calls may still name others.
    public var isCurrent: Bool
}

extension Book {
    /// Takes in a site's files with its rate versions and the journal's entry, in one durable transaction. A version that is
    /// there with the same fingerprint keeps its id; a changed one gets a new id, and the old one stays for the calls that it priced.
    /// - Parameter hash: digest of a file's bytes; equal files are kept once.
    /// - Returns: the document's number and the ids, in the order of `versions`.
    public func appendSite(
        _ site: SiteDocument, versions: [RateVersionKey], note: JournalNote, hash: ([UInt8]) -> [UInt8]
    ) throws(StoreError) -> (number: Int64, ids: [Int32]) {
        try write(StorePlace("site", "append")) { database in
            func keep(_ bytes: [UInt8]) throws -> Data {
                let digest = Data(hash(bytes))
                let known = try Row.fetchOne(database, sql: "SELECT 1 FROM document WHERE hash = ?", arguments: [digest])
                if known == nil {
                    try database.execute(sql: "INSERT INTO document (hash, content) VALUES (?, ?)", arguments: [digest, Data(bytes)])
                }
                return digest
            }
            let main = try keep(site.main)
            try database.execute(
                sql: "INSERT INTO site (entered_at, actor, name, hash) VALUES (?, ?, ?, ?)",
                arguments: [site.enteredAt.seconds, site.actor, site.name, main])
            let number = database.lastInsertedRowID
            for (name, bytes) in site.files.sorted(by: { $0.key < $1.key }) {
                try database.execute(
                    sql: "INSERT INTO site_file (site, name, hash) VALUES (?, ?, ?)", arguments: [number, name, try keep(bytes)])
            }
            try database.execute(sql: "UPDATE rate_version SET is_current = 0")
            let ids = try versions.map { try Book.register($0, site: number, database) }
            try Book.append(note, database)
            return (number, ids)
        }
    }

    private static func register(_ version: RateVersionKey, site: Int64, _ database: Database) throws -> Int32 {
        let identity: StatementArguments = [
            version.scheme.rawValue, version.rateTable.text, version.validFrom.seconds, Data(version.fingerprint),
        ]
        let known = try Int32.fetchOne(
            database, sql: "SELECT id FROM rate_version WHERE scheme = ? AND rate_table = ? AND valid_from = ? AND fingerprint = ?",
            arguments: identity)
        if let known {
            try database.execute(sql: "UPDATE rate_version SET is_current = 1 WHERE id = ?", arguments: [known])
            return known
        }
        try database.execute(
            sql: """
                INSERT INTO rate_version (scheme, rate_table, valid_from, fingerprint, entered_at, site, is_current)
                VALUES (?, ?, ?, ?, ?, ?, 1)
                """, arguments: identity + [version.enteredAt.seconds, site])
        return Int32(truncatingIfNeeded: database.lastInsertedRowID)
    }

    /// A document by number, or the latest; `nil` where the book has none yet.
    public func site(_ number: Int64? = nil) throws(StoreError) -> SiteDocument? {
        try read(StorePlace("site", "one")) { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT number, entered_at, actor, name, content FROM site JOIN document ON document.hash = site.hash
                    WHERE number = coalesce(?, (SELECT max(number) FROM site))
                    """, arguments: [number])
            guard let row else { return nil }
            let found: Int64 = row[0]
            let main: Data = row[4]
            var site = SiteDocument(
                number: found, enteredAt: Instant(seconds: row[1]), actor: row[2], name: row[3], main: Array(main))
            let files = try Row.fetchAll(
                database,
                sql: "SELECT name, content FROM site_file JOIN document ON document.hash = site_file.hash WHERE site = ?",
                arguments: [found])
            for file in files {
                let bytes: Data = file[1]
                site.files[file[0]] = Array(bytes)
            }
            return site
        }
    }

    /// A file of any site document by the digest under which it is kept; `nil` where there is none.
    public func document(_ hash: [UInt8]) throws(StoreError) -> [UInt8]? {
        try read(StorePlace("document", "one")) { database in
            try Data.fetchOne(database, sql: "SELECT content FROM document WHERE hash = ?", arguments: [Data(hash)]).map { Array($0) }
        }
    }

    /// All versions ever registered, by id.
    public func rateVersions() throws(StoreError) -> [RateVersion] {
        try read(StorePlace("rate_version", "list")) { database in
            try Row.fetchAll(database, sql: "SELECT * FROM rate_version ORDER BY id").map { row in
                let fingerprint: Data = row["fingerprint"]
                return RateVersion(
                    id: row["id"],
                    key: RateVersionKey(
                        scheme: Scheme(rawValue: row["scheme"]) ?? .price, rateTable: RateTableID(row["rate_table"]),
                        validFrom: WallTime(seconds: row["valid_from"]), enteredAt: Instant(seconds: row["entered_at"]),
                        fingerprint: Array(fingerprint)),
                    site: row["site"], isCurrent: row["is_current"])
            }
        }
    }
}
