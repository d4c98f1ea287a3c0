/// What became of a stored call (DOMAIN section 2). The numbers are stored: never change one.
public enum CallState: UInt8, Sendable, CaseIterable {
    case rated = 0, free = 1, unrated = 2, conflict = 3, quarantined = 4, writtenOff = 5

    /// As the interfaces for programs spell it.
    public var name: String {
        switch self {
        case .rated: "rated"
        case .free: "free"
        case .unrated: "unrated"
        case .conflict: "conflict"
        case .quarantined: "quarantined"
        case .writtenOff: "writtenOff"
        }
    }
}

/// Why a call is free, unrated or quarantined. The numbers are stored: never change one.
public enum Reason: UInt8, BitwiseCopyable, Sendable, CaseIterable {
    case none = 0
    // free
    case unanswered = 1
    case incoming = 2
    case internalCall = 3
    case transit = 4
    case unknownDirection = 5
    case tieTrunk = 6
    case witness = 7
    /// A further leg: its call is charged with another leg.
    case leg = 8
    /// A person decided that nobody pays for it.
    case writtenOff = 9
    // unrated
    case noRateTable = 32
    case noVersion = 33
    case noPrefix = 34
    case noBandPrice = 35
    case chargeOutOfRange = 36
    /// A rate between two currencies that the charge needs.
    case noExchangeRate = 37
    /// The table takes the amount that the switch wrote, and there is none.
    case noGivenAmount = 38
    /// Either scheme's table is derived from the other's charge.
    case derivedFromEachOther = 39
    /// The charge is derived from one that is unrated.
    case otherUnrated = 40
    // quarantined
    case localTimeDoesNotExist = 64
    case startsInFuture = 65
    case tooLong = 66

    /// Those of records that are no calls of their own: nothing counts them.
    public static let noCalls = [Reason.leg, .witness]

    /// Whether a record with it is a call of its own.
    public var isCall: Bool { self != .leg && self != .witness }

    /// A call with it lacks something and is rated as soon as that is there.
    public var isUnrated: Bool { (32..<64).contains(rawValue) }

    /// The word that commands print and reports count by.
    public var name: String {
        switch self {
        case .none: ""
        case .unanswered: "unanswered"
        case .incoming: "incoming"
        case .internalCall: "internal"
        case .transit: "transit"
        case .unknownDirection: "unknown direction"
        case .tieTrunk: "tie trunk"
        case .witness: "witness"
        case .leg: "leg of another record"
        case .writtenOff: "written off"
        case .noRateTable: "no rate table"
        case .noVersion: "no version in force"
        case .noPrefix: "no prefix"
        case .noBandPrice: "no price for the time band"
        case .chargeOutOfRange: "charge out of range"
        case .noExchangeRate: "no exchange rate"
        case .noGivenAmount: "no amount from the switch"
        case .derivedFromEachOther: "each scheme derived from the other"
        case .otherUnrated: "other scheme unrated"
        case .localTimeDoesNotExist: "local time does not exist"
        case .startsInFuture: "starts in the future"
        case .tooLong: "too long"
        }
    }
}

/// `cost` is what the provider charges us, `price` what we charge the party.
public enum Scheme: String, Sendable, CaseIterable {
    case price, cost
}
