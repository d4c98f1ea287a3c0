/// Why a text is not a decimal of the wanted form. The reader that holds the place adds file, line and field.
public enum DecimalError: Error, Hashable, Sendable {
    /// Nothing, a sign alone, or another sign than digits and one point.
    case notANumber
    /// More decimals than the kind of figure allows (DOMAIN section 3: an error, not rounded).
    case tooManyDecimals(allowed: Int)
    /// Does not fit the range of the type.
    case outOfRange
    /// Below zero where that makes no sense.
    case negative
}

/// Decimal texts: digits, at most one point, an optional leading minus. No exponent, no grouping, no blanks. `.5` and `5.` are read;
/// zeros beyond the allowed decimals say nothing and are read too.
public enum DecimalText {
    /// Reads `text` as an integer count of 10^-`decimals`.
    public static func parse(_ text: some StringProtocol, decimals: Int) throws(DecimalError) -> Int64 {
        try read(text, decimals: decimals)
    }

    /// The same for counts beyond 64 bits.
    public static func parseWide(_ text: some StringProtocol, decimals: Int) throws(DecimalError) -> Int128 {
        try read(text, decimals: decimals)
    }

    private static func read<Count: FixedWidthInteger & SignedInteger>(
        _ text: some StringProtocol, decimals: Int
    ) throws(DecimalError) -> Count {
        var value: Count = 0
        var fraction = -1
        var digits = 0
        var negative = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: negative = true
            case UInt8(ascii: ".") where fraction < 0: fraction = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                if fraction >= decimals {
                    guard byte == UInt8(ascii: "0") else { throw .tooManyDecimals(allowed: decimals) }
                    continue
                }
                if fraction >= 0 { fraction += 1 }
                value = try append(byte - UInt8(ascii: "0"), to: value, negative)
            default: throw .notANumber
            }
        }
        guard digits > 0 else { throw .notANumber }
        for _ in max(fraction, 0)..<decimals { value = try append(0, to: value, negative) }
        return value
    }

    // Below zero the value grows downwards, so that the lowest Int64, whose magnitude none of its kind can hold, reads back too.
    private static func append<Count: FixedWidthInteger & SignedInteger>(
        _ digit: UInt8, to value: Count, _ negative: Bool
    ) throws(DecimalError) -> Count {
        let (tenfold, over) = value.multipliedReportingOverflow(by: 10)
        let (sum, overSum) = tenfold.addingReportingOverflow(negative ? -Count(digit) : Count(digit))
        guard !over, !overSum else { throw .outOfRange }
        return sum
    }

    /// Writes a count of 10^-`decimals` with at least `atLeast` decimals and no needless zeros beyond.
    public static func print(_ value: Int64, decimals: Int, atLeast: Int) -> String {
        print(Int128(value), decimals: decimals, atLeast: atLeast)
    }

    /// The same for counts beyond 64 bits.
    public static func print(_ value: Int128, decimals: Int, atLeast: Int) -> String {
        var digits = String(value.magnitude)
        if digits.utf8.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits }
        let whole = digits.dropLast(decimals)
        var fraction = digits.suffix(decimals)
        while fraction.utf8.count > atLeast, fraction.last == "0" { fraction.removeLast() }
        let padded = fraction + String(repeating: "0", count: max(0, atLeast - fraction.utf8.count))
        return (value < 0 ? "-" : "") + whole + (padded.isEmpty ? "" : "." + padded)
    }
}

extension Amount {
    /// Reads an amount with at most 6 decimals.
    public init(text: some StringProtocol) throws(DecimalError) {
        self.init(millionths: try DecimalText.parse(text, decimals: Amount.decimals))
    }

    /// With at least `minorUnit` decimals and no needless zeros beyond.
    public func text(minorUnit: Int) -> String {
        DecimalText.print(millionths, decimals: Amount.decimals, atLeast: min(minorUnit, Amount.decimals))
    }
}

extension Price {
    /// Reads a price with at most 8 decimals; below zero is refused.
    public init(text: some StringProtocol) throws(DecimalError) {
        let units = try DecimalText.parse(text, decimals: Price.decimals)
        guard units >= 0 else { throw .negative }
        self.init(units: units)
    }

    /// The shortest text that reads back as the same price.
    public var text: String { DecimalText.print(units, decimals: Price.decimals, atLeast: 0) }
}

extension Percent {
    /// Reads a percentage with at most 4 decimals.
    public init(text: some StringProtocol) throws(DecimalError) {
        self.init(units: try DecimalText.parse(text, decimals: Percent.decimals))
    }

    /// The shortest text that reads back as the same percentage.
    public var text: String { DecimalText.print(units, decimals: Percent.decimals, atLeast: 0) }
}
