import Reading

/// How the bytes of a source come, each way with its settings.
extension SiteDraft {
    /// Exactly one of the ways.
    mutating func way(_ fields: inout Fields) -> SourceWay? {
        let said = SourceWay.keys.filter { fields.has($0) }
        for key in SourceWay.keys { _ = fields.node(key) }
        guard said.count == 1, let key = said.first else {
            problems.add(
                fields.problem(
                    said.last ?? "id", said.isEmpty ? "Nothing says how the bytes come." : "More than one way.",
                    mend: "Write exactly one of \(SourceWay.keys.joined(separator: ", "))."))
            return nil
        }
        guard var inner = fields.fields(key, &problems) else { return nil }
        defer { inner.close(&problems) }
        switch key {
        case "tcpServer": return tcpServer(&inner)
        case "udp": return udp(&inner)
        case "tcpClient": return tcpClient(&inner)
        case "tail":
            let fromBegin = inner.flag("fromBegin", &problems) ?? true
            return path(&inner, "path").map { .tail(.init(path: $0, fromBegin: fromBegin)) }
        case "folder": return folder(&inner)
        case "serial": return serial(&inner)
        case "ami": return manager(&inner)
        case "http": return secret(&inner, "keyFile").map { .http(key: $0) }
        default: return radius(&inner)
        }
    }

    private mutating func listening(_ fields: inout Fields) -> SourceWay.Listening? {
        let address = address(&fields)
        let allowed = fields.texts(
            "allowed", &problems, form: Form.isPeer, message: "Neither an address nor a network.",
            mend: "Write such as 192.0.2.1, 10.0.0.0/8, 2001:db8::/32, or the word any.")
        if allowed.isEmpty {
            problems.add(
                fields.problem(
                    "allowed", "Nobody may send.", mend: "Add `allowed: [192.0.2.1]` with the switch's address, or the word any."))
        }
        return port(&fields, nil).map { .init(address: address ?? "", port: $0, allowed: allowed) }
    }

    private mutating func tcpServer(_ fields: inout Fields) -> SourceWay? {
        var found = listening(&fields)
        let perPeer = fields.integer("perPeer", in: 1...200, &problems)
        let connections = fields.integer("connections", in: 1...200, &problems)
        if let perPeer { found?.perPeer = perPeer }
        if let connections { found?.connections = connections }
        return found.map { .tcpServer($0) }
    }

    private mutating func udp(_ fields: inout Fields) -> SourceWay? {
        var found = listening(&fields)
        found?.endsLines = fields.flag("endsLines", &problems) ?? true
        return found.map { .udp($0) }
    }

    private mutating func tcpClient(_ fields: inout Fields) -> SourceWay? {
        let host = host(&fields)
        let port = port(&fields, nil)
        let logIn = logIn(&fields)
        guard let host, let port else { return nil }
        var calling = SourceWay.Calling(host: host, port: port)
        calling.logIn = logIn
        return .tcpClient(calling)
    }

    private mutating func host(_ fields: inout Fields) -> String? {
        guard let text = fields.requiredText("host", &problems) else { return nil }
        if Form.isHost(text) { return text }
        problems.add(fields.problem("host", "Neither a name nor an address.", mend: "Write such as pbx.example.com or 192.0.2.1."))
        return nil
    }

    private mutating func address(_ fields: inout Fields) -> String? {
        fields.text(
            "address", &problems, form: Form.isIPAddress, message: "Not an IP address.", mend: "Write such as 192.0.2.1 or ::1.")
    }

    private mutating func port(_ fields: inout Fields, _ usual: Int?) -> Int? {
        if fields.node("port") == nil {
            if usual == nil { _ = fields.requiredText("port", &problems) }
            return usual
        }
        return fields.integer("port", in: 1...65_535, &problems)
    }

