import Collection
import Model
import Site

extension SourceDefinition {
    /// A source of the site as the collector runs it; secrets are read now.
    /// - Throws: `SourceError` or another with the mend, where an address or a secret is not usable.
    init(_ source: Source, of site: Site, secrets: SecretReader) throws {
        self.init(
            id: source.id, switch: source.switch, format: try Self.format(of: source, in: site),
            transport: try Transport(source.way, secrets), isOn: source.isOn,
            silentAfter: source.silentAfter.map { Int64($0) })
    }
}

extension SourceDefinition {
    /// Its own, or its switch's.
    static func format(of source: Source, in site: Site) throws -> FormatID {
        guard let format = source.format ?? site.switches.first(where: { $0.id == source.switch })?.format else {
            throw ServiceError.refused("the source \(source.id.text) has no format. Add `format: …` to it or to its switch.")
        }
        return format
    }
}

extension Transport {
    /// The shortest shared secret or key that is taken (RFC 2865 section 3).
    static let shortestSecret = 16

    init(_ way: SourceWay, _ secrets: SecretReader) throws {
        switch way {
        case .tcpServer(let listening):
            var settings = TCPServerSettings(port: UInt16(clamping: listening.port), allowed: try AddressList(listening.allowed))
            (settings.address, settings.perPeer, settings.connections) = (listening.address, listening.perPeer, listening.connections)
            self = .tcpServer(settings)
        case .udp(let listening):
            var settings = UDPSettings(port: UInt16(clamping: listening.port), allowed: try AddressList(listening.allowed))
            (settings.address, settings.endsLines) = (listening.address, listening.endsLines)
            self = .udp(settings)
        case .tcpClient(let calling):
            var settings = TCPClientSettings(host: calling.host, port: UInt16(clamping: calling.port))
            settings.script = try LoginScript(calling.logIn, secrets)
            self = .tcpClient(settings)
        case .ami(let manager):
            var settings = TCPClientSettings(host: manager.host, port: UInt16(clamping: manager.port))
            settings.script = .asteriskManager(user: manager.user, secret: try secrets.line(at: manager.password))
            self = .tcpClient(settings)
        case .tail(let tail):
            var settings = TailSettings(path: tail.path)
            settings.fromBegin = tail.fromBegin
            self = .tail(settings)
        case .folder(let folder): self = .folder(FolderSettings(folder))
        case .serial(let line): self = .serial(try SerialSettings(line, secrets))
        case .radius(let radius):
            var settings = RadiusSettings(clients: try radius.clients.map { try RadiusSettings.Client($0, secrets) })
            (settings.address, settings.port) = (radius.address, UInt16(clamping: radius.port))
            self = .radius(settings)
        case .http(let key): self = .post(PostSettings(key: try secrets.secret(at: key, shortest: Self.shortestSecret)))
        }
    }
}

extension FolderSettings {
    init(_ folder: SourceWay.Folder) {
        self.init(path: folder.path)
        (pattern, settling) = (folder.pattern, Int64(folder.settling))
        after = folder.moveTo.map { .move($0) } ?? (folder.after == .delete ? .delete : .keep)
    }
}

extension SerialSettings {
    init(_ line: SourceWay.Serial, _ secrets: SecretReader) throws {
        self.init(device: line.device, speed: line.speed)
        (bits, stopBits) = (line.bits, line.stopBits)
        parity = Parity(rawValue: line.parity.rawValue) ?? .none
        flow = FlowControl(rawValue: line.flow.rawValue) ?? .none
        script = try LoginScript(line.logIn, secrets)
    }
}

extension LoginScript {
    init(_ logIn: LogIn, _ secrets: SecretReader) throws {
        let steps: [Step] = try logIn.steps.map { step in
            switch step {
            case .expect(let texts, let refusals, let seconds): .expect(texts, refusals: refusals, seconds: seconds)
            case .send(let text): .send(text)
            case .password(let place, let before, let after): .sendSecret(try secrets.secret(at: place), before: before, after: after)
            case .pause(let milliseconds): .pause(milliseconds)
            }
        }
        self.init(steps, answers: logIn.answers.map { Answer(to: Array($0.to.utf8), Array($0.send.utf8)) })
    }
}

extension RadiusSettings.Client {
    init(_ client: SourceWay.RadiusClient, _ secrets: SecretReader) throws {
        guard let address = IPAddress(client.address) else {
            throw ServiceError.refused("\"\(client.address)\" is no IP address. Write such as 192.0.2.1.")
        }
        self.init(address: address, secret: try secrets.secret(at: client.secret, shortest: Transport.shortestSecret))
        requiresMessageAuthenticator = client.requiresMessageAuthenticator
        answersWithMessageAuthenticator = client.answersWithMessageAuthenticator
    }
}
