public import Time

/// How far proposed charges are.
public enum ReratingState: String, Sendable, CaseIterable {
    /// Calls are being rated beside what they cost now.
    case proposing
    /// The difference can be looked at, and waits for a decision.
    case ready
    /// The new charges are being written.
    case accepting
    case accepted
    case cancelled
    case failed
}

/// What a call is now, or would be.
public struct ReratingOutcome: Hashable, Sendable {
    public var party: String
    public var callType: String
    public var price: Outcome
    public var cost: Outcome

    public init(party: String, callType: String, price: Outcome, cost: Outcome) {
        (self.party, self.callType, self.price, self.cost) = (party, callType, price, cost)
    }
}

/// A call that would change.
public struct ReratingCall: Hashable, Sendable {
    /// The call's id.
    public var id: String
    public var start: Instant
    public var called: String
    public var calling: String
    /// Number of the issued bill that it is on, 0 for none.
    public var bill: Int64
    public var old: ReratingOutcome
    public var new: ReratingOutcome

    public init(
        id: String, start: Instant, called: String, calling: String, bill: Int64, old: ReratingOutcome, new: ReratingOutcome
    ) {
        (self.id, self.start, self.called, self.calling) = (id, start, called, calling)
        (self.bill, self.old, self.new) = (bill, old, new)
    }
}
