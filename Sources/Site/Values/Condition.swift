public import Model
public import Money

/// What a rule of selection or a surcharge looks for in a call: every key that says something must match, a list matches by any of
/// its members, an empty one says nothing (DOMAIN sections 5, 8). Patterns may end in `*`, which stands for anything.
public struct Condition: Hashable, Sendable {
    public var parties: [PartyID] = []
    /// Each stands for all parties below it, as they belong to it on the call's day.
    public var organisation: [NodeID] = []
    /// Ids of trunks, each of every switch that has one of it; where the site describes no trunks, names as the switches write them.
    public var trunks: [String] = []
    public var trunkGroups: [String] = []
    public var providers: [ProviderID] = []
    /// Account codes as dialled.
    public var accounts: [String] = []
    public var sourceIPs: [String] = []
    public var directions: [Direction] = []
    public var types: [CallTypeID] = []
    public var destinations: [String] = []
    /// Compared with the normalised called number; of a call that is not normalised with the number as decoded.
    public var called: [String] = []
    /// Compared with the calling number, else the extension.
    public var calling: [String] = []

    public init() {}
}

/// A rule of the ordered list that finds the table of a call; the first that matches wins.
public struct SelectionRule: Hashable, Sendable {
    public var scheme = Scheme.price
    public var when = Condition()
    public var table: RateTableID

    public init(table: RateTableID) { self.table = table }
}

/// What is added to the charge of calls that match (DOMAIN section 5).
public struct Surcharge: Hashable, Sendable {
    public enum Addition: Hashable, Sendable {
        /// Once a call; `nil`: in the table's currency.
        case flat(Price, Currency?)
        /// For each begun minute of c.
        case perMinute(Price, Currency?)
        /// Of the base charge before rounding, and of the surcharges before it that count.
        case percent(Percent)
    }

    public var id: SurchargeID
    public var scheme = Scheme.price
    public var when = Condition()
    public var addition: Addition
    /// It counts towards later percentages.
    public var counts = false

    public init(id: SurchargeID, addition: Addition) {
        self.id = id
        self.addition = addition
    }
}
