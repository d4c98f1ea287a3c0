internal import Crypto

/// Bytes that are compared without telling by the time it takes where they differ; it has no `==` on purpose.
public struct SecretBytes: Sendable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func matches(_ other: SecretBytes) -> Bool {
        guard bytes.count == other.bytes.count else { return false }
        var difference: UInt8 = 0
        for index in bytes.indices { difference |= bytes[index] ^ other.bytes[index] }
        return difference == 0
    }
}

/// A secret as it is handed out once: session id, key. Only its digest is ever stored; printing it prints nothing.
public struct Token: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// For the cookie, or the one time a key is shown. 43 characters for 256 bits.
    public let text: String

    public init(text: String) { self.text = text }

    /// 256 bits of `random`.
    init(random: RandomBytes, prefix: String = "") { text = prefix + URLText.encode(random.make(32)) }

    public var description: String { "(secret)" }
    public var debugDescription: String { "(secret)" }

    /// What the book keeps of it.
    var digest: [UInt8] { Digests.sha256(Array(text.utf8)) }

    /// What forms carry beside the cookie: bound to the session, and nothing can be told from it about the session's id.
    public var formToken: String {
        URLText.encode(Digests.hmac(key: Array(text.utf8), "tollbook form".utf8))
    }

    /// Whether a form's token is this session's.
    public func accepts(formToken presented: String) -> Bool {
        SecretBytes(Array(formToken.utf8)).matches(SecretBytes(Array(presented.utf8)))
    }
}

/// Where random bytes come from: the system's generator, or a test's.
public struct RandomBytes: Sendable {
    public let make: @Sendable (Int) -> [UInt8]

    public init(make: @escaping @Sendable (Int) -> [UInt8]) { self.make = make }

    public static let system = RandomBytes { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}

extension Token {
    /// For a visitor who has no session yet: what the log-in form is bound to.
    public static func visitor(_ random: RandomBytes) -> Token { Token(random: random) }

    /// Whether a cookie's text can be one of ours at all; looked at before anything is hashed or asked of the book.
    public static func isWellFormed(_ text: some StringProtocol) -> Bool {
        (43...64).contains(text.utf8.count) && text.utf8.allSatisfy(URLText.isDigit)
    }
}

enum Digests {
    static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    static func hmac(key: [UInt8], _ message: some Sequence<UInt8>) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(message), using: SymmetricKey(data: key)))
    }
}

/// Base64 for cookies and addresses (RFC 4648 section 5), without padding.
enum URLText {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func isDigit(_ byte: UInt8) -> Bool { digits.contains(byte) }

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let group = bytes[index..<min(index + 3, bytes.count)]
            var bits: UInt32 = 0
            for offset in 0..<3 { bits = bits << 8 | (offset < group.count ? UInt32(group[group.startIndex + offset]) : 0) }
            for digit in 0...group.count { text.append(digits[Int(bits >> UInt32(18 - 6 * digit)) & 63]) }
            index += 3
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `nil` for a text that is not such base64.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text.utf8 {
            guard let digit = digits.firstIndex(of: byte) else { return nil }
            bits = (bits << 6 | UInt32(digit)) & 0xff_ffff
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}