    /// An absolute path: the server does not stand in the folder in which the site file was.
    mutating func path(_ fields: inout Fields, _ key: String) -> String? {
        guard let text = fields.requiredText(key, &problems) else { return nil }
        if Form.isAbsolutePath(text) { return text }
        problems.add(fields.problem(key, "Not an absolute path.", mend: "Write one that begins with /, without `..`."))
        return nil
    }

    private mutating func folder(_ fields: inout Fields) -> SourceWay? {
        let path = path(&fields, "path")
        let pattern = fields.text(
            "pattern", &problems, form: Form.isFileName, message: "Not a pattern of file names.", mend: "Write such as \"*.csv\".")
        let after = fields.choice("after", SourceWay.Folder.After.self, &problems)
        let moveTo = fields.has("moveTo") ? self.path(&fields, "moveTo") : nil
        let settling = fields.integer("settling", in: 0...86_400, &problems)
        if let moveTo, moveTo == path || after == .delete {
            problems.add(
                fields.problem(
                    "moveTo", moveTo == path ? "Files cannot be moved into the folder they lie in." : "Deleted or moved, not both.",
                    mend: "Write another folder, or leave out one of the two."))
        }
        guard let path else { return nil }
        var found = SourceWay.Folder(path: path, pattern: pattern ?? "*", after: after ?? .keep)
        found.moveTo = moveTo
        if let settling { found.settling = settling }
        return .folder(found)
    }

    private mutating func serial(_ fields: inout Fields) -> SourceWay? {
        let device = path(&fields, "device")
        var line = SourceWay.Serial(device: device ?? "")
        if let speed = fields.integer("speed", in: 50...4_000_000, &problems) { line.speed = speed }
        if let bits = fields.integer("bits", in: 5...8, &problems) { line.bits = bits }
        if let stopBits = fields.integer("stopBits", in: 1...2, &problems) { line.stopBits = stopBits }
        if let parity = fields.choice("parity", SourceWay.Serial.Parity.self, &problems) { line.parity = parity }
        if let flow = fields.choice("flow", SourceWay.Serial.Flow.self, &problems) { line.flow = flow }
        line.logIn = logIn(&fields)
        return device == nil ? nil : .serial(line)
    }

    private mutating func manager(_ fields: inout Fields) -> SourceWay? {
        let host = host(&fields)
        let port = port(&fields, 5038)
        let user = fields.requiredText("user", &problems)
        if let user, !Form.isLabel(user) {
            problems.add(
                fields.problem("user", "A name has 1 to 64 bytes and no control characters.", mend: "Write it as in manager.conf."))
        }
        let password = secret(&fields, "passwordFile")
        guard let host, let port, let user, let password else { return nil }
        var manager = SourceWay.Manager(host: host, user: user, password: password)
        manager.port = port
        return .ami(manager)
    }

    private mutating func radius(_ fields: inout Fields) -> SourceWay? {
        let address = address(&fields)
        let port = port(&fields, 1813)
        var clients: [SourceWay.RadiusClient] = []
        each(&fields, "clients") { draft, client, _ in
            let address = client.text(
                "address", &draft.problems, form: Form.isIPAddress, message: "Not an IP address.", mend: "Write such as 192.0.2.1.")
            let secret = draft.secret(&client, "secretFile")
            let requires = client.flag("requireMessageAuthenticator", &draft.problems) ?? false
            let answers = client.flag("answerMessageAuthenticator", &draft.problems) ?? false
            if address == nil, client.node("address") == nil { _ = client.requiredText("address", &draft.problems) }
            guard let address, let secret else { return }
            var known = SourceWay.RadiusClient(address: address, secret: secret)
            (known.requiresMessageAuthenticator, known.answersWithMessageAuthenticator) = (requires, answers)
            clients.append(known)
        }
        if !fields.has("clients") {
            problems.add(fields.problem("clients", "No gateway may send.", mend: "Add `clients:` with `address` and `secretFile` of each."))
        }
        guard let port else { return nil }
        var radius = SourceWay.Radius(clients: clients)
        (radius.address, radius.port) = (address ?? "", port)
        return .radius(radius)
    }
}
