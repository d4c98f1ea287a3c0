import Model
import Site
import Time

extension ReferenceWorld {
    /// Reading: a period of a party begins on every day whose number in the month is that of the cycle in force on that day (or on the
    /// month's last day, if it has no such number). A change of cycle begins no period by itself: the running one goes on until the next
    /// begin of the new cycle.
    func beginsPeriod(_ party: Party?, _ day: CivilDay) -> Bool {
        let (year, month, number) = day.parts
        let cycle = party?.billingCycle.last { ($0.from ?? day) <= day }?.day ?? 1
        return number == min(cycle, CivilDay.length(year, month))
    }

    func period(_ party: Party?, _ day: CivilDay) -> DayRange {
        var first = day
        while !beginsPeriod(party, first) { first = first + -1 }
        var last = day
        while !beginsPeriod(party, last + 1) { last = last + 1 }
        guard let range = DayRange(first, last) else { preconditionFailure("a period ends before it begins") }
        return range
    }

    /// The instant of the last second of a period.
    func lastSecond(_ period: DayRange) -> Instant { zone.start(of: period.last + 1) - 1 }
}
