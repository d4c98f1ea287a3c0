internal import Model
public import Money

/// A charge and what it is made of (DOMAIN section 10): base + surcharges + what limits and rounding changed = charge.
public struct ChargeParts: Sendable {
    /// Connection and blocks or pulses; of a derived table what it made of the other scheme's charge.
    public var base: Exact
    public var surcharges = Exact.zero
    /// The flat ones among the surcharges: what a call inside an allowance still costs.
    public var flat = Exact.zero
    public var amount: Amount

    /// What limits and rounding changed, with base and surcharges as they are printed.
    public var adjustment: FineAmount? {
        guard let base = base.fine, let surcharges = surcharges.fine else { return nil }
        return FineAmount(amount) - base - surcharges
    }
}

/// A charge with its parts, or why there is none.
enum Charging {
    case charged(ChargeParts)
    case none(Reason)

    var parts: ChargeParts? {
        if case .charged(let parts) = self { parts } else { nil }
    }
}

/// What of a call's way to its charge does not come from the row.
struct ChargeTerms: Sendable {
    /// Index of the table.
    var table: Int32
    /// Places of the surcharges that match, in the scheme's list.
    var surcharges: [Int32] = []
    /// Day of the charging instant in the site's zone: whose exchange rates count.
    var day: Int32
    /// c, for amounts per begun minute.
    var seconds: Int64 = 0
    /// Whether surcharges apply at all: not to a call within free seconds or minimum duration, nor to an unanswered one.
    var bearsSurcharges = false
    var minimumCharge: Int64 = -1
    var maximumCharge: Int64 = -1
}

/// Collects the lines of a charge, where somebody wants to see them.
struct ChargeNotes {
    var lines: [TraceLine]?

    mutating func add(_ line: @autoclosure () -> TraceLine) {
        if lines != nil { lines?.append(line()) }
    }
}
