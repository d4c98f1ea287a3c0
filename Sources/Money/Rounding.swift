/// How the one rounding of a charge goes (DOMAIN section 3). Amounts are never negative where these modes part.
public enum RoundingMode: String, Hashable, BitwiseCopyable, Sendable, CaseIterable {
    case up, down, halfUp, halfEven
}

/// Rounding to a multiple: `0.01` up, `1` half-even, …
public struct Rounding: Hashable, BitwiseCopyable, Sendable {
    /// The multiple in millionths, at least 1.
    public let multiple: Int64
    /// To which of the two neighbouring multiples.
    public let mode: RoundingMode

    /// What a table that names none has: half-even to a millionth.
    public static let millionth = Rounding(multiple: 1, mode: .halfEven)

    public init(multiple: Int64, mode: RoundingMode) {
        precondition(multiple >= 1, "a rounding multiple is at least one millionth")
        self.multiple = multiple
        self.mode = mode
    }

    /// Rounds `numerator` / `denominator` main units, `nil` where the result leaves the range of `Amount`.
    /// - Parameters:
    ///   - numerator: any sign; the modes act on the magnitude.
    ///   - denominator: above zero, and below 2¹²⁷ / 10⁶ / 2.
    public func round(_ numerator: Int128, over denominator: Int128) -> Amount? {
        let (unit, overflow) = denominator.multipliedReportingOverflow(by: Int128(multiple))
        let (scaled, overflowScaled) = numerator.magnitude.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow, !overflowScaled, unit > 0 else { return nil }
        let multiples = steps(scaled, unit: unit.magnitude)
        let (millionths, over) = multiples.multipliedReportingOverflow(by: UInt128(multiple))
        guard !over, millionths <= UInt128(Int64.max) else { return nil }
        let magnitude = Int64(millionths)
        return Amount(millionths: numerator < 0 ? -magnitude : magnitude)
    }

    func steps<Count: FixedWidthInteger & UnsignedInteger>(_ value: Count, unit: Count) -> Count {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: unit)
        guard remainder > 0 else { return quotient }
        let rest = unit - remainder
        let up =
            switch mode {
            case .up: true
            case .down: false
            case .halfUp: remainder >= rest
            case .halfEven: remainder > rest || (remainder == rest && quotient % 2 == 1)
            }
        return up ? quotient + 1 : quotient
    }
}
