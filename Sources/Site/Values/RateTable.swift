public import Model
public import Money
public import Time

/// Prices by prefix and time band, in one currency, with dated versions (DOMAIN section 4).
public struct RateTable: Hashable, Sendable {
    public enum Kind: String, Hashable, BitwiseCopyable, Sendable, CaseIterable {
        case block, pulse
        /// From the charge of the other scheme; each version has `derived`, and no rows.
        case derived
        /// The amount that the switch wrote in the record; its versions have no rows.
        case given
    }
    public enum Bands: String, Hashable, Sendable, CaseIterable { case start, split }
    public enum Pulses: String, Hashable, Sendable, CaseIterable { case computed, metered }

    public var id: RateTableID
    public var scheme = Scheme.price
    public var provider: ProviderID?
    public var currency: Currency
    public var zone: Zone
    public var kind = Kind.block
    public var bands = Bands.start
    public var pulses = Pulses.computed
    public var rounding = Rounding.millionth
    /// `nil`: one band named `all`.
    public var week: Week?
    public var holidays: [CivilDay] = []
    /// 0 is none.
    public var attemptCharge = Price.zero
    /// For versions without their own.
    public var volumeDiscount: [VolumeDiscount] = []
    /// In the order of `from`, of equals in the order in which they were entered.
    public var versions: [Version] = []

    public init(id: RateTableID, currency: Currency, zone: Zone) {
        self.id = id
        self.currency = currency
        self.zone = zone
    }
}

public struct DeckReference: Hashable, Sendable {
    public var file: String
    /// Dated lists in it are complete.
    public var full: Bool
    public init(file: String, full: Bool = false) {
        self.file = file
        self.full = full
    }
}

/// Where something came from, carried along for writing it back and not part of what it is: any two are equal.
@propertyWrapper
public struct Aside<Value: Sendable>: Hashable, Sendable {
    public var wrappedValue: Value
    public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }
    public static func == (left: Aside, right: Aside) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}
}

/// A weekly table of time bands. `bands` are the names in the order written.
public struct Week: Hashable, Sendable {
    /// Minutes of the week: `begin` ≤ minute < `end`; `begin` 0 … 10,079, `end` may run beyond 10,080 (an end past 24:00 of Sunday).
    public struct Span: Hashable, Sendable {
        public var begin: Int
        public var end: Int
        public init(begin: Int, end: Int) {
            self.begin = begin
            self.end = end
        }
    }
    public struct Band: Hashable, Sendable {
        public var name: String
        /// What the file says, `Mon-Fri 08:00-20:00`; empty for `else`.
        public var texts: [String]
        public var isElse: Bool
        public init(name: String, texts: [String] = [], isElse: Bool = false) {
            self.name = name
            self.texts = texts
            self.isElse = isElse
        }
    }

    public var bands: [Band] = []
    /// Bands of a holiday, each with times of the one day (`00:00-24:00`); empty: a holiday is as its weekday.
    public var holiday: [Band] = []
    /// Index into `bands` for every minute of the week, 10,080 of them. Filled in by the reader.
    public var minutes: [UInt8] = []
    /// Index into `bands` for every minute of a holiday, 1,440 of them; empty where holidays are as the weekday.
    public var holidayMinutes: [UInt8] = []

    public init() {}
}

/// A complete set of rows from a moment on.
public struct Version: Hashable, Sendable {
    /// Wall time in the table's zone.
    public var from: WallTime
    public var defaults = Terms()
    public var rows: [Row] = []
    /// Of a derived table.
    public var derived: Derivation?
    /// `nil`: the table's.
    public var volumeDiscount: [VolumeDiscount]?
    /// The deck that the version's entry in the file names, so that its rows can be written back there; they are already in `rows`.
    @Aside public var deck: DeckReference?
    /// Made by dates in the deck of the version before, without an entry of its own in the file.
    @Aside public var isDated = false
    public init(from: WallTime) { self.from = from }
}

/// How a charge is made of the other scheme's: × (1 + percent) + add.
public struct Derivation: Hashable, Sendable {
    public var percent: Percent
    public var add: Price
    public init(percent: Percent, add: Price) {
        self.percent = percent
        self.add = add
    }
}

/// What a version, a row or a band may say of a charge; `nil` is "not here".
public struct Terms: Hashable, Sendable {
    public var connection: Price?
    public var freeSeconds: Int?
    /// Seconds; shorter calls are free.
    public var minimumDuration: Int?
    public var minimumCharge: Price?
    public var maximumCharge: Price?
    public var pulsePrice: Price?
    /// Pulses at answer.
    public var atAnswer: Int?
    public init() {}
}

public struct Row: Hashable, Sendable {
    /// One or several digits strings; "" is the row for everything else.
    public var prefixes: [String]
    public var short = false
    public var name = ""
    public var terms = Terms()
    /// Prices by band name; `all` is every band without one of its own.
    public var bands: [BandPrice] = []
    /// Came from a deck and goes back there.
    @Aside public var fromDeck = false
    public init(prefixes: [String]) { self.prefixes = prefixes }
}

public struct BandPrice: Hashable, Sendable {
    public static let all = "all"

    /// Name of a band of the table's week, or `all`.
    public var band: String
    public var connection: Price?
    public var pricing: Pricing
    public init(band: String, connection: Price? = nil, pricing: Pricing) {
        self.band = band
        self.connection = connection
        self.pricing = pricing
    }
}

public enum Pricing: Hashable, Sendable {
    /// Blocks in steps; offsets rise from 0.
    case steps([Step])
    /// `increments: first/next` at one price, the same as steps 0: first, first: next.
    case increments(Increments)
    /// Pulses: one every so many seconds (≥ 1).
    case interval(Int)
}

public struct Step: Hashable, Sendable {
    /// Seconds from the first charged second.
    public var at: Int
    /// Seconds, at least 1.
    public var block: Int
    public var price: Price
    /// `nil`: the price is per block; else per so many seconds (≥ 1).
    public var per: Int?
    public init(at: Int, block: Int, price: Price, per: Int?) {
        self.at = at
        self.block = block
        self.price = price
        self.per = per
    }
}

public struct Increments: Hashable, Sendable {
    public enum Count: String, Hashable, Sendable, CaseIterable { case rest, total }
    /// Seconds, at least 1 each.
    public var first: Int
    public var next: Int
    public var price: Price
    /// Seconds that the price is for (≥ 1).
    public var per: Int
    public var count = Count.rest
    public init(first: Int, next: Int, price: Price, per: Int, count: Count = .rest) {
        self.first = first
        self.next = next
        self.price = price
        self.per = per
        self.count = count
    }
}
