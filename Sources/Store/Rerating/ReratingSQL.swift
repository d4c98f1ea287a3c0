/// Statements on proposed charges that SQLite and MariaDB read alike.
enum ReratingSQL {
    /// What of a call may differ: `old_party`, … `new_cost_row`.
    static func outcome(_ side: String) -> [String] {
        let charge = ["price", "cost"].flatMap { scheme in
            ["state", "reason", "amount", "currency", "version", "row"].map { "\(scheme)_\($0)" }
        }
        return (["party", "type"] + charge).map { side + "_" + $0 }
    }

    /// A charge's own columns are NULL where there is none.
    static func isOptional(_ column: String) -> Bool {
        ["amount", "currency", "version", "row"].contains { column.hasSuffix("_" + $0) }
    }

    static let measures = ["old_calls", "new_calls", "differing", "old", "new", "now_rated", "now_unrated"]

    private static let columns =
        ["rerating", "start"] + CallColumns.key + ["bill"] + outcome("old") + outcome("new")

    static let insert = "INSERT INTO rerating_call (\(columns.joined(separator: ", "))) VALUES (\(HotSQL.marks(columns.count)))"

    /// Of one call: what it was when its new charge was proposed.
    static let old =
        "SELECT \(outcome("old").joined(separator: ", ")) FROM rerating_call WHERE rerating = ? AND start = ? AND "
        + CallColumns.key.map { "\($0) = ?" }.joined(separator: " AND ")

    /// The calls behind a position, those of one bill or of none.
    static let page = """
        SELECT \(columns.dropFirst().joined(separator: ", ")) FROM rerating_call
        WHERE rerating = ? AND (start, \(CallColumns.key.joined(separator: ", "))) > (\(HotSQL.marks(6))) AND (bill = ? OR ?)
        ORDER BY start, \(CallColumns.key.joined(separator: ", ")) LIMIT ?
        """

    private static let sumKey = ["rerating", "bill", "scheme", "party", "type", "currency"]

    static let addSum = """
        UPDATE rerating_sum SET \(measures.map { "\($0) = \($0) + ?" }.joined(separator: ", "))
        WHERE \(sumKey.map { "\($0) = ?" }.joined(separator: " AND "))
        """
    static let insertSum =
        "INSERT INTO rerating_sum (\((measures + sumKey).joined(separator: ", "))) VALUES (\(HotSQL.marks(measures.count + sumKey.count)))"
}
