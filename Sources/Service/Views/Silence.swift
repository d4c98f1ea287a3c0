import Model

/// When an hour without a record is a hole and not a quiet hour: the same weekday had many calls in it in each of the weeks before.
enum Silence {
    /// Weeks that are looked back.
    static let weeks = 4
    /// Calls that each of those weeks had in the hour, at least.
    static let usual: Int64 = 10

    /// - Parameters:
    ///   - calls: of the day, by hour.
    ///   - weeks: the same weekday of the weeks before. Days without any call (holidays, before the book began) say nothing; two must
    ///     be left.
    static func hours(of calls: [Int: Int64], weeks: [[Int: Int64]]) -> Set<Int> {
        let known = weeks.filter { !$0.isEmpty }
        guard known.count >= 2 else { return [] }
        return Set((0...24).filter { hour in (calls[hour] ?? 0) == 0 && known.allSatisfy { ($0[hour] ?? 0) >= usual } })
    }

    static func calls(_ rows: [SummaryRow]) -> [Int: Int64] {
        var calls: [Int: Int64] = [:]
        for row in rows where row.measures.calls > 0 { if let hour = row.hour { calls[hour, default: 0] &+= row.measures.calls } }
        return calls
    }
}
