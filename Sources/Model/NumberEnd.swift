/// The end of a telephone number, which tells it however it was dialled or received: nine digits at most, without zeros in front, so that
/// 0301234567 is +49301234567.
public struct NumberEnd: Hashable, Sendable {
    /// Digits from which on it is a whole number; fewer are an extension, or a service that is dialled as it stands.
    public static let enough = 7
    /// Digits that are looked at.
    public static let significant = 9

    /// Nothing where the number has no digit but zeros.
    public let digits: String

    /// - Parameter number: its text; what is no digit is passed over.
    public init(_ number: some Sequence<UInt8>) {
        let digits = number.filter(NumberEnd.isDigit).drop { $0 == 48 }
        self.digits = String(decoding: digits.suffix(NumberEnd.significant), as: UTF8.self)
    }

    /// Whether it has the digits of a whole number.
    public var isWhole: Bool { digits.utf8.count >= NumberEnd.enough }

    /// Whether the shorter one ends the longer one. Two without digits are not the same.
    public func isSame(as other: NumberEnd) -> Bool {
        guard !digits.isEmpty, !other.digits.isEmpty else { return false }
        return digits.hasSuffix(other.digits) || other.digits.hasSuffix(digits)
    }

    /// All digits of a number, zeros in front too: what tells one that is no whole number.
    public static func allDigits(_ number: String) -> String { String(decoding: number.utf8.filter(isDigit), as: UTF8.self) }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
