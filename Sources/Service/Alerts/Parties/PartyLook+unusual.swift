import Delivery
import Model
import Reporting
import Site
import Store
import Time

extension PartyLook {
    /// Looks at the parties whose calls of the running days changed. Of each its calls of the day are read, and, where a rule's floor is
    /// reached, once those of the weeks before.
    mutating func unusual(_ rules: [AlertRule], _ memory: inout PartyMemory) throws {
        let rules = rules.filter { $0.when.past(before: today) != nil }
        for day in Set(rules.flatMap(days)).sorted() {
            var asked: [String: [AlertRule]] = [:]
            for rule in rules where days(rule).contains(day) {
                let scope = PartyScope(parties: rule.when.parties, nodes: rule.when.organisation, DayRange(day), state.reporting)
                let isFirst = memory.judged.insert(LedgerName(id: rule.id.text, first: day)).inserted
                for party in try parties(in: DayRange(day), scope, isFirst: isFirst) { asked[party, default: []].append(rule) }
            }
            for (party, rules) in asked.sorted(by: { $0.key < $1.key }) {
                // Apart, so that the numbers called are read for those rules alone that need them.
                try judge(party, day, rules.filter { !$0.when.isOfCountries }, PartyHour.keys, &memory)
                try judge(party, day, rules.filter(\.when.isOfCountries), PartyHour.keysOfCountries, &memory)
            }
        }
    }

    private mutating func judge(
        _ party: String, _ day: CivilDay, _ rules: [AlertRule], _ keys: Set<TallyKey>, _ memory: inout PartyMemory
    ) throws {
        guard !rules.isEmpty else { return }
        let hours = try hours(of: party, DayRange(day), keys)
        let rules = rules.filter { $0.when.reachesFloor(hours, on: day) }
        guard !rules.isEmpty else { return }
        try remember(party, day, rules, keys, &memory)
        for rule in rules {
            guard let past = memory.pasts[party]?[PastName(rule: rule.id, day: day)] else { continue }
            let found = rule.when.unusual(hours, of: party, on: day, past, after: now - Int64(rule.age), state.site)
            for finding in found { add(rule, finding) }
        }
    }

    /// What was usual, for the rules that do not know it yet: read once for all of them.
    private func remember(
        _ party: String, _ day: CivilDay, _ rules: [AlertRule], _ keys: Set<TallyKey>, _ memory: inout PartyMemory
    ) throws {
        let missing = rules.filter { memory.pasts[party]?[PastName(rule: $0.id, day: day)] == nil }
        let pasts = missing.compactMap { $0.when.past(before: day) }
        guard let first = pasts.map(\.first).min(), let days = DayRange(first, day + -1) else { return }
        let hours = try hours(of: party, days, keys)
        for rule in missing {
            memory.pasts[party, default: [:]][PastName(rule: rule.id, day: day)] = PartyPast(rule.when, hours, before: day)
        }
    }

    /// A party's calls, as the summaries count them.
    private func hours(of party: String, _ days: DayRange, _ keys: Set<TallyKey>) throws -> [PartyHour] {
        var filter = CallFilter(days: days)
        filter.parties = [PartyDays(party)]
        filter.states = CallState.allCases.filter { $0 != .conflict && $0 != .quarantined }
        filter.records = .calls
        let zone = state.site.settings.zone
        let isOfCountries = keys.contains(.called)
        return try book.store.tally(TallyQuery(filter, by: keys)).all().compactMap { row in
            isOfCountries ? PartyHour(row, zone, country: state.reporting.country) : PartyHour(row, zone)
        }
    }
}
