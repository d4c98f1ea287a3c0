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

    /// Start of the last counted call of each trunk on a day or before it. The hourly summary tells in which hours there were any; only
    /// calls of these are looked at.
    /// - Parameters:
    ///   - apart: trunks whose id others bear too: each is looked for by its switch. The others are known by their ids alone.
    ///   - begin: of a day of the site's zone.
    public func lastCalls(
        ofTrunks apart: Set<SwitchTrunk>, until day: CivilDay, begin: (CivilDay) -> Instant
    ) throws(StoreError) -> [SwitchTrunk: Instant] {
        let place = StorePlace("summary_hour", "last of trunk")
        let switches = Dictionary(grouping: apart, by: \.trunk)
        return try read(place) { database in
            let hours = try SQLStatement(
                database,
                "SELECT DISTINCT day, hour FROM summary_hour WHERE trunk = ? AND day <= ? AND calls > 0 ORDER BY day DESC, hour DESC", place
            )
            let last = try SQLStatement(
                database,
                """
                SELECT max(start) FROM "call" WHERE start >= ? AND start < ? AND day = ? AND hour = ? AND trunk = ? AND (? < 0 OR switch = ?)
                AND \(CallSQL.isCall)
                """, place)
            var found: [SwitchTrunk: Instant] = [:]
            for trunk in names.all(.trunk) {
                guard let number = names.find(.trunk, trunk).map({ Int64($0.number) }) else { continue }
                var wanted = switches[trunk] ?? [SwitchTrunk(trunk, of: "")]
                hours.bind(from: 1, [.integer(number), .integer(Int64(day.number))])
                while !wanted.isEmpty, try hours.step() {
                    let (day, hour) = (hours.integer(0), hours.integer(1))
                    let from = begin(CivilDay(number: hours.small(0))).seconds + hour * 3600
                    for name in wanted {
                        let home = name.switch.isEmpty ? -1 : names.find(.switch, name.switch).map { Int64($0.number) } ?? Int64(Int32.max)
                        // The last hour of a long day may be longer.
                        last.bind(from: 1, [from, from + 2 * 3600, day, hour, number, home, home].map { .integer($0) })
                        if try last.step(), !last.isNull(0) { found[name] = Instant(seconds: last.integer(0)) }
                        last.reset()
                    }
                    wanted.removeAll { found[$0] != nil || $0.switch.isEmpty }
                }
                hours.reset()
            }
            return found
        }
    }
}

/// A trunk by its id, and by its switch where others have one of this id; else the switch is empty.
public struct SwitchTrunk: Hashable, Sendable {
    public let trunk: String
    public let `switch`: String

    public init(_ trunk: String, of switch: String) { (self.trunk, self.switch) = (trunk, `switch`) }
}
