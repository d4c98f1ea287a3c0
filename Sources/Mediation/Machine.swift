import Model
import Time

/// Runs a program on one record at a time. Its buffers are used again, so a record costs no allocation.
struct Machine: ~Copyable {
    enum Verdict {
        case record
        /// Index in `Program.reasons`.
        case skip(Int)
        /// The end, at this wall, of the call with the same `pairKey`.
        case closing(WallTime)
    }

    let program: Program
    let fields: UnsafeMutablePointer<Slice>
    /// Values of the number fields, and behind them of the times.
    let numbers: UnsafeMutablePointer<Int64>
    /// Behind a pointer, because a struct that owns much is copied for every question asked of it.
    let scratch: UnsafeMutablePointer<Scratch>

    init(_ program: Program) {
        self.program = program
        fields = .allocate(capacity: program.fieldCount + 1)
        fields.initialize(repeating: .empty, count: program.fieldCount + 1)
        let count = program.numbers.count + program.times.count + 1
        numbers = .allocate(capacity: count)
        numbers.initialize(repeating: NumberField.none, count: count)
        scratch = .allocate(capacity: 1)
        scratch.initialize(to: Scratch())
    }

    deinit {
        work.deallocate()
        fields.deallocate()
        numbers.deallocate()
        scratch.deinitialize(count: 1)
        scratch.deallocate()
    }

    /// The texts of `record` lie in `work[0 ..< used]`; `base` is where the caller will put it.
    func decode(
        _ line: UnsafeRawBufferPointer, whole: Bool, base: UInt32, state: inout DecoderState, into record: inout CallRecord
    ) -> Verdict {
        if program.hasPatterns { matcher.begin() }
        guard program.prepares else { return run(line, whole: whole, base: base, state: &state, into: &record) }
        prepare(line)
        let bytes = prepared
        return bytes.withUnsafeBytes { run($0, whole: whole, base: base, state: &state, into: &record) }
    }

    private func run(
        _ line: UnsafeRawBufferPointer, whole: Bool, base: UInt32, state: inout DecoderState, into record: inout CallRecord
    ) -> Verdict {
        self.line = line
        columns = 0
        lineCount = 1
        running = nil
        session = nil
        if !program.dates.isEmpty, let reason = readDate(&state) { return .skip(reason) }
        for index in program.lineSkips.indices where holds(program.lineSkips[index].condition) {
            return .skip(program.lineSkips[index].reason)
        }
        guard !isBlank(line) else { return .skip(Fault.blank.rawValue) }
        take(line)
        if let fault = split(whole: whole) { return .skip((matcher.isExhausted ? .costly : fault).rawValue) }
        if program.before != nil { recall(state.memory) }
        for index in program.derived.indices { derive(index) }
        let verdict = interpret(&record, base, &state)
        if program.hasPatterns, matcher.isExhausted { return .skip(Fault.costly.rawValue) }
        return verdict
    }

    private func interpret(_ record: inout CallRecord, _ base: UInt32, _ state: inout DecoderState) -> Verdict {
        // A line that the definition knows as noise is that, also where its numbers are broken.
        var broken = readNumbers()
        if !program.times.isEmpty { broken = readTimes(state) ?? broken }
        if broken == nil, program.sequence != nil || program.session != nil {
            running = runningNumber()
            session = sessionEvent()
        }
        if let pair = program.pair {
            pairKey = pair.key(of: self)
            if broken == nil, holds(pair.closes) {
                switch wall(program.stamp, &state) {
                case .failure(let fault): return .skip(fault.rawValue)
                case .success(let wall): return .closing(wall)
                }
            }
            isOpening = holds(pair.opens)
        }
        for index in program.fieldSkips.indices where holds(program.fieldSkips[index].condition) {
            if program.before != nil { remember(&state.memory) }
            return .skip(program.fieldSkips[index].reason)
        }
        if let broken { return .skip(broken.rawValue) }
        if let reason = setTimes(&record, &state) { return .skip(reason.rawValue) }
        setChoices(&record)
        setTexts(&record, base)
        if program.before != nil { remember(&state.memory) }
        return .record
    }

    /// The first rule of a derived field that finds something.
    private func derive(_ index: Int) {
        let field = program.fieldCount - program.derived.count + index
        fields[field] = .empty
        for rule in program.derived[index].range {
            if let found = text(program.derivedRules[rule]), !found.isEmpty {
                fields[field] = found
                return
            }
        }
    }

    /// Copies the line into the work bytes.
    private func take(_ line: UnsafeRawBufferPointer) {
        used = 0
        reserve(line.count)
        if let start = line.baseAddress { UnsafeMutableRawPointer(work).copyMemory(from: start, byteCount: line.count) }
        used = line.count
    }

    /// Makes room for `count` more bytes.
    func reserve(_ count: Int) {
        guard used + count > capacity else { return }
        let larger = max(capacity * 2, used + count)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        grown.update(from: work, count: used)
        work.deallocate()
        work = grown
        capacity = larger
    }

    /// The bytes of a slice, until the next text is joined.
    @inline(__always)
    func bytes(_ slice: Slice) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: work + Int(slice.start), count: Int(slice.count))
    }

    @inline(__always)
    func bytes(_ constant: Constant, _ body: (UnsafeRawBufferPointer) -> Bool) -> Bool { body(program.constants.bytes(constant)) }

    func isBlank(_ bytes: UnsafeRawBufferPointer) -> Bool {
        for byte in bytes where !Byte.isBlank(byte) { return false }
        return true
    }

    private func setChoices(_ record: inout CallRecord) {
        direction = .unknown
        answered = .unknown
        for index in program.direction.indices where holds(program.direction[index].condition) {
            let value = program.direction[index].value
            direction = value == Choices.before ? earlier : Direction(rawValue: value) ?? .unknown
            break
        }
        for index in program.answered.indices where holds(program.answered[index].condition) {
            answered = Answer(rawValue: program.answered[index].value) ?? .unknown
            break
        }
        record.direction = direction
        record.answered = answered
        record.followsLegs = false
        for index in program.followsLegs.indices where holds(program.followsLegs[index].condition) {
            record.followsLegs = program.followsLegs[index].value != 0
            break
        }
        record.lastLeg = false
        for index in program.lastLeg.indices where holds(program.lastLeg[index].condition) {
            record.lastLeg = program.lastLeg[index].value != 0
            break
        }
    }
}
