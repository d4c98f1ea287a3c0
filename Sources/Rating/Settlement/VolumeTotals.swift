internal import Model
internal import Money
internal import Site

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

    mutating func add(_ other: VolumeMeasure) {
        charge += other.charge
        seconds += other.seconds
        calls += other.calls
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

/// Running totals of what was used, by scope and call type.
struct VolumeTotals: Sendable {
    /// What is measured together.
    struct Scope: Equatable, Sendable {
        /// Number of a party among those settled together, with its calls by one table; or what tables are measured together as.
        var owner: Int
        var table: Int32
        /// First day of the period.
        var first: Int32
        var currency: Currency
    }

    /// The scopes of an owner hang together, the latest first: its periods come one after the other, so that what is looked for is
    /// nearly always among the first few.
    private struct Slot: Sendable {
        var scope: Scope
        var next: Int32
        /// The first of its types, -1 none.
        var types: Int32 = -1
    }

    private struct TypeTotal: Sendable {
        var type: Int32
        var next: Int32
        var measure = VolumeMeasure()
        /// Of a call that could not be turned into the currency of the scope: whoever measures it is stopped.
        var missing: SettlementFailure?
    }

    private var first: [Int32] = []
    private var slots: [Slot] = []
    private var types: [TypeTotal] = []

    /// The slot of a scope, made when it is first asked for.
    mutating func slot(_ scope: Scope) -> Int {
        while first.count <= scope.owner { first.append(-1) }
        var place = first[scope.owner]
        while place >= 0 {
            if slots[Int(place)].scope == scope { return Int(place) }
            place = slots[Int(place)].next
        }
        slots.append(Slot(scope: scope, next: first[scope.owner]))
        first[scope.owner] = Int32(truncatingIfNeeded: slots.count - 1)
        return slots.count - 1
    }

    mutating func add(_ slot: Int, _ type: Int32, charge: FineAmount, seconds: Int64) {
        types[place(slot, type)].measure.add(charge, seconds)
    }

    /// A call whose charge in the scope's currency is not known: who measures time or calls counts it.
    mutating func miss(_ slot: Int, _ type: Int32, seconds: Int64, _ failure: SettlementFailure) {
        let place = place(slot, type)
        types[place].measure.add(.zero, seconds)
        types[place].missing = failure
    }

    private mutating func place(_ slot: Int, _ type: Int32) -> Int {
        var place = slots[slot].types
        while place >= 0 {
            if types[Int(place)].type == type { return Int(place) }
            place = types[Int(place)].next
        }
        types.append(TypeTotal(type: type, next: slots[slot].types))
        slots[slot].types = Int32(truncatingIfNeeded: types.count - 1)
        return types.count - 1
    }

    /// All that a rule measures.
    func sum(_ slot: Int, _ plan: VolumePlan, _ rule: Int) throws(SettlementFailure) -> VolumeMeasure {
        var sum = VolumeMeasure()
        var place = slots[slot].types
        while place >= 0 {
            let next = Int(place)
            place = types[next].next
            guard plan.rule(for: types[next].type) == rule else { continue }
            if let missing = types[next].missing, plan.rules[rule].measure == .charge { throw missing }
            sum.add(types[next].measure)
        }
        return sum
    }
}
