internal import Foundation
internal import GRDB
public import Time

extension Book {
    /// Writes a step inside the transaction of what it is about.
    static func append(
        _ kind: Step.Kind, at: Instant, subject: Int64, _ note: StepNote, word: String? = nil, detail: [UInt8] = [], _ database: Database
    ) throws {
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO step (kind, at, subject, site, format, fed, empty_blocks, ending, journal, detail)
                SELECT ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(number), 0) FROM journal), ?
                """)
        try insert.execute(arguments: [
            kind.rawValue, at.seconds, subject, note.site, note.format, note.fed, note.emptyBlocks, word ?? note.ending.rawValue,
            Data(detail),
        ])
    }

    /// The steps in their order, from behind `number` on.
    public func steps(after number: Int64, limit: Int = 1000) throws(StoreError) -> [Step] {
        try read(StorePlace("step", "list")) { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM step WHERE number > ? ORDER BY number LIMIT ?", arguments: [number, limit]
            ).map(Book.step)
        }
    }

    static func step(_ row: Row) throws -> Step {
        let detail: Data = row["detail"]
        let word: String = row["ending"]
        guard let kind = Step.Kind(rawValue: row["kind"]) else { throw StoreError.damaged(StorePlace("step", "read")) }
        let note = StepNote(
            site: row["site"], format: row["format"], fed: row["fed"], emptyBlocks: row["empty_blocks"],
            ending: StepNote.Ending(rawValue: word) ?? .open)
        return Step(
            number: row["number"], kind: kind, at: Instant(seconds: row["at"]), subject: row["subject"], note: note, word: word,
            journal: row["journal"], detail: Array(detail))
    }

    /// The first import of whose steps nothing is known: it was made by a Tollbook that kept none. `nil` in a book that knows all.
    public func importWithoutSteps() throws(StoreError) -> Int64? {
        try read(StorePlace("step", "missing")) { database in
            try Int64.fetchOne(
                database,
                sql: """
                    SELECT min(number) FROM import WHERE number NOT IN (SELECT subject FROM step WHERE kind IN ('begin', 'replay', 'withdraw'))
                    """)
        }
    }

    // MARK: Formats with their time

    /// Keeps a format's definition as it is used now, so that it can be used again when it has changed.
    /// - Parameter hash: digest of the bytes; equal ones are kept once.
    /// - Returns: the number of the version, the same for the same id and bytes.
    public func formatVersion(_ id: String, _ bytes: [UInt8], hash: [UInt8], at now: Instant) throws(StoreError) -> Int64 {
        let digest = Data(hash)
        let known = try read(StorePlace("format_version", "find")) { database in
            try Int64.fetchOne(
                database, sql: "SELECT number FROM format_version WHERE id = ? AND hash = ?", arguments: [id, digest])
        }
        if let known { return known }
        return try write(StorePlace("format_version", "append")) { database in
            if try Row.fetchOne(database, sql: "SELECT 1 FROM document WHERE hash = ?", arguments: [digest]) == nil {
                try database.execute(sql: "INSERT INTO document (hash, content) VALUES (?, ?)", arguments: [digest, Data(bytes)])
            }
            try database.execute(
                sql: "INSERT INTO format_version (id, entered_at, hash) VALUES (?, ?, ?)", arguments: [id, now.seconds, digest])
            return database.lastInsertedRowID
        }
    }

    /// A kept definition.
    public func formatVersion(_ number: Int64) throws(StoreError) -> (id: String, bytes: [UInt8]) {
        try read(StorePlace("format_version", "one")) { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT id, content FROM format_version JOIN document ON document.hash = format_version.hash WHERE number = ?
                    """, arguments: [number])
            guard let row else { throw StoreError.notFound("format version \(number)") }
            let bytes: Data = row[1]
            return (row[0], Array(bytes))
        }
    }
}
