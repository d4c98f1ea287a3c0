extension HotSQL {
    static let sqlite = HotSQL(
        insertCall: """
            INSERT INTO "call" (\(CallColumns.list)) VALUES (\(marks(CallColumns.written.count)))
            ON CONFLICT (\(CallColumns.key.joined(separator: ", "))) DO NOTHING
            """,
        addDay: add("summary_day", dayKey),
        addHour: add("summary_hour", hourKey),
        clearDay: clear("summary_day", dayKey),
        clearHour: clear("summary_hour", hourKey),
        touch: """
            INSERT INTO touched (party, day, change) VALUES (?, ?, ?) ON CONFLICT (party, day) DO UPDATE SET change = excluded.change
            """)

    static let dayKey = ["day", "party", "type", "direction", "currency"]
    static let hourKey = ["day", "hour", "trunk", "type", "direction", "currency"]
    static let measures = ["calls", "answered", "unrated", "seconds", "price", "cost"]

    /// A sum past 64 bits becomes a floating point number in SQLite, which a STRICT table refuses: nothing wraps.
    private static func add(_ table: String, _ key: [String]) -> String {
        """
        INSERT INTO \(table) (\((key + measures).joined(separator: ", "))) VALUES (\(marks(key.count + measures.count)))
        ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET
        \(measures.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", "))
        """
    }

    private static func clear(_ table: String, _ key: [String]) -> String {
        let conditions = key.map { "\($0) = ?" } + measures.map { "\($0) = 0" }
        return "DELETE FROM \(table) WHERE \(conditions.joined(separator: " AND "))"
    }

    static func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }
}
