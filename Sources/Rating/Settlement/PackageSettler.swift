internal import Model
internal import Money
internal import Site
internal import Time

/// Takes packages off calls that come in the order of settlement (DOMAIN section 6).
struct PackageSettler {
    let plan: SettlementPlan
    private let calls: [PricedCall]
    private let parties: LocalParties
    private let periods: PartyPeriods
    private let isNoting: Bool
    /// The periods were billed: their allowances are used up.
    var isClosed = false
    var ledger = AllowanceLedger()
    var rates: RateMemory
    /// The rules that take part in the call at hand; one buffer for all calls.
    private var parts: [Part] = []
    /// What slots held before this call took of them.
    private var taken: [AllowanceLedger.Taken] = []
    /// For each package and party who has it for the party, as last asked.
    private var holdings: [PackagePlan.Holding]
    /// For each allowance and party the slot last used.
    private var slots: [Slot]
    /// The steps of calls, by their places.
    private(set) var steps: [Int: [SettlementStep]] = [:]

    /// A rule that takes part in a call.
    private struct Part {
        var rule: Int
        /// Of an allowance, -1 none.
        var slot: Int
    }

    private struct Slot {
        var period: Int32
        var holder: AllowanceHolder
        var slot: Int
    }

    /// - Parameter isNoting: whether the steps of each call are wanted.
    init(
        _ plan: SettlementPlan, _ calls: [PricedCall], _ parties: LocalParties, _ periods: PartyPeriods, _ rates: RateMemory, isNoting: Bool
    ) {
        (self.plan, self.calls, self.parties, self.periods, self.rates) = (plan, calls, parties, periods, rates)
        self.isNoting = isNoting
        let count = parties.parties.count
        // A stretch without days: nothing has been asked yet.
        let unasked = PackagePlan.Holding(holder: nil, first: .max, last: .min)
        holdings = Array(repeating: unasked, count: count * plan.rules.packages.count)
        slots = Array(repeating: Slot(period: 0, holder: .party(-1), slot: -1), count: count * plan.rules.allowances)
    }

    /// - Throws: where a rate is missing; then the call has used nothing.
    mutating func settle(_ call: inout RuledCall) throws(SettlementFailure) {
        taken.removeAll(keepingCapacity: true)
        do throws(SettlementFailure) { try applyAll(&call) } catch {
            ledger.giveBack(taken)
            throw error
        }
        // What became unrated has used nothing.
        if call.unrated != .none { ledger.giveBack(taken) }
    }

    private mutating func applyAll(_ call: inout RuledCall) throws(SettlementFailure) {
        try findParts(of: call)
        guard !parts.isEmpty else { return }
        for stage in RulePlan.Stage.allCases {
            for index in parts.indices where plan.rules.rules[parts[index].rule].stage == stage {
                let part = parts[index]
                let left = call.left
                guard left > .zero else { return }
                let kind = try apply(part, to: &call)
                guard call.unrated == .none else { return }
                if isNoting, call.left != left { note(kind, part.rule, call.place, off: left - call.left) }
            }
        }
    }

    private mutating func note(_ kind: SettlementStep.Kind, _ rule: Int, _ place: Int, off: FineAmount) {
        let rule = plan.rules.rules[rule]
        let text = plan.rules.packages[rule.package].id.text
        steps[place, default: []].append(SettlementStep(kind: kind, text: text, rule: rule.place, off: off))
    }

    private mutating func findParts(of call: RuledCall) throws(SettlementFailure) {
        parts.removeAll(keepingCapacity: true)
        for index in plan.rules.packages.indices {
            guard let holder = holder(of: index, call) else { continue }
            let first = parts.count
            for place in plan.rules.packages[index].rules where matches(plan.rules.rules[place], call) {
                if isClosed, plan.rules.rules[place].effect.isAllowance { continue }
                parts.append(Part(rule: place, slot: slot(place, holder, call)))
            }
            guard parts.count - first > 1, plan.rules.packages[index].isBestOf else { continue }
            var best = (off: FineAmount(units: -1), place: first)
            for place in first..<parts.count {
                let off = try alone(parts[place], call)
                if off > best.off { best = (off, place) }
            }
            parts[first] = parts[best.place]
            parts.removeLast(parts.count - first - 1)
        }
    }

