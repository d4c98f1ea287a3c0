public import Time

/// How a document stands on paper.
public struct PaperLayout: Hashable, Sendable {
    public enum Size: String, Hashable, Sendable, CaseIterable {
        case a4, letter

        /// Width and height upright, in points of 1/72 inch.
        var points: (width: Double, height: Double) {
            switch self {
            case .a4: (595.276, 841.89)
            case .letter: (612, 792)
            }
        }
    }

    public enum Orientation: String, Hashable, Sendable, CaseIterable {
        /// Across where a table's columns do not fit upright.
        case automatic
        case portrait, landscape
    }

    /// In points.
    public struct Margins: Hashable, Sendable {
        public var top = 48.0
        public var bottom = 54.0
        public var sides = 44.0

        public init() {}
    }

    public var size = Size.a4
    public var orientation = Orientation.automatic
    public var margins = Margins()
    /// A PNG at the head of the first page; empty: the document's own, if it has one.
    public var logo: [UInt8] = []
    /// At the foot of each page; empty: what the document says, else its title.
    public var footer = ""
    /// `nil`: in the document's language.
    public var words: PageWords?
    /// When the document was made, UTC; `nil`: the file does not say, and the same document gives the same bytes at any time.
    public var created: WallTime?

    public init() {}
}

/// The words around the numbers at the foot of a page.
public struct PageWords: Hashable, Sendable {
    /// Before the page's number: "Page ".
    public var page: String
    /// Between it and their count: " of ".
    public var of: String
    /// Behind the count.
    public var end: String

    public init(page: String = "Page ", of: String = " of ", end: String = "") { (self.page, self.of, self.end) = (page, of, end) }
}
