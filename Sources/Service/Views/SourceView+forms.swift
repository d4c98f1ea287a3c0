import Model
import Site
import Time

extension SourceWay {
    /// How the bytes come, in a few words.
    var words: String {
        switch self {
        case .tcpServer(let listening): "TCP, we listen at \(place(listening.address, listening.port))"
        case .udp(let listening): "UDP, we listen at \(place(listening.address, listening.port))"
        case .tcpClient(let calling): "TCP, we connect to \(calling.host):\(calling.port)"
        case .tail(let tail): "the file \(tail.path)"
        case .folder(let folder): "the folder \(folder.path), \(folder.pattern)"
        case .serial(let line): "the serial line \(line.device), \(line.speed) bits/s"
        case .radius(let radius):
            "RADIUS accounting at \(place(radius.address, radius.port)), "
                + (radius.clients.count == 1 ? "1 client" : "\(radius.clients.count) clients")
        case .ami(let manager): "Asterisk's manager at \(manager.host):\(manager.port)"
        case .http: "HTTP, records are posted to this server"
        }
    }

    private func place(_ address: String, _ port: Int) -> String {
        address.isEmpty ? "port \(port)" : address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}

/// Sources as the command line prints them.
public enum SourceList {
    public static func text(_ views: [SourceView]) -> String {
        guard !views.isEmpty else { return "The site has no sources. Add them under `sources:` in the site file.\n" }
        return views.map { view in
            var text = "\(view.id.text): \(view.source.way.words)\(view.source.isOn ? "" : " (off)")\n"
            text += "  switch \(view.source.switch.text), format \(view.format.isEmpty ? "none" : view.format)\n"
            if view.state != .unknown { text += "  \(view.state.rawValue)\(view.lastByte.map { ", last byte \($0.utcText)" } ?? "")\n" }
            if let fault = view.fault { text += "  ! \(fault)\n" }
            for finding in view.findings { text += "  \(finding.isBad ? "!" : "-") \(finding.text)\n" }
            for gap in view.record.gaps {
                text += "    missing \(gap.first)\(gap.last > gap.first ? " to \(gap.last)" : ""), seen \(gap.seen)\n"
            }
            guard let newest = view.newest else { return text + "  nothing came yet\n" }
            text += "  \(newest.name): \(newest.records) records, \(newest.new) new, \(newest.duplicate) duplicate, "
            text += "\(newest.conflict) in conflict, \(newest.quarantined) quarantined, "
            return text + "\(newest.skipped.values.reduce(0, +)) lines skipped\n"
        }.joined()
    }

    /// One object a source.
    public static func json(_ views: [SourceView]) -> String {
        let objects = views.map { view in
            var line = JSONLine()
            line.source(view)
            return String(decoding: line.take(), as: UTF8.self)
        }
        return "[\n" + objects.joined(separator: ",\n") + (objects.isEmpty ? "" : "\n") + "]\n"
    }
}

extension JSONLine {
    fileprivate mutating func source(_ view: SourceView) {
        begin()
        field("id", view.id.text)
        field("switch", view.source.switch.text)
        field("format", view.format.isEmpty ? nil : view.format)
        field("way", view.source.way.key)
        field("on", view.source.isOn)
        field("state", view.state.rawValue)
        field("fault", view.fault)
        field("lastByte", view.lastByte.map(\.utcText))
        field("lastRecord", view.lastRecord.map(\.utcText))
        field("bytes", Int(view.bytes))
        field("records", Int(view.records))
        field("behind", Int(view.behind))
        field("lost", Int(view.lost))
        field("reconnects", Int(view.reconnects))
        field("lag", Int(view.lag))
        field("missing", Int(view.record.missing))
        texts("gaps", view.record.gaps.map { "\($0.first)-\($0.last)" })
        field("openSessions", Int(view.record.openSessions))
        field("decoded", view.record.decoded)
        counts("refused", view.refused)
        texts("findings", view.findings.map(\.kind.rawValue))
        field("import", view.newest.map { Int($0.number) })
        close()
    }

}
