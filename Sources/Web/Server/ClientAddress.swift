internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The address that counts and delays go by: IPv4 whole (mapped ones too), IPv6 by its /64, which is one customer's.
enum ClientAddress {
    static func text(_ address: SocketAddress?) -> String {
        guard let address, let ip = address.ipAddress else { return "local" }
        return text(ip)
    }

    static func text(_ ip: String) -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard ip.contains(":"), inet_pton(AF_INET6, ip, &bytes) == 1 else { return ip }
        if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xff, bytes[11] == 0xff {
            return bytes[12...].map { String($0) }.joined(separator: ".")
        }
        if bytes.dropLast().allSatisfy({ $0 == 0 }), bytes.last == 1 { return "::1" }
        return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }

    /// The address, for counts and delays.
    static func text(peer: SocketAddress?, fields: HTTPFields, proxies: Set<String>) -> String {
        forwarded(peer, fields, proxies).map(text) ?? text(peer)
    }

    /// The whole address, for the raw log.
    static func whole(_ peer: SocketAddress?, _ fields: HTTPFields, _ proxies: Set<String>) -> String {
        forwarded(peer, fields, proxies) ?? peer?.ipAddress ?? "local"
    }

    /// `X-Forwarded-For` counts only from proxies that were named, and of it the last entry, which that proxy wrote.
    private static func forwarded(_ peer: SocketAddress?, _ fields: HTTPFields, _ proxies: Set<String>) -> String? {
        guard proxies.contains(text(peer)) || peer?.ipAddress.map(proxies.contains) == true else { return nil }
        let entries = fields[values: forwarded].joined(separator: ",").split(separator: ",")
        guard let last = entries.last else { return nil }
        let ip = String(last.drop { $0 == " " }.prefix { $0 != " " })
        return (try? SocketAddress(ipAddress: ip, port: 0)) == nil ? nil : ip
    }

    private static let forwarded: HTTPField.Name = .init("X-Forwarded-For") ?? .from
}
