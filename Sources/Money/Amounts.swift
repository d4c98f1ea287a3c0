/// Amounts by currency, as sums have them: seldom more than one, which stands in place; others lie behind it in the order of their codes.
public struct Amounts: Hashable, Sendable {
    fileprivate struct Entry: Hashable, Sendable {
        var currency: Currency
        var amount: Amount
    }

    private var first: Entry?
    /// In rising order of the codes, all behind the first.
    private var others: [Entry] = []

    /// None at all.
    public init() {}

    /// Of one currency.
    public init(_ amount: Amount, _ currency: Currency) { first = Entry(currency: currency, amount: amount) }

    /// Whether there is none, not even one of zero.
    public var isEmpty: Bool { first == nil }

    /// The currencies in the order of their codes.
    public var currencies: [Currency] { map(\.currency) }

    /// Without the amounts of zero.
    public var nonZero: Amounts {
        guard contains(where: { $0.amount == .zero }) else { return self }
        return reduce(into: Amounts()) { if $1.amount != .zero { $0[$1.currency] = $1.amount } }
    }

    /// `nil` where there is none; `nil` takes it away.
    public subscript(currency: Currency) -> Amount? {
        get { first?.currency == currency ? first?.amount : others.first { $0.currency == currency }?.amount }
        set {
            // Mostly there is one currency: its amount allocates nothing.
            guard let newValue, first == nil || first?.currency == currency else { return put(newValue, currency) }
            first = Entry(currency: currency, amount: newValue)
        }
    }

    private mutating func put(_ amount: Amount?, _ currency: Currency) {
        var entries = (first.map { [$0] } ?? []) + others
        let place = entries.firstIndex { $0.currency.packed >= currency.packed } ?? entries.count
        if place < entries.count, entries[place].currency == currency { entries.remove(at: place) }
        if let amount { entries.insert(Entry(currency: currency, amount: amount), at: place) }
        (first, others) = (entries.first, Array(entries.dropFirst()))
    }

    /// - Returns: `false` where the sum leaves its range; then nothing is added.
    public mutating func add(_ amount: Amount, _ currency: Currency) -> Bool {
        if let first, first.currency == currency {
            // By far the most sums come by here: it is looked up once.
            guard let sum = first.amount.adding(amount) else { return false }
            self.first?.amount = sum
        } else {
            guard let sum = (self[currency] ?? .zero).adding(amount) else { return false }
            self[currency] = sum
        }
        return true
    }

    /// - Returns: `false` where a sum leaves its range; what was added before it stays added.
    public mutating func add(_ others: Amounts) -> Bool {
        for (currency, amount) in others where !add(amount, currency) { return false }
        return true
    }
}

/// In the order of the codes.
extension Amounts: Sequence {
    /// A currency with its amount.
    public typealias Element = (currency: Currency, amount: Amount)

    /// Goes through the amounts.
    public struct Iterator: IteratorProtocol {
        fileprivate var first: Entry?
        fileprivate var others: IndexingIterator<[Entry]>

        /// The next amount; `nil` behind the last.
        public mutating func next() -> Element? {
            guard let entry = first else { return nil }
            first = others.next()
            return (entry.currency, entry.amount)
        }
    }

    /// From the first on.
    public func makeIterator() -> Iterator { Iterator(first: first, others: others.makeIterator()) }
}

extension Amounts: ExpressibleByDictionaryLiteral {
    /// The last of one currency counts.
    public init(dictionaryLiteral elements: (Currency, Amount)...) { for (currency, amount) in elements { self[currency] = amount } }
}
