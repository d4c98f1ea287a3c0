import Model
import Money
import Site
import Time

extension ReferenceWorld {
    /// The rate of a day, or `nil` (DOMAIN section 9). Reading: all is at the day of the charging instant, whatever it is needed for.
    func exchange(_ from: Currency, _ to: Currency, _ day: CivilDay) -> Exact? {
        if from == to { return .one }
        if let quote = quote(from, to, day) { return quote }
        if let inverse = quote(to, from, day) { return (Exact.one / inverse).rounded(decimals: 15) }
        let base = site.settings.currency
        guard from != base, to != base, let first = leg(from, base, day), let second = leg(base, to, day) else { return nil }
        return (first * second).rounded(decimals: 15)
    }

    func exchange(_ from: Currency, _ to: Currency, needed day: CivilDay) throws -> Exact {
        guard let rate = exchange(from, to, day) else { throw ReferenceMissingRate(from: from, to: to, day: day) }
        return rate
    }

    /// Not rounded yet.
    private func leg(_ from: Currency, _ to: Currency, _ day: CivilDay) -> Exact? {
        quote(from, to, day) ?? quote(to, from, day).map { Exact.one / $0 }
    }

    /// The latest of the pair as written; of one day the last entered.
    private func quote(_ from: Currency, _ to: Currency, _ day: CivilDay) -> Exact? {
        var found: ExchangeRates.Quote?
        for quote in site.exchangeRates.quotes where quote.from == from && quote.to == to && quote.day <= day {
            if found.map({ $0.day <= quote.day }) ?? true { found = quote }
        }
        guard let found, day - found.day <= site.exchangeRates.maxAge else { return nil }
        return Exact(found.rate)
    }
}
