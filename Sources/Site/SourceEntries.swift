import Model
public import Reading

/// A source as a form has it: a text for each key of the site file. It is read by the rules of the site file, so that page and file
/// take the same and say the same.
public struct SourceEntries: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case text, flag
        /// One of these words.
        case choice([String])
        /// One text a line.
        case lines
        /// A mapping a line, as a site file writes it.
        case steps
        /// The name of a sealed secret, or a path where the key is written with `File`.
        case secret(fileKey: String)
    }

    /// The keys of a way, in the order in which people fill them in. RADIUS has its clients beside them.
    public static func settings(of way: String) -> [(key: String, kind: Kind)] {
        switch way {
        case "tcpServer": [("port", .text), ("allowed", .lines), ("address", .text), ("perPeer", .text), ("connections", .text)]
        case "tcpClient": [("host", .text), ("port", .text), ("login", .steps), ("answers", .steps)]
        case "udp": [("port", .text), ("allowed", .lines), ("address", .text), ("endsLines", .flag)]
        case "tail": [("path", .text), ("fromBegin", .flag)]
        case "folder":
            [("path", .text), ("pattern", .text), ("after", .choice(["keep", "delete"])), ("moveTo", .text), ("settling", .text)]
        case "serial":
            [
                ("device", .text), ("speed", .text), ("bits", .text), ("parity", .choice(SourceWay.Serial.Parity.allCases.map(\.rawValue))),
                ("stopBits", .text), ("flow", .choice(SourceWay.Serial.Flow.allCases.map(\.rawValue))), ("login", .steps),
                ("answers", .steps),
            ]
        case "radius": [("clients", .steps), ("port", .text), ("address", .text)]
        case "ami": [("host", .text), ("port", .text), ("user", .text), ("secret", .secret(fileKey: "passwordFile"))]
        case "http": [("secret", .secret(fileKey: "keyFile"))]
        default: []
        }
    }

    public var id = ""
    public var `switch` = ""
    /// Empty: the switch's.
    public var format = ""
    public var isOn = true
    public var silentAfter = ""
    /// One of `SourceWay.keys`.
    public var way: String
    /// By key; what is empty is left out.
    public var values: [String: String] = [:]

    public init(way: String) {
        self.way = way
        for (key, kind) in Self.settings(of: way) where kind == .flag { values[key] = "true" }
    }

    public init(_ source: Source) {
        self.init(way: source.way.key)
        (id, `switch`, format, isOn) = (source.id.text, source.switch.text, source.format?.text ?? "", source.isOn)
        silentAfter = source.silentAfter.map { String($0) } ?? ""
        let pairs = Dictionary(source.way.tree.map { ($0.key, $0.value) }) { first, _ in first }
        for (key, kind) in Self.settings(of: way) {
            switch kind {
            case .secret(let fileKey): values[key] = (pairs[key] ?? pairs[fileKey]).map(Self.bare) ?? ""
            case .flag: values[key] = pairs[key].map(Self.bare) ?? "true"
            case .steps:
                if case .list(let items)? = pairs[key] { values[key] = items.map(\.flow).joined(separator: "\n") }
            default: values[key] = pairs[key].map(Self.bare) ?? values[key]
            }
        }
    }

    private static func bare(_ tree: Tree) -> String {
        switch tree {
        case .text(let text), .plain(let text): text
        case .list(let items), .lines(let items): items.map(bare).joined(separator: "\n")
        case .map, .block: tree.flow
        }
    }

    /// The source, or all that is wrong; a problem's field is a key of `values` or the name of a property.
    public func read(in site: Site) -> (source: Source?, problems: [Problem]) {
        var problems = Problems()
        let root = Self.map([
            ("switches", Self.list(site.switches.map { Self.map([("id", Self.text($0.id.text))]) })),
            ("sources", Self.list([node(&problems)])),
        ])
        var draft = SiteDraft(file: "form", root: root, decks: { _ in nil }, zones: { _ in nil })
        draft.site.switches = site.switches
        var fields = Fields(root, path: "", file: "form", &problems)
        draft.readSources(&fields)
        let found = (problems.list + draft.problems.list).filter { $0.severity == .error }.map(shortened)
        return (found.isEmpty ? draft.site.sources.first : nil, found)
    }

    private func node(_ problems: inout Problems) -> Node {
        var inner: [(String, Node)] = []
        for (key, kind) in Self.settings(of: way) {
            let value = values[key] ?? ""
            guard !value.isEmpty else { continue }
            switch kind {
            case .text, .flag, .choice: inner.append((key, Self.text(value)))
            case .secret(let fileKey): inner.append((value.hasPrefix("/") ? fileKey : key, Self.text(value)))
            case .lines: inner.append((key, Self.list(Self.lines(value).map(Self.text))))
            case .steps: inner.append((key, Self.list(Self.lines(value).compactMap { step($0, key, &problems) })))
            }
        }
        var pairs = [("id", Self.text(id)), ("switch", Self.text(self.switch)), ("on", Self.text(isOn ? "true" : "false"))]
        if !format.isEmpty { pairs.append(("format", Self.text(format))) }
        if !silentAfter.isEmpty { pairs.append(("silentAfter", Self.text(silentAfter))) }
        if !way.isEmpty { pairs.append((way, Self.map(inner))) }
        return Self.map(pairs)
    }

    /// A line as a site file writes it, with or without its braces.
    private func step(_ line: String, _ key: String, _ problems: inout Problems) -> Node? {
        let text = line.hasPrefix("{") ? line : "{" + line + "}"
        do throws(Problem) {
            return try YAMLReader.read(file: "form", bytes: Array(text.utf8))
        } catch {
            problems.add(
                Problem(
                    file: "form", line: nil, field: key, value: line, message: "The line cannot be read.",
                    mend: "Write it as in the example, texts in double quotes."))
            return nil
        }
    }

    /// Without the place in the file that nobody sees.
    private func shortened(_ problem: Problem) -> Problem {
        var path = problem.field
        if path.hasPrefix("sources[0].") { path.removeFirst("sources[0].".count) }
        if path.hasPrefix(way + ".") { path.removeFirst(way.count + 1) }
        let key = String(path.prefix { $0 != "[" && $0 != "." })
        return Problem(
            problem.severity, file: "form", line: nil, field: key, value: problem.value, message: problem.message, mend: problem.mend)
    }

    private static func lines(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map { line in
            var line = Substring(line)
            while let first = line.first, first.isWhitespace { line.removeFirst() }
            while let last = line.last, last.isWhitespace { line.removeLast() }
            return String(line)
        }.filter { !$0.isEmpty }
    }

    private static func text(_ text: String) -> Node { Node(.text(text, plain: false), line: 1, column: 1) }
    private static func list(_ items: [Node]) -> Node { Node(.list(items), line: 1, column: 1) }
    private static func map(_ pairs: [(String, Node)]) -> Node {
        Node(.map(pairs.map { Node.Entry(key: $0.0, line: 1, value: $0.1) }), line: 1, column: 1)
    }
}
