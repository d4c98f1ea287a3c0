public import Money

extension Site {
    /// Every currency that it uses somewhere, and those that it has rates of.
    public var currencies: Set<Currency> {
        var found: Set<Currency> = [settings.currency]
        found.formUnion(rateTables.map(\.currency))
        found.formUnion(parties.compactMap(\.currency))
        found.formUnion(surcharges.compactMap(\.addition.currency))
        found.formUnion(packages.flatMap(\.rules).compactMap(\.effect.currency))
        found.formUnion(recurring.compactMap(\.currency))
        found.formUnion(budgets.compactMap(\.currency))
        found.formUnion(exchangeRates.quotes.flatMap { [$0.from, $0.to] })
        found.formUnion(alerts.compactMap { $0.when.dearerThan?.limit.currency })
        found.formUnion(alerts.compactMap { $0.when.ofParty?.figure?.currency })
        if let limit = layout.boldOverPrice { found.insert(limit.currency) }
        return found
    }
}

extension Surcharge.Addition {
    /// `nil`: the table's, or none.
    fileprivate var currency: Currency? {
        switch self {
        case .flat(_, let currency), .perMinute(_, let currency): currency
        case .percent: nil
        }
    }
}

extension PackageRule.Effect {
    /// `nil`: the table's, or none.
    fileprivate var currency: Currency? {
        switch self {
        case .perCall(_, let currency), .perMinute(_, let currency): currency
        case .allowance(let allowance):
            if case .money(let money) = allowance.grant { money.currency } else { nil }
        case .percent: nil
        }
    }
}
