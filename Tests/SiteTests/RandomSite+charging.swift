import Model
import Money
import Site
import Time

/// Everything of a random site that came with the charge schemes.
extension RandomSite {
    mutating func derived(_ index: Int) -> RateTable {
        var table = RateTable(id: RateTableID("table-\(index)"), currency: currency(), zone: pick([Zone.utc, Sample.berlin]))
        table.scheme = pick(Scheme.allCases)
        table.kind = pick([.derived, .given])
        table.rounding = pick([.millionth, Rounding(multiple: 10_000, mode: .halfUp)])
        table.attemptCharge = price()
        var from = WallTime(day: CivilDay(year: 1, month: 1, day: 1) ?? day())
        for _ in 0..<number(1...2) {
            var version = Version(from: from)
            if table.kind == .derived {
                version.derived = Derivation(percent: Percent(units: Int64(number(-100...200)) * 5_000), add: price())
            }
            if chance() { version.defaults.minimumCharge = .zero }
            if chance() { version.defaults.maximumCharge = price() }
            table.versions.append(version)
            from = WallTime(day: day())
        }
        return table
    }

    mutating func charge(_ site: inout Site) {
        for index in site.rateTables.indices {
            if let provider = site.providers.first, chance() { site.rateTables[index].provider = provider.id }
            let hasProvider = site.rateTables[index].provider != nil
            site.rateTables[index].volumeDiscount = (0..<number(0...2)).map { _ in volume(site, hasProvider) }
            for version in site.rateTables[index].versions.indices where chance(20) {
                let own = (0..<number(0...1)).map { _ in volume(site, hasProvider) }
                site.rateTables[index].versions[version].volumeDiscount = own
            }
        }
        for table in site.rateTables where chance(70) {
            var rule = SelectionRule(table: table.id)
            (rule.scheme, rule.when) = (table.scheme, condition(site))
            site.selection.append(rule)
        }
        site.surcharges = (0..<number(0...3)).map { surcharge($0, site) }
        site.packages = (0..<number(0...2)).map { package($0, site) }
        exchange(&site)
        tax(&site)
        for index in site.parties.indices {
            if chance() { site.parties[index].billingCycle = [BillingCycle(from: maybe(day()), day: number(1...31))] }
            if chance(20) {
                let first = day()
                site.parties[index].billingCycle = [
                    BillingCycle(day: 1), BillingCycle(from: first, day: 31), BillingCycle(from: first + 1, day: 2),
                ]
            }
            site.parties[index].exchangeAt = pick(ExchangeMoment.allCases)
        }
        guard let country = site.settings.country else { return }
        for index in site.switches.indices where site.switches[index].dialPlan != nil && chance() {
            var share = DialPlan.CountryShare()
            (share.countryCode, share.trunkPrefix, share.internationalPrefix) = (true, chance(), chance())
            if chance() {
                site.switches[index].dialPlan?.trunkPrefix = ""
                site.switches[index].dialPlan?.internationalPrefix = []
            }
            _ = site.switches[index].dialPlan?.take(share, from: country)
        }
    }

    private mutating func types(_ site: Site) -> [CallTypeID] { chance() ? [pick(site.effectiveCallTypes).id] : [] }

    private mutating func volume(_ site: Site, _ hasProvider: Bool) -> VolumeDiscount {
        var discount = VolumeDiscount()
        discount.types = types(site)
        discount.measure = pick(VolumeDiscount.Measure.allCases)
        discount.over = hasProvider ? pick(VolumeDiscount.Over.allCases) : .party
        discount.mode = pick(VolumeDiscount.Mode.allCases)
        let unit: Int64 = discount.measure == .calls ? 1_000_000 : 1
        discount.tiers = (0...number(0...2)).map { step in
            VolumeDiscount.Tier(
                from: Amount(millionths: Int64(step * 1000 + number(0...999)) * unit), percent: Percent(units: Int64(number(0...1_000_000)))
            )
        }
        return discount
    }

    private mutating func condition(_ site: Site) -> Condition {
        var when = Condition()
        when.parties = chance() ? site.parties.prefix(2).map(\.id) + [PartyID("unassigned")] : []
        when.organisation = site.organisation.prefix(number(0...1)).map(\.id)
        when.trunks = chance(30) ? [site.trunks.first?.id.text ?? "SIP/9"] : []
        when.trunkGroups = site.trunks.compactMap(\.group)
        when.providers = chance() ? site.providers.map(\.id) : []
        when.accounts = chance(30) ? ["77*", "a b"] : []
        when.sourceIPs = chance(30) ? ["192.0.2.*", "2001:db8::7"] : []
        when.directions = chance(30) ? [.in, .internal] : []
        when.types = types(site)
        when.destinations = chance(30) ? ["Viet Nam*"] : []
        when.called = chance(30) ? ["1800*", "*", "#10"] : []
        when.calling = chance(30) ? ["250", "SIP-100"] : []
        return when
    }

