public import Time

/// The book's small numbers for names that come again and again; `none` is the missing name.
public struct NameNumber: Hashable, Sendable {
    /// From 1 in each book; 0 is the missing name.
    public let number: Int32
    public static let none = NameNumber(number: 0)
    public init(number: Int32) { self.number = number }
}

/// The small sets whose members a call names by number.
public enum NameKind: String, Sendable, CaseIterable {
    case `switch`, source, party, trunk, account, `extension`, address, destination, callType, currency
}

/// One record as the book keeps it, before it is written; its texts are in the batch's buffer.
public struct StoredCall: Sendable {
    // Identity (DOMAIN section 2): stamp, switch, called, calling, leg.
    public var stamp = WallTime(seconds: 0)
    public var `switch` = NameNumber.none
    public var called = TextRef.missing
    public var calling = TextRef.missing
    public var leg = TextRef.missing

    public var start = Instant(seconds: 0)
    /// Day of the start in the site's zone, and hour of that day 0 … 24.
    public var day = CivilDay(number: 0)
    public var hour: UInt8 = 0
    public var direction = Direction.unknown
    /// The direction as decoded, before the rules made theirs of it.
    public var saidDirection = Direction.unknown
    /// What the switch said of it.
    public var answer = Answer.unknown
    /// What the rules make of it (duration, answer allowance).
    public var answered = false
    /// The hour that comes twice: the earlier instant was taken because nothing told which.
    public var ambiguousTime = false
    public var followsLegs = false
    public var lastLeg = false
    /// Seconds as the switch says; see `CallRecord`.
    public var duration: Int32 = 0
    public var ring: Int32 = -1
    public var span: Int32 = -1
    /// Seconds of the whole call on the record that stands for it, 0 on further legs and unanswered ones. Summed up in summaries.
    public var talk: Int32 = 0
    public var pulses: Int32 = -1

    public var party = NameNumber.none
    public var trunk = NameNumber.none
    public var account = NameNumber.none
    public var `extension` = NameNumber.none
    public var address = NameNumber.none
    public var destination = NameNumber.none
    public var callType = NameNumber.none
    /// The rules make it private: a code that was dialled before the number says so.
    public var codedPrivate = false
    public var link = TextRef.missing
    /// Charge that the switch wrote, as a text, and its currency as a text.
    public var given = TextRef.missing
    public var givenCurrency = TextRef.missing

    /// What people decided about the call, over what the switch said: see `Correction`. The account and the party are then theirs.
    public var corrected = CorrectionMarks()

    public var source = NameNumber.none
    /// Offset of the record's first byte in its source's raw log, and the number of bytes.
    public var rawOffset: Int64 = 0
    public var rawCount: Int32 = 0

    /// State of the call is that of its price.
    public var price = Outcome(state: .free, reason: .unanswered)
    public var cost = Outcome(state: .free, reason: .unanswered)

    /// The book's number of the site document by whose rules it was charged last; 0 where nobody knows.
    public var site: Int32 = 0
    /// Number of the issued bill that it stands on; 0: none. Such a call does not change any more.
    public var bill: Int32 = 0

    public init() {}
}

/// Calls for one transaction, with all their texts in one buffer.
public struct CallBatch: Sendable {
    /// The texts of all calls, one after the other.
    public var bytes: [UInt8] = []
    public var calls: [StoredCall] = []

    public init() {}
}

/// A call as people and programs read it. Made for a page or an export, not for a hot path.
public struct CallRow: Sendable, Hashable {
    /// Made of the identity; stable, safe in a URL.
    public var id: String = ""
    public var stamp = WallTime(seconds: 0)
    public var `switch`: String = ""
    public var called: String = ""
    public var calling: String = ""
    public var leg: String = ""
    public var start = Instant(seconds: 0)
    /// Start in the site's zone.
    public var day = CivilDay(number: 0)
    public var direction = Direction.unknown
    public var answer = Answer.unknown
    public var answered = false
    public var ambiguousTime = false
    public var followsLegs = false
    public var lastLeg = false
    public var duration: Int32 = 0
    public var ring: Int32 = -1
    public var span: Int32 = -1
    public var talk: Int32 = 0
    public var pulses: Int32 = -1
    public var party: String = ""
    public var trunk: String = ""
    public var account: String = ""
    public var `extension`: String = ""
    public var sourceIP: String = ""
    public var destination: String = ""
    public var callType: String = ""
    /// See `StoredCall`.
    public var codedPrivate = false
    public var link: String = ""
    public var given: String = ""
    public var givenCurrency: String = ""
    /// What people decided about it, over what the switch said.
    public var corrected = CorrectionMarks()
    public var source: String = ""
    public var rawOffset: Int64 = 0
    public var rawCount: Int32 = 0
    public var price = Outcome(state: .free, reason: .unanswered)
    public var cost = Outcome(state: .free, reason: .unanswered)

    /// See `StoredCall`.
    public var site: Int32 = 0
    /// See `StoredCall`.
    public var bill: Int32 = 0

    /// What settlement made of its price, where somebody asked for it.
    public var settled: SettledFigures?
    /// Settlement found no price for what an allowance leaves of it: it waits for one like a call without rate.
    public var isUnsettled = false

    /// A code that was dialled or a person marked it so.
    public var isPrivate: Bool { codedPrivate || corrected.contains(.isPrivate) }
    /// By its price: that is what people ask about.
    public var state: CallState { price.state }
    /// Why it has that state.
    public var reason: Reason { price.reason }

    public init() {}
}
