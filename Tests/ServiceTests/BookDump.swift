import GRDB
import Model

@testable import Store

/// All that a book holds, table by table, with names in the place of the book's own numbers.
enum BookDump {
    /// Of a running server only, or told by the names in other tables.
    private static let left: Set = [
        "name", "session", "login_throttle", "job", "touched", "settlement", "rerating", "rerating_call", "rerating_link", "rerating_sum",
        "call_change", "export_position",
    ]
    /// What settlement makes of calls is made again when somebody asks; only what stands on a bill stays.
    private static let settled = Set(
        ["price", "cost"].flatMap { scheme in ["discount", "final", "final_currency", "figures"].map { "\(scheme)_\($0)" } })

    private static let kinds: [String: NameKind] = [
        "switch": .switch, "source": .source, "closed_by": .source, "party": .party, "trunk": .trunk, "account": .account,
        "extension": .extension,
        "address": .address, "destination": .destination, "type": .callType,
    ]
    private static let numbered: Set = [
        "call", "conflict", "summary_day", "summary_hour", "import", "raw_position", "withdrawal", "sequence", "gap",
        "source_hour", "open_session", "correction", "correction_call", "said_account",
    ]

    static func tables(of book: Book, without: Set<String> = []) throws -> [String: [String]] {
        try book.pool.read { database in
            var tables: [String: [String]] = [:]
            let names = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            for table in names where !left.contains(table) {
                let rows = try Row.fetchAll(database, sql: "SELECT * FROM \"\(table)\"")
                tables[table] = rows.map { line($0, isNumbered: numbered.contains(table), without, book) }.sorted()
            }
            return tables
        }
    }

    private static func line(_ row: Row, isNumbered: Bool, _ without: Set<String>, _ book: Book) -> String {
        let isBilled = Int64.fromDatabaseValue(row["bill"] ?? .null) ?? 0 != 0
        return row.filter { !without.contains($0.0) && (isBilled || !settled.contains($0.0)) }.map { column, value in
            if isNumbered, let kind = kinds[column], let number = Int32.fromDatabaseValue(value) {
                return column + "=" + book.names.text(kind, NameNumber(number: number))
            }
            return "\(column)=\(value)"
        }.joined(separator: " ")
    }

    /// Where two books differ, in a few lines; empty where they are the same.
    /// - Parameters:
    ///   - only: compares these tables alone.
    ///   - without: leaves these columns out.
    static func differences(
        _ one: Book, _ other: Book, only: Set<String>? = nil, without: Set<String> = []
    ) throws -> [String] {
        let (left, right) = (try tables(of: one, without: without), try tables(of: other, without: without))
        let all = Set(left.keys).union(right.keys)
        return all.intersection(only ?? all).sorted().flatMap { table -> [String] in
            let (a, b) = (left[table] ?? [], right[table] ?? [])
            guard a != b else { return [] }
            let (only, too) = (Set(a).subtracting(b).sorted(), Set(b).subtracting(a).sorted())
            return ["\(table): \(a.count) and \(b.count) rows"] + only.prefix(2).map { "< " + $0 } + too.prefix(2).map { "> " + $0 }
        }
    }
}
