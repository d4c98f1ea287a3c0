public import Model
public import Time

/// How far a source's raw log has been read, with what the decoder must remember to go on there.
public struct RawPosition: Hashable, Sendable {
    public var source: NameNumber
    /// Bytes from the beginning of the source's raw log.
    public var offset: Int64
    /// Physical lines of the part read so far.
    public var line: Int64
    /// The decoder's own state, opaque here.
    public var decoder: [UInt8]

    public init(source: NameNumber, offset: Int64, line: Int64, decoder: [UInt8] = []) {
        self.source = source
        self.offset = offset
        self.line = line
        self.decoder = decoder
    }
}

/// What is committed together with a batch of calls.
public struct BatchOrigin: Sendable {
    /// The number that `beginImport` gave.
    public var importNumber: Int64
    public var source: NameNumber
    /// Where the part (file, connection) begins in the source's raw log: a duplicate of a record from there on is a repeat.
    public var partBegin: Int64
    /// The moment of the commit, for conflicts found in it.
    public var at: Instant
    /// Physical lines of this stretch, and how many of them records cover.
    public var lines: Int64 = 0
    public var linesInRecords: Int64 = 0
    /// Raw offsets counted from the beginning of the source's raw log.
    public var skips: [Skip] = []
    public var position: RawPosition?
    public var collected: CollectionNews?
    /// Who looks at the new calls; `nil`: nobody is to be told of any.
    public var watch: CallWatch?
    /// With what the batch was made, where the book is to be made again from it.
    public var step: StepNote?

    public init(importNumber: Int64, source: NameNumber, partBegin: Int64, at: Instant) {
        self.importNumber = importNumber
        self.source = source
        self.partBegin = partBegin
        self.at = at
    }
}

/// What became of the lines and records of an import (DOMAIN, Conservation).
public struct ImportCounts: Hashable, Sendable {
    public var lines: Int64 = 0
    public var linesInRecords: Int64 = 0
    public var records: Int64 = 0
    /// Rated, free and unrated ones and further legs.
    public var new: Int64 = 0
    public var duplicate: Int64 = 0
    /// How many of the duplicates repeat a record of the same part.
    public var repeated: Int64 = 0
    public var conflict: Int64 = 0
    public var quarantined: Int64 = 0
    public var rated: Int64 = 0
    /// Calls of the book whose place those of this import took (a replay).
    public var replaced: Int64 = 0
    /// Physical lines by reason.
    public var skipped: [String: Int64] = [:]
    public var free: [Reason: Int64] = [:]
    public var unrated: [Reason: Int64] = [:]

    public init() {}

    /// Whether the two sums of Conservation hold.
    public var isConserved: Bool {
        lines == linesInRecords + skipped.values.reduce(0, +) && records == new + duplicate + conflict + quarantined
            && new == rated + free.values.reduce(0, +) + unrated.values.reduce(0, +)
    }

    /// Counts a stored call (1) or takes it back (-1).
    mutating func count(_ call: StoredCall, _ sign: Int64 = 1) {
        switch call.price.state {
        case .free: free[call.price.reason, default: 0] += sign
        case .unrated: unrated[call.price.reason, default: 0] += sign
        default: rated += sign
        }
    }
}

/// What became of one batch.
public struct StoreResult: Sendable {
    /// Which calls of the batch were new, quarantined ones too: indices into `CallBatch.calls`, in the order of the keys.
    public var stored: [Int] = []
    /// Those among them that people may have corrected.
    var corrected: [Int] = []
    public var counts = ImportCounts()
}

/// A batch of calls that is to be stored, where it comes from, and who decides about its linked legs.
public struct StoreOrder {
    public var batch: CallBatch
    public var origin: BatchOrigin
    public var settle: LegSettling?

    public init(batch: CallBatch, origin: BatchOrigin, settle: LegSettling? = nil) {
        (self.batch, self.origin, self.settle) = (batch, origin, settle)
    }
}

/// Decides about linked legs, inside the transaction: each range of `batch.calls` is all that is stored of one call. Charges,
/// talk, party, destination, type, trunk and answered may be changed in place; the identity and the raw place may not.
public typealias LegSettling = (_ batch: inout CallBatch, _ groups: [Range<Int>]) -> Void

/// Looks at new calls, inside the transaction that stores them, and says who is to be told.
/// - Parameters:
///   - calls: indices into `batch.calls`.
///   - at: the moment of the commit.
public typealias CallWatch = @Sendable (_ batch: CallBatch, _ calls: [Int], _ at: Instant) -> [CallAlert]
