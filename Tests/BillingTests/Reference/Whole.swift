/// Whole numbers of any size and either sign, for the slow reference: 128 bits where they do, else 32-bit limbs, the lowest first.
struct Whole: Hashable, Comparable {
    private enum Form: Hashable {
        case small(Int128)
        /// Beyond 128 bits only, so that equal numbers have equal forms.
        case large(negative: Bool, limbs: [UInt32])
    }
    private var form: Form

    init(_ value: Int) { form = .small(Int128(value)) }
    init(_ value: Int64) { form = .small(Int128(value)) }
    init(_ value: UInt64) { form = .small(Int128(value)) }
    init(_ value: Int128) { form = .small(value) }

    private init(negative: Bool, limbs: [UInt32]) {
        var limbs = limbs
        while limbs.last == 0 { limbs.removeLast() }
        let fits = limbs.count < 4 || (limbs.count == 4 && limbs[3] < 0x8000_0000)
        guard fits else {
            form = .large(negative: negative, limbs: limbs)
            return
        }
        let value = limbs.reversed().reduce(Int128(0)) { $0 << 32 | Int128($1) }
        form = .small(negative ? -value : value)
    }

    static let zero = Whole(0)
    static let one = Whole(1)
    private static let powersOfTen = (0..<30).map { exponent in (0..<exponent).reduce(Whole.one) { value, _ in value * Whole(10) } }
    static func powerOfTen(_ exponent: Int) -> Whole {
        exponent < 30 ? powersOfTen[exponent] : powersOfTen[29] * powerOfTen(exponent - 29)
    }

    var isZero: Bool { form == .small(0) }
    var isNegative: Bool {
        switch form {
        case .small(let value): value < 0
        case .large(let negative, _): negative
        }
    }
    var isOdd: Bool { (limbs.first ?? 0) & 1 == 1 }
    var magnitude: Whole { isNegative ? -self : self }
    /// `nil` beyond 64 bits.
    var int: Int? {
        guard case .small(let value) = form else { return nil }
        return Int(exactly: value)
    }

    private var limbs: [UInt32] {
        switch form {
        case .large(_, let limbs): return limbs
        case .small(let value):
            var rest = value.magnitude
            var limbs: [UInt32] = []
            while rest > 0 {
                limbs.append(UInt32(truncatingIfNeeded: rest))
                rest >>= 32
            }
            return limbs
        }
    }

    static prefix func - (value: Whole) -> Whole { Whole(negative: !value.isNegative, limbs: value.limbs) }

    static func + (left: Whole, right: Whole) -> Whole {
        if case .small(let one) = left.form, case .small(let other) = right.form {
            let (sum, over) = one.addingReportingOverflow(other)
            if !over, sum != .min { return Whole(sum) }
        }
        if left.isNegative == right.isNegative { return Whole(negative: left.isNegative, limbs: add(left.limbs, right.limbs)) }
        let order = compare(left.limbs, right.limbs)
        if order == 0 { return .zero }
        let (greater, less) = order > 0 ? (left, right) : (right, left)
        return Whole(negative: greater.isNegative, limbs: subtract(greater.limbs, less.limbs))
    }

    static func - (left: Whole, right: Whole) -> Whole { left + -right }

    static func * (left: Whole, right: Whole) -> Whole {
        if case .small(let one) = left.form, case .small(let other) = right.form {
            let (product, over) = one.multipliedReportingOverflow(by: other)
            if !over, product != .min { return Whole(product) }
        }
        return Whole(negative: left.isNegative != right.isNegative, limbs: multiply(left.limbs, right.limbs))
    }

    static func < (left: Whole, right: Whole) -> Bool {
        if case .small(let one) = left.form, case .small(let other) = right.form { return one < other }
        if left.isNegative != right.isNegative { return left.isNegative }
        let order = compare(left.limbs, right.limbs)
        return left.isNegative ? order > 0 : order < 0
    }

    /// Quotient towards zero and the remainder that goes with it.
    func divided(by divisor: Whole) -> (quotient: Whole, remainder: Whole) {
        precondition(!divisor.isZero, "division by zero")
        if case .small(let one) = form, case .small(let other) = divisor.form {
            let (quotient, remainder) = one.quotientAndRemainder(dividingBy: other)
            return (Whole(quotient), Whole(remainder))
        }
        let (quotient, remainder) = Whole.divide(limbs, divisor.limbs)
        return (
            Whole(negative: isNegative != divisor.isNegative, limbs: quotient), Whole(negative: isNegative, limbs: remainder)
        )
    }

    /// Greatest common divisor, by Euclid.
    static func common(_ left: Whole, _ right: Whole) -> Whole {
        var (greater, less) = (left.magnitude, right.magnitude)
        while !less.isZero { (greater, less) = (less, greater.divided(by: less).remainder) }
        return greater
    }

    var text: String {
        var digits: [String] = []
        var rest = magnitude
        repeat {
            let (quotient, digit) = rest.divided(by: Whole(10))
            digits.append(String(digit.int ?? 0))
            rest = quotient
        } while !rest.isZero
        return (isNegative ? "-" : "") + digits.reversed().joined()
    }
}

// What one learns at school, with digits of 32 bits.
extension Whole {
    private static func compare(_ left: [UInt32], _ right: [UInt32]) -> Int {
        guard left.count == right.count else { return left.count < right.count ? -1 : 1 }
        for index in left.indices.reversed() where left[index] != right[index] { return left[index] < right[index] ? -1 : 1 }
        return 0
    }

    private static func add(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var sum: [UInt32] = []
        var carry: UInt64 = 0
        for index in 0..<max(left.count, right.count) {
            carry += UInt64(index < left.count ? left[index] : 0) + UInt64(index < right.count ? right[index] : 0)
            sum.append(UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        return sum + [UInt32(carry)]
    }

    /// `left` is not the smaller one.
    private static func subtract(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var difference: [UInt32] = []
        var borrow: Int64 = 0
        for index in left.indices {
            var digit = Int64(left[index]) - Int64(index < right.count ? right[index] : 0) - borrow
            borrow = digit < 0 ? 1 : 0
            if digit < 0 { digit += 1 << 32 }
            difference.append(UInt32(digit))
        }
        return difference
    }

    private static func multiply(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var product = [UInt32](repeating: 0, count: left.count + right.count)
        for one in left.indices {
            var carry: UInt64 = 0
            for other in right.indices {
                carry += UInt64(product[one + other]) + UInt64(left[one]) * UInt64(right[other])
                product[one + other] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            product[one + right.count] = UInt32(carry)
        }
        return product
    }

    /// Bit by bit: slow, and nothing to get wrong.
    private static func divide(_ left: [UInt32], _ right: [UInt32]) -> ([UInt32], [UInt32]) {
        var quotient = [UInt32](repeating: 0, count: left.count)
        var rest: [UInt32] = []
        for bit in (0..<left.count * 32).reversed() {
            var carry = left[bit / 32] >> UInt32(bit % 32) & 1
            for index in rest.indices {
                let top = rest[index] >> 31
                rest[index] = rest[index] << 1 | carry
                carry = top
            }
            if carry > 0 { rest.append(carry) }
            guard compare(rest, right) >= 0 else { continue }
            rest = subtract(rest, right)
            while rest.last == 0 { rest.removeLast() }
            quotient[bit / 32] |= 1 << UInt32(bit % 32)
        }
        return (quotient, rest)
    }
}
