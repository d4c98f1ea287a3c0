/// A number as a sheet writes it, `4930123456` or `4.930123456E9`, digit by digit: nothing goes through binary floating point.
struct WrittenNumber: Hashable {
    private(set) var isNegative = false
    /// 0 to 9 each, none at either end that is 0; empty for zero. The value is 0.d₁d₂d₃… times ten to the power of `point`.
    private(set) var digits: [UInt8] = []
    private(set) var point = 0

    /// What a spreadsheet keeps.
    private static let precision = 15
    /// Spreadsheets end at 10³⁰⁸.
    private static let longest = 400

    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let halves = bytes.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 | 0x20 == UInt8(ascii: "e") }
        guard bytes.count <= Self.longest, var rest = halves.first else { return nil }
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            rest = rest.dropFirst()
        }
        let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        digits = parts.joined().map { $0 &- UInt8(ascii: "0") }
        guard !digits.isEmpty, digits.allSatisfy({ $0 <= 9 }), let whole = parts.first else { return nil }
        point = whole.count
        if halves.count == 2 {
            guard let power = Int(String(decoding: halves[1], as: UTF8.self)), (-Self.longest...Self.longest).contains(power) else {
                return nil
            }
            point += power
        }
        trim()
        // The last digits of a fraction are only what binary floating point made of it; a whole number is what somebody wrote.
        round(to: max(Self.precision, point))
    }

    private mutating func trim() {
        let zeros = digits.prefix { $0 == 0 }.count
        digits.removeFirst(zeros)
        point -= zeros
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty { (point, isNegative) = (0, false) }
    }

    private mutating func round(to count: Int) {
        guard digits.count > count else { return }
        let isUp = digits[count] >= 5
        digits.removeLast(digits.count - count)
        guard isUp else { return trim() }
        for index in digits.indices.reversed() {
            digits[index] += 1
            if digits[index] < 10 { return trim() }
            digits[index] = 0
        }
        digits.insert(1, at: 0)
        point += 1
        trim()
    }

    /// In full, without a power and without zeros at the end: `4930123456`, `0.05`.
    var text: String { (isNegative ? "-" : "") + Self.text(whole) + (fraction.isEmpty ? "" : "." + Self.text(fraction)) }

    /// With zeros in front of the whole part, up to `count` digits.
    func padded(_ count: Int) -> String {
        guard fraction.isEmpty, !isNegative else { return text }
        return String(repeating: "0", count: max(0, count - whole.count)) + text
    }

    /// The digits before the point, at least one; behind it those that are not zeros at the end.
    var whole: [UInt8] { point > 0 ? (0..<point).map { $0 < digits.count ? digits[$0] : 0 } : [0] }
    var fraction: [UInt8] { point >= digits.count ? [] : [UInt8](repeating: 0, count: max(0, -point)) + digits[max(0, point)...] }

    private static func text(_ digits: [UInt8]) -> String { String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self) }
}
