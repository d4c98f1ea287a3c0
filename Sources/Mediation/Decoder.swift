public import Model
public import Time

/// Cuts a stream of bytes into records of a format and decodes them. Fed with chunks of any size; how the stream is cut changes
/// nothing. Nothing in the bytes stops it: what is no record becomes a skip with its reason.
public struct Decoder: ~Copyable, @unchecked Sendable {
    /// A record of more bytes than this is left out and decoding goes on behind its line end.
    public static let maxRecord = 1 << 20

    public let format: Format
    /// Where to go on if this decoder is given up now: what waits for another line is read again.
    public var state: DecoderState { pairs.state ?? here }
    private var here: DecoderState
    private var pairs = PairKeeper()
    /// Where the record began that is to wait.
    private var waitingState: DecoderState?
    public private(set) var tally = DecodeTally()

    private var machine: Machine
    /// The part of a record that came with earlier chunks.
    private var carry: [UInt8] = []
    private var scanner: Scanner
    private let isCSV: Bool
    private var cutter: Cutter
    /// Bytes and line ends of a record that is too long, -1 where there is none.
    private var overlong: Int64 = -1
    private var overlongLines = 0
    private var overlongEndsInLineEnd = false

    public init(_ format: Format, year: Int? = nil, day: CivilDay? = nil) {
        self.init(format, resuming: DecoderState(year: year, day: day))
    }

    /// Goes on where another decoder of the same format stood; it is to be fed from `state.offset` on.
    public init(_ format: Format, resuming state: DecoderState) {
        self.format = format
        here = state
        machine = Machine(format.program)
        scanner = Scanner(format.program.framing)
        isCSV = format.program.framing.kind == .csv
        cutter = Cutter(format.program.framing)
    }

    /// The day on which what comes now arrives, for records that print none. Where the format has date lines, only until one came.
    public mutating func arrived(on day: CivilDay) {
        if format.needsDay, format.program.dates.isEmpty || here.day == nil { here.day = day }
    }

    /// Decodes what is complete in `bytes` into `batch`, behind what is there. `final`: nothing more comes.
    public mutating func feed(_ bytes: UnsafeRawBufferPointer, final: Bool, into batch: inout RecordBatch) {
        guard format.program.framing.isPlain else {
            cut(bytes, final: final, &batch)
            return settle(final: final, &batch)
        }
        var rest = bytes
        while !rest.isEmpty {
            let count = overlong >= 0 ? passOver(rest, &batch) : takeRecord(rest, &batch)
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        if final { finish(&batch) }
        if format.program.pair != nil { settle(final: final, &batch) }
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
        let text = Framing.content(of: record, isCSV: isCSV, atBegin: here.offset == 0)
        let verdict = decode(text, whole: terminated, &call, &batch)
        tell(at: here.offset, count: record.count, &batch)
        switch verdict {
        case .skip(let reason): skip(reason, count: record.count, terminated: terminated, &batch)
        case .closing: break
        case .record:
            call.line = here.line
            call.lines = scanner.lineEnds + 1
            call.rawOffset = here.offset
            call.rawCount = record.count
            keep(call, &batch)
            tally.inRecords += Int64(call.lines)
            advance(record.count, call.lines, terminated)
        }
    }

    private mutating func decode(
        _ text: UnsafeRawBufferPointer, whole: Bool, _ call: inout CallRecord, _ batch: inout RecordBatch
    ) -> Machine.Verdict {
        let base = UInt32(truncatingIfNeeded: batch.bytes.count)
        guard let pair = format.program.pair else {
            return machine.decode(text, whole: whole, base: base, state: &here, into: &call)
        }
        let begin = here
        let verdict = machine.decode(text, whole: whole, base: base, state: &here, into: &call)
        switch verdict {
        case .closing(let wall):
            if let record = pairs.close(machine.pairKey, wall) { emit(record, &batch) }
            return .skip(pair.reason)
        case .record where machine.isOpening:
            if let wall = pairs.takeEarly(machine.pairKey) {
                call.end(at: wall)
            } else if pairs.isWaiting(machine.pairKey) {
                return .skip(pair.reason)
            } else {
                waitingState = begin
            }
            return verdict
        default: return verdict
        }
    }

    /// Hands on what the record told of the collection: its running number, a session that goes on.
    @inline(__always)
    private mutating func tell(at offset: Int64, count: Int, _ batch: inout RecordBatch) {
        if let number = machine.running { batch.runningNumbers.append(number) }
        guard var event = machine.session else { return }
        (event.rawOffset, event.rawCount) = (offset, count)
        batch.sessions.append(event)
    }

    private mutating func keep(_ call: CallRecord, _ batch: inout RecordBatch) {
        if let state = waitingState {
            waitingState = nil
            var record = PairKeeper.Waiting(
                key: machine.pairKey, call: call, texts: Array(UnsafeBufferPointer(start: machine.work, count: machine.used)), state: state)
            record.call.move(by: -Int64(batch.bytes.count))
            if let oldest = pairs.keep(record) { emit(oldest, &batch) }
            return
        }
        batch.bytes.append(contentsOf: UnsafeBufferPointer(start: machine.work, count: machine.used))
        batch.records.append(call)
    }

    private mutating func skip(_ reason: Int, count: Int, terminated: Bool, _ batch: inout RecordBatch) {
        let lines = scanner.lineEnds + 1
        batch.skips.append(
            Skip(line: here.line, lines: lines, rawOffset: here.offset, rawCount: count, reason: format.program.reasons[reason]))
        tally.skipped(reason, lines, format.program)
        advance(count, lines, terminated)
    }

    private mutating func advance(_ count: Int, _ lines: Int, _ terminated: Bool) {
        here.offset += Int64(count) + (terminated ? 1 : 0)
        here.line += lines
        scanner.reset()
    }
}

// MARK: Records of two lines

extension Decoder {
    private func emit(_ record: PairKeeper.Waiting, _ batch: inout RecordBatch) {
        var call = record.call
        call.move(by: Int64(batch.bytes.count))
        batch.bytes += record.texts
        batch.records.append(call)
    }

