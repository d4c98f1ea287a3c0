public import Model
public import Time

/// What a batch told of the collection itself, committed with its calls.
public struct CollectionNews: Hashable, Sendable {
    public var `switch`: NameNumber
    /// Whether it came by a source that is always on, not out of a file that somebody imported.
    public var isLive: Bool
    public var sequence: SequenceNews?
    public var sessions: [SessionEvent] = []
    /// Records by hour of the site's wall time, for the usual rate.
    public var hour: (number: Int64, records: Int64)? {
        get { hourNumber.map { ($0, hourRecords) } }
        set { (hourNumber, hourRecords) = (newValue?.number, newValue?.records ?? 0) }
    }
    private var hourNumber: Int64?
    private var hourRecords: Int64 = 0

    public init(switch: NameNumber, isLive: Bool) { (self.switch, self.isLive) = (`switch`, isLive) }
}

/// What the running numbers of a batch told.
public struct SequenceNews: Hashable, Sendable {
    /// Between these two each number came or is missing.
    public var first: Int64
    public var last: Int64
    /// Those that came.
    public var numbers: [Int64]
    /// Those that should have come before others of the batch.
    public var missing: [ClosedRange<Int64>]

    public init(first: Int64, last: Int64, numbers: [Int64], missing: [ClosedRange<Int64>]) {
        (self.first, self.last, self.numbers, self.missing) = (first, last, numbers, missing)
    }
}

/// Running numbers that never came.
public struct GapInfo: Hashable, Sendable {
    public var number: Int64
    public var source: NameNumber
    /// Both ends included.
    public var first: Int64
    public var last: Int64
    public var count: Int64 { last - first + 1 }
    /// When it was found.
    public var seen: Instant
    /// When the records came after all, and by which source; `nil`: they are missing.
    public var closed: Instant?
    public var closedBy: NameNumber?
}

/// A call that goes on, as far as its switch told.
public struct OpenSession: Hashable, Sendable {
    public var `switch`: NameNumber
    public var key: [UInt8]
    public var source: NameNumber
    public var opened: Instant
    /// The last sign of it.
    public var seen: Instant
    public var calling: [UInt8]
    public var called: [UInt8]
    /// Where its last record stands in the source's raw log.
    public var rawOffset: Int64
    public var rawCount: Int
}
