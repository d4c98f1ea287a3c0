internal import GRDB
internal import GRDBSQLite

/// A copy of a book's file made by SQLite's backup interface, page by page, through the writer's own connection: what is
/// written meanwhile goes into the copy too, and between two slices the writer works on. No long read holds the write-ahead log.
struct BookCopy {
    /// Pages a slice: 8 MB, some 10 ms.
    static let slice: Int32 = 2048
    let path: String
    private let place = StorePlace("book", "copy")

    init(to path: String) { self.path = path }

    /// - Parameter onWriter: runs a piece of work on the writer's connection.
    func run(
        progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }, _ onWriter: ((Database) throws -> Bool) throws -> Bool
    ) throws {
        try FileSystem.makeFile(path)
        do {
            try copy(progress, onWriter)
            try FileSystem.sync(path)
        } catch {
            FileSystem.remove(path)
            throw error
        }
    }

    private func copy(_ progress: (Int, Int) -> Bool, _ onWriter: ((Database) throws -> Bool) throws -> Bool) throws {
        var target: OpaquePointer?
        guard sqlite3_open_v2(path, &target, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let target else {
            sqlite3_close(target)
            throw StoreError.inputOutput(place, code: SQLITE_CANTOPEN)
        }
        defer { sqlite3_close_v2(target) }
        var backup: OpaquePointer?
        // The object belongs to the writer's connection: it is used and ended there only.
        defer { _ = try? onWriter { _ in sqlite3_backup_finish(backup) == SQLITE_OK } }
        _ = try onWriter { database in
            backup = sqlite3_backup_init(target, "main", database.sqliteConnection, "main")
            guard backup != nil else { throw StoreError(code: sqlite3_extended_errcode(target), place) }
            return true
        }
        while try onWriter({ _ in try step(backup) }) {
            let total = Int(sqlite3_backup_pagecount(backup))
            guard progress(total - Int(sqlite3_backup_remaining(backup)), total) else { throw StoreError.interrupted(place) }
        }
        _ = try onWriter { _ in
            let code = sqlite3_backup_finish(backup)
            backup = nil
            guard code == SQLITE_OK else { throw StoreError(code: code, place) }
            return true
        }
        // The copy is one file: no write-ahead log beside it.
        guard sqlite3_exec(target, "PRAGMA journal_mode = DELETE", nil, nil, nil) == SQLITE_OK else {
            throw StoreError(code: sqlite3_extended_errcode(target), place)
        }
    }

    /// Whether there is more.
    private func step(_ backup: OpaquePointer?) throws -> Bool {
        switch sqlite3_backup_step(backup, BookCopy.slice) {
        case SQLITE_DONE: return false
        case SQLITE_OK, SQLITE_BUSY, SQLITE_LOCKED: return true
        case let code: throw StoreError(code: code, place)
        }
    }
}
