/// Rates made of rates: exact, then rounded once, half-even, to 15 decimals; `nil` where the result is no rate (below 10⁻¹⁵ or
/// beyond `most`).
extension ExchangeRate {
    /// 1 / rate.
    public var inverse: ExchangeRate? { ExchangeRate.divided(Wide(1), by: Wide(units.magnitude), scale: 30) }

    /// The way through a currency in between.
    public static func product(_ first: ExchangeRate, _ second: ExchangeRate) -> ExchangeRate? {
        Wide(first.units.magnitude).multiplied(by: second.units.magnitude).flatMap { divided($0, by: Wide(scale.magnitude), scale: 0) }
    }

    /// `first` / `second`.
    public static func quotient(_ first: ExchangeRate, _ second: ExchangeRate) -> ExchangeRate? {
        divided(Wide(first.units.magnitude), by: Wide(second.units.magnitude), scale: 15)
    }

    /// 1 / (`first` × `second`).
    public static func inverse(of first: ExchangeRate, _ second: ExchangeRate) -> ExchangeRate? {
        Wide(first.units.magnitude).multiplied(by: second.units.magnitude).flatMap { divided(Wide(1), by: $0, scale: 45) }
    }

    /// `numerator` × 10^`scale` / `denominator`, half-even.
    private static func divided(_ numerator: Wide, by denominator: Wide, scale: Int) -> ExchangeRate? {
        guard let numerator = Ten.scale(numerator, by: scale) else { return nil }
        let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        guard quotient.high == 0, quotient.low < UInt128(Int128.max) else { return nil }
        let other = denominator.subtracting(rest)
        let isUp = !rest.isZero && (other < rest || (rest == other && quotient.low % 2 == 1))
        return ExchangeRate(units: Int128(quotient.low) + (isUp ? 1 : 0))
    }
}
