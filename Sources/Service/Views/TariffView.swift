public import Model
public import Time

/// A rate table in a list.
public struct TariffSummary: Sendable {
    public struct Version: Sendable, Hashable {
        /// Its place in the table, from 0.
        public var index: Int
        /// Wall time in the table's zone.
        public var from: WallTime
        public var rows: Int
        public var isInForce: Bool
    }

    public var id: RateTableID
    public var scheme: Scheme
    public var provider: String
    public var currency: String
    public var isPulse: Bool
    /// The oldest first.
    public var versions: [Version]
    public var inForce: Version? { versions.first { $0.isInForce } }
}

/// A rate table as people read it.
public struct TariffView: Sendable {
    public struct Band: Sendable, Hashable {
        public var name: String
        /// `Mon-Fri 07:00-19:00`, `all other times`.
        public var times: String
    }

    /// A week as 7 × 24 cells, Monday first.
    public struct WeekGrid: Sendable {
        public var bands: [Band]
        /// Index of the band at the begin of each hour; `nil` where the hour has more than one.
        public var cells: [[Int?]]
        /// The same for a holiday; empty where holidays are as their weekday.
        public var holiday: [Int?]
    }

    public struct Row: Sendable, Hashable {
        public var prefixes: [String]
        /// A short number, not an international one.
        public var isShort: Bool
        public var name: String
        /// Band and price in words; the band is empty where one price holds always.
        public var prices: [Band]
        /// `minimum 0.10`, `0.01 at connection`.
        public var terms: [String]
    }

    public var summary: TariffSummary
    /// How it charges, in sentences.
    public var sentences: [String]
    public var zone: String
    /// `nil`: one price at all times.
    public var week: WeekGrid?
    public var holidays: [CivilDay]
    /// The version that is shown.
    public var version: TariffSummary.Version?
    public var rows: [Row]
    /// Rows that the search found, of which `rows` is one page.
    public var found: Int
}

/// A rate to be added, as it was typed.
public struct NewRate: Sendable, Hashable {
    public var table: RateTableID
    public var prefix: String
    public var name: String
    /// Price of a minute, as text with a decimal point.
    public var price: String
    /// Seconds of the first block and of each further one; of a pulse table, seconds of a pulse.
    public var first: String
    public var next: String
    /// May be empty.
    public var minimum: String

    public init(table: RateTableID, prefix: String, name: String, price: String, first: String, next: String, minimum: String) {
        self.table = table
        self.prefix = prefix
        self.name = name
        self.price = price
        self.first = first
        self.next = next
        self.minimum = minimum
    }

    /// What is wrong with a field, in words.
    public struct Fault: Error, Sendable, Hashable {
        /// `prefix`, `name`, `price`, `first`, `next` or `minimum`.
        public var field: String
        public var text: String
    }
}
