import Model
import Reading

extension Format {
    /// Decodes a definition's own samples: what differs from what they say, as problems with their lines.
    func check(_ samples: [FormatSample], file: String) -> Problems {
        var problems = Problems()
        for sample in samples {
            let batch = decode(sample)
            func add(_ key: String, _ line: Int, _ value: String?, _ message: String) {
                problems.add(
                    Problem(
                        file: file, line: line, field: sample.path + (key.isEmpty ? "" : "." + key), value: value, message: message,
                        mend: "Mend the rule or the sample."))
            }
            switch (sample.outcome, batch.records.first, batch.skips.first) {
            case (.skip(let word), nil, let skip?):
                if skip.reason != word { add("skip", sample.line, word, "The line is left out as \"\(skip.reason)\".") }
            case (.skip(let word), _, _): add("skip", sample.line, word, "The line is decoded as a record.")
            case (.record, nil, let skip): add("", sample.line, nil, "The line is left out as \"\(skip?.reason ?? "nothing")\".")
            case (.record(let values), let record?, _):
                for key in SampleValue.keys {
                    let found = SampleValue.text(key, record, batch)
                    let said = values.first { $0.key == key }
                    guard said.map({ $0.value != found }) ?? !SampleValue.isUnsaid(key, found) else { continue }
                    let shown = found.isEmpty ? "nothing" : "\"\(found)\""
                    add("expect.\(key)", said?.line ?? sample.line, said?.value, "The definition decodes \(shown) here.")
                }
            }
        }
        return problems
    }

    /// What the sample's own bytes give, behind those that came before.
    private func decode(_ sample: FormatSample) -> RecordBatch {
        var decoder = Decoder(self, year: sample.year, day: sample.day)
        var batch = RecordBatch()
        decoder.feed(sample.given + sample.bytes, final: true, into: &batch)
        batch.records.removeAll { $0.rawOffset < Int64(sample.given.count) }
        batch.skips.removeAll { $0.rawOffset < Int64(sample.given.count) }
        return batch
    }
}
