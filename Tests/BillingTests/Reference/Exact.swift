import Money

/// An exact fraction of any size, in lowest terms.
struct Exact: Hashable, Comparable {
    let numerator: Whole
    /// Above zero.
    let denominator: Whole

    init(_ numerator: Whole, over denominator: Whole) {
        let common = Whole.common(numerator, denominator)
        let sign = denominator.isNegative ? Whole(-1) : .one
        self.numerator = common == .one ? numerator * sign : (numerator * sign).divided(by: common).quotient
        self.denominator = common == .one ? denominator * sign : (denominator * sign).divided(by: common).quotient
    }

    init(_ value: Int, over denominator: Int = 1) { self.init(Whole(value), over: Whole(denominator)) }
    /// Main units of the currency.
    init(_ price: Price) { self.init(Whole(price.units), over: Whole(100_000_000)) }
    init(_ amount: Amount) { self.init(Whole(amount.millionths), over: Whole(1_000_000)) }
    /// 10 % is a tenth.
    init(_ percent: Percent) { self.init(Whole(percent.units), over: Whole(1_000_000)) }
    init(_ rate: ExchangeRate) { self.init(Whole(rate.units), over: Whole(ExchangeRate.scale)) }

    /// Digits with at most one point and a minus before; `nil` for anything else.
    init?(text: String) {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.contains(where: { !$0.isEmpty }) else { return nil }
        var value = Whole.zero
        for digit in parts.joined() {
            guard digit.isASCII, let number = digit.wholeNumberValue else { return nil }
            value = value * Whole(10) + Whole(number)
        }
        self.init(isNegative ? -value : value, over: .powerOfTen(parts.count == 2 ? parts[1].count : 0))
    }

    static let zero = Exact(0)
    static let one = Exact(1)

    static func + (left: Exact, right: Exact) -> Exact {
        if left.denominator == right.denominator { return Exact(left.numerator + right.numerator, over: left.denominator) }
        return Exact(
            left.numerator * right.denominator + right.numerator * left.denominator, over: left.denominator * right.denominator)
    }
    static prefix func - (value: Exact) -> Exact { Exact(-value.numerator, over: value.denominator) }
    static func - (left: Exact, right: Exact) -> Exact { left + -right }
    static func * (left: Exact, right: Exact) -> Exact {
        Exact(left.numerator * right.numerator, over: left.denominator * right.denominator)
    }
    static func * (left: Exact, right: Int) -> Exact { Exact(left.numerator * Whole(right), over: left.denominator) }
    static func / (left: Exact, right: Exact) -> Exact {
        Exact(left.numerator * right.denominator, over: left.denominator * right.numerator)
    }
    static func < (left: Exact, right: Exact) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }
    static func += (left: inout Exact, right: Exact) { left = left + right }
    static func -= (left: inout Exact, right: Exact) { left = left - right }

    /// To a multiple; the modes act on the magnitude.
    func rounded(to multiple: Exact, _ mode: RoundingMode) -> Exact {
        let count = self / multiple
        let (whole, rest) = count.numerator.magnitude.divided(by: count.denominator)
        let twice = rest * Whole(2)
        let up =
            switch mode {
            case .up: !rest.isZero
            case .down: false
            case .halfUp: twice >= count.denominator
            case .halfEven: twice > count.denominator || (twice == count.denominator && whole.isOdd)
            }
        let steps = up ? whole + .one : whole
        return Exact(numerator.isNegative ? -steps : steps, over: .one) * multiple
    }

    func rounded(decimals: Int, _ mode: RoundingMode = .halfEven) -> Exact {
        rounded(to: Exact(.one, over: .powerOfTen(decimals)), mode)
    }

    /// What settlement holds: 12 decimals, half-even.
    var held: Exact { rounded(decimals: 12) }

    /// The whole number below or equal; of values not below zero.
    var floor: Int { numerator.divided(by: denominator).quotient.int ?? .max }

    /// The shortest decimal text; of more than 15 decimals a fraction.
    var text: String {
        let scaled = Exact(numerator * .powerOfTen(15), over: denominator)
        guard scaled.denominator == .one else { return numerator.text + "/" + denominator.text }
        let digits = scaled.numerator.magnitude.text
        let padded = String(repeating: "0", count: max(0, 16 - digits.count)) + digits
        var fraction = padded.suffix(15)
        while fraction.last == "0" { fraction.removeLast() }
        return (numerator.isNegative ? "-" : "") + padded.dropLast(15) + (fraction.isEmpty ? "" : "." + fraction)
    }
}

extension Exact: CustomStringConvertible {
    var description: String { text }
}
