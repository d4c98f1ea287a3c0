import Model

extension CallExport {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        switch way {
        case .folder(let name): pairs.text("folder", name)
        case .tcp(let host, let port):
            var peer = PairBuilder()
            peer.text("host", host)
            peer.number("port", port)
            pairs.map("tcp", peer.pairs)
        }
        if form != .delimited { pairs.text("form", form.rawValue) }
        pairs.text("separator", separator, unless: ",")
        pairs.text("quote", quote, unless: "\"")
        pairs.flag("header", hasHeader)
        if lineEnd != .lf { pairs.text("lineEnd", lineEnd.rawValue) }
        if encoding != .utf8 { pairs.text("encoding", encoding.rawValue) }
        pairs.put("fields", .list(columns.map { .map($0.tree) }))
        pairs.texts("filter", filter)
        pairs.flag("changes", sendsChanges)
        pairs.flag("paused", isPaused)
        return pairs.pairs
    }
}

extension ExportColumn {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("field", field?.rawValue)
        if field == nil { pairs.text("text", text) }
        if name != field?.rawValue ?? "" { pairs.text("name", name) }
        if width > 0 { pairs.number("width", width) }
        if alignment != .left { pairs.text("align", alignment.rawValue) }
        pairs.text("fill", fill, unless: " ")
        pairs.text("pattern", pattern, unless: Self.usualPattern)
        if seconds != .seconds { pairs.text("as", seconds.rawValue) }
        pairs.map("values", values.map { Tree.Pair(key: $0.from, value: .text($0.to)) })
        return pairs.pairs
    }
}
