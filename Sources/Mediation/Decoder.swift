public import Model

/// Where a decoder stands between two records: enough to go on from there in another process.
public struct DecoderState: Hashable, Sendable {
    /// First byte that is in no record or skip yet, counted from the begin of the part.
    public var offset: Int64 = 0
    /// Physical line, 1-based, that begins there.
    public var line = 1
    public var years: YearTracker

    /// - Parameter year: of the first record, for formats that print none.
    public init(year: Int? = nil) { years = YearTracker(first: year) }
}

/// What a decoder has seen, to tell whether a file is of its format at all.
public struct DecodeTally: Hashable, Sendable {
    /// Physical lines in records, in skips that the definition or the engine knows as harmless (blank, header, noise), and in broken ones.
    public var inRecords: Int64 = 0
    public var noise: Int64 = 0
    public var broken: Int64 = 0

    public init() {}

    public var lines: Int64 { inRecords + noise + broken }
    /// Whether at least as many lines are broken as are in records: probably not a file of this format.
    public var looksForeign: Bool { broken > 0 && broken >= inRecords }
}

/// Cuts a stream of bytes into records of a format and decodes them. Fed with chunks of any size; how the stream is cut changes
/// nothing. Nothing in the bytes stops it: what is no record becomes a skip with its reason.
public struct Decoder: ~Copyable, @unchecked Sendable {
    /// A record of more bytes than this is left out and decoding goes on behind its line end.
    public static let maxRecord = 1 << 20

    public let format: Format
    /// Where to go on if this decoder is given up now.
    public private(set) var state: DecoderState
    public private(set) var tally = DecodeTally()

    private var machine: Machine
    /// The part of a record that came with earlier chunks.
    private var carry: [UInt8] = []
    private var scanner: Scanner
    /// Bytes and line ends of a record that is too long, -1 where there is none.
    private var overlong: Int64 = -1
    private var overlongLines = 0
    private var overlongEndsInLineEnd = false

    public init(_ format: Format, year: Int? = nil) { self.init(format, resuming: DecoderState(year: year)) }

    /// Goes on where another decoder of the same format stood; it is to be fed from `state.offset` on.
    public init(_ format: Format, resuming state: DecoderState) {
        self.format = format
        self.state = state
        machine = Machine(format.program)
        scanner = Scanner(format.program.framing)
    }

    /// Decodes what is complete in `bytes` into `batch`, behind what is there. `final`: nothing more comes.
    public mutating func feed(_ bytes: UnsafeRawBufferPointer, final: Bool, into batch: inout RecordBatch) {
        var rest = bytes
        while !rest.isEmpty {
            let count = overlong >= 0 ? passOver(rest, &batch) : takeRecord(rest, &batch)
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        if final { finish(&batch) }
    }

    public mutating func feed(_ bytes: ArraySlice<UInt8>, final: Bool, into batch: inout RecordBatch) {
        bytes.withUnsafeBytes { feed($0, final: final, into: &batch) }
    }

    public mutating func feed(_ bytes: [UInt8], final: Bool, into batch: inout RecordBatch) {
        bytes.withUnsafeBytes { feed($0, final: final, into: &batch) }
    }

    /// Takes bytes up to the end of the record that is open, or all of them; returns how many.
    private mutating func takeRecord(_ bytes: UnsafeRawBufferPointer, _ batch: inout RecordBatch) -> Int {
        let room = Self.maxRecord + 1 - carry.count
        let window = UnsafeRawBufferPointer(rebasing: bytes.prefix(room))
        if let end = scanner.end(in: window) {
            let record = UnsafeRawBufferPointer(rebasing: bytes[..<end])
            if carry.isEmpty {
                decode(record, terminated: true, &batch)
            } else {
                carry.append(contentsOf: record)
                decodeCarry(terminated: true, &batch)
            }
            return end + 1
        }
        if window.count == room {
            overlong = Int64(carry.count + window.count)
            overlongLines = scanner.lineEnds
            overlongEndsInLineEnd = window.last == Byte.lineFeed
            carry.removeAll(keepingCapacity: true)
        } else {
            carry.append(contentsOf: window)
        }
        return window.count
    }

    /// Looks for the line end behind a record that is too long.
    private mutating func passOver(_ bytes: UnsafeRawBufferPointer, _ batch: inout RecordBatch) -> Int {
        guard let end = Scanner.lineEnd(in: bytes) else {
            overlong += Int64(bytes.count)
            overlongEndsInLineEnd = false
            return bytes.count
        }
        overlong += Int64(end)
        skipOverlong(terminated: true, &batch)
        return end + 1
    }

    private mutating func finish(_ batch: inout RecordBatch) {
        // A line end inside quotes that nothing follows begins no further line.
        if overlong >= 0 {
            if overlongEndsInLineEnd { overlongLines -= 1 }
            skipOverlong(terminated: false, &batch)
        }
        if !carry.isEmpty {
            if carry.last == Byte.lineFeed { scanner.lineEnds -= 1 }
            decodeCarry(terminated: false, &batch)
        }
    }

    private mutating func skipOverlong(terminated: Bool, _ batch: inout RecordBatch) {
        let count = overlong
        overlong = -1
        scanner.lineEnds = overlongLines
        skip(Fault.tooLong.rawValue, count: Int(count), terminated: terminated, &batch)
    }

    private mutating func decodeCarry(terminated: Bool, _ batch: inout RecordBatch) {
        let record = carry
        carry = []
        record.withUnsafeBytes { decode($0, terminated: terminated, &batch) }
        carry = record
        carry.removeAll(keepingCapacity: true)
    }

    private mutating func decode(_ record: UnsafeRawBufferPointer, terminated: Bool, _ batch: inout RecordBatch) {
        var call = CallRecord()
        let base = UInt32(truncatingIfNeeded: batch.bytes.count)
        let text = format.program.framing.content(of: record, atBegin: state.offset == 0)
        switch machine.decode(text, whole: terminated, base: base, years: &state.years, into: &call) {
        case .skip(let reason): skip(reason, count: record.count, terminated: terminated, &batch)
        case .record:
            call.line = state.line
            call.lines = scanner.lineEnds + 1
            call.rawOffset = state.offset
            call.rawCount = record.count
            batch.bytes.append(contentsOf: UnsafeBufferPointer(start: machine.work, count: machine.used))
            batch.records.append(call)
            tally.inRecords += Int64(call.lines)
            advance(record.count, call.lines, terminated)
        }
    }

    private mutating func skip(_ reason: Int, count: Int, terminated: Bool, _ batch: inout RecordBatch) {
        let lines = scanner.lineEnds + 1
        batch.skips.append(
            Skip(line: state.line, lines: lines, rawOffset: state.offset, rawCount: count, reason: format.program.reasons[reason]))
        if reason == Fault.blank.rawValue || reason >= Fault.allCases.count {
            tally.noise += Int64(lines)
        } else {
            tally.broken += Int64(lines)
        }
        advance(count, lines, terminated)
    }

    private mutating func advance(_ count: Int, _ lines: Int, _ terminated: Bool) {
        state.offset += Int64(count) + (terminated ? 1 : 0)
        state.line += lines
        scanner.reset()
    }
}
