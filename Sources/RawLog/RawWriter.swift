/// Appends to a source's stream and makes it durable. Used from one task; only one a source.
///
/// What was taken stays in memory (at most `RawOptions.unsyncedSize` and one append) until it is durable. So any call may
/// be made again after an error, and the log goes on by itself when the disk does: nothing is lost or written twice.
public final class RawWriter {
    /// Where the writer stands with the last file.
    enum Tail {
        /// There is no file yet.
        case none
        /// Blocks go here. `isDirty`: a failed write left bytes behind the end.
        case open(Segment, DiskFile, isDirty: Bool)
        /// All in it is durable, a new file must be made before anything is written.
        case sealed(Segment)
        /// A sync failed: what stands behind `Segment.length` may or may not be on the disk.
        case doubtful(Segment)
    }

    /// What is known of a file, up to where it is durable.
    struct Segment {
        var name: SegmentName
        var day: Int32
        var length: Int64
        var chain: UInt32
    }

    public let source: String
    /// What the opening found and did.
    public internal(set) var recovery = RawRecovery()
    /// The logical offset up to which all is durable.
    public internal(set) var durable: Int64 = 0
    /// How many syncs failed since the opening, and the last one's error: each was answered by going on in a new file.
    public internal(set) var failedSyncs = 0
    public internal(set) var lastFailure: RawLogError?

    let folder: String
    let disk: Disk
    let options: RawOptions
    let lock: DiskFile
    var tail: Tail = .none
    var pending = PendingBlocks()
    /// The parts that are open, as taken and as durable.
    var openParts: [Int64: String] = [:]
    var durableParts: [Int64: String] = [:]
    var nextPart: Int64 = 1
    var durableNextPart: Int64 = 1
    var scratch: [UInt8] = []

    init(
        folder: String, parents: (String, String), source: String, expecting: Int64, options: RawOptions, disk: Disk
    ) throws(RawLogError) {
        self.folder = folder
        self.source = source
        self.options = options
        self.disk = disk
        let (root, parent) = parents
        try disk.makeFolder(root)
        try disk.makeFolder(folder)
        lock = try disk.open(folder + "/lock", .lock)
        // Always, for an earlier opening may have made a name and failed here.
        try disk.syncFolder(parent)
        try disk.syncFolder(root)
        try recover(expecting: expecting)
    }

    deinit {
        if case .open(_, let file, _) = tail { disk.close(file) }
        disk.close(lock)
    }

    /// The logical offset of the next byte that is taken.
    public var end: Int64 { durable + pending.dataLength }

    /// Begins a part and returns its number. Framing starts anew in it.
    ///
    /// - Parameter name: a file's name, a peer's address; at most 4,096 bytes.
    public func begin(_ name: String, arrival: RawArrival) throws(RawLogError) -> Int64 {
        let text = PartName.escaped(name)
        guard text.utf8.count <= PartName.limit else {
            throw wrong("the name of the part is longer than \(PartName.limit) bytes", "Give it a shorter name.")
        }
        guard openParts.count < Self.openLimit else {
            throw wrong("\(openParts.count) parts are open", "End some before beginning another.")
        }
        guard nextPart < .max else { throw wrong("no part number is left", "Begin another source.") }
        try makeRoom()
        let part = nextPart
        nextPart += 1
        openParts[part] = name
        pending.add(.begin, part: part, arrival: arrival, payload: text.utf8)
        return part
    }

    /// Takes the bytes into an open part. They are durable when `sync` returns, or as soon as `durable` says so.
    ///
    /// After an error what was taken is what `end` has grown by; the rest may be given again.
    public func append(_ bytes: UnsafeRawBufferPointer, part: Int64, arrival: RawArrival) throws(RawLogError) {
        try check(part)
        var done = 0
        while done < bytes.count {
            try makeRoom()
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            done += pending.addData(rest, part: part, arrival: arrival, blockSize: blockSize)
        }
    }

    public func append(_ bytes: Span<UInt8>, part: Int64, arrival: RawArrival) throws(RawLogError) {
        try bytes.withUnsafeBufferPointer { (buffer) throws(RawLogError) in
            try append(UnsafeRawBufferPointer(buffer), part: part, arrival: arrival)
        }
    }

    public func append(_ bytes: [UInt8], part: Int64, arrival: RawArrival) throws(RawLogError) {
        try append(bytes.span, part: part, arrival: arrival)
    }

    /// Ends an open part.
    public func end(part: Int64, arrival: RawArrival) throws(RawLogError) {
        try check(part)
        try makeRoom()
        openParts[part] = nil
        pending.add(.end, part: part, arrival: arrival, payload: EndNote.whole)
    }

    /// Makes all that was taken durable and returns the logical offset reached. After an error call it again, whenever.
    @discardableResult
    public func sync() throws(RawLogError) -> Int64 {
        try flush()
        return durable
    }

    /// So many parts' names fit into the note at a file's begin.
    static let openLimit = 200

    private var blockSize: Int { min(max(options.blockSize, 1), BlockHeader.payloadLimit) }

    /// Keeps what is in memory bounded: where the disk takes nothing more, neither does the log.
    private func makeRoom() throws(RawLogError) {
        if pending.bytes.count >= max(options.unsyncedSize, 1) || pending.blocks.count >= 1 << 15 { try flush() }
    }

    private func check(_ part: Int64) throws(RawLogError) {
        guard openParts[part] == nil else { return }
        throw wrong("part \(part) is not open", "Begin a part and use the number it is given.")
    }

    private func wrong(_ what: String, _ mend: String) -> RawLogError {
        RawLogError(.wrongUse, what, path: folder, mend: mend)
    }
}
