internal import Money
internal import Site
internal import Time

/// What is left of an allowance in a period: seconds, minutes, calls, or 10⁻¹² of money.
struct AllowanceBalance: Sendable {
    var own: Int128
    /// From the period before; used after the own.
    var carried: Int128 = 0
    /// What calls that matched needed beyond it.
    var over: Int128 = 0
    var available: Int128 { own + carried }

    mutating func take(_ amount: Int128, beyond: Int128) {
        let first = min(own, amount)
        own -= first
        carried -= min(carried, amount - first)
        over += beyond
    }
}

/// The allowances of one settlement, each made when it is first asked for and from then on known by its slot.
struct AllowanceLedger: Sendable {
    struct Key: Hashable {
        /// Number of the allowance among all of the scheme.
        var allowance: Int
        var holder: AllowanceHolder
        /// First day of the period.
        var first: Int32
    }

    /// What a slot held before something was taken of it.
    struct Taken: Sendable {
        var slot: Int
        var balance: AllowanceBalance
    }

    /// What was granted when a slot was made.
    struct Opened: Sendable {
        var key: Key
        var period: DayRange
        var granted: AllowanceBalance
    }

    private var balances: [AllowanceBalance] = []
    private(set) var opened: [Opened] = []
    private var slots: [Key: Int] = [:]

    /// - Parameters:
    ///   - period: of the call's party.
    ///   - before: the period before it.
    /// - Returns: the slot of the balance.
    mutating func open(
        _ key: Key, _ plan: PackagePlan, _ allowance: Allowance, _ period: DayRange, before: () -> DayRange, _ lines: MembershipLines
    ) -> Int {
        if let slot = slots[key] { return slot }
        var balance = AllowanceBalance(own: AllowanceLedger.own(allowance, plan.cover(of: key.holder, in: period, lines)))
        let before = before()
        if allowance.carryOver, let cover = plan.cover(of: key.holder, in: before, lines) {
            var earlier = key
            earlier.first = before.first.number
            balance.carried = slots[earlier].map { balances[$0].own } ?? AllowanceLedger.own(allowance, cover)
        }
        balances.append(balance)
        opened.append(Opened(key: key, period: period, granted: balance))
        slots[key] = balances.count - 1
        return balances.count - 1
    }

    subscript(slot: Int) -> AllowanceBalance { balances[slot] }

    mutating func take(_ amount: Int128, beyond: Int128, of slot: Int) { balances[slot].take(amount, beyond: beyond) }

    /// As if nothing had been taken: balances as they were, in the order in which they changed.
    mutating func giveBack(_ taken: [Taken]) {
        for before in taken.reversed() { balances[before.slot] = before.balance }
    }

    /// The period's own: whole, or the share of the days, rounded down to whole seconds, minutes, calls or the minor unit.
    static func own(_ allowance: Allowance, _ cover: (days: Int, of: Int)?) -> Int128 {
        guard let cover else { return 0 }
        func share(_ whole: Int128, step: Int128) -> Int128 {
            cover.days == cover.of ? whole : whole * Int128(cover.days) / Int128(cover.of) / step * step
        }
        switch allowance.grant {
        case .time(let seconds, let perMinute): return share(Int128(perMinute ? seconds / 60 : seconds), step: 1)
        case .calls(let count): return share(Int128(count), step: 1)
        case .money(let money):
            let step = (money.currency.minorUnit..<FineAmount.decimals).reduce(Int128(1)) { value, _ in value * 10 }
            return share(FineAmount(money.amount).units, step: step)
        }
    }
}
