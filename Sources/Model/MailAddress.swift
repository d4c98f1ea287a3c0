/// Where a mail goes to or comes from. A type of its own, because a mail server takes lines: no value of it has CR, LF, NUL, `<`, `>`, a
/// blank or a comma, so that none can end a command or begin another.
public struct MailAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let text: String

    /// `nil` for what is no address: a local part of letters, digits and `.!#$%&'*+/=?^_{|}~-` and the back quote, an `@`, and a host of
    /// letters, digits, `-` and `.`; at most 254 bytes (RFC 5321).
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let (local, host) = (bytes[..<at], bytes[(at + 1)...])
        guard (1...64).contains(local.count), Self.isDotted(local, Self.isLocal), Self.isDotted(host, Self.isHost),
            host.first != UInt8(ascii: "-")
        else { return nil }
        self.text = String(text)
    }

    public var description: String { text }
    public static func < (left: MailAddress, right: MailAddress) -> Bool { left.text < right.text }

    /// Pieces with dots between, none empty.
    private static func isDotted(_ bytes: ArraySlice<UInt8>, _ isAllowed: (UInt8) -> Bool) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0.allSatisfy(isAllowed) }
    }

    private static func isHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static let marks = Set("!#$%&'*+-/=?^_`{|}~".utf8)
    private static func isLocal(_ byte: UInt8) -> Bool { isHost(byte) || marks.contains(byte) }
}
