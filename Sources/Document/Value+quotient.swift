extension Value {
    /// With one decimal, half away from zero; nothing where there is no whole.
    public static func percent(_ part: Int64, of whole: Int64) -> Value {
        whole == 0 ? .empty : .decimal(rounded(part, 1000, whole), digits: 1)
    }

    /// A quotient with so many decimals, half away from zero; nothing where there is nothing to divide by.
    public static func ratio(_ part: Int64, _ whole: Int64, digits: Int) -> Value {
        whole == 0 ? .empty : .decimal(rounded(part, (0..<digits).reduce(1) { factor, _ in factor * 10 }, whole), digits: digits)
    }

    /// part × factor ÷ whole, half away from zero; what is beyond the range stays at its end.
    public static func rounded(_ part: Int64, _ factor: Int64, _ whole: Int64) -> Int64 {
        guard whole != 0 else { return 0 }
        let product = Int128(part) * Int128(factor)
        let (magnitude, divisor) = (product.magnitude, Int128(whole).magnitude)
        let quotient = Int64(clamping: (magnitude * 2 + divisor) / (divisor * 2))
        return (product < 0) != (whole < 0) ? -quotient : quotient
    }
}
