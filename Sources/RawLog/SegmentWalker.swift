/// Walks the blocks of one file from its begin and checks each: line, chain, order, payload.
struct SegmentWalker {
    /// Something that is not a whole right block.
    struct Flaw: Hashable {
        var place: Int64
        /// From here on a later block may begin.
        var resume: Int64
        var what: String
        var isNewer = false
    }

    enum Step {
        /// The payload is there where it was wanted, and always where the block is not data.
        case block(BlockHeader, payload: [UInt8]?)
        /// The file (or what counts of it) ends here, after a whole block.
        case end
        case flaw(Flaw)
    }

    let bytes: SegmentBytes
    let name: SegmentName
    let source: String
    /// Bytes of the file that count; `nil`: all.
    var limit: Int64?

    /// Where the next block begins in the file.
    private(set) var place: Int64 = 0
    /// The chain up to there.
    private(set) var chain: UInt32 = 0
    /// The logical offset reached.
    private(set) var offset: Int64
    private(set) var note: FileNote?
    private(set) var openParts: [Int64: String] = [:]
    private(set) var nextPart: Int64 = 1
    /// Arrival of the last block, and where its group begins.
    private(set) var arrival: Int64 = 0
    private(set) var group: Int64 = 0

    private var window: [UInt8] = []
    private var windowPlace: Int64 = 0
    private static let windowLength = 1 << 16

    var file: DiskFile { bytes.file }

    init(bytes: SegmentBytes, name: SegmentName, source: String) {
        self.bytes = bytes
        self.name = name
        self.source = source
        offset = name.first
    }

    /// The next block, or why there is none. After `.end` or `.flaw` it may be asked again, when the file may have grown.
    mutating func next(wanting: (BlockHeader) -> Bool) throws(RawLogError) -> Step {
        if let limit, place >= limit { return .end }
        if let flaw = try fill(BlockHeader.limit) { return flaw }
        let line = window[Int(place - windowPlace)...]
        guard !line.isEmpty else { return .end }
        let header: BlockHeader
        switch BlockHeader.read(line, after: chain) {
        case .header(let found): header = found
        case .short: return stop("a header line that ends too early", resume: place + 1)
        case .wrong: return stop("no right header line here, or blocks missing before it", resume: place + 1)
        case .newer:
            window = []
            return .flaw(Flaw(place: place, resume: place + 1, what: "a block of a newer Tollbook", isNewer: true))
        }
        let end = place + Int64(header.blockLength)
        var size = limit ?? 0
        if limit == nil { size = try bytes.size }
        guard end <= size else { return stop("a block that ends too early", resume: end) }
        var payload: [UInt8]?
        if header.kind != .data || wanting(header) {
            payload = try read(header)
            guard let payload, payload.count == header.length + 1 else { return stop("a block that ends too early", resume: end) }
            guard payload.last == UInt8(ascii: "\n"), Checksum.of(payload.dropLast()) == header.checksum else {
                return stop("bytes that are not those that were written", resume: end)
            }
        }
        payload?.removeLast()
        guard follow(header, payload ?? []) else { return stop("a block that does not follow on the one before", resume: end) }
        place = end
        chain = header.chain
        arrival = header.arrival
        group = header.group
        return .block(header, payload: payload)
    }

    /// Takes the block into the state; `false` where it cannot stand here.
    private mutating func follow(_ header: BlockHeader, _ payload: [UInt8]) -> Bool {
        guard header.offset == offset, header.group <= place, (header.kind == .file) == (place == 0) else { return false }
        switch header.kind {
        case .file:
            guard let found = FileNote(payload), found.source == source else { return false }
            note = found
            openParts = found.openParts
            nextPart = found.nextPart
        case .begin:
            guard header.part >= nextPart, header.part < .max,
                let name = String(validating: payload, as: UTF8.self).flatMap(PartName.unescaped)
            else { return false }
            openParts[header.part] = name
            nextPart = header.part + 1
        case .data:
            let (after, over) = offset.addingReportingOverflow(Int64(header.length))
            guard openParts[header.part] != nil, !over else { return false }
            offset = after
        case .end:
            guard openParts.removeValue(forKey: header.part) != nil else { return false }
        }
        return true
    }

    /// Forgets what was read ahead, for the file may get longer.
    private mutating func stop(_ what: String, resume: Int64) -> Step {
        window = []
        return .flaw(Flaw(place: place, resume: resume, what: what))
    }

    /// Makes `count` bytes at `place` (fewer at the file's end) stand in the window.
    private mutating func fill(_ count: Int) throws(RawLogError) -> Step? {
        let have = windowPlace + Int64(window.count) - place
        if place >= windowPlace, have >= Int64(count) { return nil }
        window = try bytes.read(count: Self.windowLength, at: place)
        windowPlace = place
        return window.isEmpty ? .end : nil
    }

    /// The payload and the newline behind it.
    private func read(_ header: BlockHeader) throws(RawLogError) -> [UInt8] {
        let begin = Int(place - windowPlace) + header.lineLength
        if begin + header.length + 1 <= window.count { return Array(window[begin..<begin + header.length + 1]) }
        return try bytes.read(count: header.length + 1, at: place + Int64(header.lineLength))
    }
}
