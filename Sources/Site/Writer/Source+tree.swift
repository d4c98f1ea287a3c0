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
        case .tcpServer(let listening), .udp(let listening):
            pairs.text("address", listening.address, unless: "")
            pairs.number("port", listening.port)
            pairs.texts("allowed", listening.allowed)
        case .tcpClient(let host, let port):
            pairs.text("host", host)
            pairs.number("port", port)
        case .tail(let path, let fromBegin):
            pairs.text("path", path)
            if !fromBegin { pairs.put("fromBegin", .plain("false")) }
        case .folder(let folder):
            pairs.text("path", folder.path)
            pairs.text("pattern", folder.pattern, unless: "*")
            pairs.text("after", folder.after.rawValue, unless: Folder.After.keep.rawValue)
        case .serial(let line): line.put(into: &pairs)
        case .radius(let port, let clients):
            pairs.number("port", port, unless: 1813)
            pairs.put("clients", .list(clients.map { .map($0.tree) }))
        }
        return pairs.pairs
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
    }
}

extension SourceWay.RadiusClient {
    fileprivate var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("address", address)
        pairs.text("secretFile", secretFile)
        pairs.flag("requireMessageAuthenticator", requiresMessageAuthenticator)
        pairs.flag("answerMessageAuthenticator", answersWithMessageAuthenticator)
        return pairs.pairs
    }
}
