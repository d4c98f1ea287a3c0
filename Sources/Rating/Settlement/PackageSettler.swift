internal import Model
internal import Money
internal import Site
internal import Time

/// Takes packages off calls that come in the order of settlement (DOMAIN section 6).
struct PackageSettler {
    let rater: Rater
    let scheme: Scheme
    let packages: [PackagePlan]
    let lines: MembershipLines
    let periods: PartyPeriods
    private let isNoting: Bool
    /// The periods were billed: their allowances are used up.
    var isClosed = false
    private var ledger = AllowanceLedger()
    /// The rules that take part in the call at hand; one buffer for all calls.
    private var parts: [Part] = []

    /// - Parameter isNoting: whether the steps of each call are wanted.
    init(_ rater: Rater, _ site: Site, _ scheme: Scheme, names: ConditionNames, periods: PartyPeriods, isNoting: Bool) {
        (self.rater, self.scheme, self.periods, self.isNoting) = (rater, scheme, periods, isNoting)
        packages = site.packages.filter { $0.scheme == scheme }.map { PackagePlan($0, names) }
        lines = MembershipLines(site, names)
    }

    /// A rule that takes part in a call.
    private struct Part {
        var package: Int
        var rule: Int
        var effect: PackageRule.Effect
        /// Of an allowance.
        var key: AllowanceLedger.Key?
    }

    /// A call on its way through the rules.
    struct Way {
        var call: PricedCall
        var left: FineAmount
        /// Seconds of c that allowances have taken from the front.
        var covered: Int64 = 0
        var isInside = false
        var steps: [SettlementStep] = []
        var unrated: Reason?
        /// Balances as they were before this call took of them.
        var taken: [(key: AllowanceLedger.Key, balance: AllowanceBalance)] = []

        /// At its begin: nothing is off yet.
        init(call: PricedCall) {
            self.call = call
            left = FineAmount(call.charge.amount)
        }
    }

    /// - Throws: where a rate is missing; then the call has used nothing.
    mutating func settle(_ call: PricedCall) throws(SettlementFailure) -> Way {
        var way = Way(call: call)
        do throws(SettlementFailure) { try settle(&way) } catch {
            ledger.giveBack(way.taken)
            throw error
        }
        // What became unrated has used nothing.
        if way.unrated != nil { ledger.giveBack(way.taken) }
        return way
    }

    private mutating func settle(_ way: inout Way) throws(SettlementFailure) {
        try findParts(of: way.call)
        guard !parts.isEmpty else { return }
        for stage in Stage.allCases {
            for index in parts.indices where Stage(parts[index].effect) == stage {
                let part = parts[index]
                let left = way.left
                guard left > .zero else { return }
                let kind = try apply(part, to: &way)
                guard way.unrated == nil else { return }
                if isNoting, way.left != left {
                    way.steps.append(
                        SettlementStep(kind: kind, text: packages[part.package].id.text, rule: part.rule, off: left - way.left))
                }
            }
        }
    }

    /// Whatever their order in the list, rules act in this one.
    private enum Stage: CaseIterable {
        case cover, reduce, money

        init(_ effect: PackageRule.Effect) {
            switch effect {
            case .percent, .perCall, .perMinute: self = .reduce
            case .allowance(let allowance):
                if case .money = allowance.grant { self = .money } else { self = .cover }
            }
        }
    }

    private mutating func findParts(of call: PricedCall) throws(SettlementFailure) {
        parts.removeAll(keepingCapacity: true)
        for index in packages.indices {
            guard let holder = packages[index].holder(of: call.party, on: call.day, lines) else { continue }
            let first = parts.count
            for place in packages[index].rules.indices where matches(packages[index].rules[place], call) {
                if isClosed, packages[index].rules[place].effect.isAllowance { continue }
                parts.append(part(index, place, holder, call))
            }
            guard packages[index].isBestOf, parts.count - first > 1 else { continue }
            var best = (off: FineAmount(units: -1), place: first)
            for place in first..<parts.count {
                let off = try alone(parts[place], call)
                if off > best.off { best = (off, place) }
            }
            parts[first] = parts[best.place]
            parts.removeLast(parts.count - first - 1)
        }
    }

    private mutating func part(_ index: Int, _ place: Int, _ holder: AllowanceHolder, _ call: PricedCall) -> Part {
        var part = Part(package: index, rule: place, effect: packages[index].rules[place].effect)
        guard case .allowance(let allowance) = part.effect else { return part }
        let (period, periods) = (periods.period(of: call), periods)
        part.key = ledger.open(
            AllowanceLedger.Key(package: index, rule: place, holder: holder, first: period.first.number), packages[index], allowance,
            period,
            before: { periods.before(period, of: call.party) }, lines)
        return part
    }

    /// What a rule by itself would take off the charge.
    private mutating func alone(_ part: Part, _ call: PricedCall) throws(SettlementFailure) -> FineAmount {
        var way = Way(call: call)
        guard way.left > .zero else { return .zero }
        _ = try apply(part, to: &way)
        ledger.giveBack(way.taken)
        return way.unrated == nil ? FineAmount(call.charge.amount) - way.left : .zero
    }

