import Model
import Time

/// Runs a program on one record at a time. Its buffers are used again, so a record costs no allocation.
struct Machine: ~Copyable {
    enum Verdict {
        case record
        /// Index in `Program.reasons`.
        case skip(Int)
    }

    let program: Program
    /// The record's bytes, changed in place where quotes are taken off, and behind them texts that were joined.
    var work: UnsafeMutablePointer<UInt8>
    var capacity: Int
    var used = 0
    let fields: UnsafeMutablePointer<Slice>
    let numbers: UnsafeMutablePointer<Int64>
    /// The line as it came.
    var line = UnsafeRawBufferPointer(start: nil, count: 0)
    var columns = 0
    var duration: Int64 = 0
    var ring: Int64 = NumberField.none
    var direction = Direction.unknown
    var answered = Answer.unknown

    init(_ program: Program) {
        self.program = program
        capacity = 4096
        work = .allocate(capacity: capacity)
        fields = .allocate(capacity: program.fieldCount + 1)
        fields.initialize(repeating: .empty, count: program.fieldCount + 1)
        numbers = .allocate(capacity: program.numbers.count + 1)
        numbers.initialize(repeating: NumberField.none, count: program.numbers.count + 1)
    }

    deinit {
        work.deallocate()
        fields.deallocate()
        numbers.deallocate()
    }

    /// The texts of `record` lie in `work[0 ..< used]`; `base` is where the caller will put it.
    mutating func decode(
        _ line: UnsafeRawBufferPointer, whole: Bool, base: UInt32, years: inout YearTracker, into record: inout CallRecord
    ) -> Verdict {
        self.line = line
        columns = 0
        for rule in program.lineSkips where holds(rule.condition) { return .skip(rule.reason) }
        guard !isBlank(line) else { return .skip(Fault.blank.rawValue) }
        take(line)
        if let reason = split(whole: whole) { return .skip(reason.rawValue) }
        for index in program.derived.indices {
            fields[program.fieldCount - program.derived.count + index] = text(program.derived[index]) ?? .empty
        }
        // A line that the definition knows as noise is that, also where its numbers are broken.
        let broken = readNumbers()
        for rule in program.fieldSkips where holds(rule.condition) { return .skip(rule.reason) }
        if let broken { return .skip(broken.rawValue) }
        if let reason = setTimes(&record, &years) { return .skip(reason.rawValue) }
        setChoices(&record)
        setTexts(&record, base)
        return .record
    }

    /// Copies the line into the work bytes.
    private mutating func take(_ line: UnsafeRawBufferPointer) {
        used = 0
        reserve(line.count)
        if let start = line.baseAddress { UnsafeMutableRawPointer(work).copyMemory(from: start, byteCount: line.count) }
        used = line.count
    }

    /// Makes room for `count` more bytes.
    mutating func reserve(_ count: Int) {
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
    func bytes(_ constant: Constant, _ body: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        program.constants.withUnsafeBytes {
            body(UnsafeRawBufferPointer(rebasing: $0[Int(constant.start)..<Int(constant.start + constant.count)]))
        }
    }

    func isBlank(_ bytes: UnsafeRawBufferPointer) -> Bool {
        for byte in bytes where !Byte.isBlank(byte) { return false }
        return true
    }

    private mutating func setChoices(_ record: inout CallRecord) {
        direction = .unknown
        answered = .unknown
        for rule in program.direction where holds(rule.condition) {
            direction = Direction(rawValue: rule.value) ?? .unknown
            break
        }
        for rule in program.answered where holds(rule.condition) {
            answered = Answer(rawValue: rule.value) ?? .unknown
            break
        }
        record.direction = direction
        record.answered = answered
        record.followsLegs = false
        for rule in program.followsLegs where holds(rule.condition) {
            record.followsLegs = rule.value != 0
            break
        }
        record.lastLeg = false
        for rule in program.lastLeg where holds(rule.condition) {
            record.lastLeg = rule.value != 0
            break
        }
    }
}
