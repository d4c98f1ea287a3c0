import Reading

/// What a site file says, as a tree: what the writer writes and what a difference is told in.
enum Tree: Hashable {
    /// Any text, in quotes where it needs them.
    case text(String)
    /// A number, a day or a flag: never in quotes.
    case plain(String)
    /// On one line.
    case list([Tree])
    case map([Pair])
    /// One element a line.
    case lines([Tree])
    case block([Pair])

    struct Pair: Hashable {
        var key: String
        var value: Tree
    }

    /// On one line, whatever it is.
    var flow: String {
        switch self {
        case .text(let text): YAMLText.scalar(text)
        case .plain(let text): text
        case .list(let items), .lines(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
        case .map(let pairs), .block(let pairs):
            "{" + pairs.map { YAMLText.scalar($0.key) + ": " + $0.value.flow }.joined(separator: ", ") + "}"
        }
    }

    /// Appends it as the value of what stands before: behind it on the line, or on lines of its own.
    func write(to text: inout String, indent: Int) {
        let margin = String(repeating: " ", count: indent)
        switch self {
        case .block(let pairs) where !pairs.isEmpty:
            text += "\n"
            for pair in pairs {
                text += margin
                pair.write(to: &text, indent: indent)
            }
        case .lines(let items) where !items.isEmpty:
            text += "\n"
            for item in items {
                text += margin + "- "
                item.writeItem(to: &text, indent: indent + 2)
            }
        default: text += " " + flow + "\n"
        }
    }

    private func writeItem(to text: inout String, indent: Int) {
        guard case .block(let pairs) = self, !pairs.isEmpty else {
            text += flow + "\n"
            return
        }
        for (index, pair) in pairs.enumerated() {
            if index > 0 { text += String(repeating: " ", count: indent) }
            pair.write(to: &text, indent: indent)
        }
    }
}

extension Tree.Pair {
    func write(to text: inout String, indent: Int) {
        text += YAMLText.scalar(key) + ":"
        value.write(to: &text, indent: indent + 2)
    }
}

/// Collects the pairs of a mapping; what is `nil` or empty is left out.
struct PairBuilder {
    private(set) var pairs: [Tree.Pair] = []

    mutating func put(_ key: String, _ value: Tree?) {
        if let value { pairs.append(Tree.Pair(key: key, value: value)) }
    }
    mutating func text(_ key: String, _ value: String?) { put(key, value.map(Tree.text)) }
    mutating func text(_ key: String, _ value: String, unless standard: String) { if value != standard { put(key, .text(value)) } }
    mutating func number(_ key: String, _ value: Int?) { put(key, value.map { .plain(String($0)) }) }
    mutating func number(_ key: String, _ value: Int, unless standard: Int) { if value != standard { number(key, value) } }
    mutating func flag(_ key: String, _ value: Bool) { if value { put(key, .plain("true")) } }
    mutating func texts(_ key: String, _ values: [String]) { if !values.isEmpty { put(key, .list(values.map(Tree.text))) } }
    mutating func map(_ key: String, _ pairs: [Tree.Pair]) { if !pairs.isEmpty { put(key, .map(pairs)) } }
    mutating func lines(_ key: String, _ items: [Tree]) { if !items.isEmpty { put(key, .lines(items)) } }
}
