/// An exact sum of money between its parts and its one rounding: a fraction whose denominator is a power of ten times a small divisor
/// (the seconds that prices are for). What leaves 256 bits is `nil`, never wrong.
public struct Exact: BitwiseCopyable, Sendable {
    private var magnitude: Wide
    private var isNegative: Bool
    private var decimals: Int
    private var divisor: UInt64

    public static let zero = Exact(units: 0, decimals: 0)

    /// `units` × 10^-`decimals` / `divisor`.
    /// - Parameters:
    ///   - decimals: 0 … 38.
    ///   - divisor: at least 1.
    public init(units: Int128, decimals: Int, over divisor: Int64 = 1) {
        magnitude = Wide(units.magnitude)
        isNegative = units < 0
        self.decimals = decimals
        self.divisor = UInt64(max(1, divisor))
        shorten()
    }

    private init(_ magnitude: Wide, isNegative: Bool, decimals: Int, divisor: UInt64) {
        (self.magnitude, self.isNegative, self.decimals, self.divisor) = (magnitude, isNegative, decimals, divisor)
    }

    public init(_ amount: Amount) { self.init(units: Int128(amount.millionths), decimals: Amount.decimals) }
    public init(_ price: Price) { self.init(units: Int128(price.units), decimals: Price.decimals) }
    public init(_ rate: ExchangeRate) { self.init(units: rate.units, decimals: ExchangeRate.decimals) }
    /// 10 % is 0.1.
    public init(_ percent: Percent) { self.init(units: Int128(percent.units), decimals: Percent.decimals + 2) }
    /// A settled amount: 12 decimals.
    public init(_ amount: FineAmount) { self.init(units: amount.units, decimals: FineAmount.decimals) }

    /// Whether it is nothing.
    public var isZero: Bool { magnitude.isZero }
    /// Whether it is more than nothing.
    public var isAboveZero: Bool { !isNegative && !magnitude.isZero }

    /// Takes zeros at the end off, so that products stay small.
    private mutating func shorten() {
        guard !magnitude.isZero else { return (decimals, divisor, isNegative) = (0, 1, false) }
        guard magnitude.high == 0, magnitude.low <= UInt128(UInt64.max) else { return shortenWide() }
        // Nearly all sums are here, and a machine word is divided by a constant at once.
        var word = UInt64(truncatingIfNeeded: magnitude.low)
        while decimals > 0, word % 10 == 0 {
            word /= 10
            decimals -= 1
        }
        magnitude.low = UInt128(word)
    }

    private mutating func shortenWide() {
        while decimals > 0, magnitude.high == 0 {
            let (quotient, rest) = magnitude.low.quotientAndRemainder(dividingBy: 10)
            guard rest == 0 else { return }
            magnitude.low = quotient
            decimals -= 1
        }
    }
}

extension Exact {
    /// The sum, `nil` where it leaves the range.
    public func adding(_ other: Exact) -> Exact? {
        if other.isZero { return self }
        if isZero { return other }
        guard let (left, right, decimals, divisor) = aligned(other) else { return nil }
        if isNegative == other.isNegative {
            return left.adding(right).map { Exact($0, isNegative: isNegative, decimals: decimals, divisor: divisor) }
        }
        if left == right { return .zero }
        return left < right
            ? Exact(right.subtracting(left), isNegative: other.isNegative, decimals: decimals, divisor: divisor)
            : Exact(left.subtracting(right), isNegative: isNegative, decimals: decimals, divisor: divisor)
    }

    /// The difference, `nil` where it leaves the range.
    public func subtracting(_ other: Exact) -> Exact? { adding(other.negated) }

    /// The product, `nil` where it leaves the range.
    public func multiplied(by other: Exact) -> Exact? {
        if isZero || other.isZero { return .zero }
        let (divisor, over) = divisor.multipliedReportingOverflow(by: other.divisor)
        guard !over, decimals + other.decimals <= Ten.most, let product = magnitude.multiplied(by: other.magnitude) else { return nil }
        var result = Exact(
            product, isNegative: isNegative != other.isNegative, decimals: decimals + other.decimals, divisor: divisor)
        if result.decimals > Exact.long { result.shorten() }
        return result
    }

    /// Decimals beyond which a product is made shorter, if it can be.
    private static let long = 24

    /// So many of it.
    /// - Parameter count: 0 … .
    public func multiplied(by count: Int64) -> Exact? { multiplied(by: Exact(units: Int128(count), decimals: 0)) }

    /// The share `part` / `whole`.
    /// - Parameters:
    ///   - part: 0 … .
    ///   - whole: at least 1.
    public func share(_ part: Int64, of whole: Int64) -> Exact? {
        multiplied(by: Exact(units: Int128(part), decimals: 0, over: whole))
    }

