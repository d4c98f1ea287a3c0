import Model
import Money
import Site
import Time

extension RandomMonth {
    mutating func condition() -> Condition {
        var when = Condition()
        for _ in 0..<dice.below(3) {
            switch dice.below(9) {
            case 0: when.parties = [dice.pick(parties)]
            case 1: when.organisation = [NodeID(dice.pick(["hq", "sales", "lab"]))]
            case 2: when.trunks = [dice.pick(["T1", "T2", "T3"])]
            case 3: when.providers = [ProviderID(dice.pick(["p1", "p2"]))]
            case 4: when.called = [dice.pick(["4930*", "49*", "12125550100", "110"])]
            case 5: when.calling = [dice.pick(["101", "102", "10*"])]
            case 6: when.destinations = [dice.pick(["Berlin", "Germany*", "USA"])]
            case 7: when.trunkGroups = ["co"]
            default: when.types = [dice.pick(RandomMonth.types), dice.pick(RandomMonth.types)]
            }
        }
        return when
    }

    mutating func makePackages(isDated: Bool) -> [Package] {
        (0..<dice.below(4)).map { index in
            var package = Package(id: PackageID("k\(index)"))
            if dice.one(in: 4) { package.scheme = .cost }
            if dice.one(in: 3) { package.mode = .bestOf }
            package.rules = (0..<1 + dice.below(4)).map { _ in packageRule() }
            for _ in 0..<1 + dice.below(3) { package.assigned.append(assignment(isDated: isDated)) }
            return package
        }
    }

    private mutating func assignment(isDated: Bool) -> Package.Assignment {
        let from = dice.one(in: 3) ? firstDay + dice.below(70) : firstDay + -40
        let to = dice.one(in: 3) ? from + dice.below(60) : nil
        let validity = Validity(from: from, to: to)
        guard dice.one(in: 3) else {
            var own = Package.Assignment(holder: .party(dice.pick(parties)), validity: validity)
            own.prorata = dice.one(in: 2)
            return own
        }
        var node = Package.Assignment(holder: .organisation(NodeID(dice.pick(["hq", "sales", "lab"]))), validity: validity)
        node.shared = dice.one(in: 2)
        node.prorata = dice.one(in: 2) && (node.shared || !isDated)
        return node
    }

    private mutating func packageRule() -> PackageRule {
        let currency = dice.one(in: 3) ? dice.pick(currencies) : nil
        var rule: PackageRule
        switch dice.below(7) {
        case 0, 1: rule = PackageRule(effect: .percent(Percent(units: Int64(1 + dice.below(400)) * 2_500)))
        case 2: rule = PackageRule(effect: .perCall(price(), currency))
        case 3: rule = PackageRule(effect: .perMinute(price(), currency))
        default: rule = PackageRule(effect: .allowance(allowance()))
        }
        for _ in 0..<dice.below(2) {
            switch dice.below(5) {
            case 0: rule.when.types = [dice.pick(RandomMonth.types), dice.pick(RandomMonth.types)]
            case 1: rule.when.destinations = [dice.pick(["Berlin", "Germany*", "USA"])]
            case 2: rule.when.favourites = [dice.pick(["493012345", "49*", "12125550100"])]
            case 3: rule.when.band = .named(dice.pick(["day", "night"]))
            default:
                var minutes = [Bool](repeating: false, count: 10_080)
                for minute in 5 * 1440..<7 * 1440 { minutes[minute] = true }
                rule.when.band = .week(["Sat-Sun 00:00-24:00"], minutes: minutes)
            }
        }
        return rule
    }

    private mutating func allowance() -> Allowance {
        var allowance: Allowance
        switch dice.below(4) {
        case 0: allowance = Allowance(grant: .calls(dice.below(5)))
        case 1:
            let currency = dice.pick(currencies)
            // Whole minor units: a share of all days is then the whole, rounded down or not.
            let millionths = currency.minorUnit == 0 ? (1 + dice.below(5)) * 1_000_000 : (1 + dice.below(300)) * 10_000
            allowance = Allowance(grant: .money(Money(Amount(millionths: Int64(millionths)), currency)))
        case 2: allowance = Allowance(grant: .time(seconds: (1 + dice.below(10)) * 60, perMinute: true))
        default: allowance = Allowance(grant: .time(seconds: dice.pick([30, 60, 90, 100, 300, 600]), perMinute: false))
        }
        allowance.carryOver = dice.one(in: 2)
        if dice.one(in: 3) { allowance.covers = .all }
        return allowance
    }

    private mutating func percents() -> [Tax.Rate] {
        var rates = [Tax.Rate(from: firstDay + -300, percent: Percent(units: Int64(dice.pick([0, 5, 7, 19, 20])) * 10_000))]
        if dice.one(in: 3) { rates.append(Tax.Rate(from: firstDay + 30, percent: Percent(units: 162_500))) }
        return rates
    }

