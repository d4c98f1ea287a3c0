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

    let text: String
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
            let text = sample.requiredText("line", &problems)
            let skip = sample.text("skip", &problems)
            let expect = sample.fields("expect", &problems)
            sample.close(&problems)
            guard (skip == nil) != (expect == nil) else {
                problems.add(sample.problem("expect", "A sample needs either `expect` or `skip`.", mend: "Write one of them."))
                return nil
            }
            guard let text else { return nil }
            if let skip { return FormatSample(text: text, line: item.node.line, path: item.path, outcome: .skip(skip)) }
            let values = (expect?.node.map ?? []).map { entry -> (key: String, value: String, line: Int) in
                if !SampleValue.keys.contains(entry.key) {
                    problems.add(
                        Problem(
                            file: file, line: entry.line, field: item.path + ".expect." + entry.key, message: "There is no such field.",
                            mend: "Fields: \(SampleValue.keys.joined(separator: ", "))."))
                }
                return (entry.key, entry.value.text ?? "", entry.line)
            }
            return FormatSample(text: text, line: item.node.line, path: item.path, outcome: .record(values))
        }
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
        case "duration": return String(record.duration)
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

    /// What a field that a sample leaves out must be; `nil`: anything.
    static func unsaid(_ key: String) -> String? {
        switch key {
        case "stamp": nil
        case "duration": "0"
        default: ""
        }
    }
}
