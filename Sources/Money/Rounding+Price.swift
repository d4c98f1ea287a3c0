extension Rounding {
    /// Rounds `numerator` / `denominator` counts of 10⁻¹⁴ main units, `nil` where the result leaves the range of `Amount`. In 64 bits
    /// where they suffice: charges with surcharges come here.
    /// - Parameters:
    ///   - numerator: at least 0.
    ///   - denominator: at least 1.
    public func round(fine numerator: UInt128, over denominator: Int64) -> Amount? {
        guard denominator >= 1 else { return nil }
        let (unit, over) = denominator.magnitude.multipliedReportingOverflow(by: 100_000_000)
        let (step, overStep) = unit.multipliedReportingOverflow(by: multiple.magnitude)
        if !over, !overStep, let word = UInt64(exactly: numerator) {
            return amount(steps(word, unit: step))
        }
        let (wide, overWide) = (UInt128(denominator) * 100_000_000).multipliedReportingOverflow(by: UInt128(multiple))
        guard !overWide, let count = UInt64(exactly: steps(numerator, unit: wide)) else { return nil }
        return amount(count)
    }

    private func amount(_ multiples: UInt64) -> Amount? {
        let (millionths, over) = multiples.multipliedReportingOverflow(by: multiple.magnitude)
        return over || millionths > UInt64(Int64.max) ? nil : Amount(millionths: Int64(millionths))
    }

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
            return amount(steps(UInt64(truncatingIfNeeded: numerator), unit: unit))
        }
        let (wide, overWide) = (UInt128(denominator) * 100).multipliedReportingOverflow(by: UInt128(multiple))
        guard !overWide else { return nil }
        let (millionths, overflow) = steps(numerator.magnitude, unit: wide).multipliedReportingOverflow(by: UInt128(multiple))
        guard !overflow, millionths <= UInt128(Int64.max) else { return nil }
        return Amount(millionths: Int64(millionths))
    }
}
