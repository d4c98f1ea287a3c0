import Model
import Reading

extension SiteDraft {
    mutating func readSources(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "sources") { draft, fields, _ in
            let id = draft.sourceID(&fields, &seen)
            let home = draft.requiredReference(&fields, "switch", .switches, SwitchID.self)
            let format = fields.text(
                "format", &draft.problems, form: Form.isIdentifier, message: "Not a format's id.",
                mend: "Write one that `tollbook formats` lists, or leave it out: then it is the switch's.")
            let isOn = fields.flag("on", &draft.problems) ?? true
            let silentAfter = fields.integer("silentAfter", in: 60...mostSeconds, &draft.problems)
            let way = draft.way(&fields)
            guard let id, let home, let way else { return }
            var source = Source(id: id, switch: home, way: way)
            (source.format, source.isOn, source.silentAfter) = (format.map(FormatID.init), isOn, silentAfter)
            draft.checkFormat(of: source, fields)
            draft.site.sources.append(source)
        }
    }

    /// It names a folder: capitals, `_` and `.` are not for it.
    private mutating func sourceID(_ fields: inout Fields, _ seen: inout [String: Int]) -> SourceID? {
        guard let text = fields.requiredText("id", &problems) else { return nil }
        guard Form.isFolderName(text) else {
            problems.add(fields.problem("id", "A source's id has 1 to 64 of a-z, 0-9 and -.", mend: "Write such an id."))
            return nil
        }
        return isNew(text, fields, &seen) ? SourceID(text) : nil
    }

    private mutating func checkFormat(of source: Source, _ fields: Fields) {
        guard source.format == nil, site.switches.first(where: { $0.id == source.switch })?.format == nil else { return }
        problems.add(
            fields.problem("switch", "Neither the source nor its switch names a format.", mend: "Add `format: …` to one of them."))
    }

    /// Exactly one of the ways.
    private mutating func way(_ fields: inout Fields) -> SourceWay? {
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
        case "tcpServer": return listening(&inner).map { .tcpServer($0) }
        case "udp": return listening(&inner).map { .udp($0) }
        case "tcpClient":
            let host = inner.requiredText("host", &problems)
            let port = port(&inner, nil)
            guard let host, let port else { return nil }
            return .tcpClient(host: host, port: port)
        case "tail":
            let fromBegin = inner.flag("fromBegin", &problems) ?? true
            return path(&inner, "path").map { .tail(path: $0, fromBegin: fromBegin) }
        case "folder": return folder(&inner)
        case "serial": return serial(&inner)
        default: return radius(&inner)
        }
    }

    private mutating func listening(_ fields: inout Fields) -> SourceWay.Listening? {
        let address = fields.text(
            "address", &problems, form: Form.isIPAddress, message: "Not an IP address.", mend: "Write such as 192.0.2.1 or ::1.")
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
        return path.map { .folder(.init(path: $0, pattern: pattern ?? "*", after: after ?? .keep)) }
    }

    private mutating func serial(_ fields: inout Fields) -> SourceWay? {
        let device = path(&fields, "device")
        var line = SourceWay.Serial(device: device ?? "")
        if let speed = fields.integer("speed", in: 50...4_000_000, &problems) { line.speed = speed }
        if let bits = fields.integer("bits", in: 5...8, &problems) { line.bits = bits }
        if let stopBits = fields.integer("stopBits", in: 1...2, &problems) { line.stopBits = stopBits }
        if let parity = fields.choice("parity", SourceWay.Serial.Parity.self, &problems) { line.parity = parity }
        if let flow = fields.choice("flow", SourceWay.Serial.Flow.self, &problems) { line.flow = flow }
        return device == nil ? nil : .serial(line)
    }

    private mutating func radius(_ fields: inout Fields) -> SourceWay? {
        let port = port(&fields, 1813)
        var clients: [SourceWay.RadiusClient] = []
        each(&fields, "clients") { draft, client, _ in
            let address = client.text(
                "address", &draft.problems, form: Form.isIPAddress, message: "Not an IP address.", mend: "Write such as 192.0.2.1.")
            let secret = draft.path(&client, "secretFile")
            let requires = client.flag("requireMessageAuthenticator", &draft.problems) ?? false
            let answers = client.flag("answerMessageAuthenticator", &draft.problems) ?? false
            if address == nil, client.node("address") == nil { _ = client.requiredText("address", &draft.problems) }
            guard let address, let secret else { return }
            var known = SourceWay.RadiusClient(address: address, secretFile: secret)
            (known.requiresMessageAuthenticator, known.answersWithMessageAuthenticator) = (requires, answers)
            clients.append(known)
        }
        if !fields.has("clients") {
            problems.add(fields.problem("clients", "No gateway may send.", mend: "Add `clients:` with `address` and `secretFile` of each."))
        }
        return port.map { .radius(port: $0, clients: clients) }
    }
}
