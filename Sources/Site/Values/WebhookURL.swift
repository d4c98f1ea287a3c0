/// The address of a webhook in one strict form, so that all who read it see the same host: no user, no fragment, no sign that could end a
/// line of a request, no host in numbers but a whole IP address.
public struct WebhookURL: Hashable, Sendable, CustomStringConvertible {
    public let text: String
    public let isEncrypted: Bool
    /// A name or an address; an IPv6 address without its brackets.
    public let host: String
    public let port: Int

    /// `nil` for anything else than `https://host[:port][/path]` (or `http`).
    public init?(_ text: String) {
        let schemes = [("https://", true, 443), ("http://", false, 80)]
        guard text.utf8.count <= 2000, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "#") }),
            let (scheme, isEncrypted, usual) = schemes.first(where: { text.hasPrefix($0.0) })
        else { return nil }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        var (host, portText) = (String(authority), "")
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = String(authority[authority.index(after: authority.startIndex)..<end])
            portText = String(authority[authority.index(after: end)...])
            guard host.contains(":"), Form.isIPAddress(host) else { return nil }
        } else if let colon = authority.firstIndex(of: ":") {
            (host, portText) = (String(authority[..<colon]), String(authority[colon...]))
        }
        guard let port = portText.isEmpty ? usual : Self.port(portText), Form.isIPAddress(host) || Form.isHostName(host) else { return nil }
        (self.text, self.isEncrypted, self.host, self.port) = (text, isEncrypted, host, port)
    }

    public var description: String { text }

    private static func port(_ text: String) -> Int? {
        guard text.first == ":", let port = Int(text.dropFirst()), (1...65_535).contains(port), ":\(port)" == text else { return nil }
        return port
    }
}
