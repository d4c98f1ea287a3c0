public import Time

/// Which way a call went, as the switch tells it; `unknown` stays so until a rule of the site decides it.
public enum Direction: UInt8, BitwiseCopyable, Sendable, CaseIterable {
    case unknown, out, `in`, `internal`, transit

    /// `nil` for unknown.
    public var name: String? {
        switch self {
        case .unknown: nil
        case .out: "out"
        case .in: "in"
        case .internal: "internal"
        case .transit: "transit"
        }
    }

    public init?(name: String) {
        guard let found = Direction.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}

/// Whether a call was answered, as the switch tells it.
public enum Answer: UInt8, Sendable, CaseIterable {
    case unknown, yes, no
}

/// A piece of a batch's text: bytes `offset ..< offset + count` of `RecordBatch.bytes`. Empty is "missing".
public struct TextRef: Hashable, Sendable {
    /// Bytes from the begin of the buffer, and how many.
    public var offset: UInt32
    public var count: UInt32

    public static let missing = TextRef(offset: 0, count: 0)

    public init(offset: UInt32, count: UInt32) {
        self.offset = offset
        self.count = count
    }

    /// Whether the record says nothing there.
    public var isMissing: Bool { count == 0 }
    /// Its place in the buffer.
    public var range: Range<Int> { Int(offset)..<Int(offset) + Int(count) }
}

/// What a switch said about one call or one leg of it, decoded; nothing guessed. Texts are kept in the batch's one buffer,
/// so that a record needs no allocation.
public struct CallRecord: Sendable {
    /// 1-based physical line of the part (file, connection) on which the record begins.
    public var line: Int = 0
    /// Physical lines that the record covers.
    public var lines: Int = 1
    /// Where the record's bytes begin, counted from the begin of the part, and how many they are.
    public var rawOffset: Int64 = 0
    public var rawCount: Int = 0

    /// As the switch wrote it: local wall time to the second, part of the identity.
    public var stamp = WallTime(seconds: 0)
    /// Start of the call, local wall time of the switch.
    public var start = WallTime(seconds: 0)
    /// The start as an instant, where the record itself says it (our own export does); `nil`: made of the wall time by the switch's zone.
    public var instant: Instant?
    /// The stamp is UTC, not the wall of the switch.
    public var isUTC = false
    /// Whole seconds of conversation, 0 … ; as the switch says, before any rule. 0 where it is not known.
    public var duration: Int32 = 0
    /// Whether the record tells the duration.
    public var isDurationKnown = true
    /// Whole seconds of ringing, -1 unknown.
    public var ring: Int32 = -1
    /// Whole seconds from start to the end of this record (ringing, talk, hold, park), -1 where it says no more than ring and duration.
    public var span: Int32 = -1
    public var direction = Direction.unknown
    public var answered = Answer.unknown
    /// Linked records follow each other although they carry one start (Avaya IP Office).
    public var followsLegs = false
    /// The last of them.
    public var lastLeg = false
    /// Meter pulses, -1 where the switch gives none.
    public var pulses: Int32 = -1

    public var calling = TextRef.missing
    /// As dialled.
    public var called = TextRef.missing
    public var `extension` = TextRef.missing
    public var trunk = TextRef.missing
    public var account = TextRef.missing
    public var sourceIP = TextRef.missing
    /// What records of one call have in common; missing where the record stands alone.
    public var link = TextRef.missing
    /// What tells records of one call apart; part of the identity.
    public var leg = TextRef.missing
    /// A charge that the switch wrote, as a decimal text, and its currency.
    public var charge = TextRef.missing
    public var currency = TextRef.missing
    /// The switch that the record itself names (our own export does); missing where the source decides.
    public var `switch` = TextRef.missing

    public init() {}
}

/// Physical lines that are no record: headers, noise, broken ones. They are kept in the raw log, counted by reason and listed.
public struct Skip: Sendable, Hashable {
    /// 1-based physical line on which it begins.
    public var line: Int
    public var lines: Int
    public var rawOffset: Int64
    public var rawCount: Int
    /// A short word of the format: `blank`, `header`, `broken date`, …
    public var reason: String

    public init(line: Int, lines: Int, rawOffset: Int64, rawCount: Int, reason: String) {
        self.line = line
        self.lines = lines
        self.rawOffset = rawOffset
        self.rawCount = rawCount
        self.reason = reason
    }
}

/// Records and skips cut out of one stretch of a stream, each in stream order, with all their texts in one buffer.
public struct RecordBatch: Sendable {
    /// The texts of all records and skips, one after the other.
    public var bytes: [UInt8] = []
    public var records: [CallRecord] = []
    public var skips: [Skip] = []
    /// The running numbers that records bore, in stream order, of formats that name one.
    public var runningNumbers: [Int64] = []
    /// What records said of calls that go on.
    public var sessions: [SessionEvent] = []

    public init() {}

    /// The bytes of a piece of text.
    public func slice(_ text: TextRef) -> ArraySlice<UInt8> { bytes[text.range] }

    /// For people and small numbers of calls; broken UTF-8 is shown with replacement marks.
    public func text(_ text: TextRef) -> String? { text.isMissing ? nil : String(decoding: slice(text), as: UTF8.self) }

    /// Copies bytes into the buffer and returns where they are.
    public mutating func append(_ text: some Collection<UInt8>) -> TextRef {
        guard !text.isEmpty else { return .missing }
        let offset = UInt32(truncatingIfNeeded: bytes.count)
        bytes.append(contentsOf: text)
        return TextRef(offset: offset, count: UInt32(truncatingIfNeeded: text.count))
    }

    /// Empties it for the next stretch; the buffers keep their size unless told otherwise.
    public mutating func removeAll(keepingCapacity: Bool = true) {
        bytes.removeAll(keepingCapacity: keepingCapacity)
        records.removeAll(keepingCapacity: keepingCapacity)
        skips.removeAll(keepingCapacity: keepingCapacity)
        runningNumbers.removeAll(keepingCapacity: keepingCapacity)
        sessions.removeAll(keepingCapacity: keepingCapacity)
    }
}
