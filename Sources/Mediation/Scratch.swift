import Model

/// What a machine changes while it works on a record. Its buffers are used again.
struct Scratch {
    let matcher = Matcher()
    /// The record's bytes, changed in place where quotes are taken off, and behind them texts that were joined.
    var work: UnsafeMutablePointer<UInt8>
    var capacity = 4096
    var used = 0
    /// The line as it came, or as it was prepared.
    var line = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The line while it is prepared: bytes taken out, blanks put in front.
    var prepared: [UInt8] = []
    /// How many fields and lines the record has.
    var columns = 0
    var lineCount = 1
    var duration: Int64 = 0
    var ring: Int64 = NumberField.none
    var direction = Direction.unknown
    var answered = Answer.unknown
    /// Whether a time of the record has its year from the decoder's state.
    var yearIsAssumed = false
    /// Which of the times, a bit for each, were epochs, and whether the stamp was one.
    var epochs: UInt64 = 0
    var stampIsEpoch = false
    /// What records of a pair have in common, and whether this one waits for the other.
    var pairKey: [UInt8] = []
    var isOpening = false
    /// What the record told of the collection itself.
    var running: Int64?
    var session: SessionEvent?
    /// What the record before with the same key got.
    var earlier = Direction.unknown

    init() { work = .allocate(capacity: capacity) }
}

extension Machine {
    var matcher: Matcher { scratch.pointee.matcher }
    var work: UnsafeMutablePointer<UInt8> {
        get { scratch.pointee.work }
        nonmutating _modify { yield &scratch.pointee.work }
    }
    var capacity: Int {
        get { scratch.pointee.capacity }
        nonmutating _modify { yield &scratch.pointee.capacity }
    }
    var used: Int {
        get { scratch.pointee.used }
        nonmutating _modify { yield &scratch.pointee.used }
    }
    var line: UnsafeRawBufferPointer {
        get { scratch.pointee.line }
        nonmutating _modify { yield &scratch.pointee.line }
    }
    var prepared: [UInt8] {
        get { scratch.pointee.prepared }
        nonmutating _modify { yield &scratch.pointee.prepared }
    }
    var columns: Int {
        get { scratch.pointee.columns }
        nonmutating _modify { yield &scratch.pointee.columns }
    }
    var lineCount: Int {
        get { scratch.pointee.lineCount }
        nonmutating _modify { yield &scratch.pointee.lineCount }
    }
    var duration: Int64 {
        get { scratch.pointee.duration }
        nonmutating _modify { yield &scratch.pointee.duration }
    }
    var ring: Int64 {
        get { scratch.pointee.ring }
        nonmutating _modify { yield &scratch.pointee.ring }
    }
    var direction: Direction {
        get { scratch.pointee.direction }
        nonmutating _modify { yield &scratch.pointee.direction }
    }
    var answered: Answer {
        get { scratch.pointee.answered }
        nonmutating _modify { yield &scratch.pointee.answered }
    }
    var yearIsAssumed: Bool {
        get { scratch.pointee.yearIsAssumed }
        nonmutating _modify { yield &scratch.pointee.yearIsAssumed }
    }
    var epochs: UInt64 {
        get { scratch.pointee.epochs }
        nonmutating _modify { yield &scratch.pointee.epochs }
    }
    var stampIsEpoch: Bool {
        get { scratch.pointee.stampIsEpoch }
        nonmutating _modify { yield &scratch.pointee.stampIsEpoch }
    }
    var pairKey: [UInt8] {
        get { scratch.pointee.pairKey }
        nonmutating _modify { yield &scratch.pointee.pairKey }
    }
    var isOpening: Bool {
        get { scratch.pointee.isOpening }
        nonmutating _modify { yield &scratch.pointee.isOpening }
    }
    var running: Int64? {
        get { scratch.pointee.running }
        nonmutating _modify { yield &scratch.pointee.running }
    }
    var session: SessionEvent? {
        get { scratch.pointee.session }
        nonmutating _modify { yield &scratch.pointee.session }
    }
    var earlier: Direction {
        get { scratch.pointee.earlier }
        nonmutating _modify { yield &scratch.pointee.earlier }
    }
}
