extension Rounding {
    /// Rounds `numerator` / `denominator` price units (10⁻⁸ main units), `nil` where the result leaves the range of `Amount`.
    /// Sums that fit 64 bits are divided in 64 bits: this stands on the hot path of rating.
    /// - Parameters:
    ///   - numerator: at least 0.
    ///   - denominator: at least 1.
    public func round(priceUnits numerator: Int128, over denominator: Int64) -> Amount? {
        guard numerator >= 0, denominator >= 1 else { return nil }
        let (hundredfold, over) = denominator.magnitude.multipliedReportingOverflow(by: 100)
        let (unit, overUnit) = hundredfold.multipliedReportingOverflow(by: multiple.magnitude)
        if !over, !overUnit, numerator <= Int128(Int64.max) {
            let multiples = steps(UInt64(truncatingIfNeeded: numerator), unit: unit)
            let (millionths, overflow) = multiples.multipliedReportingOverflow(by: multiple.magnitude)
            guard !overflow, millionths <= UInt64(Int64.max) else { return nil }
            return Amount(millionths: Int64(millionths))
        }
        let (wide, overWide) = (UInt128(denominator) * 100).multipliedReportingOverflow(by: UInt128(multiple))
        guard !overWide else { return nil }
        let (millionths, overflow) = steps(numerator.magnitude, unit: wide).multipliedReportingOverflow(by: UInt128(multiple))
        guard !overflow, millionths <= UInt128(Int64.max) else { return nil }
        return Amount(millionths: Int64(millionths))
    }
}
