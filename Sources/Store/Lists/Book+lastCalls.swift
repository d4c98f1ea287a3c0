internal import GRDB
internal import Model
public import Time

extension Book {
    /// Start of the last call of each of some parties; parties that never had one are left out. Each is one look into an index.
    public func lastCalls(of parties: [String]) throws(StoreError) -> [String: Instant] {
        var found: [String: Instant] = [:]
        for part in parties.chunked(5000) {
            try read(StorePlace("call", "last of party")) { database in
                let last = try SQLStatement(
                    database, "SELECT start FROM \"call\" WHERE party = ? AND \(CallSQL.isCall) ORDER BY start DESC LIMIT 1",
                    StorePlace("call", "last of party"))
                for party in part {
                    guard let number = names.find(.party, party) else { continue }
                    last.bind(1, Int64(number.number))
                    if try last.step() { found[party] = Instant(seconds: last.integer(0)) }
                    last.reset()
                }
            }
        }
        return found
    }

    /// Start of the last counted call of each trunk. The hourly summary tells in which hour that was; only its calls are looked at.
    /// - Parameter begin: of a day of the site's zone.
    public func lastCallsOfTrunks(begin: (CivilDay) -> Instant) throws(StoreError) -> [String: Instant] {
        try read(StorePlace("summary_hour", "last of trunk")) { database in
            // Of the newest day only the last hour matters; days are numbers below 2^31, hours below 25.
            let rows = try Row.fetchAll(
                database, sql: "SELECT trunk, max(day * 25 + hour) FROM summary_hour WHERE calls > 0 GROUP BY trunk")
            let last = try SQLStatement(
                database,
                """
                SELECT max(start) FROM "call" WHERE start >= ? AND start < ? AND day = ? AND hour = ? AND trunk = ? AND \(CallSQL.isCall)
                """, StorePlace("call", "last of trunk"))
            var found: [String: Instant] = [:]
            for row in rows {
                let (trunk, place): (Int32, Int64) = (row[0], row[1])
                let (day, hour) = (place / 25, place % 25)
                let from = begin(CivilDay(number: Int32(truncatingIfNeeded: day))).seconds + hour * 3600
                // The last hour of a long day may be longer.
                for (index, value) in [from, from + 2 * 3600, day, hour, Int64(trunk)].enumerated() {
                    last.bind(Int32(index) + 1, value)
                }
                if try last.step(), !last.isNull(0) {
                    found[names.text(.trunk, NameNumber(number: trunk))] = Instant(seconds: last.integer(0))
                }
                last.reset()
            }
            return found
        }
    }
}
