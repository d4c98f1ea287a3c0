/// What a cutter found at the begin of its bytes.
struct Cut {
    /// The record's own bytes.
    var record: Range<Int>
    /// Bytes that go with it; what stands behind is the next one's.
    var taken: Int
    /// Index of a reason why it is no record.
    var reason: Int?
    /// Only framing was passed: neither record nor skip.
    var isSilent = false

    static func silent(_ taken: Int) -> Cut { Cut(record: 0..<0, taken: taken, isSilent: true) }

    static func fault(_ fault: Fault, _ record: Range<Int>, taken: Int) -> Cut { Cut(record: record, taken: taken, reason: fault.rawValue) }
}

/// Cuts records out of a stream where they are more or less than lines. What it answers depends on the bytes alone, not on how they
/// came; between two calls for the same record it keeps its place, so that all work is one walk.
struct Cutter {
    let framing: Framing
    /// Bytes of the open record that were looked at.
    var place = 0
    /// Bytes that hold no end of what is looked for.
    var scanned = 0
    /// Nesting and the like, as the framing needs it.
    var depth = 0
    var start = -1
    var isQuoted = false
    let matcher = Matcher()

    init(_ framing: Framing) { self.framing = framing }

    /// The next record, its bytes beginning with those that no cut has taken; `nil`: more bytes are needed.
    /// - Parameter atBegin: whether they begin the file.
    mutating func cut(_ bytes: UnsafeRawBufferPointer, final: Bool, atBegin: Bool) -> Cut? {
        if atBegin, let header = framing.header {
            guard bytes.count >= header.count || final else { return nil }
            if bytes.starts(with: header.starts), bytes.count >= header.count {
                return Cut(record: 0..<header.count, taken: header.count, reason: Fault.header.rawValue)
            }
        }
        if atBegin, framing.kind != .length, !bytes.isEmpty, Framing.byteOrderMark.starts(with: bytes.prefix(3)) {
            guard bytes.count >= Framing.byteOrderMark.count || final else { return nil }
            if bytes.count >= Framing.byteOrderMark.count { return .silent(Framing.byteOrderMark.count) }
        }
        if framing.hasOctetCounts, place == 0 {
            switch octetCount(bytes, final) {
            case .counted(let cut): return cut
            case .open: return nil
            case .none: break
            }
        }
        let found: Cut? =
            switch framing.kind {
            case .line, .csv, .lines: cutLines(bytes, final)
            case .marks: cutMarks(bytes, final)
            case .json: cutJSON(bytes, final)
            case .xml: cutXML(bytes, final)
            case .rows: cutRows(bytes, final)
            case .length: cutLength(bytes, final)
            }
        if found != nil { reset() }
        return found
    }

    mutating func reset() {
        place = 0
        scanned = 0
        depth = 0
        start = -1
        isQuoted = false
    }

    /// Without control characters on both sides, line ends among them.
    func content(_ range: Range<Int>, _ bytes: UnsafeRawBufferPointer) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, Byte.isControl(bytes[start]) { start += 1 }
        while end > start, Byte.isControl(bytes[end - 1]) { end -= 1 }
        return start < end ? start..<end : range.lowerBound..<range.lowerBound
    }

    func isBlank(_ range: Range<Int>, _ bytes: UnsafeRawBufferPointer) -> Bool {
        for position in range where !Byte.isBlank(bytes[position]) { return false }
        return true
    }

    /// Behind the line end at or behind `from`; `nil`: there is none yet.
    mutating func lineEnd(_ bytes: UnsafeRawBufferPointer, from: Int, _ final: Bool) -> Int? {
        let from = max(from, scanned)
        if from < bytes.count, let end = Scanner.lineEnd(in: UnsafeRawBufferPointer(rebasing: bytes[from...])) { return from + end + 1 }
        scanned = bytes.count
        return final && place < bytes.count ? bytes.count : nil
    }

    func isHere(_ text: [UInt8], _ bytes: UnsafeRawBufferPointer, _ position: Int) -> Bool {
        guard position + text.count <= bytes.count else { return false }
        for offset in text.indices where bytes[position + offset] != text[offset] { return false }
        return true
    }
}
