import Mediation
import Time

/// What a source's stream must remember between two batches: where the decoder stands in the part, and the end of the record before,
/// which decides in the hour that comes twice. Committed with the calls, so that a killed run goes on as if nothing had happened.
struct StreamState: Hashable {
    var decoder: DecoderState
    var previous: Instant?

    /// As the book keeps it: `year;day;previous`, then, for formats that need them, `arrival;memory`; each empty where there is none.
    /// Offset and line have columns of their own.
    var blob: [UInt8] {
        let year = decoder.years.first.map { String($0) } ?? ""
        let last = decoder.years.last.map { String($0.number) } ?? ""
        let end = previous.map { String($0.seconds) } ?? ""
        let arrival = decoder.day.map { String($0.number) } ?? ""
        let memory = decoder.memory.text
        return Array("\(year);\(last);\(end)\(arrival.isEmpty && memory.isEmpty ? "" : ";\(arrival);\(memory)")".utf8)
    }

    init(decoder: DecoderState, previous: Instant? = nil) {
        self.decoder = decoder
        self.previous = previous
    }

    /// - Parameters:
    ///   - blob: as written by `blob`; anything else is as if nothing was remembered.
    ///   - offset: first byte of the part that is not decoded yet.
    ///   - line: physical lines before it.
    init(blob: [UInt8], offset: Int64, line: Int64) {
        let parts = String(decoding: blob, as: UTF8.self).split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        var decoder = DecoderState(year: parts.first.flatMap { Int($0) })
        if parts.count == 5 {
            decoder.day = Int32(parts[3]).map { CivilDay(number: $0) }
            decoder.memory = LegMemory(text: parts[4])
        }
        if parts.count == 3 || parts.count == 5 {
            decoder.years = YearTracker(first: Int(parts[0]), last: Int32(parts[1]).map { CivilDay(number: $0) })
            previous = Int64(parts[2]).map { Instant(seconds: $0) }
        }
        decoder.offset = offset
        decoder.line = Int(line) + 1
        self.decoder = decoder
    }
}
