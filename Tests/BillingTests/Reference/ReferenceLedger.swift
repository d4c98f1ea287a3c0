import Model
import Money
import Site
import Time

/// A rated call in settlement.
struct ReferenceEntry {
    let facts: ReferenceFacts
    let charge: ReferenceCharge
    /// Billing period of its party by its start; of a call without party the calendar month.
    let period: DayRange
    /// Calendar month of its start.
    let month: DayRange
    /// What packages left of it; `nil`: they made it unrated.
    var left: Exact?
    var volumeDiscount = Exact.zero
    /// A rate that its settlement would have needed.
    var missing: ReferenceMissingRate?

    var currency: Currency { charge.row.table.currency }
    var isMeasured: Bool { missing == nil && left ?? .zero > .zero }
}

/// All calls of a site, settled in one scheme.
struct ReferenceLedger {
    let world: ReferenceWorld
    let scheme: Scheme
    /// Every call that counts with what its tariff says, in the order of the input.
    private(set) var outcomes: [(facts: ReferenceFacts, outcome: ReferenceOutcome)] = []
    private(set) var entries: [ReferenceEntry] = []
    /// What became of the allowances that calls asked for.
    private(set) var used: [ReferencePackages.Key: ReferencePackages.Used] = [:]

    init(site: Site, calls: [ReferenceCall], scheme: Scheme) {
        world = ReferenceWorld(site: site)
        self.scheme = scheme
        var known: Set<[String]> = []
        for call in calls.sorted(by: { $0.index < $1.index }) {
            // Of two lines with one identity the first counts.
            guard known.insert([String(call.start.seconds), call.called, call.calling, call.leg]).inserted else { continue }
            let facts = world.facts(call)
            let outcome = world.outcome(facts, scheme)
            outcomes.append((facts, outcome))
            guard case .rated(let charge) = outcome else { continue }
            let period = world.period(facts.party, facts.day)
            entries.append(ReferenceEntry(facts: facts, charge: charge, period: period, month: world.period(nil, facts.day)))
        }
        // Period after period, so that what is carried over is known; inside by charging instant, then identity.
        entries.sort {
            if $0.period.first != $1.period.first { return $0.period.first < $1.period.first }
            return ReferenceFacts.precedes($0.facts, $1.facts)
        }
        settlePackages()
        settleVolume()
    }

    private mutating func settlePackages() {
        var packages = ReferencePackages(world: world, scheme: scheme)
        defer { used = packages.used }
        for index in entries.indices {
            let before = packages.used
            do {
                entries[index].left = try packages.settle(entries[index])
            } catch {
                packages.used = before
                entries[index].missing = error as? ReferenceMissingRate
            }
        }
    }

    private mutating func settleVolume() {
        let measured = entries.filter(\.isMeasured).sorted { ReferenceFacts.precedes($0.facts, $1.facts) }
        let volume = ReferenceVolume(world: world, measured: measured)
        for index in entries.indices where entries[index].isMeasured {
            do {
                entries[index].volumeDiscount = try volume.discount(entries[index])
            } catch {
                entries[index].missing = error as? ReferenceMissingRate
            }
        }
    }

    /// The lines of a party's calls that start on the days.
    func lines(_ party: Party, _ days: DayRange) throws -> [ReferenceLine] {
        let currency = party.currency ?? world.site.settings.currency
        for entry in entries where entry.facts.party?.id == party.id && entry.period.first <= days.last {
            // Reading: a rate missing anywhere in the periods that the days touch stops the bill, also for a call on another day of them:
            // the settlement of a whole period needs it.
            guard entry.period.last >= days.first else { continue }
            if let missing = entry.missing { throw missing }
            if entry.left != nil, party.exchangeAt == .call {
                _ = try world.exchange(entry.currency, currency, needed: entry.facts.chargingDay)
            }
        }
        return try outcomes.compactMap { facts, outcome in
            guard facts.party?.id == party.id, days.contains(facts.day) else { return nil }
            guard case .rated = outcome, let entry = entries.first(where: { $0.facts.call.index == facts.call.index }) else {
                return ReferenceLine(call: facts.call.index, state: outcome.name)
            }
            guard let left = entry.left else { return ReferenceLine(call: facts.call.index, state: "unrated") }
            var line = ReferenceLine(call: facts.call.index, state: "rated")
            (line.currency, line.finalCurrency) = (entry.currency, currency)
            line.base = entry.charge.base.held
            line.surcharges = entry.charge.surcharges.held
            line.charge = entry.charge.charge
            line.adjustment = line.charge - line.base - line.surcharges
            line.packageDiscount = line.charge - left
            line.volumeDiscount = entry.volumeDiscount
            line.net = left - line.volumeDiscount
            // Reading: also a net of 0 needs its rate.
            let day = party.exchangeAt == .bill ? days.last : facts.chargingDay
            let rate = try world.exchange(entry.currency, currency, needed: day)
            line.rate = rate.text
            line.final = (line.net * rate).rounded(decimals: world.site.settings.precision(of: currency))
            return line
        }
    }
}
