public import Site
public import Time

/// When a schedule is due. A time of day in an hour that comes twice counts the first time; in one that does not exist, at the jump.
public struct ScheduleClock: Sendable {
    let time: ScheduleTime
    let zone: Zone

    public init(_ time: ScheduleTime, _ zone: Zone) { (self.time, self.zone) = (time, zone) }

    /// Days that are looked through for the next moment: more than a leap year and the longest run of holidays.
    private static let farthest = 800

    /// The first moment after another; `nil` where none comes within two years.
    public func next(after moment: Instant) -> Instant? {
        if time.every == .hour { return nextHour(after: moment) }
        let today = zone.wall(moment).day
        for offset in -1...Self.farthest {
            let day = today + offset
            // Two due days may fall on one where a holiday moves them: once is enough.
            guard isDue(day) else { continue }
            let due = zone.resolve(WallTime(day: day, second: time.minute * 60)).earliest
            if due > moment { return due }
        }
        return nil
    }

    /// All moments after one and not after another, the newest so many.
    public func moments(after first: Instant, through last: Instant, most: Int) -> [Instant] {
        var found: [Instant] = []
        var next = next(after: first)
        while let due = next, due <= last {
            found.append(due)
            if found.count > most { found.removeFirst() }
            next = self.next(after: due)
        }
        return found
    }

    /// Every hour that is lived, so many minutes past it by the clock on the wall.
    private func nextHour(after moment: Instant) -> Instant? {
        // Clocks stand on whole minutes: each minute of the next two hours is tried, the next hour's is among them.
        let begin = moment.seconds - (moment.seconds % 60 + 60) % 60
        for minute in 1...125 {
            let instant = Instant(seconds: begin + Int64(minute) * 60)
            let wall = zone.wall(instant)
            guard wall.secondOfDay / 60 % 60 == time.minute, wall.secondOfDay % 60 == 0, instant > moment else { continue }
            let day = wall.day
            if time.holiday == .skip, time.holidays.contains(day) { continue }
            return instant
        }
        // A day's hours of a holiday are passed over day by day.
        guard time.holiday == .skip else { return nil }
        return nextHour(after: Instant(seconds: begin + 7200))
    }

    private func isDue(_ day: CivilDay) -> Bool {
        switch time.holiday {
        case .run: isMeant(day)
        case .skip: isMeant(day) && !time.holidays.contains(day)
        // A day is due for itself, and for the holidays that are moved to it.
        case .before: !time.holidays.contains(day) && (isMeant(day) || moved(to: day, 1).contains(where: isMeant))
        case .after: !time.holidays.contains(day) && (isMeant(day) || moved(to: day, -1).contains(where: isMeant))
        }
    }

    /// The holidays in a row right behind a day (1), or in front of it (-1).
    private func moved(to day: CivilDay, _ step: Int) -> [CivilDay] {
        var found: [CivilDay] = []
        var next = day + step
        while time.holidays.contains(next), found.count < 60 {
            found.append(next)
            next = next + step
        }
        return found
    }

    /// What the rule says, holidays aside.
    private func isMeant(_ day: CivilDay) -> Bool {
        let (year, month, number) = day.parts
        switch time.every {
        case .hour: return false
        case .day: return time.on != .workingDays || isWorking(day)
        case .week:
            if case .weekday(let weekday) = time.on { return day.weekday == weekday }
            return day.weekday == 0
        case .month: return isMeant(day, first: CivilDay(year: year, month: month, day: 1), last: lastDay(year, month), number)
        case .quarter:
            let begin = (month - 1) / 3 * 3 + 1
            return isMeant(day, first: CivilDay(year: year, month: begin, day: 1), last: lastDay(year, begin + 2), nil)
        case .year:
            if case .date(let month, let wanted) = time.on {
                return month == day.parts.month && min(wanted, CivilDay.length(year, month)) == number
            }
            return isMeant(day, first: CivilDay(year: year, month: 1, day: 1), last: lastDay(year, 12), nil)
        }
    }

    private func isMeant(_ day: CivilDay, first: CivilDay?, last: CivilDay?, _ number: Int?) -> Bool {
        guard let first, let last else { return false }
        switch time.on {
        case .number(let wanted): return number == min(wanted, last.parts.day)
        case .last: return day == last
        case .firstWorkingDay: return isWorking(day) && !days(first, day + -1).contains(where: isWorking)
        case .lastWorkingDay: return isWorking(day) && !days(day + 1, last).contains(where: isWorking)
        default: return day == first
        }
    }

    private func days(_ first: CivilDay, _ last: CivilDay) -> [CivilDay] {
        first > last ? [] : (0...(last - first)).map { first + $0 }
    }

    private func lastDay(_ year: Int, _ month: Int) -> CivilDay? { DayRange(year: year, month: month)?.last }

    private func isWorking(_ day: CivilDay) -> Bool { day.weekday < 5 && !time.holidays.contains(day) }
}

extension Schedule.Span {
    /// The days meant, seen from the day on which the schedule is due.
    public func days(on day: CivilDay) -> DayRange {
        let (year, month, _) = day.parts
        func months(_ first: Int, _ count: Int) -> DayRange {
            let (begin, end) = (first, first + count - 1)
            let from = DayRange(year: begin / 12, month: begin % 12 + 1)?.first ?? day
            let to = DayRange(year: end / 12, month: end % 12 + 1)?.last ?? day
            return DayRange(from, to) ?? DayRange(day)
        }
        let (now, quarter) = (year * 12 + month - 1, year * 12 + (month - 1) / 3 * 3)
        let monday = day + -day.weekday
        return switch self {
        case .today: DayRange(day)
        case .yesterday: DayRange(day + -1)
        case .thisWeek: DayRange(monday, monday + 6) ?? DayRange(day)
        case .lastWeek: DayRange(monday + -7, monday + -1) ?? DayRange(day)
        case .thisMonth: months(now, 1)
        case .lastMonth: months(now - 1, 1)
        case .thisQuarter: months(quarter, 3)
        case .lastQuarter: months(quarter - 3, 3)
        case .thisYear: months(year * 12, 12)
        case .lastYear: months((year - 1) * 12, 12)
        }
    }
}
