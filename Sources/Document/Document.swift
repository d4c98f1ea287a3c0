/// A bill, a report or a list as a value: what it says, without layout, paper or pixels.
public struct Document: Hashable, Sendable {
    /// Language of our own words, BCP 47.
    public var language: String
    public var title: String
    /// One sentence that says what is shown: "412 calls of Sales, March 2026, 128.40 USD".
    public var sentence: String
    /// Lines at the head of the paper: who sends it.
    public var letterhead: [String] = []
    /// The sender's picture beside them.
    public var logo: Picture?
    public var facts: [Fact] = []
    public var notices: [Notice] = []
    public var sections: [Section] = []
    /// Which of the lines it has; `nil`: all.
    public var part: Part?
    /// How it ties to the call list; `nil` for what has no total.
    public var tieOut: TieOut?
    /// The counting rule and other small print at the end.
    public var notes: [String] = []
    /// How to pay, apart from all the rest.
    public var slip: [String] = []
    /// At the foot of each page.
    public var footer: [String] = []
    /// Rows have the tint of their call type.
    public var tintsRows = false

    public init(language: String = "en", title: String, sentence: String) {
        self.language = language
        self.title = title
        self.sentence = sentence
    }

    /// All tables in the order of the sections.
    public var tables: [Table] { sections.flatMap(\.tables) }
}

/// Which lines of a long document one page of it has.
public struct Part: Hashable, Sendable {
    /// From 1; `first` is 1 and `last` 0 where there are no lines.
    public let first, last, total: Int
    /// From 1.
    public let page, pages: Int

    /// - Parameters:
    ///   - lines: from 0.
    ///   - total: lines of all pages.
    public init(_ lines: Range<Int>, of total: Int, pageSize: Int) {
        (first, last, self.total) = (lines.lowerBound + 1, lines.upperBound, total)
        page = lines.lowerBound / pageSize + 1
        pages = max((total + pageSize - 1) / pageSize, 1)
    }

    public var isWhole: Bool { pages == 1 }
    public var isLast: Bool { page == pages }
}

/// A PNG, known by its SHA-256: where many documents have the same, its bytes are kept once.
public struct Picture: Hashable, Sendable {
    public let digest: [UInt8]
    /// Empty until somebody looks them up.
    public var bytes: [UInt8]

    public init(digest: [UInt8], bytes: [UInt8] = []) { (self.digest, self.bytes) = (digest, bytes) }
}

/// A named thing about the document: party, period, …
public struct Fact: Hashable, Sendable {
    /// Stable, for programs.
    public let id: String
    public let label: String
    public let cell: Cell

    public init(id: String, label: String, _ cell: Cell) {
        self.id = id
        self.label = label
        self.cell = cell
    }
}

public struct Notice: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// As things stand now: later calls may change it.
        case hot
        /// Something is left out or waits to be mended.
        case warning
        /// The document contradicts the book.
        case alarm
    }
    public let kind: Kind
    public let text: String
    public let link: Link?

    public init(_ kind: Kind, _ text: String, link: Link? = nil) {
        self.kind = kind
        self.text = text
        self.link = link
    }
}

/// Says that two independent ways of counting gave the same, or that they did not.
public struct TieOut: Hashable, Sendable {
    public let ties: Bool
    public let text: String

    public init(ties: Bool, text: String) {
        self.ties = ties
        self.text = text
    }
}

public struct Section: Hashable, Sendable {
    public var id: String
    /// Empty where the document has one section only.
    public var title: String
    public var tables: [Table]
    public var charts: [Chart]
    public var notes: [String]

    public init(id: String, title: String = "", tables: [Table] = [], charts: [Chart] = [], notes: [String] = []) {
        self.id = id
        self.title = title
        self.tables = tables
        self.charts = charts
        self.notes = notes
    }
}
