import Model

/// One record under the glass: how its bytes are cut into fields, and how far they fit where they do not.
public struct RecordLook: Sendable {
    public struct Field: Sendable {
        public let name: String
        /// Bytes, in the code page of the switch.
        public let value: [UInt8]
        /// Where it stands in `text`; `nil`: it was put together or decoded.
        public let range: Range<Int>?
    }

    /// The record as it was cut into fields: without what the framing drops.
    public let text: [UInt8]
    /// Fields that hold something, in the order of the definition.
    public let fields: [Field]
    /// Why it is no record; `nil`: it is one.
    public let reason: String?
    /// Bytes from the begin that fit the definition; `nil`: all, or a rule about the whole line decided.
    public let reached: Int?
    /// The field that does not fit.
    public let misfit: String?
}

/// Looks at records one by one, apart from the stream.
struct Inspector: ~Copyable {
    private let format: Format
    private var machine: Machine

    init(_ format: Format) {
        self.format = format
        machine = Machine(format.program)
    }

    /// - Parameters:
    ///   - record: bytes that the framing cut out, with or without their line end.
    ///   - state: of the stream in front of it; it is not moved on.
    mutating func look(at record: ArraySlice<UInt8>, state: DecoderState) -> RecordLook {
        let program = format.program
        var copy = state
        var call = CallRecord()
        return record.withUnsafeBytes { bytes in
            let text = program.framing.isPlain ? Framing.content(of: bytes, isCSV: program.framing.kind == .csv, atBegin: false) : bytes
            machine.clearFields()
            machine.used = 0
            let verdict = machine.decode(text, whole: true, base: 0, state: &copy, into: &call)
            let line = program.prepares ? machine.prepared : Array(text)
            var reason: String?
            if case .skip(let index) = verdict { reason = program.reasons[index] }
            let misfit = reason == nil ? nil : machine.misfit(of: reason ?? "")
            return RecordLook(
                text: line, fields: machine.cutFields(of: line), reason: reason, reached: misfit?.reached,
                misfit: misfit?.field.map { program.fieldNames[$0] })
        }
    }
}

extension Machine {
    /// The fields that hold something. What was joined or decoded stands behind the record's own bytes.
    fileprivate func cutFields(of line: [UInt8]) -> [RecordLook.Field] {
        guard used > 0 else { return [] }
        return program.fieldNames.indices.compactMap { index in
            let slice = fields[index]
            guard !slice.isEmpty, Int(slice.end) <= used else { return nil }
            let value = Array(UnsafeBufferPointer(start: work + Int(slice.start), count: Int(slice.count)))
            let isCut = index < program.fieldCount - program.derived.count && Int(slice.end) <= line.count
            let range = Int(slice.start)..<Int(slice.end)
            // Quotes and escapes that were taken off have moved what stood behind them.
            return RecordLook.Field(
                name: program.fieldNames[index], value: value, range: isCut && Array(line[range]) == value ? range : nil)
        }
    }

    /// How far a record fits that was left out, and the field at which it ends to.
    fileprivate func misfit(of reason: String) -> (reached: Int, field: Int?)? {
        switch Fault.allCases.first(where: { $0.word == reason }) {
        case .misfit, .costly: return (matcher.furthest, nil)
        case .number:
            for number in program.numbers where !fields[Int(number.field)].isEmpty {
                let text = bytes(trimmed(fields[Int(number.field)]))
                let fits = number.forms.range.contains { program.numberForms[$0].value(text, cuts: true) != nil }
                if !fits { return place(of: Int(number.field)) }
            }
            return nil
        case .stamp:
            let parts = program.stamp.value.parts + (program.start?.value.parts ?? []) + program.times.flatMap(\.parts)
            for part in parts {
                let text = bytes(trimmed(fields[Int(part.field)]))
                // A blank time is not known; only the stamp itself must be there.
                if text.isEmpty, part.isOptional || !program.stamp.value.parts.contains(where: { $0.field == part.field }) { continue }
                let fits = part.steps.contains { steps in
                    var trial = StampParts()
                    return trial.read(text, steps, words: part.words, program)
                }
                if !fits { return place(of: Int(part.field)) }
            }
            return nil
        case .cutShort, .openQuote: return (used, nil)
        default: return nil
        }
    }

    private func place(of field: Int) -> (reached: Int, field: Int?) { (Int(fields[field].start), field) }
}
