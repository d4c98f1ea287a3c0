public import Money
public import Time

/// A bill or credit note as it was issued. It never changes.
public struct IssuedBill: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case bill
        /// Takes a bill back as a whole: its calls can be billed again.
        case credit
    }

    /// From 1, without holes, bills and credit notes in one row.
    public var number: Int64
    public var kind: Kind
    /// The bill that a credit note is for.
    public var credits: Int64?
    public var party: String
    /// Of the party, as it was.
    public var name: String
    public var days: DayRange
    public var issued: Instant
    public var actor: String
    /// Why a credit note was made.
    public var reason: String
    /// To pay; of a credit note below zero.
    public var total: Money
    /// How many calls stand on it.
    public var calls: Int64
    /// The book's number of the site by whose rules it was made.
    public var site: Int64
    /// Of a bill: the credit note that took it back.
    public var creditedBy: Int64?
    /// SHA-256 of the one before and of all of this one; 32 bytes, of the first one's former none.
    public var former: [UInt8]
    /// See `former`.
    public var hash: [UInt8]

    public init(
        number: Int64, kind: Kind, credits: Int64?, party: String, name: String, days: DayRange, issued: Instant, actor: String,
        reason: String,
        total: Money, calls: Int64, site: Int64, creditedBy: Int64?, former: [UInt8], hash: [UInt8]
    ) {
        (self.number, self.kind, self.credits, self.party, self.name) = (number, kind, credits, party, name)
        (self.days, self.issued, self.actor, self.reason, self.total) = (days, issued, actor, reason, total)
        (self.calls, self.site, self.creditedBy, self.former, self.hash) = (calls, site, creditedBy, former, hash)
    }
}
