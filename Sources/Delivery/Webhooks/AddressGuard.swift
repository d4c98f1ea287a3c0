import Glibc

/// An IP address as bytes, 4 or 16.
struct HostAddress: Hashable, Sendable {
    let bytes: [UInt8]

    /// `nil` for anything but an address in digits.
    init?(_ text: String) {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var found = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &found) == 1 {
                bytes = found
                return
            }
        }
        return nil
    }

    init(bytes: [UInt8]) { self.bytes = bytes }

    var text: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// An IPv4 address that is carried inside an IPv6 one: mapped, compatible, or translated by NAT64 or 6to4.
    var inner: HostAddress? {
        guard bytes.count == 16 else { return nil }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == bytes[11] && (bytes[10] == 0xFF || bytes[10] == 0)
        let isTranslated = Network("64:ff9b::/96")?.contains(self) ?? false
        if isMapped || isTranslated { return HostAddress(bytes: Array(bytes[12...])) }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return HostAddress(bytes: Array(bytes[2..<6])) }
        return nil
    }
}

/// An address with the number of its leading bits that count.
struct Network: Hashable, Sendable {
    private let address: HostAddress
    private let bits: Int

    /// `10.0.0.0/8`, or an address alone.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let first = parts.first, let address = HostAddress(first) else { return nil }
        let width = address.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : width, (0...width).contains(bits) else { return nil }
        (self.address, self.bits) = (address, bits)
    }

    func contains(_ other: HostAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        return (0..<bits).allSatisfy { bit in
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            return address.bytes[bit / 8] & mask == other.bytes[bit / 8] & mask
        }
    }
}

/// Which addresses a webhook may have: those of the open network, and what the site lists.
enum AddressGuard {
    /// Ranges that are no address of somebody else on the open network (IANA's registries of special-purpose addresses).
    private static let closed = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
        "fec0::/10", "ff00::/8",
    ].compactMap(Network.init)

    static func isAllowed(_ address: HostAddress, listed: [String]) -> Bool {
        if listed.compactMap(Network.init).contains(where: { $0.contains(address) }) { return true }
        if closed.contains(where: { $0.contains(address) }) { return false }
        // An address inside another one is judged as itself.
        return address.inner.map { isAllowed($0, listed: listed) } ?? true
    }
}
