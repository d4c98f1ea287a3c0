internal import GRDB
public import Model
internal import Money
public import Time

extension Book {
    /// Whose calls of which days changed after a change, and the last change that there is.
    public func changedDays(after change: Int64) throws(StoreError) -> (last: Int64, days: [PartyDay]) {
        try read(StorePlace("touched", "after")) { database in
            let last = try Book.lastChange(database)
            guard last > change else { return (last, []) }
            let rows = try Row.fetchAll(database, sql: "SELECT party, day FROM touched WHERE change > ?", arguments: [change])
            return (last, rows.map(partyDay))
        }
    }

    /// Who has calls on which of some days.
    public func partyDays(_ days: DayRange) throws(StoreError) -> [PartyDay] {
        try read(StorePlace("summary_day", "parties")) { database in
            try Row.fetchAll(
                database, sql: "SELECT DISTINCT party, day FROM summary_day WHERE day >= ? AND day <= ?",
                arguments: [days.first.number, days.last.number]
            ).map(partyDay)
        }
    }

    private func partyDay(_ row: Row) -> PartyDay {
        PartyDay(party: names.text(.party, NameNumber(number: row[0])), day: CivilDay(number: row[1]))
    }

    /// What the daily summary has of a few parties: a look into an index for each day of each, whatever else is in the book.
    /// - Parameter parties: each with the days on which it counts; `nil`: all of `days`.
    public func partySums(_ parties: [PartyDays], _ days: DayRange) throws(StoreError) -> [PartySum] {
        try read(StorePlace("summary_day", "of parties")) { database in
            let statement = try SQLStatement(
                database, "SELECT type, direction, currency, calls, seconds, price, cost FROM summary_day WHERE day = ? AND party = ?",
                StorePlace("summary_day", "of parties"))
            var found: [PartySum] = []
            for party in parties {
                guard let number = names.find(.party, party.party) else { continue }
                guard let both = (party.days ?? days).common(days) else { continue }
                for day in both.first.number...both.last.number {
                    statement.bind(1, Int64(day))
                    statement.bind(2, Int64(number.number))
                    while try statement.step() { found.append(try sum(statement, party.party, CivilDay(number: day))) }
                    statement.reset()
                }
            }
            return found
        }
    }

    private func sum(_ row: SQLStatement, _ party: String, _ day: CivilDay) throws(StoreError) -> PartySum {
        var sums = CallSums()
        (sums.calls, sums.seconds) = (row.integer(3), row.integer(4))
        // Without a charge there is no currency.
        let packed = UInt32(bitPattern: row.small(2))
        if packed != 0 {
            guard let currency = Currency(packed: packed) else { throw .damaged(StorePlace("summary_day", "currency")) }
            sums.price[currency] = Amount(millionths: row.integer(5))
            sums.cost[currency] = Amount(millionths: row.integer(6))
        }
        return PartySum(
            party: party, day: day, callType: names.text(.callType, NameNumber(number: row.small(0))),
            direction: Direction(rawValue: UInt8(truncatingIfNeeded: row.small(1))) ?? .unknown, sums: sums)
    }
}
