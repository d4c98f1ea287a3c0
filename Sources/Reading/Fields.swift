/// The entries of one mapping, taken out by name; what is asked for wrongly, missing or unknown becomes a `Problem` with its place.
/// Use: take every key that exists in the form, then `close()`.
public struct Fields {
    public let file: String
    /// The way to this mapping, `rateTables[0]`.
    public let path: String
    public let node: Node
    private let entries: [String: Node.Entry]
    private var known: [String] = []

    /// Not a mapping: a problem, and a `Fields` without entries.
    public init(_ node: Node, path: String, file: String, _ problems: inout Problems) {
        self.file = file
        self.path = path
        self.node = node
        if node.map == nil {
            problems.add(
                Problem(
                    file: file, line: node.line, field: path, value: node.text, message: "Here a mapping is expected, not \(node.kind).",
                    mend: "Write `key: value` entries."))
        }
        entries = Dictionary((node.map ?? []).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public func path(_ key: String) -> String { path.isEmpty ? key : path + "." + key }

    /// The raw node of a key; `nil` where missing or null.
    public mutating func node(_ key: String) -> Node? {
        known.append(key)
        guard let value = entries[key]?.value, !value.isNull else { return nil }
        return value
    }

    /// Whether the key is written at all, be it as null.
    public func has(_ key: String) -> Bool { entries[key] != nil }

    public func problem(_ key: String, _ message: String, mend: String, _ severity: Problem.Severity = .error) -> Problem {
        let entry = entries[key]
        return Problem(
            severity, file: file, line: entry?.value.line ?? node.line, field: path(key), value: entry?.value.text, message: message,
            mend: mend)
    }

    public mutating func text(_ key: String, _ problems: inout Problems) -> String? {
        guard let node = node(key) else { return nil }
        if let text = node.text { return text }
        problems.add(problem(key, "Here a text is expected, not \(node.kind).", mend: "Write one value."))
        return nil
    }

    public mutating func requiredText(_ key: String, _ problems: inout Problems) -> String? {
        let before = problems.list.count
        if let text = text(key, &problems) { return text }
        if problems.list.count == before { problems.add(problem(key, "The key \(key) is missing.", mend: "Add `\(key): …`.")) }
        return nil
    }

    /// A whole number in `range`.
    public mutating func integer(_ key: String, in range: ClosedRange<Int>, _ problems: inout Problems) -> Int? {
        guard let text = text(key, &problems) else { return nil }
        if let value = Int(text), range.contains(value) { return value }
        problems.add(
            problem(
                key, "Here a whole number from \(range.lowerBound) to \(range.upperBound) is expected.", mend: "Write such a number."))
        return nil
    }

    public mutating func flag(_ key: String, _ problems: inout Problems) -> Bool? {
        guard let text = text(key, &problems) else { return nil }
        switch text {
        case "true": return true
        case "false": return false
        default:
            problems.add(problem(key, "Here true or false is expected.", mend: "Write true or false."))
            return nil
        }
    }

    /// One of the raw values of an enum.
    public mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ type: Choice.Type, _ problems: inout Problems
    ) -> Choice? {
        guard let text = text(key, &problems) else { return nil }
        if let value = Choice(rawValue: text) { return value }
        let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        problems.add(problem(key, "Not one of \(names).", mend: "Write one of them."))
        return nil
    }

    /// A list of mappings or texts; a missing key is an empty list.
    public mutating func list(_ key: String, _ problems: inout Problems) -> [(node: Node, path: String)] {
        guard let node = node(key) else { return [] }
        guard let list = node.list else {
            problems.add(problem(key, "Here a list is expected, not \(node.kind).", mend: "Write `[…]` or lines that begin with `- `."))
            return []
        }
        return list.enumerated().map { ($1, path(key) + "[\($0)]") }
    }

    /// A list of texts, or one text alone.
    public mutating func texts(_ key: String, _ problems: inout Problems) -> [String] {
        guard let node = node(key) else { return [] }
        if let text = node.text { return [text] }
        return list(key, &problems).compactMap { item in
            if let text = item.node.text { return text }
            problems.add(
                Problem(
                    file: file, line: item.node.line, field: item.path, message: "Here a text is expected, not \(item.node.kind).",
                    mend: "Write one value, in quotes if it is empty."))
            return nil
        }
    }

    public mutating func fields(_ key: String, _ problems: inout Problems) -> Fields? {
        guard let node = node(key) else { return nil }
        return Fields(node, path: path(key), file: file, &problems)
    }

    /// Reports every key that nobody took, with the keys that exist.
    public func close(_ problems: inout Problems) {
        for entry in entries.values.sorted(by: { $0.line < $1.line }) where !known.contains(entry.key) {
            problems.add(
                Problem(
                    file: file, line: entry.line, field: path(entry.key), message: "There is no such key here.",
                    mend: "Keys here: \(Array(Set(known)).sorted().joined(separator: ", "))."))
        }
    }
}
