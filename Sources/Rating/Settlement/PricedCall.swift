public import Model
public import Money
public import Time

/// What settlement needs to know of a rated call (DOMAIN sections 6 to 9).
public struct PricedCall: Sendable {
    /// The caller's own number of it.
    public var place: Int
    public var chargingInstant: Instant
    /// Of the start, in the site's zone: it decides the period.
    public var day: CivilDay
    /// Index into `Rater.parties`.
    public var party: Int32
    /// Index into `Rater.callTypes`, -1 none.
    public var callType: Int32
    public var charge: Money
    public let base: FineAmount
    public let surcharges: FineAmount
    public let adjustment: FineAmount

    /// Indexes of the rater's tables and versions; -1: a table that is there no more.
    var table: Int32
    var version: Int32
    var destination: Int32
    /// d and c in seconds.
    let duration: Int64
    let seconds: Int64
    /// The flat surcharges among them.
    let flat: FineAmount
    /// What is seldom looked at, behind one reference: calls are copied on their way through settlement.
    let detail: Detail

    final class Detail: Sendable {
        let identity: CallIdentity
        /// Normalised; what is no telephone number is as decoded.
        let number: [UInt8]
        let rest: RestTerms

        init(identity: CallIdentity, number: [UInt8], rest: RestTerms) {
            (self.identity, self.number, self.rest) = (identity, number, rest)
        }
    }

    /// What makes it this call, and its place among calls of one charging instant.
    public var identity: CallIdentity { detail.identity }
}

/// How what an allowance does not cover is charged.
struct RestTerms: Sendable {
    /// By the seconds that are left: metered, given and derived charges.
    var isShare: Bool
    /// Else as a call by this row that begins there, by the rater that made the charge.
    var rater: Rater
    var call: ChargedCall
    var table: Int32
    var row: Int32
    var surcharges: [Int32]
    /// Seconds before the first charged one.
    var freeSeconds: Int64
}

/// What makes two records one call; also the order of calls of one charging instant (DOMAIN section 2).
public struct CallIdentity: Hashable, Comparable, Sendable {
    public var stamp: WallTime
    /// The id of the switch, and the numbers and the leg as decoded; empty where missing.
    public var `switch`: [UInt8]
    /// See `switch`.
    public var called: [UInt8]
    /// See `switch`.
    public var calling: [UInt8]
    /// See `switch`.
    public var leg: [UInt8]

    public init(stamp: WallTime, switch: [UInt8], called: [UInt8], calling: [UInt8], leg: [UInt8]) {
        (self.stamp, self.switch, self.called, self.calling, self.leg) = (stamp, `switch`, called, calling, leg)
    }

    /// Field by field, texts by their bytes.
    public static func < (left: CallIdentity, right: CallIdentity) -> Bool {
        if left.stamp.seconds != right.stamp.seconds { return left.stamp.seconds < right.stamp.seconds }
        if left.switch != right.switch { return left.switch.lexicographicallyPrecedes(right.switch) }
        if left.called != right.called { return left.called.lexicographicallyPrecedes(right.called) }
        if left.calling != right.calling { return left.calling.lexicographicallyPrecedes(right.calling) }
        return left.leg.lexicographicallyPrecedes(right.leg)
    }
}

/// A call after settlement: charge − package discount − volume discount = net; net × rate, rounded to line precision = final.
public struct SettledCall: Sendable {
    public var call: PricedCall
    public var packageDiscount = FineAmount.zero
    public var volumeDiscount = FineAmount.zero
    public var net: FineAmount
    public var rate = ExchangeRate.one
    public var final: Money
    /// Why it has become unrated: what an allowance leaves begins in a band without price.
    public var unrated: Reason?
    /// What took how much off, in the order in which it did.
    public var steps: [SettlementStep] = []
}

/// One line of how a charge became what it is.
public struct SettlementStep: Hashable, Sendable {
    /// What kind of rule took something off.
    public enum Kind: String, Hashable, Sendable { case allowance, percent, amount, money, volume }
    public var kind: Kind
    /// The package, or the rate table of a volume discount.
    public var text: String
    /// Place of the rule in it, from 0.
    public var rule: Int
    /// What it took off, in the table's currency.
    public var off: FineAmount
}

/// Why a period cannot be settled.
public enum SettlementFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing is taken one to one.
    case noExchangeRate(from: Currency, to: Currency, day: CivilDay)
    case outOfRange

    public var description: String {
        switch self {
        case .noExchangeRate(let from, let to, let day):
            "There is no exchange rate from \(from.code) to \(to.code) on \(day). Add one of that day, or of the days before that the "
                + "site's maxAge allows."
        case .outOfRange: "An amount leaves what can be reckoned. Look for a wrong price or exchange rate."
        }
    }
}
