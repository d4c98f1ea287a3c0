import Model
import Reading
import Time

/// A line that a definition must decode so, or leave out.
struct FormatSample: Sendable {
    enum Outcome: Sendable {
        /// Fields that have a value; all others are missing.
        case record([(key: String, value: String, line: Int)])
        case skip(String)
    }

    let bytes: [UInt8]
    /// Lines that came before.
    let given: [UInt8]
    let year: Int?
    let day: CivilDay?
    let line: Int
    let path: String
    let outcome: Outcome
}

extension FormatReader {
    mutating func readSamples(_ fields: inout Fields) -> [FormatSample] {
        let items = fields.list("samples", &problems)
        if items.isEmpty, !fields.has("samples") {
            problems.add(fields.problem("samples", "The key samples is missing.", mend: "Add lines of the switch with what they mean."))
        }
        return items.compactMap { item in
            var sample = Fields(item.node, path: item.path, file: file, &problems)
            let bytes = sampleBytes(&sample)
            let given = conditions.draft.bytes(sample.text("given", &problems) ?? "")
            let year = sample.integer("year", in: 1970...2199, &problems)
            let day = sampleDay(&sample)
            let skip = sample.text("skip", &problems)
            let expect = sample.fields("expect", &problems)
            sample.close(&problems)
            guard (skip == nil) != (expect == nil) else {
                problems.add(sample.problem("expect", "A sample needs either `expect` or `skip`.", mend: "Write one of them."))
                return nil
            }
            guard let bytes else { return nil }
            func made(_ outcome: FormatSample.Outcome) -> FormatSample {
                FormatSample(bytes: bytes, given: given, year: year, day: day, line: item.node.line, path: item.path, outcome: outcome)
            }
            if let skip { return made(.skip(skip)) }
            let values = (expect?.node.map ?? []).map { entry -> (key: String, value: String, line: Int) in
                if !SampleValue.keys.contains(entry.key) {
                    problems.add(
                        Problem(
                            file: file, line: entry.line, field: item.path + ".expect." + entry.key, message: "There is no such field.",
                            mend: "Fields: \(SampleValue.keys.joined(separator: ", "))."))
                }
                return (entry.key, entry.value.text ?? "", entry.line)
            }
            return made(.record(values))
        }
    }

    /// The record: `line`, in the code page and with a line end, or `hex`.
    private mutating func sampleBytes(_ sample: inout Fields) -> [UInt8]? {
        guard let hex = sample.text("hex", &problems) else {
            return sample.requiredText("line", &problems).map { conditions.draft.bytes($0) + [Byte.lineFeed] }
        }
        let digits = hex.utf8.filter { !Byte.isBlank($0) }.map { Byte.hexDigit($0) }
        guard digits.count % 2 == 0, !digits.contains(nil) else {
            problems.add(sample.problem("hex", "Here pairs of hexadecimal digits are expected.", mend: "Write such as 52 00 00 00."))
            return nil
        }
        let known = digits.compactMap { $0 }
        return stride(from: 0, to: known.count, by: 2).map { known[$0] << 4 | known[$0 + 1] }
    }

    private mutating func sampleDay(_ sample: inout Fields) -> CivilDay? {
        guard let text = sample.text("day", &problems) else { return nil }
        if let day = CivilDay(text: text) { return day }
        problems.add(sample.problem("day", "Here a day is expected.", mend: "Write such as 2004-05-06."))
        return nil
    }
}

/// A record's fields as texts, as samples and messages name them.
enum SampleValue {
    static let keys =
        ["stamp", "start", "duration", "ring", "span", "direction", "answered", "followsLegs", "pulses"]
        + TextTarget.allCases.map(\.rawValue)

    /// "" where the field has no value.
    static func text(_ key: String, _ record: CallRecord, _ batch: RecordBatch) -> String {
        switch key {
        case "stamp": return record.stamp.description
        case "start": return record.start.description
        case "duration": return record.isDurationKnown ? String(record.duration) : ""
        case "ring": return record.ring < 0 ? "" : String(record.ring)
        case "span": return record.span < 0 ? "" : String(record.span)
        case "pulses": return record.pulses < 0 ? "" : String(record.pulses)
        case "direction": return record.direction.name ?? ""
        case "answered":
            return switch record.answered {
            case .yes: "yes"
            case .no: "no"
            case .unknown: ""
            }
        case "followsLegs": return record.followsLegs ? "true" : ""
        default:
            guard let target = TextTarget(rawValue: key) else { return "" }
            return batch.text(record.text(target)) ?? ""
        }
    }

    /// Whether a field that a sample leaves out may have a value: none, a duration of 0, any stamp.
    static func isUnsaid(_ key: String, _ value: String) -> Bool {
        value.isEmpty || key == "stamp" || (key == "duration" && value == "0")
    }
}
