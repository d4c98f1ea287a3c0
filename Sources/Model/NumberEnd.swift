/// The end of a telephone number, which tells it however it was dialled or received: nine digits at most, without zeros in front, so that
/// 0301234567 is +49301234567.
public struct NumberEnd: Hashable, Sendable {
    /// Digits from which on it is a whole number; fewer are an extension, or a service that is dialled as it stands.
    public static let enough = 7
    /// Digits that are looked at.
    public static let significant = 9

    /// How many digits it has, 0 … 9. Those inside of the number may be zeros in front here.
    public let count: Int
    /// The digits as a number: reports compare millions of them.
    public let value: Int64

    /// - Parameter number: its text; what is no digit is passed over.
    public init(_ number: some Sequence<UInt8>) {
        // Bytes that lie in memory are gone through where they lie, which is much quicker.
        self = number.withContiguousStorageIfAvailable { NumberEnd($0) } ?? Array(number).withUnsafeBufferPointer { NumberEnd($0) }
    }

    private init(_ number: UnsafeBufferPointer<UInt8>) {
        var (count, value) = (0, Int64(0))
        for byte in number where NumberEnd.isDigit(byte) && (count > 0 || byte != 48) {
            value = (value * 10 + Int64(byte - 48)) % 1_000_000_000
            count += 1
        }
        (self.count, self.value) = (min(count, NumberEnd.significant), value)
    }

    /// Whether it has the digits of a whole number.
    public var isWhole: Bool { count >= NumberEnd.enough }

    /// So many digits of its end, as a number.
    public func last(_ count: Int) -> Int64 { value % NumberEnd.power(count) }

    /// Whether the shorter one ends the longer one. Two without digits are not the same.
    public func isSame(as other: NumberEnd) -> Bool {
        let shorter = min(count, other.count)
        return shorter > 0 && last(shorter) == other.last(shorter)
    }

    /// The digits, zeros among them in front too; nothing where the number has no digit but zeros.
    public var digits: String {
        let digits = String(value)
        return count == 0 ? "" : String(repeating: "0", count: count - digits.utf8.count) + digits
    }

    /// All digits of a number, zeros in front too: what tells one that is no whole number.
    public static func allDigits(_ number: String) -> String {
        number.utf8.allSatisfy(isDigit) ? number : String(decoding: number.utf8.filter(isDigit), as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static let powers: [Int64] = (0...significant).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
    private static func power(_ count: Int) -> Int64 { powers[count] }
}
