public import Model
internal import Money
public import Time

/// The settlement of a party's billing period in one scheme, as it is kept: its figures stand with the calls.
public struct SettlementRecord: Hashable, Sendable {
    public var scheme: Scheme
    public var party: String
    /// The whole billing period.
    public var period: DayRange
    /// The book's number of the site by whose rules it was settled.
    public var site: Int64
    /// The book's last change of calls when it began: a later one of its set makes it stale.
    public var change: Int64
    public var settled: Instant
    public var calls: Int64
    /// Calls of it stand on an issued bill: it stays as it is, and what comes later goes onto a later bill.
    public var isFrozen = false

    public init(scheme: Scheme, party: String, period: DayRange, site: Int64, change: Int64, settled: Instant, calls: Int64) {
        (self.scheme, self.party, self.period, self.site) = (scheme, party, period, site)
        (self.change, self.settled, self.calls) = (change, settled, calls)
    }
}

/// What settlement made of one call.
public struct SettledLine: Hashable, Sendable {
    /// Of the call.
    public var id: String
    /// `nil`: it has become unrated.
    public var figures: SettledFigures?

    public init(id: String, figures: SettledFigures?) { (self.id, self.figures) = (id, figures) }
}

/// Whose calls on which days a settlement hangs on.
public struct SettlementSet: Hashable, Sendable {
    /// `nil`: everybody's.
    public var parties: [String]?
    public var days: DayRange

    public init(parties: [String]?, days: DayRange) { (self.parties, self.days) = (parties, days) }
}

extension SettledFigures {
    /// Both discounts, half-even to a millionth: for lists and sums. `nil` where that leaves the range.
    var discount: Amount? {
        let units = (packageDiscount.units &+ volumeDiscount.units)
        return Rounding(multiple: 1, mode: .halfEven).round(units, over: 1_000_000_000_000)
    }
}
