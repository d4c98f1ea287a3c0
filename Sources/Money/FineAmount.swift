/// What settlement holds an amount in: an integer count of 10⁻¹² of a currency's main unit (DOMAIN section 3).
public struct FineAmount: Hashable, Comparable, Sendable {
    /// Count of 10⁻¹² units, the whole range of Int128 (± 1.7 × 10²⁶ main units).
    public let units: Int128

    /// Decimals of it.
    public static let decimals = 12
    /// No money.
    public static let zero = FineAmount(units: 0)

    public init(units: Int128) { self.units = units }
    public init(_ amount: Amount) { units = Int128(amount.millionths) * 1_000_000 }

    public static func < (left: FineAmount, right: FineAmount) -> Bool { left.units < right.units }

    // Sums of amounts stay far inside the range: 10¹² calls of the largest charge.
    public static func + (left: FineAmount, right: FineAmount) -> FineAmount { FineAmount(units: left.units &+ right.units) }
    public static func - (left: FineAmount, right: FineAmount) -> FineAmount { FineAmount(units: left.units &- right.units) }

    /// With the minor unit's digits at least and no needless zeros beyond.
    public func text(minorUnit: Int) -> String { DecimalText.print(units, decimals: FineAmount.decimals, atLeast: minorUnit) }
}
