internal import GRDB
internal import Model
public import Time

extension Book {
    /// Start of the last call before an instant of each of some parties; parties that had none are left out. Each is one look into an
    /// index.
    public func lastCalls(of parties: [String], before end: Instant) throws(StoreError) -> [String: Instant] {
        var found: [String: Instant] = [:]
        for part in parties.chunked(5000) {
            try read(StorePlace("call", "last of party")) { database in
                let last = try SQLStatement(
                    database, "SELECT start FROM \"call\" WHERE party = ? AND start < ? AND \(CallSQL.isCall) ORDER BY start DESC LIMIT 1",
                    StorePlace("call", "last of party"))
                for party in part {
                    guard let number = names.find(.party, party) else { continue }
                    last.bind(from: 1, [.integer(Int64(number.number)), .integer(end.seconds)])
                    if try last.step() { found[party] = Instant(seconds: last.integer(0)) }
                    last.reset()
                }
            }
        }
        return found
    }

    /// Start of the last counted call of each trunk on a day or before it. The hourly summary tells in which hour that was; only its calls
    /// are looked at.
    /// - Parameter begin: of a day of the site's zone.
    public func lastCallsOfTrunks(until day: CivilDay, begin: (CivilDay) -> Instant) throws(StoreError) -> [String: Instant] {
        let place = StorePlace("summary_hour", "last of trunk")
        return try read(place) { database in
            let newest = try SQLStatement(
                database,
                "SELECT day, hour FROM summary_hour WHERE trunk = ? AND day <= ? AND calls > 0 ORDER BY day DESC, hour DESC LIMIT 1",
                place)
            let last = try SQLStatement(
                database,
                """
                SELECT max(start) FROM "call" WHERE start >= ? AND start < ? AND day = ? AND hour = ? AND trunk = ? AND \(CallSQL.isCall)
                """, place)
            var found: [String: Instant] = [:]
            for trunk in names.all(.trunk) {
                guard let number = names.find(.trunk, trunk).map({ Int64($0.number) }) else { continue }
                newest.bind(from: 1, [.integer(number), .integer(Int64(day.number))])
                if try newest.step() {
                    let (day, hour) = (newest.integer(0), newest.integer(1))
                    let from = begin(CivilDay(number: newest.small(0))).seconds + hour * 3600
                    // The last hour of a long day may be longer.
                    last.bind(from: 1, [from, from + 2 * 3600, day, hour, number].map { .integer($0) })
                    if try last.step(), !last.isNull(0) { found[trunk] = Instant(seconds: last.integer(0)) }
                    last.reset()
                }
                newest.reset()
            }
            return found
        }
    }
}
