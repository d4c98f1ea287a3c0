public import Money

/// What one call costs in one scheme by tariff alone, with what it takes to derive its trace again.
public struct Charge: Hashable, Sendable {
    public var amount: Amount
    public var currency: Currency
    /// The book's number of the rate table's version; without a book, the index of the version in the snapshot.
    public var version: Int32
    /// Index of the row inside the version, -1 for an attempt charge that needed none.
    public var row: Int32

    public init(amount: Amount, currency: Currency, version: Int32, row: Int32) {
        self.amount = amount
        self.currency = currency
        self.version = version
        self.row = row
    }
}

/// The outcome of charging one call in one scheme. `charge` is there exactly where `state` is `rated`.
public struct Outcome: Hashable, Sendable {
    public var state: CallState
    public var reason: Reason
    /// `nil` for every state but `rated`.
    public var charge: Charge?

    /// It costs `charge`.
    public static func rated(_ charge: Charge) -> Outcome { Outcome(state: .rated, reason: .none, charge: charge) }
    /// It costs nothing, for a reason that people are told.
    public static func free(_ reason: Reason) -> Outcome { Outcome(state: .free, reason: reason) }
    /// It has no rate yet; rating it again may give one.
    public static func unrated(_ reason: Reason) -> Outcome { Outcome(state: .unrated, reason: reason) }
    /// Nobody pays for it, although it has a price or waits for one.
    public static let writtenOff = Outcome(state: .writtenOff, reason: .writtenOff)
    /// It is kept and listed, never charged.
    public static func quarantined(_ reason: Reason) -> Outcome { Outcome(state: .quarantined, reason: reason) }

    public init(state: CallState, reason: Reason, charge: Charge? = nil) {
        self.state = state
        self.reason = reason
        self.charge = charge
    }
}
