import Model
import Money
import Site
import Time

/// The charge of one call by tariff alone, with what settlement asks of it.
struct ReferenceCharge {
    var row: ReferenceRow
    /// Before limits and rounding.
    var base = Exact.zero
    var surcharges = Exact.zero
    /// The flat ones among them.
    var flat = Exact.zero
    var charge = Exact.zero
    /// Seconds that allowances of time see.
    var c = 0
    /// Its rest is a share by seconds: metered, given and derived charges.
    var isShared = false
}

enum ReferenceOutcome {
    case free, unrated, quarantined
    case rated(ReferenceCharge)

    var name: String {
        switch self {
        case .free: "free"
        case .unrated: "unrated"
        case .quarantined: "quarantined"
        case .rated: "rated"
        }
    }
}

extension ReferenceWorld {
    func outcome(_ facts: ReferenceFacts, _ scheme: Scheme) -> ReferenceOutcome {
        if facts.isQuarantined { return .quarantined }
        guard let selected = selection(facts, scheme) else { return .free }
        guard let table = selected else { return facts.d > 0 ? .unrated : .free }
        if facts.d == 0 { return unanswered(facts, scheme, table) }
        guard let version = version(table, at: facts.charging) else { return .unrated }
        switch table.kind {
        case .derived: return derived(facts, scheme, ReferenceRow(table: table, version: version, row: nil))
        case .given: return given(facts, scheme, ReferenceRow(table: table, version: version, row: nil))
        case .block, .pulse:
            guard let row = row(version, facts) else { return .unrated }
            return priced(facts, scheme, ReferenceRow(table: table, version: version, row: row))
        }
    }

    private func isMetered(_ facts: ReferenceFacts, _ table: RateTable) -> Bool {
        table.kind == .pulse && table.pulses == .metered && facts.call.pulses != nil
    }

    /// The attempt charge, or what the switch counted although nobody answered.
    private func unanswered(_ facts: ReferenceFacts, _ scheme: Scheme, _ table: RateTable) -> ReferenceOutcome {
        let counted = isMetered(facts, table) && facts.call.pulses ?? 0 > 0
        let given = table.kind == .given && facts.call.given.flatMap(Exact.init(text:)) ?? .zero > .zero
        guard counted || given || table.attemptCharge > .zero else { return .free }
        guard let version = version(table, at: facts.charging) else { return .unrated }
        var row: Row?
        if table.kind == .block || table.kind == .pulse {
            row = self.row(version, facts)
            if row == nil { return .unrated }
        }
        let found = ReferenceRow(table: table, version: version, row: row)
        if given { return self.given(facts, scheme, found) }
        if counted { return priced(facts, scheme, found) }
        var charge = ReferenceCharge(row: found)
        charge.base = Exact(table.attemptCharge)
        charge.charge = found.rounded(charge.base)
        return .rated(charge)
    }

    private func priced(_ facts: ReferenceFacts, _ scheme: Scheme, _ row: ReferenceRow) -> ReferenceOutcome {
        var charge = ReferenceCharge(row: row)
        // Reading: a metered call of d > 0 pays surcharges whatever free seconds and minimum duration are: for c = 0 those of no minute.
        if isMetered(facts, row.table), let pulses = facts.call.pulses {
            charge.isShared = true
            charge.c = max(0, facts.d - row.freeSeconds)
            charge.base = row.connection(facts.charging) + Exact(row.pulsePrice) * pulses
            return finished(charge, facts, scheme, surcharged: facts.d > 0)
        }
        // Such a call is rated with a charge of 0.
        if facts.d < row.minimumDuration || facts.d <= row.freeSeconds { return .rated(charge) }
        charge.c = facts.d - row.freeSeconds
        guard let base = row.base(at: facts.charging, free: row.freeSeconds, c: charge.c) else { return .unrated }
        charge.base = base
        return finished(charge, facts, scheme, surcharged: true)
    }

