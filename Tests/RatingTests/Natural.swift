/// Whole numbers of any size, as far as the slow rater needs them: 64-bit limbs, the lowest first.
struct Natural: Comparable {
    private var limbs: [UInt64] = []

    init(_ value: UInt64) { limbs = value == 0 ? [] : [value] }

    static func < (left: Natural, right: Natural) -> Bool {
        guard left.limbs.count == right.limbs.count else { return left.limbs.count < right.limbs.count }
        for index in left.limbs.indices.reversed() where left.limbs[index] != right.limbs[index] {
            return left.limbs[index] < right.limbs[index]
        }
        return false
    }

    static func + (left: Natural, right: Natural) -> Natural {
        var sum = Natural(0)
        var carry: UInt64 = 0
        for index in 0..<max(left.limbs.count, right.limbs.count) {
            let (once, over) = left.limb(index).addingReportingOverflow(right.limb(index))
            let (twice, overAgain) = once.addingReportingOverflow(carry)
            sum.limbs.append(twice)
            carry = (over ? 1 : 0) + (overAgain ? 1 : 0)
        }
        if carry > 0 { sum.limbs.append(carry) }
        return sum
    }

    static func * (left: Natural, right: UInt64) -> Natural {
        guard right != 0 else { return Natural(0) }
        var product = Natural(0)
        var carry: UInt64 = 0
        for limb in left.limbs {
            let (high, low) = limb.multipliedFullWidth(by: right)
            let (sum, over) = low.addingReportingOverflow(carry)
            product.limbs.append(sum)
            carry = high + (over ? 1 : 0)
        }
        if carry > 0 { product.limbs.append(carry) }
        return product
    }

    /// Quotient and remainder.
    func divided(by divisor: UInt64) -> (Natural, UInt64) {
        var quotient = Natural(0)
        var rest: UInt64 = 0
        var digits: [UInt64] = []
        for limb in limbs.reversed() {
            let (digit, remainder) = divisor.dividingFullWidth((rest, limb))
            digits.append(digit)
            rest = remainder
        }
        quotient.limbs = digits.reversed()
        while quotient.limbs.last == 0 { quotient.limbs.removeLast() }
        return (quotient, rest)
    }

    var isZero: Bool { limbs.isEmpty }
    var isOdd: Bool { (limbs.first ?? 0) & 1 == 1 }
    /// `nil` beyond 64 bits.
    var value: UInt64? { limbs.count > 1 ? nil : limbs.first ?? 0 }

    private func limb(_ index: Int) -> UInt64 { index < limbs.count ? limbs[index] : 0 }
}
