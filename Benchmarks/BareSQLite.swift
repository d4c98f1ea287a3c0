import GRDBSQLite

/// What the bare loops ask of SQLite's own interface.
enum BareSQLite {
    static func prepare(_ connection: OpaquePointer?, _ sql: String) -> OpaquePointer? {
        var statement: OpaquePointer?
        check(sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil))
        return statement
    }

    static func check(_ code: Int32) {
        guard code == SQLITE_OK || code == SQLITE_DONE else { preconditionFailure("bare loop: SQLite \(code)") }
    }
}
