import GRDBSQLite

/// What the bare loops ask of SQLite's own interface.
enum BareSQLite {
    /// Set as a book's own connection is.
    static func open(_ path: String, synchronous: String = "NORMAL") -> OpaquePointer? {
        var connection: OpaquePointer?
        check(sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil))
        for pragma in [
            "journal_mode = WAL", "synchronous = \(synchronous)", "cache_size = -49152", "wal_autocheckpoint = 4000",
            "journal_size_limit = 67108864", "temp_store = MEMORY",
        ] { check(sqlite3_exec(connection, "PRAGMA " + pragma, nil, nil, nil)) }
        return connection
    }

    static func prepare(_ connection: OpaquePointer?, _ sql: String) -> OpaquePointer? {
        var statement: OpaquePointer?
        check(sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil))
        return statement
    }

    static func check(_ code: Int32) {
        guard code == SQLITE_OK || code == SQLITE_DONE else { preconditionFailure("bare loop: SQLite \(code)") }
    }
}
