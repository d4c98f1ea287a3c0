/// One address of the internet, or all that begin with the same bits: `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`. An IPv4 address that is
/// written inside of IPv6 (`::ffff:10.0.0.1`) is that IPv4 address.
public struct AddressRange: Hashable, Sendable, CustomStringConvertible {
    /// 16 bytes; IPv4 addresses are mapped ones.
    private let bytes: [UInt8]
    private let bits: Int
    /// As it was written.
    public let description: String

    /// `nil` for a text that is none of these, or has bits behind the mask.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let bytes = Self.bytes(first) else { return nil }
        let isShort = !first.utf8.contains(UInt8(ascii: ":"))
        var bits = 128
        if parts.count > 1 {
            let most = isShort ? 32 : 128
            guard let count = Int(parts[1]), String(count) == parts[1], (0...most).contains(count) else { return nil }
            bits = count + 128 - most
        }
        guard Self.masked(bytes, bits) == bytes else { return nil }
        (self.bytes, self.bits, description) = (bytes, bits, text)
    }

    /// Whether an address is in it; false for what is no address.
    public func contains(_ address: String) -> Bool {
        guard let other = Self.bytes(Substring(address)) else { return false }
        return Self.masked(other, bits) == bytes
    }

    private static func masked(_ bytes: [UInt8], _ bits: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let kept = min(max(bits - index * 8, 0), 8)
            return kept == 8 ? byte : byte & ~(UInt8(0xff) >> UInt8(kept))
        }
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        guard text.utf8.contains(UInt8(ascii: ":")) else {
            return short(text).map { [UInt8](repeating: 0, count: 10) + [0xff, 0xff] + $0 }
        }
        // At most one `::`, which stands for as many zeros as are missing.
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2, let head = groups(halves[0]) else { return nil }
        guard halves.count == 2 else { return head.count == 16 ? head : nil }
        guard let tail = groups(halves[1]), head.count + tail.count <= 14 else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// Groups of four hexadecimal digits between colons; the last one may be an IPv4 address.
    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        let pieces = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, piece) in pieces.enumerated() {
            if index == pieces.count - 1, piece.utf8.contains(UInt8(ascii: ".")) {
                guard let last = short(piece) else { return nil }
                bytes += last
            } else {
                let isHexadecimal = piece.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || (0x41...0x46).contains($0)
                }
                guard (1...4).contains(piece.utf8.count), isHexadecimal, let group = UInt16(piece, radix: 16) else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 0xff)]
            }
        }
        return bytes
    }

    private static func short(_ text: Substring) -> [UInt8]? {
        let pieces = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = pieces.compactMap { piece in UInt8(piece).flatMap { String($0) == piece ? $0 : nil } }
        return pieces.count == 4 && bytes.count == 4 ? bytes : nil
    }
}
