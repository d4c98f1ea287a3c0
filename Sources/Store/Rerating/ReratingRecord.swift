public import Model
public import Money
public import Time

/// Charges that are proposed for the calls of a filter, beside those that stand.
public struct ReratingRecord: Hashable, Sendable {
    public var number: Int64
    public var state: ReratingState
    /// What tells the filter and the rule of what may change; opaque here.
    public var why: String
    /// The book's number of the site by which they were rated.
    public var site: Int64
    public var at: Instant
    public var actor: String
    /// The job that proposes or accepts.
    public var job: Int64
    /// Records looked at, further legs of them included; how many of them would change, and how many have been changed.
    public var calls: Int64
    public var differing: Int64
    public var changed: Int64
    /// Changed otherwise than proposed, for they had become something else by then.
    public var anew: Int64
    public var finished: Instant?
    public var message: String
    /// Start of the last call looked at.
    public var reached: Instant?
}

/// One row of the difference: calls of one party, type, scheme and currency, on one issued bill or on none.
public struct ReratingSum: Hashable, Sendable {
    /// Number of the issued bill, 0 for none.
    public var bill: Int64
    public var scheme: Scheme
    public var party: String
    public var callType: String
    /// `nil`: calls without a charge.
    public var currency: Currency?
    /// Calls in this row before and after.
    public var oldCalls: Int64
    public var newCalls: Int64
    /// Calls that would change, in the row in which they are now.
    public var differing: Int64
    public var old: Amount
    public var new: Amount
    /// Calls that would get a charge, in the row of the new one; calls that would lose theirs, in the row of the old one.
    public var nowRated: Int64
    public var nowUnrated: Int64
}

/// Calls that would change, in the order of time.
public struct ReratingPage: Sendable {
    public var calls: [ReratingCall]
    /// Where the next page begins; `nil` at the end.
    public var next: String?
}

/// Whether a call with all its legs, before and after, is one that is meant.
public typealias ReratingConcern = (_ old: ArraySlice<StoredCall>, _ new: ArraySlice<StoredCall>) -> Bool
