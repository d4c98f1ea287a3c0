/// A price of a tariff: an integer count of 10⁻⁸ of the currency's main unit (DOMAIN section 3). Never negative.
public struct Price: Hashable, Comparable, Sendable {
    /// Count of 10⁻⁸ units, 0 … 92,233,720,368.54775807.
    public let units: Int64

    /// Units in one main unit of a currency.
    public static let scale: Int64 = 100_000_000
    /// Most decimals that a price may have.
    public static let decimals = 8
    /// Free.
    public static let zero = Price(units: 0)

    public init(units: Int64) { self.units = units }

    public static func < (left: Price, right: Price) -> Bool { left.units < right.units }
}

/// A percentage: an integer count of 10⁻⁴ percent (DOMAIN section 3).
public struct Percent: Hashable, Sendable {
    /// Count of 10⁻⁴ percent; 10 % is 100,000.
    public let units: Int64
    /// Most decimals that a percentage may have.
    public static let decimals = 4
    /// 100 %.
    public static let whole = Percent(units: 1_000_000)

    public init(units: Int64) { self.units = units }
}
