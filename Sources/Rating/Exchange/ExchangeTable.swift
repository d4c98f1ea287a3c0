public import Money
public import Site
public import Time

/// The site's exchange rates as they are looked up (DOMAIN section 9).
public struct ExchangeTable: Sendable {
    /// A pair of currencies.
    struct Pair: Hashable {
        var from: UInt32
        var to: UInt32
    }

    /// Quotes of a pair, by day.
    private let quotes: [Pair: [Quote]]
    private let maxAge: Int
    private let base: Currency

    private struct Quote {
        var day: Int32
        var rate: ExchangeRate
    }

    /// How a rate was found.
    public struct Found: Hashable, Sendable {
        /// Which quotes it was made of.
        public enum Way: Hashable, Sendable {
            /// A currency and itself.
            case same
            /// A quote of the pair, of the day named, or the inverse of one.
            case quote(CivilDay, isInverse: Bool)
            /// Through the base currency.
            indirect case cross(Currency, Way, Way)
        }
        public var rate: ExchangeRate
        public var way: Way
    }

    public init(_ rates: ExchangeRates, base: Currency) {
        self.base = base
        maxAge = rates.maxAge
        var quotes: [Pair: [Quote]] = [:]
        for quote in rates.quotes {
            quotes[Pair(from: quote.from.packed, to: quote.to.packed), default: []].append(Quote(day: quote.day.number, rate: quote.rate))
        }
        // Of two of one day the last entered counts: a stable order keeps it last.
        self.quotes = quotes.mapValues { list in
            list.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
        }
    }

    /// What one unit of a currency is of another on a day: the pair's own quote, its inverse, or the way through the base currency.
    /// - Returns: `nil` where there is none that is not too old.
    public func rate(_ from: Currency, _ to: Currency, on day: CivilDay) -> Found? {
        if from == to { return Found(rate: .one, way: .same) }
        if let leg = leg(from, to, day) { return leg.rate().map { Found(rate: $0, way: leg.way) } }
        guard from != base, to != base, let first = leg(from, base, day), let second = leg(base, to, day) else { return nil }
        return Leg.rate(first, second).map { Found(rate: $0, way: .cross(base, first.way, second.way)) }
    }

    /// A quote, or one that is to be turned round.
    private struct Leg {
        var quote: Quote
        var isInverse: Bool
        var way: Found.Way { .quote(CivilDay(number: quote.day), isInverse: isInverse) }

        func rate() -> ExchangeRate? { isInverse ? quote.rate.inverse : quote.rate }

        /// Rounded once, after inverting and multiplying.
        static func rate(_ first: Leg, _ second: Leg) -> ExchangeRate? {
            switch (first.isInverse, second.isInverse) {
            case (false, false): ExchangeRate.product(first.quote.rate, second.quote.rate)
            case (true, true): ExchangeRate.inverse(of: first.quote.rate, second.quote.rate)
            case (false, true): ExchangeRate.quotient(first.quote.rate, second.quote.rate)
            case (true, false): ExchangeRate.quotient(second.quote.rate, first.quote.rate)
            }
        }
    }

    private func leg(_ from: Currency, _ to: Currency, _ day: CivilDay) -> Leg? {
        if let quote = quote(from, to, day) { return Leg(quote: quote, isInverse: false) }
        return quote(to, from, day).map { Leg(quote: $0, isInverse: true) }
    }

    /// The latest on or before the day, unless it is too old.
    private func quote(_ from: Currency, _ to: Currency, _ day: CivilDay) -> Quote? {
        guard let list = quotes[Pair(from: from.packed, to: to.packed)] else { return nil }
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if list[middle].day <= day.number { low = middle + 1 } else { high = middle }
        }
        guard low > 0, Int(day.number) - Int(list[low - 1].day) <= maxAge else { return nil }
        return list[low - 1]
    }
}
