import Model

extension Source {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.text("switch", self.switch.text)
        pairs.text("format", format?.text)
        if !isOn { pairs.put("on", .plain("false")) }
        pairs.number("silentAfter", silentAfter)
        pairs.put(way.key, .map(way.tree))
        return pairs.pairs
    }
}

extension SourceWay {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        switch self {
        case .tcpServer(let listening):
            listening.put(into: &pairs)
            pairs.number("perPeer", listening.perPeer, unless: 1)
            pairs.number("connections", listening.connections, unless: 64)
        case .udp(let listening):
            listening.put(into: &pairs)
            if !listening.endsLines { pairs.put("endsLines", .plain("false")) }
        case .tcpClient(let calling):
            pairs.text("host", calling.host)
            pairs.number("port", calling.port)
            calling.logIn.put(into: &pairs)
        case .tail(let tail):
            pairs.text("path", tail.path)
            if !tail.fromBegin { pairs.put("fromBegin", .plain("false")) }
        case .folder(let folder):
            pairs.text("path", folder.path)
            pairs.text("pattern", folder.pattern, unless: "*")
            pairs.text("after", folder.after.rawValue, unless: Folder.After.keep.rawValue)
            pairs.text("moveTo", folder.moveTo)
            pairs.number("settling", folder.settling, unless: 5)
        case .serial(let line): line.put(into: &pairs)
        case .radius(let radius):
            pairs.text("address", radius.address, unless: "")
            pairs.number("port", radius.port, unless: 1813)
            pairs.put("clients", .list(radius.clients.map { .map($0.tree) }))
        case .ami(let manager):
            pairs.text("host", manager.host)
            pairs.number("port", manager.port, unless: 5038)
            pairs.text("user", manager.user)
            pairs.secret("passwordFile", manager.password)
        case .http(let key): pairs.secret("keyFile", key)
        }
        return pairs.pairs
    }
}

extension SourceWay.Listening {
    fileprivate func put(into pairs: inout PairBuilder) {
        pairs.text("address", address, unless: "")
        pairs.number("port", port)
        pairs.texts("allowed", allowed)
    }
}

extension SourceWay.Serial {
    fileprivate func put(into pairs: inout PairBuilder) {
        pairs.text("device", device)
        pairs.number("speed", speed, unless: 9600)
        pairs.number("bits", bits, unless: 8)
        pairs.text("parity", parity.rawValue, unless: Parity.none.rawValue)
        pairs.number("stopBits", stopBits, unless: 1)
        pairs.text("flow", flow.rawValue, unless: Flow.none.rawValue)
        logIn.put(into: &pairs)
    }
}

extension SourceWay.RadiusClient {
    fileprivate var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("address", address)
        pairs.secret("secretFile", secret)
        pairs.flag("requireMessageAuthenticator", requiresMessageAuthenticator)
        pairs.flag("answerMessageAuthenticator", answersWithMessageAuthenticator)
        return pairs.pairs
    }
}

extension LogIn {
    fileprivate func put(into pairs: inout PairBuilder) {
        if !steps.isEmpty { pairs.put("login", .list(steps.map { .map($0.tree) })) }
        guard !answers.isEmpty else { return }
        let pieces = answers.map { [Tree.Pair(key: "to", value: .text($0.to)), Tree.Pair(key: "send", value: .text($0.send))] }
        pairs.put("answers", .list(pieces.map { .map($0) }))
    }
}

extension LogIn.Step {
    fileprivate var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        switch self {
        case .expect(let texts, let refusals, let seconds):
            pairs.texts("expect", texts)
            pairs.texts("refuse", refusals)
            pairs.number("within", seconds, unless: LogIn.patience)
        case .send(let text): pairs.text("send", text)
        case .password(let place, let before, let after):
            pairs.secret("passwordFile", place)
            pairs.text("before", before, unless: "")
            pairs.text("after", after, unless: LogIn.enter)
        case .pause(let milliseconds): pairs.number("pause", milliseconds)
        }
        return pairs.pairs
    }
}

extension PairBuilder {
    fileprivate mutating func secret(_ fileKey: String, _ place: SecretPlace) {
        switch place {
        case .file(let path): text(fileKey, path)
        case .sealed(let name): text("secret", name)
        }
    }
}
