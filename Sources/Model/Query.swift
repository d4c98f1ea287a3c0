public import Time

/// Which calls are meant. All that is set must hold; lists are any-of; empty lists mean "any".
public struct CallFilter: Hashable, Sendable {
    /// Days of the start in the site's zone.
    public var days: DayRange?
    /// Parties with the days on which they count (membership of an organisation is dated); `nil` days: the filter's.
    public var parties: [PartyDays] = []
    public var directions: [Direction] = []
    public var states: [CallState] = []
    public var reasons: [Reason] = []
    public var callTypes: [String] = []
    public var trunks: [String] = []
    public var switches: [String] = []
    public var accounts: [String] = []
    public var extensions: [String] = []
    public var sources: [String] = []
    /// Beginning of the called number as dialled.
    public var calledPrefix: String = ""
    /// Beginning of the calling number.
    public var callingPrefix: String = ""
    /// At least so many seconds.
    public var minimumDuration: Int32?
    public var answered: Bool?
    /// Marked private by a person, or not; `nil`: either.
    public var isPrivate: Bool?
    public var records = CallRecords.all
    /// Further conditions, all of which must hold.
    public var tests: [FieldTest] = []
    /// What `FilterField.businessHours` is judged by; without it no call is in the hours and none outside.
    public var businessClock: BusinessClock?

    public init() {}
    public init(days: DayRange?) { self.days = days }
}

/// Which records are meant, by what they are of a call. Each further leg has a record, and so has what a witness saw: neither is a call.
public enum CallRecords: Sendable, CaseIterable {
    case all
    /// Each leg of each call, without what witnesses saw.
    case legs
    /// One for each call.
    case calls
    /// One for each call, and what witnesses saw of it.
    case sightings

    /// Reasons of the records that are left out.
    public var leftOut: [Reason] {
        switch self {
        case .all: []
        case .legs: [.witness]
        case .calls: Reason.noCalls
        case .sightings: [.leg]
        }
    }
}

/// A party on certain days.
public struct PartyDays: Hashable, Sendable {
    public var party: String
    /// `nil` for all days.
    public var days: DayRange?

    public init(_ party: String, _ days: DayRange? = nil) {
        self.party = party
        self.days = days
    }

    /// The same party on those of its days that are among others; `nil` for these are all days, as a result that there are none.
    public func within(_ others: DayRange?) -> PartyDays? {
        guard let days, let others else { return PartyDays(party, days ?? others) }
        return days.common(others).map { PartyDays(party, $0) }
    }
}

/// By what a list of calls is sorted. `time` is without bound; the others only where the filter leaves at most `CallQuery.sortLimit` calls.
public enum CallSort: String, Sendable, CaseIterable {
    case time, duration, price, cost, called, calling, party, callType, destination, trunk
}

/// A page of a list of calls.
public struct CallQuery: Hashable, Sendable {
    /// Most calls that are sorted by anything but time.
    public static let sortLimit = 200_000
    /// Most calls a page.
    public static let pageLimit = 500

    public var filter: CallFilter
    public var sort: CallSort = .time
    public var descending = true
    /// Where the page begins: what the page before gave as its `next`. Opaque, carries no rights.
    public var cursor: String?
    /// 1 … `pageLimit`.
    public var limit = 100

    public init(_ filter: CallFilter) { self.filter = filter }
}

/// What the cells of a summary are grouped by.
public enum SummaryGroup: String, Sendable, CaseIterable {
    case day, month, hour, party, callType, direction, trunk, currency
}

/// A question to the summaries: sums per group. Amounts of two currencies are never added, so `currency` always groups.
public struct SummaryQuery: Hashable, Sendable {
    public var days: DayRange
    /// `hour` and `trunk` are answered by the hourly summary, `party` by the daily one; not both kinds together.
    public var groups: [SummaryGroup]
    public var parties: [PartyDays] = []
    public var callTypes: [String] = []
    public var directions: [Direction] = []
    public var trunks: [String] = []

    public init(days: DayRange, groups: [SummaryGroup]) {
        self.days = days
        self.groups = groups
    }
}
