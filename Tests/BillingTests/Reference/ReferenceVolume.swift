import Model
import Money
import Site
import Time

/// Volume discount (DOMAIN section 7).
struct ReferenceVolume {
    let world: ReferenceWorld
    /// Calls that still cost something after packages, by charging instant, then identity.
    let measured: [ReferenceEntry]

    private func list(_ table: RateTable, _ version: Version) -> [VolumeDiscount] { version.volumeDiscount ?? table.volumeDiscount }

    /// The first rule that takes a type counts.
    private func taking(_ list: [VolumeDiscount], _ type: CallTypeID?) -> Int? {
        list.firstIndex { rule in rule.types.isEmpty || type.map { rule.types.contains($0) } == true }
    }

    func discount(_ entry: ReferenceEntry) throws -> Exact {
        let row = entry.charge.row
        var list = list(row.table, row.version)
        guard let left = entry.left, var index = taking(list, entry.facts.type) else { return .zero }
        if list[index].mode == .whole {
            // The tiers of the version in force in the period's last second. Reading: its whole rule for the type, what it measures too.
            let period = list[index].over == .party ? entry.period : entry.month
            guard let last = world.version(row.table, at: world.lastSecond(period)) else { return .zero }
            list = self.list(row.table, last)
            guard let found = taking(list, entry.facts.type) else { return .zero }
            index = found
        }
        let rule = list[index]
        if rule.measure == .minutes, entry.facts.d == 0 { return .zero }
        // Reading: of the calls before, those count that this list would give to this rule.
        let pool = measured.filter { isTogether($0, entry, rule) && taking(list, $0.facts.type) == index }
        if rule.mode == .whole {
            let total = try pool.reduce(Exact.zero) { $0 + (try measure($1, rule, row.table)) }
            let tier = rule.tiers.last { Exact($0.from) <= total }
            return (left * Exact(tier?.percent ?? Percent(units: 0))).held
        }
        var before = Exact.zero
        for other in pool where ReferenceFacts.precedes(other.facts, entry.facts) { before += try measure(other, rule, row.table) }
        if rule.measure == .calls {
            let tier = rule.tiers.last { Exact($0.from) <= before }
            return (left * Exact(tier?.percent ?? Percent(units: 0))).held
        }
        let own = try measure(entry, rule, row.table)
        var sum = Exact.zero
        for (number, tier) in rule.tiers.enumerated() {
            let begin = max(before, Exact(tier.from))
            var end = before + own
            if number + 1 < rule.tiers.count { end = min(end, Exact(rule.tiers[number + 1].from)) }
            if end > begin { sum += left * (end - begin) / own * Exact(tier.percent) }
        }
        return sum.held
    }

    /// Whether two calls run into one volume. Reading: a table without provider that measures over its provider measures itself.
    private func isTogether(_ other: ReferenceEntry, _ entry: ReferenceEntry, _ rule: VolumeDiscount) -> Bool {
        let (table, otherTable) = (entry.charge.row.table, other.charge.row.table)
        switch rule.over {
        case .party:
            return otherTable.id == table.id && other.facts.party?.id == entry.facts.party?.id && other.period == entry.period
        case .provider:
            let same = table.provider.map { $0 == otherTable.provider } ?? (otherTable.id == table.id)
            return same && other.month == entry.month
        }
    }

    private func measure(_ entry: ReferenceEntry, _ rule: VolumeDiscount, _ table: RateTable) throws -> Exact {
        switch rule.measure {
        case .calls: return .one
        case .minutes: return Exact(entry.facts.d, over: 60)
        case .charge:
            let rate = try world.exchange(entry.currency, table.currency, needed: entry.facts.chargingDay)
            return entry.currency == table.currency ? entry.left ?? .zero : ((entry.left ?? .zero) * rate).held
        }
    }
}
