public import Site
public import Time

/// The billing periods of a party: from a cycle day to the day before the next (DOMAIN section 6).
public struct BillingPeriods: Sendable {
    private let cycle: [BillingCycle]

    public init(_ cycle: [BillingCycle] = []) { self.cycle = cycle }

    /// The period in which a day lies. It begins on the cycle day that is in force then; a change of the setting begins none by itself.
    /// - Parameter months: 1, or 3 and 12: quarters and years begin with January's.
    public func period(of day: CivilDay, months: Int = 1) -> DayRange {
        let parts = day.parts
        // The calendar month is what nearly every party has.
        if cycle.isEmpty, months == 1, let month = DayRange(year: parts.year, month: parts.month) { return month }
        let month = parts.year * 12 + parts.month - 1
        var first: CivilDay?
        var next: CivilDay?
        // Settings that follow each other may leave months without a begin.
        for distance in 0...BillingPeriods.furthest {
            if first == nil { first = begins(month - distance, months).last { $0 <= day } }
            if next == nil { next = begins(month + distance, months).first { $0 > day } }
            if let first, let next { return DayRange(first, next + -1) ?? DayRange(day) }
        }
        return DayRange(day)
    }

    /// Months in which a begin is looked for.
    private static let furthest = 36

    /// The days of a month on which a period begins, in their order.
    /// - Parameter month: months since the year 0.
    private func begins(_ month: Int, _ months: Int) -> [CivilDay] {
        guard month % months == 0 else { return [] }
        let (year, number) = (month / 12, month % 12 + 1)
        let settings = cycle.isEmpty ? [1] : Set(cycle.map(\.day) + [1]).sorted()
        return settings.compactMap { setting in
            let day = BillingPeriods.begin(year, number, setting)
            return cycleDay(on: day) == setting ? day : nil
        }
    }

    /// The cycle day in force on a day, 1 without a setting.
    public func cycleDay(on day: CivilDay) -> Int {
        cycle.last { setting in setting.from.map { $0 <= day } ?? true }?.day ?? 1
    }

    /// The cycle day of a month; a 31st in a short month is its last day.
    private static func begin(_ year: Int, _ month: Int, _ dayOfMonth: Int) -> CivilDay {
        let day = min(dayOfMonth, CivilDay.length(year, month))
        return CivilDay(year: year, month: month, day: day) ?? CivilDay(number: 0)
    }
}

/// The billing periods of the parties of one settlement. Calls of a party come day by day: the period found last is nearly always the
/// one that is asked for.
final class PartyPeriods {
    private let periods: [BillingPeriods]
    private let parties: LocalParties
    private var last: [DayRange?]
    private var month: DayRange?

    init(_ periods: [BillingPeriods], _ parties: LocalParties) {
        (self.periods, self.parties) = (periods, parties)
        last = Array(repeating: nil, count: parties.parties.count)
    }

    func period(of party: Int32, on day: CivilDay) -> DayRange {
        let local = Int(parties[party])
        if let found = last[local], found.contains(day) { return found }
        let found = periods[Int(party)].period(of: day)
        last[local] = found
        return found
    }

    /// The period before one.
    func before(_ period: DayRange, of party: Int32) -> DayRange { periods[Int(party)].period(of: period.first + -1) }

    /// The calendar month of a day.
    func month(of day: CivilDay) -> DayRange {
        if let month, month.contains(day) { return month }
        let found = BillingPeriods().period(of: day)
        month = found
        return found
    }
}