    /// One tax, two on overlapping types, a compound one on the same types, an inclusive one, or an inclusive and an exclusive one on
    /// the same types.
    mutating func taxes() -> [Tax] {
        let kind = dice.below(6)
        guard kind > 0 else { return [] }
        var vat = Tax(id: TaxID("vat"), name: "VAT")
        vat.rates = percents()
        vat.types = Array(RandomMonth.types.prefix(2 + dice.below(3)))
        var second = Tax(id: TaxID("second"), name: "Second")
        second.rates = [Tax.Rate(from: firstDay + -300, percent: Percent(units: 51_250))]
        second.types = vat.types
        switch kind {
        case 1: return [vat]
        case 2:
            second.types = [RandomMonth.types[2], RandomMonth.types[1]]
            return [second, vat]
        case 3:
            second.compound = [vat.id]
            vat.rates = [vat.rates[0]]
            return [vat, second]
        case 4:
            vat.inclusive = true
            return [vat]
        default:
            vat.inclusive = true
            vat.rates = [vat.rates[0]]
            return [vat, second]
        }
    }

    mutating func recurring(isDated: Bool) -> [RecurringCharge] {
        let isAlone = site.taxes.count == 1
        return (0..<dice.below(4)).map { index in
            let isNode = !isDated && dice.one(in: 3)
            var charge = RecurringCharge(
                id: RecurringID("r\(index)"), name: "Line \(index)",
                holder: isNode ? .organisation(NodeID(dice.pick(["hq", "sales"]))) : .party(dice.pick(parties)), amount: price(),
                every: dice.pick([.month, .month, .quarter, .year, .once]),
                from: dice.one(in: 2) ? firstDay + dice.below(70) : firstDay + -200)
            if dice.one(in: 2) { charge.currency = dice.pick(currencies) }
            if charge.every != .once, dice.one(in: 4) { charge.to = charge.from + 30 + dice.below(300) }
            charge.prorata = charge.every != .once && dice.one(in: 2)
            if isAlone, dice.one(in: 2) { charge.tax = site.taxes[0].id }
            return charge
        }
    }

    // Calls.

    private mutating func start() -> WallTime {
        let day = dice.one(in: 3) ? dice.pick(edges) : firstDay + dice.below(75)
        let edge = dice.pick([0, 0, 2 * 3600, 3 * 3600, 8 * 3600, 20 * 3600, 86_400, 86_400, 12 * 3600])
        let second = dice.one(in: 2) ? edge + dice.below(241) - 120 : dice.below(86_400)
        return WallTime(day: day) + Int64(second)
    }

    private mutating func duration() -> Int {
        switch dice.below(8) {
        case 0: return dice.below(900)
        case 1: return dice.pick([0, 1, 5, 6])
        case 2: return dice.one(in: 12) ? dice.pick([5_000, 86_400, 86_401]) : 600
        default: return dice.pick([29, 30, 31, 36, 37, 59, 60, 60, 61, 70, 119, 120, 121, 180, 181, 200])
        }
    }

    mutating func makeCall(_ index: Int) -> ReferenceCall {
        if dice.one(in: 20), var again = earlier() {
            again.index = index
            if dice.one(in: 2) { again.duration += 1 }
            return again
        }
        var call = ReferenceCall(index: index, start: start(), duration: duration())
        if dice.one(in: 12), let before = earlier() { call.start = before.start }
        if dice.one(in: 3) { call.ring = dice.pick([0, 1, 5, 15, 30]) }
        if dice.one(in: 4) { call.direction = dice.pick([.in, .in, .internal, .transit, .unknown]) }
        call.answered = dice.pick([nil, true, true, true, true, dice.one(in: 3) ? false : nil])
        let party = site.parties[dice.below(site.parties.count)]
        let number = party.numbers[0].number
        call.called = dice.one(in: 3) ? dice.pick(["493012345", "12125550100"]) : dice.pick(RandomMonth.numbers)
        call.calling = "10\(1 + dice.below(2))"
        switch party.kind {
        case .account: call.account = number
        case .sourceIP: (call.sourceIP, call.calling) = (number, "999")
        case .subscriber: call.calling = number
        default: (call.calling, call.extension) = (number, dice.one(in: 2) ? number : "")
        }
        if call.direction == .in { (call.calling, call.extension, call.called) = ("33140", number, number) }
        if dice.one(in: 20) { (call.calling, call.extension) = ("777", "") }
        if !dice.one(in: 3) { call.trunk = dice.pick(["T1", "T2", "T3", "T9"]) }
        if dice.one(in: 2) { call.pulses = dice.below(12) }
        if dice.one(in: 2) {
            call.given = dice.pick(["0", "0.35", "1.2", "0.004", "12"])
            if dice.one(in: 2) { call.givenCurrency = dice.pick(currencies).code }
        }
        return call
    }
}
