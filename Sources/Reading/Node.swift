/// A place in a YAML document with its line: text stays text (`0044`, `12:30` and `no` are what was written).
public struct Node: Sendable {
    public enum Content: Sendable {
        /// `plain` is false for quoted and block texts: only a plain `null` or `~` or nothing is null.
        case text(String, plain: Bool)
        case list([Node])
        case map([Entry])
    }

    public struct Entry: Sendable {
        public let key: String
        public let line: Int
        public let value: Node

        public init(key: String, line: Int, value: Node) { (self.key, self.line, self.value) = (key, line, value) }
    }

    public let content: Content
    /// 1-based.
    public let line: Int
    /// 1-based.
    public let column: Int

    public init(_ content: Content, line: Int, column: Int) {
        self.content = content
        self.line = line
        self.column = column
    }

    /// The text of a scalar, `nil` for null, lists and maps.
    public var text: String? {
        guard case .text(let text, let plain) = content, !(plain && ["", "~", "null"].contains(text)) else { return nil }
        return text
    }

    public var isNull: Bool {
        if case .text(let text, true) = content { return ["", "~", "null"].contains(text) }
        return false
    }

    public var list: [Node]? {
        if case .list(let list) = content { return list }
        return nil
    }

    public var map: [Entry]? {
        if case .map(let map) = content { return map }
        return nil
    }

    /// What it is, in words for messages.
    public var kind: String {
        switch content {
        case .text: isNull ? "nothing" : "a text"
        case .list: "a list"
        case .map: "a mapping"
        }
    }
}