    private func matches(_ rule: PackagePlan.Rule, _ call: PricedCall) -> Bool {
        if let types = rule.types, !types.contains(call.callType) { return false }
        if let destinations = rule.destinations, !destinations.contains(call.destination) { return false }
        if !rule.favourites.isEmpty {
            let number = String(decoding: call.detail.number, as: UTF8.self)
            guard rule.favourites.contains(where: { TextPattern.matches($0, number) }) else { return false }
        }
        switch rule.band {
        case nil: return true
        case .week(_, let minutes)?: return minutes[rater.siteMinute(call.chargingInstant)]
        case .named(let name)?: return rater.bandName(of: call) == name
        }
    }
}

// MARK: What a rule does

extension PackageSettler {
    private mutating func apply(
        _ part: Part, to way: inout Way
    ) throws(SettlementFailure) -> SettlementStep.Kind {
        switch part.effect {
        case .percent(let percent):
            guard let off = Exact(way.left).multiplied(by: Exact(percent))?.fine else { throw .outOfRange }
            reduce(&way, by: off)
            return .percent
        case .perCall(let price, let currency):
            reduce(&way, by: try amount(price, 1, currency, way.call))
            return .amount
        case .perMinute(let price, let currency):
            reduce(&way, by: try amount(price, (way.call.seconds + 59) / 60, currency, way.call))
            return .amount
        case .allowance(let allowance):
            guard let key = part.key else { return .allowance }
            switch allowance.grant {
            case .time(_, let perMinute): coverTime(&way, allowance, key, perMinute: perMinute)
            case .calls: coverCall(&way, allowance, key)
            case .money(let money):
                try coverMoney(&way, money.currency, key)
                return .money
            }
            return .allowance
        }
    }

    private mutating func take(_ amount: Int128, of key: AllowanceLedger.Key, _ way: inout Way) {
        way.taken.append((key, ledger.balance(key)))
        ledger.take(amount, of: key)
    }

    private func reduce(_ way: inout Way, by off: FineAmount) { way.left = max(.zero, way.left - off) }

    private func amount(
        _ price: Price, _ count: Int64, _ currency: Currency?, _ call: PricedCall
    ) throws(SettlementFailure) -> FineAmount {
        let rate = try rater.settlementRate(currency ?? call.charge.currency, call.charge.currency, of: call)
        guard let sum = Exact(price).multiplied(by: count)?.multiplied(by: Exact(rate))?.fine else { throw .outOfRange }
        return sum
    }

    private mutating func coverTime(
        _ way: inout Way, _ allowance: Allowance, _ key: AllowanceLedger.Key, perMinute: Bool
    ) {
        let open = way.call.seconds - way.covered
        guard !way.isInside, open > 0, way.left > .zero else { return }
        let (need, available) = (Int128(perMinute ? (open + 59) / 60 : open), ledger.balance(key).available)
        guard available > 0 else { return }
        if available >= need {
            take(need, of: key, &way)
            coverAll(&way, allowance)
            return
        }
        take(available, of: key, &way)
        way.covered += Int64(available) * (perMinute ? 60 : 1)
        guard let rest = way.call.detail.rest.charge(scheme, of: way.call, from: way.covered) else {
            way.unrated = .noBandPrice
            return
        }
        way.left = min(FineAmount(way.call.charge.amount), rest)
    }

    private mutating func coverCall(
        _ way: inout Way, _ allowance: Allowance, _ key: AllowanceLedger.Key
    ) {
        guard !way.isInside, way.left > .zero, ledger.balance(key).available > 0 else { return }
        take(1, of: key, &way)
        coverAll(&way, allowance)
    }

    /// Limits and the table's rounding do not act on what is left.
    private func coverAll(_ way: inout Way, _ allowance: Allowance) {
        way.isInside = true
        way.left = allowance.covers == .all ? .zero : min(FineAmount(way.call.charge.amount), way.call.flat)
    }

    /// There and back at the call's rate.
    private mutating func coverMoney(
        _ way: inout Way, _ currency: Currency, _ key: AllowanceLedger.Key
    ) throws(SettlementFailure) {
        let available = FineAmount(units: ledger.balance(key).available)
        guard way.left > .zero, available > .zero else { return }
        let own = way.call.charge.currency
        let reach = try exchanged(available, currency, own, way.call)
        let off = min(way.left, reach)
        let used = off == reach ? available : min(available, try exchanged(off, own, currency, way.call))
        take(used.units, of: key, &way)
        way.left = way.left - off
    }

    private func exchanged(
        _ amount: FineAmount, _ from: Currency, _ to: Currency, _ call: PricedCall
    ) throws(SettlementFailure) -> FineAmount {
        guard from != to else { return amount }
        guard let result = Exact(amount).multiplied(by: Exact(try rater.settlementRate(from, to, of: call)))?.fine else {
            throw .outOfRange
        }
        return result
    }
}

extension PackageRule.Effect {
    /// Whether it is granted by the period.
    fileprivate var isAllowance: Bool { if case .allowance = self { true } else { false } }
}
