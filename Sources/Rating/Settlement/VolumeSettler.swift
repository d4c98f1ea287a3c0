internal import Model
internal import Money
internal import Site
internal import Time

/// What calls of one type used, for volume discounts.
struct VolumeMeasure: Sendable {
    /// 10⁻¹² of the currency that is asked for.
    var charge: Int128 = 0
    var seconds: Int128 = 0
    var calls: Int128 = 0

    mutating func add(_ amount: FineAmount, _ time: Int64) {
        charge += amount.units
        seconds += Int128(time)
        calls += 1
    }

    /// In millionths of what tiers are named in.
    func millionths(_ measure: VolumeDiscount.Measure) -> Int128 {
        switch measure {
        case .charge: charge / 1_000_000
        case .minutes: seconds * 1_000_000 / 60
        case .calls: calls * 1_000_000
        }
    }
}

/// The volume rules of one version: for each call type the first that takes it.
struct VolumePlan: Sendable {
    let rules: [VolumeDiscount]
    /// Indexes of types of each rule, without those that an earlier one takes; `nil`: all that are left.
    let types: [Set<Int32>?]

    init(_ rules: [VolumeDiscount], _ names: [CallTypeID: Int32]) {
        self.rules = rules
        var taken: Set<Int32> = []
        types = rules.map { rule in
            guard !rule.types.isEmpty else { return nil }
            let own = Set(rule.types.compactMap { names[$0] }).subtracting(taken)
            taken.formUnion(own)
            return own
        }
    }

    func rule(for type: Int32) -> Int? { types.firstIndex { $0?.contains(type) ?? true } }

    /// Whether a rule measures calls of a type.
    func measures(_ type: Int32, _ rule: Int) -> Bool { self.rule(for: type) == rule }
}

/// Running totals of what was used, by scope and call type.
struct VolumeTotals: Sendable {
    /// What is measured together.
    struct Scope: Hashable {
        /// A party's calls by one table, or all calls by the tables of a provider, or by a table that has none.
        enum Owner: Hashable {
            case party(Int32, table: Int32)
            case provider(ProviderID)
            case table(Int32)
        }
        var owner: Owner
        /// First day of the period.
        var first: Int32
        var currency: UInt32
    }

    private var totals: [Scope: [Int32: VolumeMeasure]] = [:]
    /// Calls that could not be turned into the currency of their scope: whoever measures them is stopped.
    private var missing: [Scope: [Int32: SettlementFailure]] = [:]

    mutating func add(_ scope: Scope, _ type: Int32, charge: FineAmount, seconds: Int64) {
        totals[scope, default: [:]][type, default: VolumeMeasure()].add(charge, seconds)
    }

    /// A call whose charge in the scope's currency is not known: who measures time or calls counts it.
    mutating func miss(_ scope: Scope, _ type: Int32, seconds: Int64, _ failure: SettlementFailure) {
        add(scope, type, charge: .zero, seconds: seconds)
        missing[scope, default: [:]][type] = failure
    }

    /// All that a rule measures.
    func sum(_ scope: Scope, _ plan: VolumePlan, _ rule: Int) throws(SettlementFailure) -> VolumeMeasure {
        if plan.rules[rule].measure == .charge {
            for (type, failure) in missing[scope] ?? [:] where plan.measures(type, rule) { throw failure }
        }
        var sum = VolumeMeasure()
        for (type, measure) in totals[scope] ?? [:] where plan.measures(type, rule) {
            sum.charge += measure.charge
            sum.seconds += measure.seconds
            sum.calls += measure.calls
        }
        return sum
    }
}

extension VolumeDiscount {
    /// What a call of its own measure pays less, behind a volume already used.
    /// - Parameters:
    ///   - left: what the call costs after packages.
    ///   - seconds: d of the call.
    func graduated(_ left: FineAmount, seconds: Int64, after volume: VolumeMeasure) -> FineAmount? {
        switch measure {
        case .calls:
            return share(left, percent: tier(volume.millionths(.calls))?.percent)
        case .charge:
            return split(left, from: volume.charge, length: left.units, unit: 1_000_000)
        case .minutes:
            guard seconds > 0 else { return .zero }
            // Of 10⁻⁶ seconds: a tier's minute is 60 of them.
            return split(left, from: volume.seconds * 1_000_000, length: Int128(seconds) * 1_000_000, unit: 60)
        }
    }

    /// The discount that a whole period's volume gives each of its calls.
    func whole(_ left: FineAmount, seconds: Int64, of volume: VolumeMeasure) -> FineAmount? {
        if measure == .minutes, seconds == 0 { return .zero }
        let reached = tiers.last { tier in
            switch measure {
            case .charge: volume.charge >= Int128(tier.from.millionths) * 1_000_000
            case .minutes: volume.seconds * 1_000_000 >= Int128(tier.from.millionths) * 60
            case .calls: volume.calls * 1_000_000 >= Int128(tier.from.millionths)
            }
        }
        return share(left, percent: reached?.percent)
    }

    private func tier(_ millionths: Int128) -> Tier? { tiers.last { Int128($0.from.millionths) <= millionths } }

    private func share(_ left: FineAmount, percent: Percent?) -> FineAmount? {
        guard let percent else { return .zero }
        return Exact(left).multiplied(by: Exact(percent))?.fine
    }

    /// Pro rata of the call's own measure, `length` units long from `from` on; `unit` of them are a millionth of a tier's measure.
    private func split(_ left: FineAmount, from begin: Int128, length: Int128, unit: Int128) -> FineAmount? {
        guard length > 0 else { return .zero }
        let end = begin + length
        var sum = Exact.zero
        for (index, tier) in tiers.enumerated() {
            let low = max(begin, Int128(tier.from.millionths) * unit)
            let high = index + 1 < tiers.count ? min(end, Int128(tiers[index + 1].from.millionths) * unit) : end
            guard high > low, let part = Exact(units: high - low, decimals: 0).multiplied(by: Exact(tier.percent)),
                let next = sum.adding(part)
            else { continue }
            sum = next
        }
        // Of the charge the measure is the call's own amount: the parts are amounts already.
        if measure == .charge { return sum.multiplied(by: Exact(units: 1, decimals: FineAmount.decimals))?.fine }
        guard let total = sum.multiplied(by: Exact(left)), let whole = Int64(exactly: length) else { return nil }
        return total.share(1, of: whole)?.fine
    }
}
