import Model
import Money
import Site
import Time

/// The allowances as they stand, and the rules that act on them (DOMAIN section 6).
struct ReferencePackages {
    let world: ReferenceWorld
    let scheme: Scheme

    /// An allowance belongs to a rule, a holder and a billing period.
    struct Key: Hashable {
        var package: Int
        var rule: Int
        var holder: Holder
        // Reading: parties that share an allowance but not a cycle share nothing: the period is that of the call's party.
        var period: DayRange
    }
    struct Used {
        var own = Exact.zero
        var carried = Exact.zero
        /// What matching calls needed when less was left.
        var over = Exact.zero
    }
    /// A rule that holds for a call.
    struct Held {
        var package: Int
        var index: Int
        var rule: PackageRule
        var holder: Holder
    }
    var used: [Key: Used] = [:]
    /// Own parts that were reckoned already.
    private var grants: [Key: Exact] = [:]

    init(world: ReferenceWorld, scheme: Scheme) {
        self.world = world
        self.scheme = scheme
    }

    /// What packages leave of a charge; `nil`: the call is unrated. Allowances are consumed.
    mutating func settle(_ entry: ReferenceEntry) throws -> Exact? {
        var rules: [Held] = []
        for (index, package) in world.site.packages.enumerated() where package.scheme == scheme {
            guard let holder = holder(package, entry) else { continue }
            var matching: [Held] = []
            for (number, rule) in package.rules.enumerated() where holds(rule.when, entry) {
                matching.append(Held(package: index, index: number, rule: rule, holder: holder))
            }
            rules += package.mode == .bestOf ? try best(matching, entry) : matching
        }
        let before = used
        let left = try apply(rules, entry)
        if left == nil { used = before }
        return left
    }

    /// The one that alone would take off most, of equals the first. Reading: a rule that would leave the call without a rate takes off
    /// nothing. Reading: one rule alone is compared with nothing, so no rate is needed for that.
    private func best(_ rules: [Held], _ entry: ReferenceEntry) throws -> [Held] {
        if rules.count == 1 { return rules }
        var found: (off: Exact, rule: Held)?
        for rule in rules {
            var alone = self
            let left = try alone.apply([rule], entry)
            let off = left.map { entry.charge.charge - $0 } ?? .zero
            if found.map({ $0.off < off }) ?? true { found = (off, rule) }
        }
        return found.map { [$0.rule] } ?? []
    }

    /// The first assignment in force at the call's start says whose the package is.
    private func holder(_ package: Package, _ entry: ReferenceEntry) -> Holder? {
        guard let party = entry.facts.party else { return nil }
        for assignment in package.assigned where assignment.validity.contains(entry.facts.day) {
            switch assignment.holder {
            case .party(party.id): return .party(party.id)
            case .organisation(let node) where entry.facts.nodes.contains(node):
                return assignment.shared ? assignment.holder : .party(party.id)
            default: continue
            }
        }
        return nil
    }

    private func holds(_ when: PackageCondition, _ entry: ReferenceEntry) -> Bool {
        let facts = entry.facts
        if !when.types.isEmpty, facts.type.map({ when.types.contains($0) }) != true { return false }
        if !when.destinations.isEmpty, facts.destination.map({ referenceMatches($0, when.destinations) }) != true { return false }
        if !when.favourites.isEmpty, facts.call.called.isEmpty || !referenceMatches(facts.call.called, when.favourites) { return false }
        switch when.band {
        case nil: return true
        case .named(let name): return entry.charge.row.band(facts.charging) == name
        case .week(_, let minutes): return minutes[world.zone.wall(facts.charging).weekMinute]
        }
    }

    /// The three steps, whatever the order of the list.
    private mutating func apply(_ rules: [Held], _ entry: ReferenceEntry) throws -> Exact? {
        let charge = entry.charge
        guard charge.charge > .zero else { return .zero }
        var (left, taken, isCovered) = (charge.charge, 0, false)
        for rule in rules {
            guard case .allowance(let allowance) = rule.rule.effect, left > .zero, !isCovered else { continue }
            let whole = allowance.covers == .all ? Exact.zero : min(charge.charge, charge.flat.held)
            switch allowance.grant {
            case .money: continue
            case .calls:
                guard available(rule, entry) >= .one else {
                    used[key(rule, entry.period), default: Used()].over += .one
                    continue
                }
                consume(.one, rule, entry)
                (left, isCovered) = (whole, true)
            case .time(_, let perMinute):
                let available = available(rule, entry)
                guard charge.c > taken else { continue }
                let seconds = charge.c - taken
                let needed = Exact(perMinute ? (seconds + 59) / 60 : seconds)
                used[key(rule, entry.period), default: Used()].over += max(.zero, needed - available)
                guard available > .zero else { continue }
                consume(min(needed, available), rule, entry)
                if available >= needed {
                    (left, isCovered) = (whole, true)
                } else {
                    taken += available.floor * (perMinute ? 60 : 1)
                    guard let rest = world.rest(charge, entry.facts, scheme, taken: taken) else { return nil }
                    left = rest
                }
            }
        }
        for rule in rules where left > .zero { left = max(.zero, left - (try off(rule.rule.effect, left, entry)).held) }
        for rule in rules where left > .zero { left -= try money(rule, left, entry) }
        return left
    }

