import Model
import Site
import Store
import Time

extension OpenBook {
    /// The billing periods of a party that some days touch. One that was billed keeps its days, whatever the cycle is now: what it leaves
    /// of a period of the new cycle is a period of its own.
    func billingPeriods(of party: PartyID, _ days: DayRange, _ scheme: Scheme, _ state: SiteState) throws -> [DayRange] {
        let periods = state.billingPeriods(of: party, days)
        guard scheme == .price, let first = periods.first, let last = periods.last, let span = DayRange(first.first, last.last) else {
            return periods
        }
        let frozen = try store.frozenSettlements(of: party.text, overlapping: span).map(\.period)
        if frozen.allSatisfy(periods.contains) { return periods }
        var found: [DayRange] = []
        for period in frozen + periods { found += period.without(found) }
        return found.filter { $0.common(days) != nil }.sorted { $0.first < $1.first }
    }
}

extension DayRange {
    /// The days that are in none of some other ranges.
    func without(_ others: [DayRange]) -> [DayRange] {
        others.reduce([self]) { rest, other in
            rest.flatMap { part in
                guard part.common(other) != nil else { return [part] }
                return [DayRange(part.first, other.first + -1), DayRange(other.last + 1, part.last)].compactMap(\.self)
            }
        }
    }
}
