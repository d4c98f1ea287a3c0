internal import Model

/// Format 12: what witnesses saw is no call of its own. Before, the summaries counted it among the free calls.
enum SchemaWitnesses {
    static let statements = ["summary_day": ["day", "party", "type"], "summary_hour": ["day", "hour", "trunk", "type"]]
        .sorted { $0.key < $1.key }.flatMap { [takeAway(of: $0.key, $0.value), clear($0.key)] }

    /// Free calls have no price and no cost: they stand in the cells without a currency.
    private static func takeAway(of table: String, _ columns: [String]) -> String {
        let cell = columns.joined(separator: ", ")
        let less = ["calls", "answered", "seconds"].map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", ")
        return """
            INSERT INTO \(table) (\(cell), direction, currency, calls, answered, unrated, seconds, price, cost)
            SELECT \(cell), flags & 7, 0, -count(*), -sum(flags / 32 % 2), 0, -sum(talk), 0, 0 FROM "call"
            WHERE price_reason = \(Reason.witness.rawValue) GROUP BY \(cell), flags & 7
            ON CONFLICT (\(cell), direction, currency) DO UPDATE SET \(less)
            """
    }

    private static func clear(_ table: String) -> String { "DELETE FROM \(table) WHERE currency = 0 AND calls = 0" }
}
