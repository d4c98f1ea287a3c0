internal import Model

/// Statements on calls that SQLite and MariaDB read alike.
enum CallSQL {
    private static let keyIs = CallColumns.key.map { "\($0) = ?" }.joined(separator: " AND ")

    /// Whether a record is a call of its own.
    static let isCall = Reason.noCalls.map { "price_reason <> \($0.rawValue)" }.joined(separator: " AND ")
    /// The number at the other end of a call.
    static let otherEnd = "CASE flags & 7 WHEN \(Direction.in.rawValue) THEN calling ELSE called END"
    /// One record by key.
    static let one = "SELECT \(CallColumns.list) FROM \"call\" WHERE \(keyIs)"
    /// Answered from the index of links alone.
    static let countLegs = "SELECT count(*) FROM \"call\" WHERE switch = ? AND link = ? AND link <> x''"
    static let legs = """
        SELECT \(CallColumns.list) FROM "call" WHERE switch = ? AND link = ? AND link <> x''
        ORDER BY start, \(CallColumns.key.joined(separator: ", "))
        """
    static let conflicts = "SELECT \(CallColumns.list), number, decision FROM conflict WHERE \(keyIs)"
    /// The party, then what rating again may change, then the key. What settlement made of the call before holds no more; the currency of
    /// its final price stays as a trace that it was settled with its party's period (`settledBefore`). It stands first: MariaDB gives
    /// what follows an assignment the new value.
    static let update = """
        UPDATE "call" SET price_final_currency = CASE WHEN party = ? THEN price_final_currency END, \
        \(changeable.map { "\($0) = ?" }.joined(separator: ", ")), \
        \(outdated.map { "\($0) = NULL" }.joined(separator: ", ")) WHERE \(keyIs)
        """
    private static let outdated = (CallColumns.settled + CallColumns.figures).filter { $0 != "price_final_currency" }
    /// Whether a record without figures was settled once and changed since.
    static let settledBefore = "SELECT 1 FROM \"call\" WHERE \(keyIs) AND price_figures IS NULL AND price_final_currency IS NOT NULL"
    /// Party, first and last day.
    static let forgetTraces = """
        UPDATE "call" SET price_final_currency = NULL
        WHERE party = ? AND day >= ? AND day <= ? AND price_figures IS NULL AND price_final_currency IS NOT NULL
        """
    /// One record by key, then discount, final charge, its currency and the figures of settlement.
    static func settledOne(_ scheme: Scheme) -> String {
        let columns = ["discount", "final", "final_currency", "figures"].map { "\(scheme.rawValue)_\($0)" }
        return "SELECT \(CallColumns.list), \(columns.joined(separator: ", ")) FROM \"call\" WHERE \(keyIs)"
    }
    /// What settlement made of a call: discount, final charge, currency, figures.
    static func figures(_ scheme: Scheme) -> String {
        let columns = ["discount", "final", "final_currency", "figures"].map { "\(scheme.rawValue)_\($0)" }
        return "SELECT \(columns.joined(separator: ", ")) FROM \"call\" WHERE \(keyIs)"
    }
    /// Writes what settlement made of a call: discount, final charge, currency, figures, then the key. What a bill says of a price stays.
    static func settle(_ scheme: Scheme) -> String {
        let columns = ["discount", "final", "final_currency", "figures"].map { "\(scheme.rawValue)_\($0) = ?" }
        return "UPDATE \"call\" SET \(columns.joined(separator: ", ")) WHERE \(keyIs)" + (scheme == .price ? " AND bill = 0" : "")
    }
    /// Puts a call on a bill that is on none: the bill's number, then the key.
    static let bill = "UPDATE \"call\" SET bill = ? WHERE \(keyIs) AND bill = 0"
    /// The same with what settlement made of the price: the bill's number, discount, final charge, currency, figures, then the key.
    static let billSettled = """
        UPDATE "call" SET bill = ?, price_discount = ?, price_final = ?, price_final_currency = ?, price_figures = ?
        WHERE \(keyIs) AND bill = 0
        """
    /// Takes a call off a bill: the key, then the bill's number.
    static let unbill = "UPDATE \"call\" SET bill = 0 WHERE \(keyIs) AND bill = ?"
    /// The same of a call that came late for the bill of its own days: it is late again, and settled when it is billed. The key, then the
    /// bill's number, its first and its last day.
    static let unbillLate = """
        UPDATE "call" SET bill = 0, price_discount = NULL, price_final = NULL, price_final_currency = NULL, price_figures = NULL
        WHERE \(keyIs) AND bill = ? AND (day < ? OR day > ?)
        """
    /// Number of the last change of calls. Of days whose calls are all gone it stays: they are never taken away.
    static let lastChange = "SELECT coalesce(max(change), 0) FROM touched"
    /// A call with the settled price and cost of it, one by key or those behind a key.
    static let whole = "SELECT \(CallColumns.list), \(CallColumns.settled.joined(separator: ", ")) FROM \"call\" WHERE "
    static let wholeOne = whole + keyIs
    static let wholeBehind = """
        \(whole)(\(CallColumns.key.joined(separator: ", "))) > (?, ?, ?, ?, ?)
        ORDER BY \(CallColumns.key.joined(separator: ", ")) LIMIT ?
        """
    static let remove = "DELETE FROM \"call\" WHERE \(keyIs)"

    static let changeable = [
        "flags", "talk", "party", "trunk", "destination", "type",
        "price_state", "price_reason", "price_amount", "price_currency", "price_version", "price_row",
        "cost_state", "cost_reason", "cost_amount", "cost_currency", "cost_version", "cost_row", "site",
    ]
}