    private mutating func holder(of package: Int, _ call: RuledCall) -> AllowanceHolder? {
        let (place, day) = (package * parties.parties.count + Int(call.local), call.day.number)
        if holdings[place].first <= day, day <= holdings[place].last { return holdings[place].holder }
        holdings[place] = plan.rules.packages[package].holding(of: call.party, on: call.day, plan.lines)
        return holdings[place].holder
    }

    /// Where the balance of a rule's allowance is for a call, -1 where it grants none.
    private mutating func slot(_ place: Int, _ holder: AllowanceHolder, _ call: RuledCall) -> Int {
        let rule = plan.rules.rules[place]
        guard case .allowance(let allowance) = rule.effect else { return -1 }
        let known = rule.allowance * parties.parties.count + Int(call.local)
        if slots[known].slot >= 0, slots[known].period == call.period, slots[known].holder == holder { return slots[known].slot }
        let (period, periods) = (periods.period(of: call.party, on: call.day), periods)
        let key = AllowanceLedger.Key(allowance: rule.allowance, holder: holder, first: call.period)
        let slot = ledger.open(
            key, plan.rules.packages[rule.package], allowance, period, before: { periods.before(period, of: call.party) }, plan.lines)
        slots[known] = Slot(period: call.period, holder: holder, slot: slot)
        return slot
    }

    /// What a rule by itself would take off the charge.
    private mutating func alone(_ part: Part, _ call: RuledCall) throws(SettlementFailure) -> FineAmount {
        var alone = call
        guard alone.left > .zero else { return .zero }
        _ = try apply(part, to: &alone)
        ledger.giveBack(taken)
        taken.removeAll(keepingCapacity: true)
        return alone.unrated == .none ? call.charge - alone.left : .zero
    }

    private func matches(_ rule: RulePlan, _ call: RuledCall) -> Bool {
        guard plan.rules.has(rule.types, call.callType), plan.rules.has(rule.destinations, call.destination) else { return false }
        return rule.more < 0 || matches(plan.rules.details[rule.more], call)
    }

    private func matches(_ more: RuleDetail, _ call: RuledCall) -> Bool {
        guard more.isFavourite(calls[call.place].detail.number) else { return false }
        switch more.band {
        case nil: return true
        case .week(_, let minutes)?: return minutes[plan.rater.siteMinute(call.chargingInstant)]
        case .named(let name)?: return plan.rater.bandName(of: call) == name
        }
    }
}

// MARK: What a rule does

extension PackageSettler {
    private mutating func apply(_ part: Part, to call: inout RuledCall) throws(SettlementFailure) -> SettlementStep.Kind {
        switch plan.rules.rules[part.rule].effect {
        case .percent(let percent):
            guard let off = call.left.share(percent) else { throw .outOfRange }
            reduce(&call, by: off)
            return .percent
        case .perCall(let price, let currency):
            reduce(&call, by: try amount(price, 1, currency, call))
            return .amount
        case .perMinute(let price, let currency):
            reduce(&call, by: try amount(price, (call.seconds + 59) / 60, currency, call))
            return .amount
        case .allowance(let allowance):
            guard part.slot >= 0 else { return .allowance }
            switch allowance.grant {
            case .time(_, let perMinute): coverTime(&call, allowance, part.slot, perMinute: perMinute)
            case .calls: coverCall(&call, allowance, part.slot)
            case .money(let money):
                try coverMoney(&call, money.currency, part.slot)
                return .money
            }
            return .allowance
        }
    }

