import Model
public import Time

/// A stretch of a stream as the workbench shows it: record by record, with fields, decode, and reasons.
public struct StreamLook: Sendable {
    public struct Row: Sendable {
        /// 1-based physical line on which it begins, and how many it covers.
        public let line: Int
        public let lines: Int
        public let look: RecordLook
        /// What the call got, by the names that samples use; empty where it is no record.
        public let values: [(name: String, value: String)]
        /// Why it was left out; `nil`: it is a record.
        public let reason: String?
    }

    public let rows: [Row]
    /// Physical lines in records, known as noise, and broken.
    public let inRecords: Int64
    public let noise: Int64
    public let broken: Int64
    /// Rows that are there and not shown.
    public let hidden: Int
}

extension Format {
    /// Rows that are looked at in full.
    public static let mostRows = 200

    /// Decodes some bytes and shows every step. Bounded: bytes beyond the first 64 KiB are not looked at.
    /// - Parameter today: the day of records that print none; its year is that of records without a year.
    public func look(at bytes: [UInt8], today: CivilDay) -> StreamLook {
        let window = DetectionWindow(bytes).bytes
        let state = DecoderState(year: needsYear ? today.parts.year : nil, day: today)
        var decoder = Decoder(self, resuming: state)
        var batch = RecordBatch()
        decoder.feed(window, final: true, into: &batch)
        var inspector = Inspector(self)
        func look(_ offset: Int64, _ count: Int) -> RecordLook {
            inspector.look(at: window[Int(offset)..<min(window.count, Int(offset) + count)], state: state)
        }
        let all = batch.records.count + batch.skips.count
        var rows: [StreamLook.Row] = []
        for record in batch.records.prefix(Self.mostRows) {
            let values = SampleValue.keys.compactMap { key -> (name: String, value: String)? in
                let value = SampleValue.text(key, record, batch)
                return value.isEmpty ? nil : (key, value)
            }
            rows.append(
                .init(line: record.line, lines: record.lines, look: look(record.rawOffset, record.rawCount), values: values, reason: nil))
        }
        for skip in batch.skips.prefix(Self.mostRows) {
            rows.append(
                .init(line: skip.line, lines: skip.lines, look: look(skip.rawOffset, skip.rawCount), values: [], reason: skip.reason))
        }
        rows.sort { $0.line < $1.line }
        let shown = Array(rows.prefix(Self.mostRows))
        return StreamLook(
            rows: shown, inRecords: decoder.tally.inRecords, noise: decoder.tally.noise, broken: decoder.tally.broken,
            hidden: all - shown.count)
    }
}