    /// Whether it is below another, `nil` where the comparison leaves the range.
    public func isLess(than other: Exact) -> Bool? { subtracting(other).map { $0.isNegative } }

    private var negated: Exact {
        isZero ? self : Exact(magnitude, isNegative: !isNegative, decimals: decimals, divisor: divisor)
    }

    /// Both over one denominator.
    private func aligned(_ other: Exact) -> (Wide, Wide, decimals: Int, divisor: UInt64)? {
        var (left, right) = (magnitude, other.magnitude)
        var common = divisor
        if divisor != other.divisor {
            let shared = Exact.gcd(divisor, other.divisor)
            let (product, over) = divisor.multipliedReportingOverflow(by: other.divisor / shared)
            guard !over, let wideLeft = left.multiplied(by: UInt128(other.divisor / shared)),
                let wideRight = right.multiplied(by: UInt128(divisor / shared))
            else { return nil }
            (left, right, common) = (wideLeft, wideRight, product)
        }
        let most = max(decimals, other.decimals)
        guard let left = Ten.scale(left, by: most - decimals), let right = Ten.scale(right, by: most - other.decimals) else { return nil }
        return (left, right, most, common)
    }

    private static func gcd(_ left: UInt64, _ right: UInt64) -> UInt64 {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return max(1, left)
    }
}

extension Exact {
    /// Rounds to a multiple, `nil` where the result leaves the range of `Amount`.
    public func rounded(_ rounding: Rounding) -> Amount? {
        guard let multiples = steps(of: UInt128(rounding.multiple), decimals: Amount.decimals, rounding.mode) else { return nil }
        let (millionths, over) = multiples.multipliedReportingOverflow(by: UInt128(rounding.multiple))
        guard !over, millionths <= UInt128(Int64.max) else { return nil }
        return Amount(millionths: isNegative ? -Int64(millionths) : Int64(millionths))
    }

    /// Half-even to so many decimals (0 … 30), as a count of them; `nil` where it leaves 127 bits.
    public func rounded(to decimals: Int, _ mode: RoundingMode = .halfEven) -> Int128? {
        guard let count = steps(of: 1, decimals: decimals, mode), count <= UInt128(Int128.max) else { return nil }
        return isNegative ? -Int128(count) : Int128(count)
    }

    /// As a settled amount, half-even.
    public var fine: FineAmount? { rounded(to: FineAmount.decimals).map(FineAmount.init(units:)) }

    /// How many times `multiple` × 10^-`places`, rounded.
    private func steps(of multiple: UInt128, decimals places: Int, _ mode: RoundingMode) -> UInt128? {
        var unit = Wide(UInt128(divisor)).multiplied(by: multiple)
        var value: Wide? = magnitude
        if places > decimals { value = Ten.scale(magnitude, by: places - decimals) }
        if places < decimals { unit = unit.flatMap { Ten.scale($0, by: decimals - places) } }
        guard let unit, let value else { return nil }
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: unit)
        guard quotient.high == 0 else { return nil }
        guard !rest.isZero else { return quotient.low }
        let other = unit.subtracting(rest)
        let isUp =
            switch mode {
            case .up: true
            case .down: false
            case .halfUp: !(rest < other)
            case .halfEven: other < rest || (rest == other && quotient.low % 2 == 1)
            }
        return isUp ? quotient.low.addingReportingOverflow(1).partialValue : quotient.low
    }
}

extension Exact: CustomStringConvertible {
    /// A decimal where there is one of at most 24 digits, else a fraction in lowest terms (`7/600`); the nearest decimal behind `≈` where
    /// even that has more than 38 digits.
    public var description: String {
        guard let units = rounded(to: 24) else { return isNegative ? "below any print" : "beyond any print" }
        let text = DecimalText.print(units, decimals: 24, atLeast: 0)
        if Exact(units: units, decimals: 24).subtracting(self)?.isZero == true { return text }
        guard let whole = Ten.scale(Wide(UInt128(divisor)), by: decimals) else { return "≈" + text }
        let shared = Exact.gcd(magnitude, whole)
        let (top, bottom) = (
            magnitude.quotientAndRemainder(dividingBy: shared).quotient, whole.quotientAndRemainder(dividingBy: shared).quotient
        )
        guard top.high == 0, bottom.high == 0 else { return "≈" + text }
        return (isNegative ? "-" : "") + "\(top.low)/\(bottom.low)"
    }

    private static func gcd(_ left: Wide, _ right: Wide) -> Wide {
        var (left, right) = (left, right)
        while !right.isZero { (left, right) = (right, left.quotientAndRemainder(dividingBy: right).remainder) }
        return left.isZero ? Wide(1) : left
    }
}
