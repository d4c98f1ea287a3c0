internal import NIOCore
public import NIOSSL
public import Service

/// Where the server listens: a numeric address, or `localhost`, and a port.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    public let host: String
    /// 0 … 65535; 0 lets the system choose.
    public let port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080` or a port alone, which means loopback.
    public init(_ text: String) throws(WebError) {
        let bytes = text.utf8
        var host = "127.0.0.1"
        var portText = Substring(text)
        if bytes.first == UInt8(ascii: "["), let end = text.firstIndex(of: "]"), text[end...].hasPrefix("]:") {
            host = String(text[text.index(after: text.startIndex)..<end])
            portText = text[text.index(end, offsetBy: 2)...]
        } else if let colon = text.lastIndex(of: ":") {
            host = String(text[..<colon])
            portText = text[text.index(after: colon)...]
        }
        guard portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(portText), (0...65535).contains(port) else {
            throw .badListenAddress(text)
        }
        guard host == "localhost" || (try? SocketAddress(ipAddress: host, port: port)) != nil else {
            throw .badListenAddress(text)
        }
        self.init(host: host, port: port)
    }

    public var isLoopback: Bool { host == "localhost" || host == "::1" || (host.hasPrefix("127.") && !host.contains(":")) }
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// How much anybody may ask of the server. The defaults are the rules of `docs/security.md`; tests use smaller ones.
public struct WebLimits: Sendable {
    /// Bytes of a request's head, all fields and the address.
    public var headBytes = 16 * 1024
    /// Bytes of a form.
    public var formBytes = 1024 * 1024
    /// Bytes of an uploaded file.
    public var uploadBytes: Int64 = 4 * 1024 * 1024 * 1024
    /// Connections at once, in all and from one address.
    public var connections = 512
    public var connectionsPerAddress = 64
    /// Seconds until the head of the first request, and of a further one, is there.
    public var headSeconds: Int64 = 15
    public var idleSeconds: Int64 = 60
    /// Seconds that a body, and the reader of an answer, has beside what its bytes take at `slowest`.
    public var graceSeconds: Int64 = 30
    /// Bytes a second below which a sender or reader is cut off.
    public var slowest: Int64 = 4 * 1024

    public init() {}
}

public struct WebConfiguration: Sendable {
    /// TLS settings made of a certificate and its key.
    public typealias TLS = TLSConfiguration

    public var listen: ListenAddress
    /// Certificate and key; without them the server speaks plain HTTP.
    public var tls: TLSConfiguration?
    /// Somebody in front speaks TLS for us.
    public var behindProxy = false
    /// Numeric addresses of proxies whose `X-Forwarded-For` counts.
    public var proxies: Set<String> = []
    public var limits = WebLimits()
    /// Opens the metrics; without one there are none.
    public var metricsKey: MetricsKey?

    /// - Throws: `WebError.needsTLS` for an address that others can reach without TLS and without `behindProxy`.
    public init(
        listen: ListenAddress, tls: TLSConfiguration? = nil, behindProxy: Bool = false, proxies: Set<String> = []
    ) throws(WebError) {
        guard listen.isLoopback || tls != nil || behindProxy else { throw .needsTLS(listen) }
        self.listen = listen
        self.tls = tls
        self.behindProxy = behindProxy
        self.proxies = proxies
    }

    /// What the browser sees is encrypted: cookies are `Secure`, and HSTS is sent.
    var isSecure: Bool { tls != nil || behindProxy }

    /// This server itself speaks TLS.
    public var isEncrypted: Bool { tls != nil }
}

extension WebConfiguration {
    /// Reads a certificate chain and its key, both PEM; TLS 1.2 at least.
    public static func tls(certificateFile: String, keyFile: String) throws(WebError) -> TLSConfiguration {
        let chain: [NIOSSLCertificate]
        do { chain = try NIOSSLCertificate.fromPEMFile(certificateFile) } catch {
            throw .badCertificate(file: certificateFile, reason: "\(error)")
        }
        guard !chain.isEmpty else { throw .badCertificate(file: certificateFile, reason: "no certificate in it") }
        let key: NIOSSLPrivateKey
        do { key = try NIOSSLPrivateKey(file: keyFile, format: .pem) } catch { throw .badKey(file: keyFile, reason: "\(error)") }
        let configuration = tls(chain: chain, key: key)
        do { _ = try NIOSSLContext(configuration: configuration) } catch {
            throw .badCertificate(file: certificateFile, reason: "it does not go with \(keyFile): \(error)")
        }
        return configuration
    }

    /// NIOSSL's own minimum is 1.0.
    static func tls(chain: [NIOSSLCertificate], key: NIOSSLPrivateKey) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}

/// Why the server cannot start.
public enum WebError: Error, Hashable, Sendable, CustomStringConvertible {
    case badListenAddress(String)
    case needsTLS(ListenAddress)
    case portInUse(ListenAddress)
    case cannotListen(ListenAddress, reason: String)
    case badCertificate(file: String, reason: String)
    case badKey(file: String, reason: String)

    public var description: String {
        switch self {
        case .badListenAddress(let text):
            "\"\(text)\" is no address to listen at. Write a port (8080), or a numeric address and a port (127.0.0.1:8080, [::1]:8080)."
        case .needsTLS(let address):
            "\(address) can be reached from other machines, so pages and passwords would cross the network unencrypted. "
                + "Give --certificate and --key, or --behind-proxy if a proxy in front speaks TLS, or listen at 127.0.0.1."
        case .portInUse(let address):
            "Another program listens at \(address) already. Stop it, or choose another port with --listen."
        case .cannotListen(let address, let reason): "Cannot listen at \(address): \(reason)."
        case .badCertificate(let file, let reason): "The certificate \(file) cannot be used: \(reason)."
        case .badKey(let file, let reason): "The key \(file) cannot be used: \(reason)."
        }
    }
}
