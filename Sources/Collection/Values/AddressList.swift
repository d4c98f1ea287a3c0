/// Who may send: addresses and networks, or `any`. Nothing listed lets nobody in.
public struct AddressList: Hashable, Sendable {
    private struct Network: Hashable, Sendable {
        var address: IPAddress
        /// Bits that count.
        var bits: Int

        func contains(_ other: IPAddress) -> Bool {
            guard other.bytes.count == address.bytes.count else { return false }
            for (index, pair) in zip(address.bytes, other.bytes).enumerated() {
                let count = min(max(bits - index * 8, 0), 8)
                let mask = count == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF << (8 - count))
                if pair.0 & mask != pair.1 & mask { return false }
            }
            return true
        }
    }

    /// As they were written.
    public let texts: [String]
    private var networks: [Network] = []
    /// Whether the word `any` stands in it: whoever can reach the port may send.
    public private(set) var isAny = false

    /// Nobody.
    public init() { texts = [] }

    /// - Parameter texts: `192.0.2.1`, `10.0.0.0/8`, `2001:db8::/32`, or `any`.
    public init(_ texts: [String]) throws(SourceError) {
        self.texts = texts
        for text in texts {
            if text == "any" {
                isAny = true
            } else {
                networks.append(try Self.network(text))
            }
        }
    }

    /// Whether the address may send.
    public func contains(_ address: IPAddress) -> Bool { isAny || knows(address) }

    /// Whether the address is listed itself or by its network, not just by `any`.
    public func knows(_ address: IPAddress) -> Bool { networks.contains { $0.contains(address) } }

    private static func network(_ text: String) throws(SourceError) -> Network {
        let pieces = text.split(separator: "/", omittingEmptySubsequences: false)
        if pieces.count <= 2, let first = pieces.first, let address = IPAddress(first) {
            let width = address.bytes.count * 8
            guard pieces.count == 2 else { return Network(address: address, bits: width) }
            // A network of mapped addresses (::ffff:10.0.0.0/104) counts its bits from the front of all 128.
            let shift = first.contains(":") && width == 32 ? 96 : 0
            if let bits = Int(pieces[1]), (0...width).contains(bits - shift) { return Network(address: address, bits: bits - shift) }
        }
        throw SourceError(
            "\"\(text.prefix(60))\" is no address", mend: "Write an address (192.0.2.1), a network (10.0.0.0/8), or the word any.")
    }
}
