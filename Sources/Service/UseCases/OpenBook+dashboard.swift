public import Model
import Rating
import Site
import Store
public import Time

extension OpenBook {
    /// What the first page shows: a day and its month, answered by the summaries. Without a day it is today, or, as long as today has no
    /// calls, the newest day that has.
    public func dashboard(day: CivilDay? = nil, caller: Caller) throws -> Dashboard {
        try require(.see, caller)
        let state = try site()
        let (zone, instant) = (state.site.settings.zone, clock())
        let now = zone.wall(instant).day
        let newest = try store.newestStart().map { zone.wall($0).day }
        let today = day ?? min(newest ?? now, now)
        let parts = today.parts
        guard let month = DayRange(year: parts.year, month: parts.month), let one = DayRange(today, today) else {
            throw ServiceError.refused("the day \(today) is outside of the calendar.")
        }
        let hours = try store.summary(SummaryQuery(days: one, groups: [.hour, .callType]))
        let dearest = try store.summary(SummaryQuery(days: month, groups: [.party])).sorted { left, right in
            (right.measures.price, right.measures.seconds) < (left.measures.price, left.measures.seconds)
        }
        // A party has a row for each currency: the ten dearest keep all of theirs.
        var top: [String] = []
        for row in dearest where top.count < 10 { if let party = row.party, !top.contains(party) { top.append(party) } }
        let hourNow = today == now ? zone.hourOfDay(instant) : nil
        return Dashboard(
            today: today, now: now, month: month, todayByType: try store.summary(SummaryQuery(days: one, groups: [.callType])),
            monthByType: try store.summary(SummaryQuery(days: month, groups: [.callType])),
            hours: hours, silentHours: try silentHours(today, hours, before: hourNow ?? 24), hourNow: hourNow,
            days: try store.summary(SummaryQuery(days: month, groups: [.day, .callType])),
            topParties: dearest.filter { $0.party.map(top.contains) ?? false },
            problems: try problemCounts(caller: caller), imports: try imports(limit: 5, caller: caller), newest: newest)
    }

    private func silentHours(_ day: CivilDay, _ hours: [SummaryRow], before end: Int) throws -> Set<Int> {
        guard !hours.isEmpty else { return [] }
        var weeks: [[SummaryRow]] = []
        for week in 1...Silence.weeks {
            guard let days = DayRange(day + -7 * week, day + -7 * week) else { continue }
            weeks.append(try store.summary(SummaryQuery(days: days, groups: [.hour])))
        }
        return Silence.hours(of: Silence.calls(hours), weeks: weeks.map(Silence.calls)).filter { $0 < end }
    }

    /// What waits for a person.
    public func problemCounts(caller: Caller) throws -> ProblemCounts {
        try require(.see, caller)
        let found = try store.problemCounts(unassigned: unassignedParties())
        var counts = ProblemCounts()
        counts.skipped = found.skippedLines
        counts.conflicts = found.conflicts
        counts.quarantined = found.quarantined.values.reduce(0, +)
        counts.unrated = found.unrated.values.reduce(0, +)
        counts.unassigned = found.unassigned
        return counts
    }

    /// The parties that stand for "nobody", one a switch.
    public func unassignedParties() throws -> [String] {
        let state = try site()
        return state.rater.switches.map { Rater.unassigned($0).text }
    }
}
