internal import GRDB

/// Statements that every batch runs: each is compiled once for the connection, not each time.
extension Database {
    func repeated(sql: String, arguments: StatementArguments) throws { try cachedStatement(sql: sql).execute(arguments: arguments) }

    func repeatedRows(sql: String, arguments: StatementArguments) throws -> [Row] {
        try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
    }
}
