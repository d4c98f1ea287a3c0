import Testing

/// In the pure core each public type, function and computed property says what it is, and each field that holds a bare integer
/// (in which unit?) or may be nil (when?). A field whose name and type say it all, `party: PartyID`, needs no words.
struct DocumentationTests {
    private static let kinds: Set<String> = [
        "struct", "enum", "class", "actor", "protocol", "func", "var", "let", "typealias", "subscript",
    ]
    /// What a protocol of the standard library names and explains.
    private static let known: Set<String> = ["description", "debugDescription", "hash", "encode", "rawValue", "id", "allCases"]

    private static let rule: Rule = { file in
        let tokens = file.tokens
        let documented = Set(tokens.filter { $0.kind == .comment && $0.text.hasPrefix("///") }.map(\.line))
        let lines = file.lines
        let code = tokens.filter { $0.kind != .comment }
        return code.indices.compactMap { index in
            guard code[index].kind == .word, code[index].text == "public" else { return nil }
            guard
                let kind = code[index...].prefix(8).firstIndex(where: {
                    ["import", "init", "extension"].contains($0.text) || kinds.contains($0.text)
                }),
                kinds.contains(code[kind].text), kind + 1 < code.count
            else { return nil }
            let name = code[kind + 1]
            guard name.kind == .word, !known.contains(name.text), !saysItself(code[kind].text, lines[name.line - 1]) else { return nil }
            var above = code[index].line - 1
            // Attributes stand between; a run of fields in adjoining lines may be explained together, before the first of them.
            while above > 0 {
                let line = lines[above - 1].drop(while: { $0 == " " })
                let isField = ["let", "var"].contains(code[kind].text) && line.hasPrefix("public ") && !line.hasSuffix("{")
                guard line.hasPrefix("@") || (isField && (line.contains(" let ") || line.contains(" var "))) else { break }
                above -= 1
            }
            return documented.contains(above) ? nil : file.finding(code[index].line, "\(name.text): no /// before it")
        }
    }

    private static func saysItself(_ kind: String, _ line: Substring) -> Bool {
        guard kind == "let" || kind == "var", !line.contains("{") else { return false }
        let type = line.prefix { $0 != "=" }.split(separator: ":", maxSplits: 1).dropFirst().first ?? ""
        return !type.contains("?") && !type.contains("Int")
    }

    @Test func holds() throws {
        hold(Self.rule, in: try Repository.swift("Sources/Money", "Sources/Time", "Sources/Model", "Sources/Rating"))
    }

    @Test func fires() {
        let source = """
            public import Money
            /// A.
            @frozen
            public struct A {
                public let b: Int?
                public let currency: Currency
                /// C and its neighbour.
                public private(set) var c: Int
                public let neighbour: Int
                public init() {}
                public static func == (left: A, right: A) -> Bool { true }
                public func d() {}
                public var description: String { "" }
            }

            """
        plant(source, Self.rule, fires: [5, 12])
    }
}
