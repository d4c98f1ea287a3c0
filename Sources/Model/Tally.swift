public import Money
public import Time

/// What calls are told apart by when a book adds them up itself.
public enum TallyKey: String, Hashable, Sendable, CaseIterable {
    case day
    /// Hour of the site's day, 0 … 24.
    case hour
    /// Quarter of an hour of UTC: every zone's hours and half hours are made of whole ones.
    case quarter
    case direction, state, reason, answered
    case party, trunk, account, `extension`, sourceIP, destination, callType, source, `switch`
    case calling, called
    /// The number at the other end: of an incoming call the caller's, else the one called.
    case number
    /// `SecondsClass.talk`, `SecondsClass.ring`.
    case durationClass, ringClass
    /// Of the charge in the scheme `price`.
    case priceCurrency
    /// The site document by whose rules it was charged last; of its charge in the scheme `cost` the version and the row.
    case site, costVersion, costRow
}

/// Classes of a length in seconds, numbered from 0: below the first bound, from the first on, ….
public struct SecondsClass: Hashable, Sendable {
    /// In rising order.
    public let bounds: [Int32]

    /// Up to 10 seconds, half a minute, one, three, ten minutes, half an hour, an hour, longer.
    public static let talk = SecondsClass(bounds: [11, 31, 61, 181, 601, 1801, 3601])
    /// Under 5, 10, 20 seconds, longer.
    public static let ring = SecondsClass(bounds: [5, 10, 20])

    /// The class that so many seconds belong to.
    public func number(_ seconds: Int32) -> Int32 {
        var number: Int32 = 0
        for bound in bounds where seconds >= bound { number += 1 }
        return number
    }
}

/// A question to the calls themselves: sums of each group, without a list of calls in between.
public struct TallyQuery: Hashable, Sendable {
    public var filter: CallFilter
    public var keys: Set<TallyKey>
    /// Calls that are not counted.
    public var leftOut: FreeCalls?

    public init(_ filter: CallFilter, by keys: Set<TallyKey>) { (self.filter, self.keys) = (filter, keys) }
}

/// One group of calls: only what was asked for is set.
public struct TallyRow: CallNames, Hashable, Sendable {
    /// By the start of the calls in the site's zone.
    public var day: CivilDay?
    /// Of that day, 0 … 24.
    public var hour: Int?
    /// Seconds of 1970, UTC, by 900.
    public var quarter: Int64?
    public var direction: Direction?
    public var state: CallState?
    public var reason: Reason?
    public var answered: Bool?
    public var party = ""
    public var trunk = ""
    public var account = ""
    public var `extension` = ""
    public var sourceIP = ""
    public var destination = ""
    public var callType = ""
    public var source = ""
    public var `switch` = ""
    public var calling = ""
    public var called = ""
    /// At the other end.
    public var number = ""
    public var durationClass: Int?
    /// `nil` where nobody knows how long it rang.
    public var ringClass: Int?
    /// `nil` where there is no charge.
    public var priceCurrency: Currency?
    /// See `StoredCall`.
    public var site: Int32 = 0
    /// See `Charge`; `nil` where there is none.
    public var costVersion: Int32?
    public var costRow: Int32?
    public var sums = CallSums()

    public init(sums: CallSums = CallSums()) { self.sums = sums }
}

/// Sums over calls as they are stored: charges by tariff, in each currency.
public struct CallSums: Hashable, Sendable {
    /// Calls in all.
    public var calls: Int64 = 0
    /// Those that were answered.
    public var answered: Int64 = 0
    /// Calls without a price that should have one.
    public var unrated: Int64 = 0
    /// Seconds of talk.
    public var seconds: Int64 = 0
    /// Seconds of talk of the longest call.
    public var longest: Int64 = 0
    /// Calls whose ringing is known, its seconds, and those of the longest.
    public var ringing: Int64 = 0
    public var ringSeconds: Int64 = 0
    public var longestRing: Int64 = 0
    /// Calls with a price above nothing.
    public var charged: Int64 = 0
    /// Calls marked private.
    public var isPrivate: Int64 = 0
    public var first: Instant?
    public var last: Instant?
    public var price = Amounts()
    public var cost = Amounts()

    public init() {}
}
