extension FineAmount {
    /// The share that a percentage is, half-even; `nil` where it leaves the range.
    public func share(_ percent: Percent) -> FineAmount? {
        // Nearly all are here: a machine word is divided by a constant at once.
        if let word = Quick.product(units, percent.units) { return FineAmount(units: Int128(Quick.millionth(word))) }
        return Exact(self).multiplied(by: Exact(percent))?.fine
    }

    /// So many millionths of the smallest unit, half-even.
    /// - Parameter sum: 0 … .
    public init(millionths sum: UInt128) {
        if let word = UInt64(exactly: sum) {
            units = Int128(Quick.millionth(word))
        } else {
            let (quotient, rest) = sum.quotientAndRemainder(dividingBy: 1_000_000)
            let isUp = rest > 500_000 || (rest == 500_000 && quotient % 2 == 1)
            units = Int128(quotient) + (isUp ? 1 : 0)
        }
    }
}

/// Turns settled amounts into another currency at one rate, half-even to so many decimals. The rate goes without the zeros at its end, so
/// that nearly all products are one machine word.
public struct Conversion: Sendable {
    public let rate: ExchangeRate
    /// Decimals of the result.
    public let places: Int
    /// The rate without the zeros at its end, and what one of its products is divided by; 0: more than a word.
    private var factor: Int64 = 0
    private var divisor: UInt64 = 0

    /// - Parameter places: decimals of the result, 0 … 12.
    public init(_ rate: ExchangeRate, to places: Int) {
        (self.rate, self.places) = (rate, places)
        var (units, decimals) = (rate.units, ExchangeRate.decimals)
        while decimals > 0, units % 10 == 0 { (units, decimals) = (units / 10, decimals - 1) }
        if let word = Int64(exactly: units), let most = UInt64(exactly: Ten.power(FineAmount.decimals + decimals - places)) {
            (factor, divisor) = (word, most)
        }
    }

    /// The amount as a count of its last decimal; `nil` where it leaves the range.
    public func count(_ amount: FineAmount) -> Int128? {
        if divisor > 0, let word = Quick.product(amount.units, factor) { return Int128(Quick.divide(word, by: divisor)) }
        return Exact(amount).multiplied(by: Exact(rate))?.rounded(to: places)
    }
}

/// What fits a machine word.
private enum Quick {
    /// `nil` where a factor is below zero or the product leaves the word.
    @inline(__always)
    static func product(_ amount: Int128, _ factor: Int64) -> UInt64? {
        guard let word = UInt64(exactly: amount), factor >= 0 else { return nil }
        let (product, over) = word.multipliedReportingOverflow(by: factor.magnitude)
        return over ? nil : product
    }

    @inline(__always)
    static func millionth(_ word: UInt64) -> UInt64 {
        let quotient = word / 1_000_000
        return halfEven(quotient, rest: word &- quotient &* 1_000_000, of: 1_000_000)
    }

    @inline(__always)
    static func divide(_ word: UInt64, by divisor: UInt64) -> UInt64 {
        let (quotient, rest) = word.quotientAndRemainder(dividingBy: divisor)
        return halfEven(quotient, rest: rest, of: divisor)
    }

    @inline(__always)
    private static func halfEven(_ quotient: UInt64, rest: UInt64, of divisor: UInt64) -> UInt64 {
        let other = divisor &- rest
        return rest > other || (rest == other && quotient & 1 == 1) ? quotient &+ 1 : quotient
    }
}
