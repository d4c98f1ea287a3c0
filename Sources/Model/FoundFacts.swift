/// What a finding compared, for programs, and the page with the calls behind it.
public struct FoundFacts: Hashable, Sendable {
    /// A name and its value: whole numbers and amounts in digits.
    public struct Fact: Hashable, Sendable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
    }

    public var figures: [Fact]
    /// A page of the book, such as `calls`; empty: none.
    public var page: String
    /// What the page's address asks for.
    public var query: [Fact]

    public init(figures: [Fact] = [], page: String = "", query: [Fact] = []) {
        (self.figures, self.page, self.query) = (figures, page, query)
    }

    /// Whether it says nothing.
    public var isEmpty: Bool { self == FoundFacts() }
}

extension FoundFacts {
    // A line for each fact: its kind, its name, a tabulator, its value. Names have no tabulator; in values one, like the end of a line, is
    // a blank: they are figures and ids.

    /// As it is stored.
    public var text: String {
        let lines =
            figures.map { Self.line("=", $0) } + (page.isEmpty ? [] : [Self.line("@", Fact(page, ""))]) + query.map { Self.line("?", $0) }
        return lines.joined(separator: "\n")
    }

    /// Of what was stored.
    public init(text: String) {
        self.init()
        for line in text.split(separator: "\n") {
            let parts = line.dropFirst().split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            let fact = Fact(String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "")
            switch line.first {
            case "=": figures.append(fact)
            case "@": page = fact.name
            case "?": query.append(fact)
            default: break
            }
        }
    }

    private static func line(_ kind: String, _ fact: Fact) -> String {
        let value = String(String.UnicodeScalarView(fact.value.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
        return kind + fact.name + "\t" + value
    }
}
