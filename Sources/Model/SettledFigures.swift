public import Money

/// How a charge becomes what is billed (DOMAIN section 10): base + surcharges + adjustment = charge; charge − discounts = net, in the
/// table's currency; net × rate, rounded, = final, in the party's.
public struct SettledFigures: Hashable, Sendable {
    public var base: FineAmount
    public var surcharges: FineAmount
    /// What limits and rounding changed.
    public var adjustment: FineAmount
    public var packageDiscount: FineAmount
    public var volumeDiscount: FineAmount
    public var net: FineAmount
    public var rate: ExchangeRate
    public var final: Money

    public init(
        base: FineAmount, surcharges: FineAmount, adjustment: FineAmount, packageDiscount: FineAmount, volumeDiscount: FineAmount,
        net: FineAmount, rate: ExchangeRate, final: Money
    ) {
        (self.base, self.surcharges, self.adjustment) = (base, surcharges, adjustment)
        (self.packageDiscount, self.volumeDiscount, self.net) = (packageDiscount, volumeDiscount, net)
        (self.rate, self.final) = (rate, final)
    }
}
