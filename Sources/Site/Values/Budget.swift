public import Model
public import Money
public import Time

/// What a party, or all parties below a node together, may spend in each month (final charges, scheme `price`).
public struct Budget: Hashable, Sendable {
    /// How long an amount is for.
    public enum Every: String, Hashable, Sendable, CaseIterable { case month }

    public var id: BudgetID
    public var holder: Holder
    public var amount: Amount
    /// `nil`: the site's.
    public var currency: Currency?
    public var every = Every.month
    public var from: CivilDay
    /// `nil`: for ever.
    public var to: CivilDay?
    /// Percent of the amount at which somebody is warned, 1 … 100.
    public var warnAt = Budget.usualWarning

    public static let usualWarning = 80

    public init(id: BudgetID, holder: Holder, amount: Amount, from: CivilDay) {
        (self.id, self.holder, self.amount, self.from) = (id, holder, amount, from)
    }

    public var validity: Validity { Validity(from: from, to: to) }
}
