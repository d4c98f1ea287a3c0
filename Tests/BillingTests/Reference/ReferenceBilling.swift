import Model
import Money
import Site
import Time

extension ReferenceLedger {
    func bill(party id: PartyID, from: CivilDay, to: CivilDay) throws -> (lines: [ReferenceLine], bill: ReferenceBill) {
        guard let party = world.party(id), let days = DayRange(from, to) else { preconditionFailure("a party and days") }
        let currency = party.currency ?? world.site.settings.currency
        let lines = try lines(party, days)
        var bill = ReferenceBill(currency: currency)
        bill.calls = lines.reduce(.zero) { $0 + $1.final }
        var taxes = ReferenceTaxes(site: world.site, minorUnit: currency.minorUnit)
        for line in lines where line.state == "rated" {
            let facts = outcomes.first { $0.facts.call.index == line.call }?.facts
            let borne = scheme == .price ? facts.map { taxes.borne(type: $0.type, $0.day) } ?? [] : []
            taxes.add(line.final, borne)
        }
        if scheme == .price {
            for (charge, piece) in try recurring(party, days, currency) {
                bill.recurring.append(piece)
                taxes.add(piece.amount, taxes.borne(charge.tax, piece.from))
            }
        }
        bill.taxes = taxes.lines()
        bill.rounding = taxes.sums - taxes.printed
        bill.total = taxes.sums + taxes.added
        return (lines, bill)
    }

    /// The pieces that are due on the days, charge after charge as the site lists them.
    private func recurring(
        _ party: Party, _ days: DayRange, _ currency: Currency
    ) throws -> [(RecurringCharge, ReferenceBill.Recurring)] {
        var found: [(RecurringCharge, ReferenceBill.Recurring)] = []
        for charge in world.site.recurring {
            var day = days.first
            while day <= days.last {
                if let piece = piece(charge, party, due: day) {
                    let rate = try world.exchange(charge.currency ?? world.site.settings.currency, currency, needed: day)
                    let amount = (Exact(charge.amount) * piece.share * rate)
                        .rounded(decimals: world.site.settings.precision(of: currency))
                    found.append((charge, ReferenceBill.Recurring(id: charge.id, amount: amount, from: day, to: piece.last)))
                }
                day = day + 1
            }
        }
        return found
    }

    /// Reading: a node's charge is a party's on the days on which the party belongs to the node.
    private func isInForce(_ charge: RecurringCharge, _ party: Party, _ day: CivilDay) -> Bool {
        guard charge.from <= day, charge.to.map({ day <= $0 }) ?? true else { return false }
        switch charge.holder {
        case .party(let id): return id == party.id
        case .organisation(let node): return world.nodes(party, day).contains(node)
        }
    }

    /// What falls due on a day: it is the first of its period on which the charge is in force. Reading: a charge of once falls due on its
    /// first day, whole, and covers the days from `from` to `to`, or that day only.
    private func piece(_ charge: RecurringCharge, _ party: Party, due: CivilDay) -> (share: Exact, last: CivilDay)? {
        guard isInForce(charge, party, due) else { return nil }
        if charge.every == .once { return due == charge.from ? (.one, charge.to ?? due) : nil }
        var first = due
        while !begins(charge.every, party, first) { first = first + -1 }
        if (0..<(due - first)).contains(where: { isInForce(charge, party, first + $0) }) { return nil }
        var (count, covered, last) = (due - first, 0, due)
        var day = due
        repeat {
            count += 1
            if isInForce(charge, party, day) { (covered, last) = (covered + 1, day) }
            day = day + 1
        } while !begins(charge.every, party, day)
        return (charge.prorata ? Exact(covered, over: count) : .one, last)
    }

    /// Months begin with the party's billing periods, quarters and years with those of January, April, …
    private func begins(_ every: RecurringCharge.Every, _ party: Party, _ day: CivilDay) -> Bool {
        guard world.beginsPeriod(party, day) else { return false }
        switch every {
        case .month, .once: return true
        case .quarter: return [1, 4, 7, 10].contains(day.parts.month)
        case .year: return day.parts.month == 1
        }
    }
}

