public import Money
import Time

extension ExchangeRates {
    /// What became of rates that were added. One that a later one of the same file replaces is none.
    public struct Added: Hashable, Sendable {
        /// Of a pair that had none on the day.
        public var new = 0
        /// There already, the same.
        public var known = 0
        /// Instead of another of the same pair and day.
        public var changed = 0
        /// Of currencies that are not wanted.
        public var leftOut = 0

        public init() {}
    }

    private struct Key: Hashable {
        var day: CivilDay
        var from: Currency
        var to: Currency

        init(_ quote: Quote) { (day, from, to) = (quote.day, quote.from, quote.to) }
    }

    /// Enters rates, by their days. What is there already the same is not entered again; of two of one day the last counts.
    /// - Parameter currencies: both of a rate's must be among them; the euro always is, for in it the European Central Bank has its rates.
    public mutating func add(_ added: [Quote], of currencies: Set<Currency>) -> Added {
        var counts = Added()
        let wanted = Partner.euro.map { currencies.union([$0]) } ?? currencies
        let last = Dictionary(added.enumerated().map { (Key($1), $0) }) { _, last in last }
        let known = Dictionary(quotes.map { (Key($0), $0.rate) }) { _, last in last }
        var entered: [(place: Int, quote: Quote)] = []
        for (place, quote) in added.enumerated() where last[Key(quote)] == place {
            guard wanted.contains(quote.from), wanted.contains(quote.to) else {
                counts.leftOut += 1
                continue
            }
            switch known[Key(quote)] {
            case quote.rate: counts.known += 1
            case nil:
                counts.new += 1
                entered.append((place, quote))
            default:
                counts.changed += 1
                entered.append((place, quote))
            }
        }
        quotes += entered.sorted { ($0.quote.day, $0.place) < ($1.quote.day, $1.place) }.map(\.quote)
        return counts
    }
}
