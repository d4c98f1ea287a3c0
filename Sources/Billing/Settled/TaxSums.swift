public import Model
public import Money
public import Site
public import Time

/// One tax at one rate on a bill.
public struct TaxLine: Hashable, Sendable {
    public var id: TaxID
    public var name: String
    public var percent: Percent
    public var isInclusive: Bool
    /// What it is reckoned on; of an inclusive tax the gross less it.
    public var net: Amount
    public var tax: Amount
}

/// The amounts of a bill by the set of taxes that they bear (DOMAIN section 10).
public struct TaxSums {
    /// A tax at a rate.
    struct Key: Hashable {
        var tax: Int
        var percent: Percent
    }

    private let taxes: [Tax]
    private let minorUnit: Int
    private var sums: [[Key]: Exact] = [:]

    /// - Parameter taxes: none where none are reckoned (`cost`).
    public init(_ taxes: [Tax], currency: Currency) {
        self.taxes = taxes
        minorUnit = currency.minorUnit
    }

    /// Adds a line.
    /// - Parameters:
    ///   - callType: of a call; `nil`: none.
    ///   - tax: that a recurring charge names.
    ///   - day: whose rates count.
    public mutating func add(_ amount: Amount, callType: CallTypeID? = nil, tax: TaxID? = nil, on day: CivilDay) throws(BillFailure) {
        var keys: [Key] = []
        for (index, candidate) in taxes.enumerated() {
            let bears = tax.map { $0 == candidate.id } ?? callType.map(candidate.types.contains) ?? false
            guard bears, let rate = candidate.rates.last(where: { $0.from <= day }) else { continue }
            keys.append(Key(tax: index, percent: rate.percent))
        }
        guard let sum = (sums[keys] ?? .zero).adding(Exact(amount)) else { throw .beyondRange }
        sums[keys] = sum
    }

    /// The sums rounded to the minor unit, what that changed, and the taxes on them.
    public func result() throws(BillFailure) -> (rounding: Amount, taxes: [TaxLine]) {
        var rounding = Exact.zero
        var groups: [[Key]: Exact] = [:]
        for (keys, sum) in sums {
            guard let rounded = sum.rounded(toDecimals: minorUnit), let change = Exact(rounded).subtracting(sum),
                let next = rounding.adding(change)
            else { throw .beyondRange }
            (groups[keys], rounding) = (Exact(rounded), next)
        }
        guard let difference = rounding.rounded(.millionth) else { throw .beyondRange }
        let keys = Set(groups.keys.joined()).sorted { ($0.tax, $0.percent.units) < ($1.tax, $1.percent.units) }
        var lines: [TaxLine] = []
        for key in keys { lines.append(try line(key, groups.filter { $0.key.contains(key) })) }
        return (difference, lines)
    }

    private func line(_ key: Key, _ groups: [[Key]: Exact]) throws(BillFailure) -> TaxLine {
        let (tax, of) = (try amount(key, groups), taxes[key.tax])
        let gross = try sum(groups.values)
        let base = of.inclusive ? gross.subtracting(tax) : try net(groups)
        guard let net = base?.rounded(.millionth), let amount = tax.rounded(.millionth) else { throw .beyondRange }
        return TaxLine(id: of.id, name: of.name, percent: key.percent, isInclusive: of.inclusive, net: net, tax: amount)
    }

    /// What a tax at a rate comes to on sums that all bear it, half-up to the minor unit.
    private func amount(_ key: Key, _ groups: [[Key]: Exact]) throws(BillFailure) -> Exact {
        let tax = taxes[key.tax]
        var base = tax.inclusive ? try sum(groups.values) : try net(groups)
        for id in tax.compound {
            for other in Set(groups.keys.joined()) where taxes[other.tax].id == id {
                let named = try amount(other, groups.filter { $0.key.contains(other) })
                guard let more = base.adding(named) else { throw .beyondRange }
                base = more
            }
        }
        let percent = Exact(key.percent)
        var part = base.multiplied(by: percent)
        if tax.inclusive {
            // r / (100 + r) of the gross: percent units over those of 100 % and more.
            part = base.share(key.percent.units, of: Percent.whole.units + key.percent.units)
        }
        guard let rounded = part?.rounded(toDecimals: minorUnit, .halfUp) else { throw .beyondRange }
        return Exact(rounded)
    }

    /// What exclusive taxes are reckoned on: the gross less the inclusive taxes in it, each reckoned once on just these sums.
    private func net(_ groups: [[Key]: Exact]) throws(BillFailure) -> Exact {
        var rest = try sum(groups.values)
        for key in Set(groups.keys.joined()) where taxes[key.tax].inclusive {
            guard let next = rest.subtracting(try amount(key, groups.filter { $0.key.contains(key) })) else { throw .beyondRange }
            rest = next
        }
        return rest
    }

    private func sum(_ amounts: some Sequence<Exact>) throws(BillFailure) -> Exact {
        var sum = Exact.zero
        for amount in amounts {
            guard let next = sum.adding(amount) else { throw .beyondRange }
            sum = next
        }
        return sum
    }
}
