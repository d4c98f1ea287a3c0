internal import GRDB

/// Compares what a book's file defines with what our migrations make: a trigger, view or index of a stranger is refused
/// before anything of the file is used.
enum SchemaCheck {
    static func run(_ database: Database, path: String) throws {
        let expected = try ours()
        let found = try read(database)
        if let strange = found.first(where: { expected[$0.key] != $0.value })?.key ?? expected.keys.first(where: { found[$0] == nil }) {
            throw StoreError.strangeSchema(path: path, name: printable(strange))
        }
    }

    private static func ours() throws -> [String: String] {
        let memory = try DatabaseQueue()
        return try memory.writeWithoutTransaction { database in
            try Migration.run(database, from: 0)
            return try read(database)
        }
    }

    /// Name → kind, table and text of everything that is defined. What SQLite makes itself has no text.
    private static func read(_ database: Database) throws -> [String: String] {
        var found: [String: String] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema") {
            let parts: [String] = (0..<4).map { row[$0] ?? "" }
            found["\(parts[0]) \(parts[1])"] = parts[2] + "\n" + parts[3]
        }
        return found
    }

    /// A name from a stranger's file goes into a message: letters, digits and blanks only.
    private static func printable(_ name: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ ".unicodeScalars)
        return String(name.unicodeScalars.prefix(60).map { plain.contains($0) ? Character($0) : "?" })
    }
}
