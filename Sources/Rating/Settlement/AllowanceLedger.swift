internal import Money
internal import Site
internal import Time

/// What is left of an allowance in a period: seconds, minutes, calls, or 10⁻¹² of money.
struct AllowanceBalance: Sendable {
    var own: Int128
    /// From the period before; used after the own.
    var carried: Int128 = 0
    var available: Int128 { own + carried }

    mutating func take(_ amount: Int128) {
        let first = min(own, amount)
        own -= first
        carried -= min(carried, amount - first)
    }
}

/// The allowances of one settlement, each made when it is first asked for.
struct AllowanceLedger: Sendable {
    struct Key: Hashable {
        var package: Int
        var rule: Int
        var holder: AllowanceHolder
        var first: Int32
    }

    private var balances: [Key: AllowanceBalance] = [:]

    /// - Parameters:
    ///   - period: of the call's party.
    ///   - before: the period before it.
    /// - Returns: where the balance is.
    mutating func open(
        _ key: Key, _ plan: PackagePlan, _ allowance: Allowance, _ period: DayRange, before: () -> DayRange, _ lines: MembershipLines
    ) -> Key {
        guard balances[key] == nil else { return key }
        var balance = AllowanceBalance(own: AllowanceLedger.own(allowance, plan.cover(of: key.holder, in: period, lines)))
        let before = before()
        if allowance.carryOver, let cover = plan.cover(of: key.holder, in: before, lines) {
            var earlier = key
            earlier.first = before.first.number
            balance.carried = balances[earlier]?.own ?? AllowanceLedger.own(allowance, cover)
        }
        balances[key] = balance
        return key
    }

    func balance(_ key: Key) -> AllowanceBalance { balances[key] ?? AllowanceBalance(own: 0) }

    mutating func take(_ amount: Int128, of key: Key) { balances[key]?.take(amount) }

    /// As if nothing had been taken: balances as they were, in the order in which they changed.
    mutating func giveBack(_ taken: [(key: Key, balance: AllowanceBalance)]) {
        for (key, balance) in taken.reversed() { balances[key] = balance }
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
