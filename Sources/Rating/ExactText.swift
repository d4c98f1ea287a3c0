internal import Money

/// Exact amounts as text: a decimal where there is one of at most 24 digits, else a fraction in lowest terms.
enum ExactText {
    /// `numerator` / `denominator` × 10⁻⁸.
    static func amount(_ numerator: Int128, over denominator: Int64) -> String {
        let (scaled, overflow) = Int128(denominator).multipliedReportingOverflow(by: Int128(Price.scale))
        guard !overflow else { return "\(numerator)/(\(denominator)×10^8)" }
        let common = max(1, gcd(numerator.magnitude, scaled.magnitude))
        let (top, bottom) = (numerator / Int128(common), scaled / Int128(common))
        var value = top
        var decimals = 0
        while value % bottom != 0 {
            let (tenfold, over) = value.multipliedReportingOverflow(by: 10)
            guard decimals < 24, !over else { return "\(top)/\(bottom)" }
            value = tenfold
            decimals += 1
        }
        return DecimalText.print(value / bottom, decimals: decimals, atLeast: 0)
    }

    private static func gcd(_ left: UInt128, _ right: UInt128) -> UInt128 {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }
}
