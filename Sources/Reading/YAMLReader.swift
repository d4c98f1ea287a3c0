import CYaml

/// Reads one YAML document into positioned nodes. Bounded against hostile files (CHECKLIST F3): no aliases, no tags, depth and
/// size limited, double keys refused.
public struct YAMLReader {
    /// Deepest nesting.
    public static let maxDepth = 64
    /// Largest file in bytes.
    public static let maxSize = 64 * 1024 * 1024

    private let file: String
    /// libyaml counts one line more where the last one has no end.
    private let lastLine: Int
    /// On the heap: libyaml keeps a pointer from the parser to itself.
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// - Throws: the first problem; what stands behind a broken place cannot be read.
    public static func read(file: String, bytes: [UInt8]) throws(Problem) -> Node {
        // Editors on Windows put a byte order mark in front, which libyaml takes for text once the encoding is set.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard bytes.count <= maxSize else {
            throw Problem(
                file: file, line: nil, message: "The file has \(bytes.count) bytes, more than \(maxSize).",
                mend: "Move long lists into a CSV deck.")
        }
        if let line = UTF8Text.brokenLine(bytes) {
            throw Problem(file: file, line: line, message: "The text is not UTF-8.", mend: "Save the file as UTF-8.")
        }
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        let lastLine = bytes.dropLast().count { $0 == 10 } + 1
        let reader = YAMLReader(file: file, lastLine: lastLine, parser: parser)
        return try bytes.withUnsafeBufferPointer { buffer throws(Problem) in try reader.document(buffer) }
    }

    private func document(_ bytes: UnsafeBufferPointer<UInt8>) throws(Problem) -> Node {
        guard yaml_parser_initialize(parser) == 1 else {
            throw Problem(file: file, line: nil, message: "No memory to read the file.", mend: "Close other programs and try again.")
        }
        defer { yaml_parser_delete(parser) }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
        var event = try next()
        while event.type == YAML_STREAM_START_EVENT || event.type == YAML_DOCUMENT_START_EVENT {
            yaml_event_delete(&event)
            event = try next()
        }
        guard event.type != YAML_STREAM_END_EVENT else {
            yaml_event_delete(&event)
            throw Problem(file: file, line: 1, message: "The file is empty.", mend: "See docs/ for what stands in it.")
        }
        let node = try node(from: &event, depth: 0)
        try expectEnd()
        return node
    }

    private func expectEnd() throws(Problem) {
        var event = try next()
        let line = Int(event.start_mark.line) + 1
        if event.type == YAML_DOCUMENT_END_EVENT {
            yaml_event_delete(&event)
            event = try next()
        }
        let done = event.type == YAML_STREAM_END_EVENT
        yaml_event_delete(&event)
        guard done else {
            throw Problem(file: file, line: line, message: "A second document begins here.", mend: "Keep one document a file.")
        }
    }

    private func next() throws(Problem) -> yaml_event_t {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else {
            let reason = parser.pointee.problem.map { String(cString: $0) } ?? "cannot be read"
            let line = min(Int(max(parser.pointee.problem_mark.line, parser.pointee.mark.line)) + 1, lastLine)
            throw Problem(
                file: file, line: line, message: "This is no YAML: \(reason).",
                mend: "Look at the indentation, quotes, brackets and colons of this line and the one before.")
        }
        return event
    }

    /// Takes the event over and frees it.
    private func node(from event: inout yaml_event_t, depth: Int) throws(Problem) -> Node {
        defer { yaml_event_delete(&event) }
        let line = Int(event.start_mark.line) + 1
        let column = Int(event.start_mark.column) + 1
        guard depth < Self.maxDepth else {
            throw Problem(
                file: file, line: line, message: "Nested deeper than \(Self.maxDepth) levels.", mend: "Take levels out.")
        }
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            try refuseExtras(anchor: scalar.anchor, tag: scalar.tag, line)
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            return Node(.text(text, plain: scalar.style == YAML_PLAIN_SCALAR_STYLE), line: line, column: column)
        case YAML_SEQUENCE_START_EVENT:
            try refuseExtras(anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag, line)
            return Node(.list(try list(depth)), line: line, column: column)
        case YAML_MAPPING_START_EVENT:
            try refuseExtras(anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag, line)
            return Node(.map(try map(depth)), line: line, column: column)
        default:
            throw Problem(
                file: file, line: line, message: "Aliases (*name) are not read.", mend: "Write the text out at each place.")
        }
    }

    private func list(_ depth: Int) throws(Problem) -> [Node] {
        var nodes: [Node] = []
        while true {
            var event = try next()
            if event.type == YAML_SEQUENCE_END_EVENT {
                yaml_event_delete(&event)
                return nodes
            }
            do {
                nodes.append(try node(from: &event, depth: depth + 1))
            } catch {
                throw error.inside("[\(nodes.count)]")
            }
        }
    }

    private func map(_ depth: Int) throws(Problem) -> [Node.Entry] {
        var entries: [Node.Entry] = []
        var lines: [String: Int] = [:]
        while true {
            var event = try next()
            if event.type == YAML_MAPPING_END_EVENT {
                yaml_event_delete(&event)
                return entries
            }
            let key = try node(from: &event, depth: depth + 1)
            guard case .text(let name, _) = key.content else {
                throw Problem(file: file, line: key.line, message: "A key must be a text.", mend: "Write `name: value`.")
            }
            if let first = lines.updateValue(key.line, forKey: name) {
                throw Problem(
                    file: file, line: key.line, field: name, message: "The key stands twice, first in line \(first).",
                    mend: "Keep one of them.")
            }
            var valueEvent = try next()
            do {
                entries.append(Node.Entry(key: name, line: key.line, value: try node(from: &valueEvent, depth: depth + 1)))
            } catch {
                throw error.inside(name)
            }
        }
    }

    private func refuseExtras(anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?, _ line: Int) throws(Problem) {
        guard anchor == nil, tag == nil else {
            throw Problem(
                file: file, line: line, message: "Anchors (&name) and tags (!name) are not read.",
                mend: "Leave it out and write the value itself.")
        }
    }
}

extension Problem {
    /// The same with a step in front of the way to its field, if it has one.
    fileprivate func inside(_ step: String) -> Problem {
        guard !field.isEmpty else { return self }
        var problem = self
        problem.field = step + (field.hasPrefix("[") ? "" : ".") + field
        return problem
    }
}