    private mutating func surcharge(_ index: Int, _ site: Site) -> Surcharge {
        let percent = Percent(units: Int64(number(0...9_999_999)))
        let addition = pick([
            Surcharge.Addition.flat(price(), maybe(currency())), .perMinute(price(), maybe(currency())), .percent(percent),
        ])
        var surcharge = Surcharge(id: SurchargeID("s\(index)"), addition: addition)
        (surcharge.scheme, surcharge.counts) = (pick(Scheme.allCases), chance())
        surcharge.when = condition(site)
        return surcharge
    }

    private mutating func package(_ index: Int, _ site: Site) -> Package {
        var package = Package(id: PackageID("p\(index)"))
        (package.scheme, package.mode) = (pick(Scheme.allCases), pick(Package.Mode.allCases))
        let bands = site.rateTables.flatMap { $0.week?.bands.map(\.name) ?? [] }
        for _ in 0...number(0...2) {
            var rule = PackageRule(effect: effect())
            rule.when.types = types(site)
            rule.when.destinations = chance(30) ? ["Viet Nam, Hanoi"] : []
            rule.when.favourites = chance(30) ? ["8490123*"] : []
            if chance(30) { rule.when.band = .init(week: ["Sat-Sun 00:00-24:00", "Sun 20:00-32:00"]) }
            if chance(30), let band = bands.last { rule.when.band = .named(band) }
            package.rules.append(rule)
        }
        if let party = site.parties.first {
            package.assigned.append(.init(holder: .party(party.id), validity: Validity(from: maybe(day()))))
            package.assigned[0].prorata = chance()
        }
        if let node = site.organisation.last {
            var assignment = Package.Assignment(holder: .organisation(node.id), validity: Validity(to: maybe(day())))
            assignment.shared = chance()
            package.assigned.append(assignment)
        }
        return package
    }

    private mutating func effect() -> PackageRule.Effect {
        switch number(0...5) {
        case 0: return .percent(Percent(units: Int64(number(0...1_000_000))))
        case 1: return .perCall(price(), maybe(currency()))
        case 2: return .perMinute(price(), maybe(currency()))
        default:
            let money = Money(Amount(millionths: Int64(number(0...9_000_000))), currency())
            let seconds = number(0...9999)
            var allowance = Allowance(
                grant: pick([
                    .calls(number(0...99)), .money(money), .time(seconds: seconds, perMinute: false), .time(seconds: 120, perMinute: true),
                ]))
            (allowance.carryOver, allowance.covers) = (chance(), pick(Allowance.Cover.allCases))
            return .allowance(allowance)
        }
    }

    private mutating func exchange(_ site: inout Site) {
        site.exchangeRates.maxAge = pick([7, 0, 3660])
        guard let dollar = Currency("USD"), let dong = Currency("VND"), let rate = ExchangeRate(units: Int128(number(1...1_000_000_000)))
        else { return }
        for _ in 0..<number(0...3) {
            let (from, to) = chance() ? (dollar, dong) : (dong, dollar)
            site.exchangeRates.quotes.append(.init(day: day(), from: from, to: to, rate: rate))
        }
    }

    private mutating func tax(_ site: inout Site) {
        for index in 0..<number(0...3) {
            var tax = Tax(id: TaxID("tax\(index)"), name: text())
            tax.inclusive = chance(30)
            tax.compound = !tax.inclusive && chance() ? site.taxes.map(\.id) : []
            let first = day()
            tax.rates = (0...number(0...1)).map { Tax.Rate(from: first + $0 * 30, percent: Percent(units: Int64(number(0...10_000_000)))) }
            tax.types = types(site)
            site.taxes.append(tax)
        }
        for (index, holder) in (site.parties.map { Holder.party($0.id) } + site.organisation.map { .organisation($0.id) }).enumerated() {
            let first = day()
            var charge = RecurringCharge(
                id: RecurringID("r\(index)"), name: text(), holder: holder, amount: price(), every: pick(RecurringCharge.Every.allCases),
                from: first)
            (charge.currency, charge.to, charge.prorata) = (maybe(currency()), maybe(first + number(0...400)), chance())
            charge.tax = site.taxes.last?.id
            site.recurring.append(charge)
            guard chance(30) else { continue }
            var budget = Budget(
                id: BudgetID("b\(index)"), holder: holder, amount: Amount(millionths: Int64(number(1...1_000_000_000))), from: first)
            (budget.currency, budget.to, budget.warnAt) = (maybe(currency()), maybe(first + number(0...400)), number(1...100))
            site.budgets.append(budget)
        }
    }
}