    /// - Parameter beyond: what the call needed more.
    private mutating func take(_ amount: Int128, beyond: Int128 = 0, of slot: Int) {
        taken.append(AllowanceLedger.Taken(slot: slot, balance: ledger[slot]))
        ledger.take(amount, beyond: beyond, of: slot)
    }

    private func reduce(_ call: inout RuledCall, by off: FineAmount) { call.left = max(.zero, call.left - off) }

    private mutating func amount(
        _ price: Price, _ count: Int64, _ currency: Currency?, _ call: RuledCall
    ) throws(SettlementFailure) -> FineAmount {
        let rate = try rates.rate(currency ?? call.currency, call.currency, on: day(call))
        guard let sum = Exact(price).multiplied(by: count)?.multiplied(by: Exact(rate))?.fine else { throw .outOfRange }
        return sum
    }

    /// The day whose rates count.
    private func day(_ call: RuledCall) -> CivilDay { CivilDay(number: plan.rater.siteDay(call.chargingInstant.seconds)) }

    private mutating func coverTime(_ call: inout RuledCall, _ allowance: Allowance, _ slot: Int, perMinute: Bool) {
        let open = call.seconds - call.covered
        guard !call.isInside, open > 0, call.left > .zero else { return }
        let (need, available) = (Int128(perMinute ? (open + 59) / 60 : open), ledger[slot].available)
        if available >= need {
            take(need, of: slot)
            coverAll(&call, allowance)
            return
        }
        take(available, beyond: need - available, of: slot)
        guard available > 0 else { return }
        call.covered += Int64(available) * (perMinute ? 60 : 1)
        let whole = calls[call.place]
        guard let rest = whole.detail.rest.charge(plan.scheme, of: whole, from: call.covered) else {
            call.unrated = .noBandPrice
            return
        }
        call.left = min(call.charge, rest)
    }

    private mutating func coverCall(_ call: inout RuledCall, _ allowance: Allowance, _ slot: Int) {
        guard !call.isInside, call.left > .zero else { return }
        guard ledger[slot].available > 0 else { return take(0, beyond: 1, of: slot) }
        take(1, of: slot)
        coverAll(&call, allowance)
    }

    /// Limits and the table's rounding do not act on what is left.
    private func coverAll(_ call: inout RuledCall, _ allowance: Allowance) {
        call.isInside = true
        call.left = allowance.covers == .all ? .zero : min(call.charge, call.flat)
    }

    /// There and back at the call's rate.
    private mutating func coverMoney(_ call: inout RuledCall, _ currency: Currency, _ slot: Int) throws(SettlementFailure) {
        let available = FineAmount(units: ledger[slot].available)
        guard call.left > .zero else { return }
        guard available > .zero else { return take(0, beyond: beyond(call.left, currency, call), of: slot) }
        let reach = try exchanged(available, currency, call.currency, call)
        let off = min(call.left, reach)
        let used = off == reach ? available : min(available, try exchanged(off, call.currency, currency, call))
        take(used.units, beyond: beyond(call.left - off, currency, call), of: slot)
        call.left = call.left - off
    }

    /// What is left of a charge in the currency of an allowance. It changes nothing for the call: a missing rate stops nothing here.
    private mutating func beyond(_ rest: FineAmount, _ currency: Currency, _ call: RuledCall) -> Int128 {
        guard rest > .zero else { return 0 }
        return (try? exchanged(rest, call.currency, currency, call))?.units ?? 0
    }

    private mutating func exchanged(
        _ amount: FineAmount, _ from: Currency, _ to: Currency, _ call: RuledCall
    ) throws(SettlementFailure) -> FineAmount {
        guard from != to else { return amount }
        guard let result = Exact(amount).multiplied(by: Exact(try rates.rate(from, to, on: day(call))))?.fine else {
            throw .outOfRange
        }
        return result
    }
}

extension PackageRule.Effect {
    /// Whether it is granted by the period.
    fileprivate var isAllowance: Bool { if case .allowance = self { true } else { false } }
}
