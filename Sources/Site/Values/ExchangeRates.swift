public import Money
public import Time

/// The dated rates of the site (DOMAIN section 9).
public struct ExchangeRates: Hashable, Sendable {
    /// From its day on, one unit of `from` is `rate` of `to`. Of two of one day the last one counts.
    public struct Quote: Hashable, Sendable {
        public var day: CivilDay
        public var from: Currency
        public var to: Currency
        public var rate: ExchangeRate
        public init(day: CivilDay, from: Currency, to: Currency, rate: ExchangeRate) {
            self.day = day
            self.from = from
            self.to = to
            self.rate = rate
        }
    }

    /// Whole days after which a rate is too old.
    public var maxAge = 7
    /// In the order in which they were entered.
    public var quotes: [Quote] = []

    public init() {}
}
