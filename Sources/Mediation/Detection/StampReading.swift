import Model
import Reading
public import Time

/// What becomes of lines if the stamp is read another way: where two calls hold one trunk at once, it is the wrong one.
public struct StampReading: Sendable {
    public enum Way: String, Sendable, CaseIterable {
        /// As the definition says; the stamp as start, as end; day and month the other way round.
        case asWritten, start, end, swapped
    }

    public let way: Way
    public let records: Int
    public let broken: Int64
    /// Calls that begin while another one holds the same trunk; the trunks that have any, the worst first.
    public var overlaps: Int { trunks.reduce(0) { $0 + $1.overlaps } }
    public let trunks: [(name: [UInt8], overlaps: Int)]
    /// Records more than a month away from the one before.
    public let jumps: Int
}

extension StampReading {
    /// The readings of a definition that can be told apart: only those that differ from what it says.
    public static func all(of definition: [UInt8], on bytes: [UInt8], today: CivilDay) -> [StampReading] {
        guard let format = try? FormatReader.read(file: "", bytes: definition).format else { return [] }
        let window = DetectionWindow(bytes).bytes
        var readings = [reading(.asWritten, format, window, today)]
        let meaning = format.program.meaning
        if meaning != .start { readings.append(reading(.start, format, window, today)) }
        if meaning != .end { readings.append(reading(.end, format, window, today)) }
        if let other = swapped(definition), let format = try? FormatReader.read(file: "", bytes: other).format {
            readings.append(reading(.swapped, format, window, today))
        }
        return readings
    }

    private static func reading(_ way: Way, _ format: Format, _ window: [UInt8], _ today: CivilDay) -> StampReading {
        var decoder = Decoder(format, year: format.needsYear ? today.parts.year : nil, day: today)
        var batch = RecordBatch()
        decoder.feed(window, final: true, into: &batch)
        var calls: [[UInt8]: [(start: Int64, end: Int64)]] = [:]
        // Stamps to the minute: calls that touch within one do not overlap.
        let slack: Int64 = batch.records.allSatisfy { $0.stamp.seconds % 60 == 0 } ? 59 : 0
        for record in batch.records where !record.trunk.isMissing && record.duration > 0 {
            let ring = Int64(max(0, record.ring))
            let length = Int64(record.duration)
            let start =
                switch way {
                case .start: record.stamp.seconds + ring
                case .end: record.stamp.seconds - length
                case .asWritten, .swapped: record.start.seconds + ring
                }
            calls[Array(batch.slice(record.trunk)), default: []].append((start, start + length))
        }
        let trunks = calls.map { (name: $0.key, overlaps: count(of: $0.value, slack)) }.filter { $0.overlaps > 0 }
            .sorted { $0.overlaps == $1.overlaps ? $0.name.lexicographicallyPrecedes($1.name) : $0.overlaps > $1.overlaps }
        let jumps = zip(batch.records, batch.records.dropFirst()).count { abs($1.stamp.day - $0.stamp.day) > 31 }
        return StampReading(way: way, records: batch.records.count, broken: decoder.tally.broken, trunks: trunks, jumps: jumps)
    }

    private static func count(of calls: [(start: Int64, end: Int64)], _ slack: Int64) -> Int {
        var (count, end) = (0, Int64.min)
        for call in calls.sorted(by: { $0.start < $1.start }) {
            if call.start < end &- slack, end != Int64.min { count += 1 }
            end = max(end, call.end)
        }
        return count
    }

    /// The definition with day and month exchanged in the forms of its dates; `nil`: no form has both side by side.
    private static func swapped(_ definition: [UInt8]) -> [UInt8]? {
        let pairs = ["DD/MM", "DD.MM", "DD-MM", "D/M/", "D.M."].flatMap { form -> [(String, String)] in
            let other = String(form.map { $0 == "D" ? "M" : $0 == "M" ? "D" : $0 })
            return [(form, other), (other, form)]
        }
        let text = String(decoding: definition, as: UTF8.self)
        for (form, other) in pairs where text.contains("form: \(form)") || text.contains("form: \"\(form)") {
            let bare = text.split(separator: "form: \(form)", omittingEmptySubsequences: false).joined(separator: "form: \(other)")
            let both = bare.split(separator: "form: \"\(form)", omittingEmptySubsequences: false).joined(separator: "form: \"\(other)")
            return Array(both.utf8)
        }
        return nil
    }
}
