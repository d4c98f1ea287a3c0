public import Model
public import Time

/// What the rater needs to know of one record. Texts are pieces of the batch's bytes.
public struct CallFacts: Sendable {
    /// Index into `Rater.switches`.
    public var switchIndex: Int32
    public var start: Instant
    /// Whole seconds of conversation as the switch says, 0 … .
    public var duration: Int64 = 0
    /// Whole seconds of ringing, -1 unknown.
    public var ring: Int64 = -1
    /// Seconds from start to the end of the record, -1 unknown; see `CallRecord.span`.
    public var span: Int64 = -1
    /// Meter pulses, -1 where the switch gives none.
    public var pulses: Int64 = -1
    public var direction = Direction.unknown
    public var answered = Answer.unknown
    public var followsLegs = false

    public var calling = TextRef.missing
    public var called = TextRef.missing
    public var `extension` = TextRef.missing
    public var trunk = TextRef.missing
    public var account = TextRef.missing
    public var sourceIP = TextRef.missing
    /// The amount that the switch wrote, and its currency (missing: the table's).
    public var given = TextRef.missing
    public var givenCurrency = TextRef.missing
    /// Index of the party that a person decided on, -1 where the directory decides.
    public var party: Int32 = -1

    public init(switchIndex: Int32, start: Instant) {
        self.switchIndex = switchIndex
        self.start = start
    }

    /// Everything of a decoded record but its time.
    public init(_ record: CallRecord, switchIndex: Int32, start: Instant) {
        self.init(switchIndex: switchIndex, start: start)
        duration = Int64(record.duration)
        ring = Int64(record.ring)
        span = Int64(record.span)
        pulses = Int64(record.pulses)
        direction = record.direction
        answered = record.answered
        followsLegs = record.followsLegs
        calling = record.calling
        called = record.called
        `extension` = record.extension
        trunk = record.trunk
        account = record.account
        sourceIP = record.sourceIP
        given = record.charge
        givenCurrency = record.currency
    }

    /// What the switch says: 0 seconds are unanswered whatever the flag; without a word, a duration answers.
    var isAnswered: Bool { duration > 0 && answered != .no }
    /// Start and ring time, if known.
    var chargingInstant: Int64 { start.seconds &+ max(0, ring) }
}

/// What became of one record: everything that a stored call has and the record has not. Indexes are into the rater's lists, -1 is
/// "none known".
public struct Assessment: Hashable, Sendable {
    public var start: Instant
    /// When the record ends: what to pass as `previous` for the next record of the same stream.
    public var end: Instant
    public var chargingInstant: Instant
    /// Day of the start in the site's zone, and real hour of that day, 0 … 24.
    public var day = CivilDay(number: 0)
    public var hour: UInt8 = 0
    /// The hour that comes twice: the earlier instant was taken because nothing told which.
    public var ambiguousTime = false
    public var direction = Direction.unknown
    public var answered = false
    /// Charged duration d in seconds.
    public var charged: Int64 = 0
    /// Seconds of the call for which this record stands (the whole call's on its first answered leg, its share when split).
    public var talk: Int64 = 0
    /// Index into `Rater.parties`, always one.
    public var party: Int32 = 0
    /// Index into `Rater.trunks`.
    public var trunk: Int32 = -1
    /// Index into `Rater.destinations`.
    public var destination: Int32 = -1
    /// Index into `Rater.callTypes`.
    public var callType: Int32 = -1
    /// A code that was dialled before the number marks the call as private; of linked legs all bear the mark of any.
    public var isPrivate = false
    public var price = Outcome.free(.unanswered)
    public var cost = Outcome.free(.unanswered)

    public subscript(scheme: Scheme) -> Outcome { scheme == .price ? price : cost }

    init(start: Instant, end: Instant, chargingInstant: Instant) {
        self.start = start
        self.end = end
        self.chargingInstant = chargingInstant
    }
}

/// The time of a record as an instant.
public struct ResolvedTime: Sendable {
    public var start: Instant
    /// See `Assessment.end`.
    public var end: Instant
    public var ambiguous: Bool
    /// `.none`, or why the call is quarantined.
    public var reason: Reason
}
