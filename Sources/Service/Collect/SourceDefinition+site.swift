import Collection
import Model
import Site

extension SourceDefinition {
    /// A source of the site as the collector runs it; secrets are read from their files now.
    /// - Throws: `SourceError` with the mend, where an address or a secret's file is not usable.
    init(_ source: Source, of site: Site) throws {
        guard let format = source.format ?? site.switches.first(where: { $0.id == source.switch })?.format else {
            throw ServiceError.refused("the source \(source.id.text) has no format. Add `format: …` to it or to its switch.")
        }
        self.init(
            id: source.id, switch: source.switch, format: format, transport: try Transport(source.way), isOn: source.isOn,
            silentAfter: source.silentAfter.map { Int64($0) })
    }
}

extension Transport {
    init(_ way: SourceWay) throws {
        switch way {
        case .tcpServer(let listening):
            var settings = TCPServerSettings(port: UInt16(clamping: listening.port), allowed: try AddressList(listening.allowed))
            settings.address = listening.address
            self = .tcpServer(settings)
        case .udp(let listening):
            var settings = UDPSettings(port: UInt16(clamping: listening.port), allowed: try AddressList(listening.allowed))
            settings.address = listening.address
            self = .udp(settings)
        case .tcpClient(let host, let port): self = .tcpClient(TCPClientSettings(host: host, port: UInt16(clamping: port)))
        case .tail(let path, let fromBegin):
            var settings = TailSettings(path: path)
            settings.fromBegin = fromBegin
            self = .tail(settings)
        case .folder(let folder):
            var settings = FolderSettings(path: folder.path)
            settings.pattern = folder.pattern
            settings.after = folder.after == .delete ? .delete : .keep
            self = .folder(settings)
        case .serial(let line): self = .serial(SerialSettings(line))
        case .radius(let port, let clients):
            var settings = RadiusSettings(clients: try clients.map { try RadiusSettings.Client($0) })
            settings.port = UInt16(clamping: port)
            self = .radius(settings)
        }
    }
}

extension SerialSettings {
    init(_ line: SourceWay.Serial) {
        self.init(device: line.device, speed: line.speed)
        (bits, stopBits) = (line.bits, line.stopBits)
        parity = Parity(rawValue: line.parity.rawValue) ?? .none
        flow = FlowControl(rawValue: line.flow.rawValue) ?? .none
    }
}

extension RadiusSettings.Client {
    /// The shortest shared secret that is taken (RFC 2865 section 3).
    private static let shortest = 16

    init(_ client: SourceWay.RadiusClient) throws {
        guard let address = IPAddress(client.address) else {
            throw ServiceError.refused("\"\(client.address)\" is no IP address. Write such as 192.0.2.1.")
        }
        let bytes = try InputFile(client.secretFile).readAll(limit: 4096)
        let secret = String(decoding: bytes, as: UTF8.self).trimmingSuffix { $0.isNewline }
        guard secret.utf8.count >= Self.shortest else {
            throw ServiceError.refused(
                "the secret in \(client.secretFile) has fewer than \(Self.shortest) characters. Write a longer one there and on the gateway."
            )
        }
        self.init(address: address, secret: Secret(secret))
        requiresMessageAuthenticator = client.requiresMessageAuthenticator
        answersWithMessageAuthenticator = client.answersWithMessageAuthenticator
    }
}

extension String {
    /// Without what stands at its end.
    fileprivate func trimmingSuffix(while test: (Character) -> Bool) -> String {
        var rest = Substring(self)
        while let last = rest.last, test(last) { rest.removeLast() }
        return String(rest)
    }
}
