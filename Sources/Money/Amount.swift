/// A stored amount: an integer count of millionths of a currency's main unit (DOMAIN section 3).
/// Its currency stands beside it (`Money`); amounts of two currencies are never added.
public struct Amount: Hashable, Comparable, Sendable {
    /// Count of millionths, the whole range of Int64 (± 9.2 × 10¹² main units).
    public let millionths: Int64

    /// Decimals of an amount.
    public static let decimals = 6
    /// No money.
    public static let zero = Amount(millionths: 0)

    public init(millionths: Int64) { self.millionths = millionths }

    public static func < (left: Amount, right: Amount) -> Bool { left.millionths < right.millionths }

    /// The sum, or `nil` where it leaves the range: sums of money never wrap and never trap.
    public func adding(_ other: Amount) -> Amount? {
        let (sum, overflow) = millionths.addingReportingOverflow(other.millionths)
        return overflow ? nil : Amount(millionths: sum)
    }

    /// The difference, or `nil` where it leaves the range.
    public func subtracting(_ other: Amount) -> Amount? {
        let (difference, overflow) = millionths.subtractingReportingOverflow(other.millionths)
        return overflow ? nil : Amount(millionths: difference)
    }
}

/// An amount with its currency beside it.
public struct Money: Hashable, Sendable {
    /// How much.
    public let amount: Amount
    /// Of what.
    public let currency: Currency

    public init(_ amount: Amount, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// With the minor unit's digits at least and no needless zeros beyond: `0.10`, `0.1234`, `1200` in JPY.
    public var text: String { amount.text(minorUnit: currency.minorUnit) }
}
