internal import GRDB
internal import Model

extension Book {
    /// What is made of raw logs, steps and configuration, and what is only of a running server; all else is what people configured.
    private static let made: Set = [
        "book", "name", "call", "conflict", "summary_day", "summary_hour", "import", "import_count", "skip", "raw_position", "step",
        "journal", "withdrawal", "session", "login_throttle", "job", "sequence", "gap", "source_hour", "open_session", "touched",
        "settlement",
        "bill",
        "correction", "correction_call", "said_account", "rerating", "rerating_call", "rerating_link", "rerating_sum",
        // An export's position goes along although the new book has other changes: it is found to be of another book, and says so, where
        // beginning anew would leave calls out.
        "call_change",
    ]

    /// Takes over everything that people configured from another book of the same format; the journal comes with the steps.
    public func copyConfiguration(from old: Book) throws(StoreError) {
        try write(StorePlace("book", "copy configuration")) { database in
            try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
            try old.read(StorePlace("book", "read configuration")) { source in
                let tables = try String.fetchAll(
                    source, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
                for table in tables where !Book.made.contains(table) {
                    try Book.copy(table, "SELECT * FROM \"\(table)\"", [], source, database)
                }
            }
        }
    }

    /// Takes over the journal's entries up to a number that are not here yet.
    public func copyJournal(from old: Book, through last: Int64) throws(StoreError) {
        try write(StorePlace("journal", "copy")) { database in
            let have = try Int64.fetchOne(database, sql: "SELECT coalesce(max(number), 0) FROM journal") ?? 0
            guard have < last else { return }
            try old.read(StorePlace("journal", "read")) { source in
                let entries = "SELECT * FROM journal WHERE number > ? AND number <= ? ORDER BY number"
                try Book.copy("journal", entries, [have, last], source, database)
            }
        }
    }

    /// Takes over which calls go on: in the old book it also says which of them people ended.
    public func copySessions(from old: Book) throws(StoreError) {
        try write(StorePlace("open_session", "copy")) { database in
            try database.execute(sql: "DELETE FROM open_session")
            try old.read(StorePlace("open_session", "read")) { source in
                try Book.copy("open_session", "SELECT * FROM open_session", [], source, database) { column, value in
                    guard let kind = ["switch": NameKind.switch, "source": .source][column] else { return value }
                    let number = Int32.fromDatabaseValue(value).map { NameNumber(number: $0) }
                    return self.names.number(kind, number.map { old.names.text(kind, $0) } ?? "").number.databaseValue
                }
            }
        }
    }

    private static func copy(
        _ table: String, _ select: String, _ arguments: StatementArguments, _ source: Database, _ database: Database,
        change: (_ column: String, DatabaseValue) -> DatabaseValue = { $1 }
    ) throws {
        let rows = try Row.fetchCursor(source, sql: select, arguments: arguments)
        while let row = try rows.next() {
            let columns = row.columnNames.map { "\"\($0)\"" }.joined(separator: ", ")
            let insert = try database.cachedStatement(
                sql: "INSERT INTO \"\(table)\" (\(columns)) VALUES (\(databaseQuestionMarks(count: row.count)))")
            try insert.execute(arguments: StatementArguments(row.map { change($0, $1) }))
        }
    }

    /// An entry of the journal.
    public func journalEntry(_ number: Int64) throws(StoreError) -> JournalEntry {
        guard let entry = try journal(before: number + 1, limit: 1).first, entry.number == number else {
            throw .notFound("journal entry \(number)")
        }
        return entry
    }

    /// Number of the journal's last entry.
    public func lastJournalEntry() throws(StoreError) -> Int64 { try journal(limit: 1).first?.number ?? 0 }
}
