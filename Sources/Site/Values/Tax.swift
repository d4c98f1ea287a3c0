public import Model
public import Money
public import Time

/// A tax on calls of some types and on recurring charges that name it (DOMAIN section 10). Reckoned in `price` only.
public struct Tax: Hashable, Sendable {
    public struct Rate: Hashable, Sendable {
        public var from: CivilDay
        public var percent: Percent
        public init(from: CivilDay, percent: Percent) {
            self.from = from
            self.percent = percent
        }
    }

    public var id: TaxID
    public var name: String
    /// The charges contain it already.
    public var inclusive = false
    /// It is reckoned on the net and these taxes.
    public var compound: [TaxID] = []
    /// By day, rising.
    public var rates: [Rate] = []
    /// Call types that bear it.
    public var types: [CallTypeID] = []

    public init(id: TaxID, name: String) {
        self.id = id
        self.name = name
    }
}

/// A charge that comes by itself, scheme `price` (DOMAIN section 10).
public struct RecurringCharge: Hashable, Sendable {
    public enum Every: String, Hashable, Sendable, CaseIterable { case month, quarter, year, once }

    public var id: RecurringID
    public var name: String
    public var holder: Holder
    public var amount: Price
    /// `nil`: the site's.
    public var currency: Currency?
    public var every: Every
    public var from: CivilDay
    /// `nil`: for ever.
    public var to: CivilDay?
    public var prorata = false
    public var tax: TaxID?

    public init(id: RecurringID, name: String, holder: Holder, amount: Price, every: Every, from: CivilDay) {
        self.id = id
        self.name = name
        self.holder = holder
        self.amount = amount
        self.every = every
        self.from = from
    }
}
