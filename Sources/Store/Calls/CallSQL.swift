/// Statements on calls that SQLite and MariaDB read alike.
enum CallSQL {
    private static let keyIs = CallColumns.key.map { "\($0) = ?" }.joined(separator: " AND ")

    /// One record by key.
    static let one = "SELECT \(CallColumns.list) FROM \"call\" WHERE \(keyIs)"
    /// Answered from the index of links alone.
    static let countLegs = "SELECT count(*) FROM \"call\" WHERE switch = ? AND link = ? AND link <> x''"
    static let legs = """
        SELECT \(CallColumns.list) FROM "call" WHERE switch = ? AND link = ? AND link <> x''
        ORDER BY start, \(CallColumns.key.joined(separator: ", "))
        """
    static let conflicts = "SELECT \(CallColumns.list), number, decision FROM conflict WHERE \(keyIs)"
    /// What rating again may change, then the key.
    static let update = """
        UPDATE "call" SET \(changeable.map { "\($0) = ?" }.joined(separator: ", ")) WHERE \(keyIs)
        """
    static let remove = "DELETE FROM \"call\" WHERE \(keyIs)"

    static let changeable = [
        "flags", "talk", "party", "trunk", "destination", "type",
        "price_state", "price_reason", "price_amount", "price_currency", "price_version", "price_row",
        "cost_state", "cost_reason", "cost_amount", "cost_currency", "cost_version", "cost_row",
    ]
}
