public import Money
public import Site

/// What is left of a charge on a bill line (DOMAIN sections 3 and 10). Without settlement it is the charge, rounded half-even to the
/// site's line precision.
public struct LinePrecision: Hashable, Sendable {
    private let own: [Currency: Int]

    public init(_ settings: SiteSettings) { own = settings.linePrecision }

    /// Decimals 0 … 6.
    public func decimals(of currency: Currency) -> Int { min(max(own[currency] ?? currency.minorUnit + 2, 0), Amount.decimals) }

    /// The final charge, `nil` where rounding leaves the range.
    public func final(_ charge: Money) -> Money? {
        charge.amount.rounded(to: decimals(of: charge.currency)).map { Money($0, charge.currency) }
    }
}

extension Amount {
    /// Rounded half-even to so many decimals (0 … 6), `nil` where the result leaves the range.
    func rounded(to decimals: Int) -> Amount? {
        let multiple = (0..<(Amount.decimals - min(max(decimals, 0), Amount.decimals))).reduce(Int64(1)) { value, _ in value * 10 }
        return Rounding(multiple: multiple, mode: .halfEven).round(Int128(millionths), over: 1_000_000)
    }
}
