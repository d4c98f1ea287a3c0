internal import Foundation
internal import GRDB
internal import Model

extension Book {
    /// One transaction of the writer; whole or not there. `answered` makes it durable before it returns.
    func write<T>(_ place: StorePlace, _ durability: Durability = .answered, _ body: (Database) throws -> T) throws(StoreError) -> T {
        do {
            let result = try pool.writeWithoutTransaction { database in
                hot.touchedSummaries = false
                hot.changes.begin()
                try Book.synchronous(database, durability)
                // Back to the intake's mode whatever happens; it is set again before each transaction anyway.
                defer { try? Book.synchronous(database, .replayed) }
                let result = try transaction(database, body)
                if hot.touchedSummaries { answers.forget() }
                return result
            }
            endOldReaders()
            return result
        } catch {
            throw StoreError(error, place)
        }
    }

    private func transaction<T>(_ database: Database, _ body: (Database) throws -> T) throws -> T {
        var result: T?
        var saved: [UnsavedName] = []
        try database.inTransaction(.immediate) {
            result = try body(database)
            if !hot.changes.isEmpty { try writeNotes(hot.statements(database)) }
            saved = try saveNames(database)
            return .commit
        }
        names.markSaved(saved)
        guard let result else { throw StoreError.closed }
        return result
    }

    /// SQLite takes this pragma only between transactions.
    private static func synchronous(_ database: Database, _ durability: Durability) throws {
        try database.execute(sql: "PRAGMA synchronous = \(durability == .answered ? "FULL" : "NORMAL")")
    }

    /// A look at one state of the book; never waits for the writer. Keep it short: what takes long goes in chunks.
    func read<T>(_ place: StorePlace, _ body: (Database) throws -> T) throws(StoreError) -> T {
        do {
            return try pool.read { database in
                let ticket = readers.enter(database.sqliteConnection, wal: walSize)
                defer { readers.leave(ticket) }
                return try body(database)
            }
        } catch {
            throw StoreError(error, place)
        }
    }

    var walSize: Int64 { FileSystem.size(BookFile.path(folder) + "-wal") }

    /// The write-ahead log can only start anew when no read needs its beginning. Past the limit the reads that began while it
    /// was less than half as long are ended: the writer never waits, and the log stays bounded.
    private func endOldReaders() {
        guard walSize > walLimit else { return }
        readers.interrupt(olderThan: walLimit / 2)
    }

    /// Writes the names that the file does not have yet, inside the caller's transaction.
    private func saveNames(_ database: Database) throws -> [UnsavedName] {
        let unsaved = names.unsaved()
        guard !unsaved.isEmpty else { return [] }
        let insert = try database.makeStatement(sql: "INSERT INTO name (kind, number, text) VALUES (?, ?, ?)")
        for name in unsaved { try insert.execute(arguments: [name.kind.rawValue, name.number, Data(name.bytes)]) }
        return unsaved
    }

    /// Reads all names of the file into memory.
    static func load(_ database: Database, into names: Names, _ path: String) throws {
        let rows = try Row.fetchCursor(database, sql: "SELECT kind, number, text FROM name ORDER BY kind, number")
        while let row = try rows.next() {
            let text: Data = row[2]
            guard let kind = NameKind(rawValue: row[0]), names.load(kind, row[1], Array(text)) else {
                throw StoreError.damaged(StorePlace("name", "load"))
            }
        }
    }
}