/// Taxes of a bill (DOMAIN section 10).
struct ReferenceTaxes {
    struct Borne: Hashable {
        var tax: TaxID
        var percent: Percent
    }
    let site: Site
    let minorUnit: Int
    private(set) var printed = Exact.zero
    private var amounts: [Set<Borne>: Exact] = [:]

    init(site: Site, minorUnit: Int) {
        self.site = site
        self.minorUnit = minorUnit
    }

    // Reading: a tax without a rate on the day is not borne; one of 0 % is, and one on charges of 0 is a line too.
    private func borne(_ tax: Tax, _ day: CivilDay) -> Borne? {
        tax.rates.last { $0.from <= day }.map { Borne(tax: tax.id, percent: $0.percent) }
    }
    func borne(type: CallTypeID?, _ day: CivilDay) -> Set<Borne> {
        Set(site.taxes.filter { tax in type.map { tax.types.contains($0) } == true }.compactMap { borne($0, day) })
    }
    func borne(_ id: TaxID?, _ day: CivilDay) -> Set<Borne> { Set(site.taxes.filter { $0.id == id }.compactMap { borne($0, day) }) }

    mutating func add(_ amount: Exact, _ borne: Set<Borne>) {
        printed += amount
        amounts[borne, default: .zero] += amount
    }

    private var groups: [(borne: Set<Borne>, sum: Exact)] {
        amounts.map { ($0.key, $0.value.rounded(decimals: minorUnit)) }
    }
    /// The sums, each rounded half-even to the minor unit.
    var sums: Exact { groups.reduce(.zero) { $0 + $1.sum } }
    /// What taxes add to them: those that are not inclusive.
    var added: Exact {
        lines().reduce(.zero) { sum, line in tax(line.id)?.inclusive == true ? sum : sum + line.tax }
    }

    private func tax(_ id: TaxID) -> Tax? { site.taxes.first { $0.id == id } }

    /// By tax as the site lists them, then by rate.
    func lines() -> [ReferenceBill.Tax] {
        var found: [ReferenceBill.Tax] = []
        for tax in site.taxes {
            let percents = Set(amounts.keys.joined().filter { $0.tax == tax.id }.map(\.percent)).sorted { $0.units < $1.units }
            for percent in percents {
                let (net, amount) = reckoned(Borne(tax: tax.id, percent: percent), groups)
                found.append(ReferenceBill.Tax(id: tax.id, percent: percent, net: net, tax: amount))
            }
        }
        return found
    }

    /// Net and tax over some of the sums. Reading: the net of an inclusive tax is its gross less itself; two inclusive taxes on one gross
    /// are each reckoned on the whole of it; the net of an exclusive one is the gross of its sums less the inclusive taxes on just these
    /// sums; a compound tax adds the named taxes as reckoned on just those of its sums that bear them.
    private func reckoned(_ borne: Borne, _ all: [(borne: Set<Borne>, sum: Exact)]) -> (net: Exact, tax: Exact) {
        let sums = all.filter { $0.borne.contains(borne) }
        let gross = sums.reduce(Exact.zero) { $0 + $1.sum }
        let rate = Exact(borne.percent)
        guard let tax = tax(borne.tax) else { return (.zero, .zero) }
        if tax.inclusive {
            let amount = (gross * rate / (.one + rate)).rounded(decimals: minorUnit, .halfUp)
            return (gross - amount, amount)
        }
        var (net, on) = (gross, Exact.zero)
        for other in Set(sums.flatMap(\.borne)) where other != borne {
            if self.tax(other.tax)?.inclusive == true { net -= reckoned(other, sums).tax }
            if tax.compound.contains(other.tax) { on += reckoned(other, sums).tax }
        }
        return (net, ((net + on) * rate).rounded(decimals: minorUnit, .halfUp))
    }
}
