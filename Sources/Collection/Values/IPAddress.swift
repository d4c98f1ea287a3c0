import Glibc

/// An IP address. An IPv4 address that is mapped into IPv6 (`::ffff:192.0.2.1`) is the IPv4 one.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4 or 16, in the order of the network.
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        let isMapped = bytes.count == 16 && bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        self.bytes = isMapped ? Array(bytes[12...]) : bytes
    }

    /// `nil` for anything but an address in digits.
    public init?(_ text: some StringProtocol) {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var found = [UInt8](repeating: 0, count: count)
            if inet_pton(family, String(text), &found) == 1 {
                self.init(bytes: found)
                return
            }
        }
        return nil
    }

    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "?" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// Who sent something: address and port.
public struct Peer: Hashable, Sendable, CustomStringConvertible {
    public let address: IPAddress
    public let port: UInt16

    public var description: String { address.bytes.count == 4 ? "\(address):\(port)" : "[\(address)]:\(port)" }
}