    /// Percentages and amounts. Reading: what is taken off is held to 12 decimals, an amount after the exchange.
    private func off(_ effect: PackageRule.Effect, _ left: Exact, _ entry: ReferenceEntry) throws -> Exact {
        let (price, currency, times): (Price, Currency?, Int)
        switch effect {
        case .allowance: return .zero
        case .percent(let percent): return left * Exact(percent)
        case .perCall(let amount, let named): (price, currency, times) = (amount, named, 1)
        case .perMinute(let amount, let named): (price, currency, times) = (amount, named, (entry.charge.c + 59) / 60)
        }
        let table = entry.currency
        return Exact(price) * times * (try world.exchange(currency ?? table, table, needed: entry.facts.chargingDay))
    }

    /// An allowance of money, there and back. Reading: back is at the rate of the pair the other way round, found like any rate.
    private mutating func money(_ rule: Held, _ left: Exact, _ entry: ReferenceEntry) throws -> Exact {
        guard case .allowance(let allowance) = rule.rule.effect, case .money(let grant) = allowance.grant else { return .zero }
        let available = available(rule, entry)
        let day = entry.facts.chargingDay
        guard available > .zero else {
            goOver(rule, left, grant.currency, entry)
            return .zero
        }
        let reach = (available * (try world.exchange(grant.currency, entry.currency, needed: day))).held
        if reach <= left {
            consume(available, rule, entry)
            goOver(rule, left - reach, grant.currency, entry)
            return reach
        }
        let back = (left * (try world.exchange(entry.currency, grant.currency, needed: day))).held
        consume(min(back, available), rule, entry)
        return left
    }
}

// The books of allowances, in seconds, minutes, calls or money.
extension ReferencePackages {
    private func key(_ rule: Held, _ period: DayRange) -> Key {
        Key(package: rule.package, rule: rule.index, holder: rule.holder, period: period)
    }

    private mutating func ownLeft(_ rule: Held, _ period: DayRange, _ entry: ReferenceEntry) -> Exact {
        let key = key(rule, period)
        let granted = grants[key] ?? granted(rule, period, entry.facts.party)
        grants[key] = granted
        return max(.zero, granted - (used[key]?.own ?? .zero))
    }

    private mutating func carriedLeft(_ rule: Held, _ entry: ReferenceEntry) -> Exact {
        guard case .allowance(let allowance) = rule.rule.effect, allowance.carryOver else { return .zero }
        let before = world.period(entry.facts.party, entry.period.first + -1)
        return max(.zero, ownLeft(rule, before, entry) - (used[key(rule, entry.period)]?.carried ?? .zero))
    }

    private mutating func available(_ rule: Held, _ entry: ReferenceEntry) -> Exact {
        ownLeft(rule, entry.period, entry) + carriedLeft(rule, entry)
    }

    /// The period's own first, then what was carried over.
    private mutating func consume(_ amount: Exact, _ rule: Held, _ entry: ReferenceEntry) {
        let own = min(amount, ownLeft(rule, entry.period, entry))
        used[key(rule, entry.period), default: Used()].own += own
        used[key(rule, entry.period), default: Used()].carried += amount - own
    }

    /// Reading: what has no rate into the allowance's currency is not told.
    private mutating func goOver(_ rule: Held, _ rest: Exact, _ currency: Currency, _ entry: ReferenceEntry) {
        guard let rate = try? world.exchange(entry.currency, currency, needed: entry.facts.chargingDay) else { return }
        used[key(rule, entry.period), default: Used()].over += (rest * rate).held
    }

    /// The own part of a period. Reading: the days of an assignment to a node are its own days, on which the party belongs to the node.
    private func granted(_ rule: Held, _ period: DayRange, _ party: Party?) -> Exact {
        guard case .allowance(let allowance) = rule.rule.effect else { return .zero }
        let days = (0..<period.count).map { period.first + $0 }
        var prorata: Set<CivilDay> = []
        var isWhole = false
        for assignment in world.site.packages[rule.package].assigned {
            let inForce = days.filter { assignment.validity.contains($0) && isOf(assignment, rule.holder, party, $0) }
            if assignment.prorata { prorata.formUnion(inForce) } else if !inForce.isEmpty { isWhole = true }
        }
        let share = isWhole ? Exact.one : Exact(prorata.count, over: period.count)
        switch allowance.grant {
        case .calls(let calls): return Exact((share * calls).floor)
        case .time(let seconds, let perMinute): return Exact((share * (perMinute ? seconds / 60 : seconds)).floor)
        case .money(let money):
            let whole = Exact(money.amount)
            return share == .one ? whole : (share * whole).rounded(decimals: money.currency.minorUnit, .down)
        }
    }

    private func isOf(_ assignment: Package.Assignment, _ holder: Holder, _ party: Party?, _ day: CivilDay) -> Bool {
        if assignment.shared { return assignment.holder == holder }
        guard let party, holder == .party(party.id) else { return false }
        switch assignment.holder {
        case .party(let id): return id == party.id
        case .organisation(let node): return world.nodes(party, day).contains(node)
        }
    }
}
