/// An unsigned count of 256 bits: what exact sums of money are reckoned in where 128 bits may not hold them. Nothing wraps: what leaves
/// the range is `nil`.
struct Wide: Hashable, BitwiseCopyable, Sendable {
    var high: UInt128
    var low: UInt128

    static let zero = Wide(0)

    init(_ value: UInt128) { (high, low) = (0, value) }

    init(high: UInt128, low: UInt128) { (self.high, self.low) = (high, low) }

    var isZero: Bool { high == 0 && low == 0 }

    func adding(_ other: Wide) -> Wide? {
        let (low, carry) = low.addingReportingOverflow(other.low)
        let (sum, over) = high.addingReportingOverflow(other.high)
        let (high, overCarry) = sum.addingReportingOverflow(carry ? 1 : 0)
        return over || overCarry ? nil : Wide(high: high, low: low)
    }

    /// - Precondition: `other` is at most this.
    func subtracting(_ other: Wide) -> Wide {
        let (low, borrow) = low.subtractingReportingOverflow(other.low)
        return Wide(high: high &- other.high &- (borrow ? 1 : 0), low: low)
    }

    func multiplied(by factor: UInt128) -> Wide? {
        guard high > 0 else {
            let (top, bottom) = low.multipliedFullWidth(by: factor)
            return Wide(high: top, low: bottom)
        }
        let (carry, bottom) = low.multipliedFullWidth(by: factor)
        let (product, over) = high.multipliedReportingOverflow(by: factor)
        let (top, overSum) = product.addingReportingOverflow(carry)
        return over || overSum ? nil : Wide(high: top, low: bottom)
    }

    func multiplied(by factor: Wide) -> Wide? {
        if factor.high == 0 { return multiplied(by: factor.low) }
        return high == 0 ? factor.multiplied(by: low) : nil
    }

    /// - Precondition: `divisor` is not zero.
    func quotientAndRemainder(dividingBy divisor: Wide) -> (quotient: Wide, remainder: Wide) {
        if divisor.high == 0 {
            let (quotient, rest) = narrow(divisor.low)
            return (quotient, Wide(rest))
        }
        // The quotient has fewer than 128 bits: subtract the divisor, shifted, from above.
        var shift = divisor.high.leadingZeroBitCount
        var part = divisor.shifted(left: shift)
        var (rest, quotient) = (self, UInt128(0))
        while true {
            quotient <<= 1
            if !(rest < part) {
                rest = rest.subtracting(part)
                quotient |= 1
            }
            if shift == 0 { break }
            shift -= 1
            part = part.halved
        }
        return (Wide(quotient), rest)
    }

    private func narrow(_ divisor: UInt128) -> (Wide, UInt128) {
        if high == 0 {
            let word = UInt128(UInt64.max)
            if low <= word, divisor <= word {
                let (quotient, rest) = UInt64(truncatingIfNeeded: low).quotientAndRemainder(dividingBy: UInt64(truncatingIfNeeded: divisor))
                return (Wide(UInt128(quotient)), UInt128(rest))
            }
            let (quotient, rest) = low.quotientAndRemainder(dividingBy: divisor)
            return (Wide(quotient), rest)
        }
        let (top, carry) = high.quotientAndRemainder(dividingBy: divisor)
        let (bottom, rest) = divisor.dividingFullWidth((carry, low))
        return (Wide(high: top, low: bottom), rest)
    }

    private func shifted(left count: Int) -> Wide {
        count == 0 ? self : Wide(high: high << count | low >> (128 - count), low: low << count)
    }

    private var halved: Wide { Wide(high: high >> 1, low: low >> 1 | high << 127) }
}

extension Wide: Comparable {
    static func < (left: Wide, right: Wide) -> Bool { left.high != right.high ? left.high < right.high : left.low < right.low }
}

/// Powers of ten.
enum Ten {
    /// Most decimals that an `Exact` may have: two of the largest powers that 128 bits hold.
    static let most = 76
    private static let powers: [UInt128] = (0..<38).reduce(into: [UInt128(1)]) { list, _ in list.append(list[list.count - 1] * 10) }

    /// - Parameter exponent: 0 … 38.
    static func power(_ exponent: Int) -> UInt128 { powers[exponent] }

    /// `value` × 10^`exponent`, `nil` where it leaves the range.
    static func scale(_ value: Wide, by exponent: Int) -> Wide? {
        guard exponent > 38 else { return exponent <= 0 ? value : value.multiplied(by: powers[exponent]) }
        guard exponent <= most else { return nil }
        return value.multiplied(by: powers[38])?.multiplied(by: powers[exponent - 38])
    }
}
