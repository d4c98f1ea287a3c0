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
        let sums = try store.summaries(SummaryQuery(days: month, groups: []), by: [[.day, .callType], [.callType], [.party]])
        let hourNow = today == now ? zone.hourOfDay(instant) : nil
        return Dashboard(
            today: today, now: now, month: month, todayByType: try store.summary(SummaryQuery(days: one, groups: [.callType])),
            monthByType: sums[1], hours: hours, silentHours: try silentHours(today, hours, before: hourNow ?? 24), hourNow: hourNow,
            days: sums[0], topParties: dearest(sums[2]), problems: try problemCounts(caller: caller),
            imports: try imports(limit: 5, caller: caller), newest: newest)
    }

    /// The rows of the ten dearest parties. A party has a row for each currency: it keeps all of them.
    private func dearest(_ rows: [SummaryRow]) -> [SummaryRow] {
        let sorted = rows.sorted { ($1.measures.price, $1.measures.seconds) < ($0.measures.price, $0.measures.seconds) }
        var top: [String] = []
        for row in sorted where top.count < 10 { if let party = row.party, !top.contains(party) { top.append(party) } }
        return sorted.filter { $0.party.map(top.contains) ?? false }
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
        counts.quarantined = found.quarantined
        counts.unrated = found.unrated
        counts.unassigned = found.unassigned
        counts.alerts = try store.outboxWaiting()
        return counts
    }

    /// The parties that stand for "nobody", one a switch. What a witness saw needs no owner.
    public func unassignedParties() throws -> [String] {
        let state = try site()
        let witnesses = Set(state.site.switches.filter { $0.role == .witness }.map(\.id))
        return state.rater.switches.filter { !witnesses.contains($0) }.map { Rater.unassigned($0).text }
    }
}
