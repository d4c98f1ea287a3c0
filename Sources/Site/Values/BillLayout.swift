public import Model
public import Money

/// The languages of documents, as `texts-….yaml` of the reports has them.
public enum BillLanguage: String, Hashable, Sendable, CaseIterable {
    case en, de, fr, es, vi, ar, zh
}

/// A picture beside the site file, as the letterhead has it.
public struct LogoFile: Hashable, Sendable {
    /// A plain file name.
    public var name: String
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
}

/// How bills look and what they show. `nil` is what the layout does not say: then the site's own layout holds, then what is usual.
public struct BillLayout: Hashable, Sendable {
    /// How a bill writes numbers of others.
    public enum Numbers: String, Hashable, Sendable, CaseIterable {
        case full
        /// Without their last three digits.
        case shortened
    }

    /// Whether calls that are free of charge, to helplines and the like, stand on it.
    public enum Helplines: String, Hashable, Sendable, CaseIterable { case shown, leftOut }

    public enum Colours: String, Hashable, Sendable, CaseIterable {
        /// A mark at the edge of each row, and the type's name in its colour.
        case marks
        /// The rows tinted too.
        case rows
        case none
    }

    /// Seconds; `nil`: none.
    public var boldOverDuration: Int?
    public var boldOverPrice: Money?
    public var letterhead: [String]?
    public var logo: LogoFile?
    /// At the foot of each page.
    public var footer: [String]?
    /// With the placeholders of `BillLayout.placeholders`.
    public var slip: [String]?
    /// Days from the day of issue.
    public var dueDays: Int?
    public var language: BillLanguage?
    /// `false`: sums of call types and destinations alone.
    public var itemised: Bool?
    public var numbers: Numbers?
    public var freeHelplines: Helplines?
    /// With what the numbers of helplines begin.
    public var helplines: [String]?
    public var colours: Colours?

    public init() {}

    /// What a payment slip may have filled in.
    public static let placeholders = ["number", "total", "currency", "due", "party", "reference"]

    /// What this layout does not say is as in another.
    public func filled(from other: BillLayout) -> BillLayout {
        var layout = self
        layout.boldOverDuration = boldOverDuration ?? other.boldOverDuration
        layout.boldOverPrice = boldOverPrice ?? other.boldOverPrice
        layout.letterhead = letterhead ?? other.letterhead
        layout.logo = logo ?? other.logo
        layout.footer = footer ?? other.footer
        layout.slip = slip ?? other.slip
        layout.dueDays = dueDays ?? other.dueDays
        layout.language = language ?? other.language
        layout.itemised = itemised ?? other.itemised
        layout.numbers = numbers ?? other.numbers
        layout.freeHelplines = freeHelplines ?? other.freeHelplines
        layout.helplines = helplines ?? other.helplines
        layout.colours = colours ?? other.colours
        return layout
    }
}

public struct NamedLayout: Hashable, Sendable {
    public var id: LayoutID
    public var layout: BillLayout

    public init(id: LayoutID, layout: BillLayout) { (self.id, self.layout) = (id, layout) }
}
