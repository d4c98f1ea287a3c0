public import Money
public import Time

/// Sums over calls. Further legs, quarantined calls and conflicts are not counted.
public struct Measures: Hashable, Sendable {
    /// Calls in all, and those that were answered.
    public var calls: Int64 = 0
    public var answered: Int64 = 0
    /// Calls without a price that should have one.
    public var unrated: Int64 = 0
    /// Seconds of conversation.
    public var seconds: Int64 = 0
    public var price = Amount.zero
    public var cost = Amount.zero

    public init() {}
}

/// One line of an answer to a `SummaryQuery`: only what was grouped by is set.
public struct SummaryRow: Hashable, Sendable {
    /// Day of the site, by the start of the calls.
    public var day: CivilDay?
    /// Hour of the site day, 0 … 24.
    public var hour: Int?
    public var party: String?
    public var callType: String?
    public var direction: Direction?
    public var trunk: String?
    /// Currency of `price` and `cost`; `nil` for calls without charge.
    public var currency: Currency?
    public var measures = Measures()

    public init() {}
}
