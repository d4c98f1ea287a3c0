public import Model
public import Money

/// Why a bill cannot be made.
public enum BillFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sum leaves the range of amounts (± 9.2 × 10¹² main units).
    case sumOutOfRange(Currency)
    /// One final charge leaves the range, of the call named.
    case chargeOutOfRange(call: String, Currency)
    /// A sum with taxes leaves the range.
    case beyondRange
    /// The party's currency was changed between some of the calls.
    case twoCurrencies(Currency, Currency)

    public var description: String {
        switch self {
        case .sumOutOfRange(let currency):
            "The sum in \(currency.code) is beyond ±9,223,372,036,854 \(currency.code). Shorten the period, look for a wrong price."
        case .chargeOutOfRange(let call, let currency):
            "The charge of call \(call) is beyond ±9,223,372,036,854 \(currency.code). Look for a wrong price in its rate table."
        case .twoCurrencies(let one, let other):
            "The days hold charges in \(one.code) and in \(other.code): the party's currency was changed. Choose days before or after that."
        case .beyondRange: "A sum of the bill is beyond ±9,223,372,036,854. Shorten the period, look for a wrong price or tax."
        }
    }
}

/// The sums of a bill in one currency. `sum + rounding == total`.
public struct BillSum: Hashable, Sendable {
    public let currency: Currency
    /// Of the charges as the tariff made them.
    public let charges: Amount
    /// Of the final charges, as the lines print them.
    public let sum: Amount
    /// What rounding to the minor unit changes.
    public let rounding: Amount
    /// To pay: the sum rounded half-even to the minor unit.
    public let total: Amount
}

/// Sums up bill lines, each currency for itself.
public struct BillSums: Hashable, Sendable {
    private struct Pair: Hashable {
        var charges = Amount.zero
        var finals = Amount.zero
    }
    private var pairs: [Currency: Pair] = [:]

    public init() {}

    /// Adds one line. A sum that leaves the range is an error, never a wrong figure.
    public mutating func add(charge: Money, final: Money) throws(BillFailure) {
        try add(charge, to: \.charges)
        try add(final, to: \.finals)
    }

    /// Adds the lines of many calls.
    public mutating func add(_ sums: FinalSums) throws(BillFailure) {
        for (currency, amount) in sums.charges { try add(Money(amount, currency), to: \.charges) }
        for (currency, amount) in sums.finals { try add(Money(amount, currency), to: \.finals) }
    }

    private mutating func add(_ money: Money, to part: WritableKeyPath<Pair, Amount>) throws(BillFailure) {
        guard let sum = (pairs[money.currency] ?? Pair())[keyPath: part].adding(money.amount) else { throw .sumOutOfRange(money.currency) }
        pairs[money.currency, default: Pair()][keyPath: part] = sum
    }

    /// One for each currency that occurred, and for those named, in the order of their codes.
    public func sums(atLeast currencies: [Currency] = []) throws(BillFailure) -> [BillSum] {
        var result: [BillSum] = []
        for currency in Set(pairs.keys).union(currencies).sorted(by: { $0.packed < $1.packed }) {
            let pair = pairs[currency] ?? Pair()
            guard let total = pair.finals.rounded(to: currency.minorUnit), let rounding = total.subtracting(pair.finals) else {
                throw .sumOutOfRange(currency)
            }
            result.append(BillSum(currency: currency, charges: pair.charges, sum: pair.finals, rounding: rounding, total: total))
        }
        return result
    }
}
