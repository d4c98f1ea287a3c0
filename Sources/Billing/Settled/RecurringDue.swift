public import Model
public import Money
public import Rating
public import Site
public import Time

/// A recurring charge that falls due, in the party's currency at line precision (DOMAIN section 10).
public struct RecurringDue: Hashable, Sendable {
    public var id: RecurringID
    public var name: String
    public var amount: Amount
    /// The days that it covers; it is due on the first.
    public var days: DayRange
    public var tax: TaxID?
}

/// Finds what recurring charges a party owes.
public struct RecurringCharges {
    private let site: Site
    private let exchange: ExchangeTable

    public init(_ site: Site) {
        self.site = site
        exchange = ExchangeTable(site.exchangeRates, base: site.settings.currency)
    }

    /// What falls due in some days, in the order of the site's list, each by day.
    public func due(of party: Party, in days: DayRange) throws(SettlementFailure) -> [RecurringDue] {
        var found: [RecurringDue] = []
        for charge in site.recurring {
            if charge.every == .once {
                if let due = try once(charge, of: party, in: days) { found.append(due) }
                continue
            }
            for period in periods(charge, of: party, in: days) {
                let covered = (0..<period.count).map { period.first + $0 }.filter { isInForce(charge, party, on: $0) }
                guard let first = covered.first, let last = covered.last, days.contains(first), let range = DayRange(first, last) else {
                    continue
                }
                let share = (part: Int64(covered.count), of: Int64(period.count))
                found.append(
                    RecurringDue(
                        id: charge.id, name: charge.name, amount: try amount(charge, of: party, share, on: first), days: range,
                        tax: charge.tax))
            }
        }
        return found
    }

    /// Due on the day from which it is, whole.
    private func once(
        _ charge: RecurringCharge, of party: Party, in days: DayRange
    ) throws(SettlementFailure) -> RecurringDue? {
        guard days.contains(charge.from), isInForce(charge, party, on: charge.from),
            let covered = DayRange(charge.from, charge.to ?? charge.from)
        else { return nil }
        return RecurringDue(
            id: charge.id, name: charge.name, amount: try amount(charge, of: party, (1, 1), on: charge.from), days: covered, tax: charge.tax
        )
    }

    /// The periods of a charge that touch some days.
    private func periods(_ charge: RecurringCharge, of party: Party, in days: DayRange) -> [DayRange] {
        let months: Int
        switch charge.every {
        case .month, .once: months = 1
        case .quarter: months = 3
        case .year: months = 12
        }
        let cycle = BillingPeriods(party.billingCycle)
        var periods = [cycle.period(of: days.first, months: months)]
        while let last = periods.last?.last, last < days.last { periods.append(cycle.period(of: last + 1, months: months)) }
        return periods
    }

    /// One of a node is a party's on the days on which the party belongs to it, or to a node below.
    private func isInForce(_ charge: RecurringCharge, _ party: Party, on day: CivilDay) -> Bool {
        guard charge.from <= day, day <= charge.to ?? day else { return false }
        switch charge.holder {
        case .party(let id): return id == party.id
        case .organisation(let node):
            var above = party.member.first { $0.validity.contains(day) }?.node
            for _ in site.organisation {
                guard let here = above, here != node else { break }
                above = site.organisation.first { $0.id == here }?.parent
            }
            return above == node
        }
    }

    /// The share of the days in force, times the exchange rate of the day on which it is due.
    private func amount(
        _ charge: RecurringCharge, of party: Party, _ days: (part: Int64, of: Int64), on day: CivilDay
    ) throws(SettlementFailure) -> Amount {
        let (from, to) = (charge.currency ?? site.settings.currency, party.currency ?? site.settings.currency)
        guard let found = exchange.rate(from, to, on: day) else { throw .noExchangeRate(from: from, to: to, day: day) }
        let share = charge.prorata ? Exact(charge.amount).share(days.part, of: days.of) : Exact(charge.amount)
        guard let amount = share?.multiplied(by: Exact(found.rate))?.rounded(toDecimals: site.settings.precision(of: to)) else {
            throw .outOfRange
        }
        return amount
    }
}

extension Exact {
    /// Rounded to so many decimals (0 … 6), `nil` where the result leaves the range of `Amount`.
    func rounded(toDecimals decimals: Int, _ mode: RoundingMode = .halfEven) -> Amount? {
        let multiple = (0..<(Amount.decimals - min(max(decimals, 0), Amount.decimals))).reduce(Int64(1)) { value, _ in value * 10 }
        return rounded(Rounding(multiple: multiple, mode: mode))
    }
}
