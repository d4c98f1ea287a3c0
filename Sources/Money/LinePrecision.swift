/// Decimals that the lines of bills show (DOMAIN sections 3 and 10): what is left of a charge there where nothing settles it.
public struct LinePrecision: Hashable, Sendable {
    private let own: [Currency: Int]

    /// - Parameter own: decimals of currencies that have others than two more than their minor unit.
    public init(_ own: [Currency: Int]) { self.own = own }

    /// Decimals 0 … 6.
    public func decimals(of currency: Currency) -> Int { min(max(own[currency] ?? currency.minorUnit + 2, 0), Amount.decimals) }

    /// The final charge, half-even; `nil` where rounding leaves the range.
    public func final(_ charge: Money) -> Money? {
        charge.amount.rounded(to: decimals(of: charge.currency)).map { Money($0, charge.currency) }
    }
}

extension Amount {
    /// Rounded half-even to so many decimals (0 … 6), `nil` where the result leaves the range.
    public func rounded(to decimals: Int) -> Amount? {
        let multiple = (0..<(Amount.decimals - min(max(decimals, 0), Amount.decimals))).reduce(Int64(1)) { value, _ in value * 10 }
        let magnitude = millionths.magnitude
        let rest = magnitude % multiple.magnitude
        guard rest != 0 else { return self }
        return Rounding(multiple: multiple, mode: .halfEven).round(Int128(millionths), over: 1_000_000)
    }
}