    /// Records in the order of the stream; at its end also those whose other line never came.
    private mutating func settle(final: Bool, _ batch: inout RecordBatch) {
        guard format.program.pair != nil else { return }
        if final { for record in pairs.takeAll() { emit(record, &batch) } }
        batch.records.sort { $0.rawOffset < $1.rawOffset }
    }
}

// MARK: Records that are not lines

extension Decoder {
    /// Decodes what a cutter finds; the rest waits for more.
    private mutating func cut(_ bytes: UnsafeRawBufferPointer, final: Bool, _ batch: inout RecordBatch) {
        carry.append(contentsOf: bytes)
        let all = carry
        carry = []
        var begin = 0
        all.withUnsafeBytes { all in
            while begin < all.count {
                let isLimited = all.count - begin > Self.maxRecord
                let window = UnsafeRawBufferPointer(rebasing: all[begin..<min(all.count, begin + Self.maxRecord + 1)])
                let found = cutter.cut(window, final: final && !isLimited, atBegin: here.offset == 0)
                if found == nil, !isLimited { break }
                let cut = found ?? .fault(.tooLong, 0..<window.count, taken: window.count)
                if found == nil { cutter.reset() }
                take(cut, window, isEnd: final && begin + cut.taken == all.count, &batch)
                begin += max(1, cut.taken)
            }
        }
        carry = all
        carry.removeFirst(min(begin, carry.count))
    }

    private mutating func take(_ cut: Cut, _ bytes: UnsafeRawBufferPointer, isEnd: Bool, _ batch: inout RecordBatch) {
        let lineEnds = Self.lineEnds(bytes[..<cut.taken])
        let framing = format.program.framing
        let isOpen = isEnd && cut.taken > 0 && framing.mayStayOpen && !framing.isEnd(bytes[cut.taken - 1])
        // Framing that comes in pieces is not more lines than in one.
        let lines = max(cut.isSilent ? 0 : 1, lineEnds + (isOpen ? 1 : 0))
        defer {
            here.offset += Int64(cut.taken)
            if !format.program.framing.isNumbered { here.line += lineEnds } else if !cut.isSilent { here.line += 1 }
        }
        guard !cut.isSilent else { return tally.passed(lines) }
        let inFront = Self.lineEnds(bytes[..<cut.record.lowerBound])
        let before = format.program.framing.isNumbered ? 0 : inFront
        let place = (line: here.line + before, offset: here.offset + Int64(cut.record.lowerBound))
        let text = UnsafeRawBufferPointer(rebasing: bytes[cut.record])
        var call = CallRecord()
        let verdict = cut.reason.map { .skip($0) } ?? decode(text, whole: !isOpen, &call, &batch)
        if cut.reason == nil { tell(at: place.offset, count: text.count, &batch) }
        let isApart = format.program.framing.lines.apart >= 0
        let own = isApart ? 1 : lines - min(inFront, lines - 1)
        switch verdict {
        case .skip(let reason):
            batch.skips.append(
                Skip(line: place.line, lines: own, rawOffset: place.offset, rawCount: text.count, reason: format.program.reasons[reason]))
            tally.skipped(reason, lines, format.program)
        case .closing: break
        case .record:
            (call.line, call.lines, call.rawOffset, call.rawCount) = (place.line, own, place.offset, text.count)
            keep(call, &batch)
            tally.inRecords += Int64(lines)
        }
        if isApart { listLines(of: text, place.line, place.offset, &batch) }
    }
}
