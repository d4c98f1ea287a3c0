import Reading

/// The words of a report in one language: the definition's own, then the common ones, then English.
public struct ReportTexts: Sendable {
    public let language: String
    private let layers: [[String: String]]

    init(language: String, own: [String: [String: String]], common: [String: [String: String]]) {
        self.language = language
        layers = [own[language], common[language], own["en"], common["en"]].compactMap { $0 }
    }

    /// The text under a key; the key itself where nobody wrote one.
    public subscript(_ key: String) -> String {
        for layer in layers {
            if let text = layer[key] { return text }
        }
        return key
    }

    /// The text with `{name}` replaced. What is put in is not looked at again.
    func fill(_ key: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = Substring(self[key])
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            result += rest[..<open]
            let inside = rest[rest.utf8.index(after: open)...]
            guard let close = inside.utf8.firstIndex(of: UInt8(ascii: "}")) else { return result + rest[open...] }
            let name = String(inside[..<close])
            result += values[name] ?? "{" + name + "}"
            rest = inside[inside.utf8.index(after: close)...]
        }
        return result + rest
    }

    /// "1 call", "412 calls".
    func counted(_ key: String, _ count: Int64) -> String { fill(key + (count == 1 ? ".one" : ".other"), ["n": String(count)]) }

    static func words(_ fields: Fields, _ problems: inout Problems) -> [String: String] {
        var fields = fields
        var words: [String: String] = [:]
        for entry in fields.node.map ?? [] { words[entry.key] = fields.text(entry.key, &problems) }
        return words
    }
}