    private func derived(_ facts: ReferenceFacts, _ scheme: Scheme, _ row: ReferenceRow) -> ReferenceOutcome {
        let other: Scheme = scheme == .price ? .cost : .price
        // One derived table may not stand on another.
        if let table = selection(facts, other) ?? nil, table.kind == .derived { return .unrated }
        guard let derivation = row.version.derived else { return .unrated }
        switch outcome(facts, other) {
        // Reading: where the other scheme's call is free, this one is free too, in state; where it costs 0, rated with 0.
        case .free: return .free
        case .unrated, .quarantined: return .unrated
        case .rated(let source):
            var charge = ReferenceCharge(row: row, c: source.c, isShared: true)
            if source.charge == .zero { return .rated(charge) }
            guard let rate = exchange(source.row.table.currency, row.table.currency, facts.chargingDay) else { return .unrated }
            charge.base = source.charge * rate * (.one + Exact(derivation.percent)) + Exact(derivation.add)
            return finished(charge, facts, scheme, surcharged: true)
        }
    }

    // Reading: an amount without currency is in the table's; minimum duration and free seconds of the version hold as everywhere, but not
    // for an amount above 0 of a call of 0 seconds.
    private func given(_ facts: ReferenceFacts, _ scheme: Scheme, _ row: ReferenceRow) -> ReferenceOutcome {
        guard let amount = facts.call.given.flatMap(Exact.init(text:)) else { return .unrated }
        var charge = ReferenceCharge(row: row, isShared: true)
        if facts.d > 0, facts.d < row.minimumDuration || facts.d <= row.freeSeconds { return .rated(charge) }
        charge.c = max(0, facts.d - row.freeSeconds)
        var currency = row.table.currency
        if let code = facts.call.givenCurrency, !code.isEmpty {
            guard let named = Currency(code) else { return .unrated }
            currency = named
        }
        guard let rate = exchange(currency, row.table.currency, facts.chargingDay) else { return .unrated }
        charge.base = amount * rate
        return finished(charge, facts, scheme, surcharged: facts.d > 0)
    }

    /// Surcharges, limits, rounding.
    private func finished(
        _ charge: ReferenceCharge, _ facts: ReferenceFacts, _ scheme: Scheme, surcharged: Bool
    ) -> ReferenceOutcome {
        var charge = charge
        if surcharged {
            guard let added = surcharges(facts, scheme, charge.row.table, base: charge.base, c: charge.c) else { return .unrated }
            (charge.surcharges, charge.flat) = (added.sum, added.flat)
        }
        charge.charge = charge.row.charge(charge.base + charge.surcharges)
        return .rated(charge)
    }

    /// In their listed order (DOMAIN section 5); `nil` where a rate is missing.
    func surcharges(
        _ facts: ReferenceFacts, _ scheme: Scheme, _ table: RateTable, base: Exact, c: Int
    ) -> (sum: Exact, flat: Exact)? {
        var (sum, flat, counted) = (Exact.zero, Exact.zero, Exact.zero)
        for surcharge in site.surcharges where surcharge.scheme == scheme && surcharge.when.holds(facts) {
            let amount: Exact
            var onBase: Exact
            switch surcharge.addition {
            case .flat(let price, let currency):
                guard let rate = exchange(currency ?? table.currency, table.currency, facts.chargingDay) else { return nil }
                amount = Exact(price) * rate
                onBase = amount
                flat += amount
            case .perMinute(let price, let currency):
                guard let rate = exchange(currency ?? table.currency, table.currency, facts.chargingDay) else { return nil }
                amount = Exact(price) * rate * ((c + 59) / 60)
                onBase = amount
            case .percent(let percent):
                amount = (base + counted) * Exact(percent)
                onBase = base * Exact(percent)
            }
            sum += amount
            if surcharge.counts { counted += onBase }
        }
        return (sum, flat)
    }

    /// What is left of a charge when `taken` seconds from the front of c are covered; `nil` where a band has no price or a rate is missing.
    func rest(_ charge: ReferenceCharge, _ facts: ReferenceFacts, _ scheme: Scheme, taken: Int) -> Exact? {
        let rest = charge.c - taken
        if charge.isShared { return (charge.charge * Exact(rest, over: charge.c)).held }
        let begin = facts.charging + Int64(charge.row.freeSeconds + taken)
        guard let base = charge.row.base(at: begin, free: 0, c: rest),
            let added = surcharges(facts, scheme, charge.row.table, base: base, c: rest)
        else { return nil }
        return min(charge.charge, charge.row.charge(base + added.sum))
    }
}
