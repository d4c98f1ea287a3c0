import Mediation
import Time

/// Where a part of a live source stands between two batches.
struct PartMark: Hashable {
    /// The part's number in the raw log.
    var part: Int64
    /// Offset in the raw log of its first byte that is in no record or skip yet.
    var next: Int64
    var decoder: DecoderState
    /// `PartStream.name` and `.isHeld`.
    var name = ""
    var isHeld = false
}

/// What a live source must remember between two batches: how much of the raw log was taken, and where each open part stands.
/// Committed with the calls, so that a killed server goes on as if nothing had happened.
struct LiveState: Hashable {
    /// The highest part that was begun.
    var newestPart: Int64 = 0
    var parts: [PartMark] = []
    /// End of the record before in the stream.
    var previous: Instant?

    private static let head = "live"

    /// Whether a book's position is a live source's.
    static func isLive(_ blob: [UInt8]) -> Bool { blob.starts(with: head.utf8) }

    /// As the book keeps it: a line `live;newest;previous`, then one for each open part,
    /// `part;next;offset;line;year;last;day;memory;held;name`; what is not known is empty.
    var blob: [UInt8] {
        var lines = ["\(Self.head);\(newestPart);\(previous.map { String($0.seconds) } ?? "")"]
        for mark in parts {
            let years = mark.decoder.years
            let known = [
                years.first.map { String($0) } ?? "", years.last.map { String($0.number) } ?? "",
                mark.decoder.day.map { String($0.number) } ?? "", mark.decoder.memory.text,
            ]
            let place = [mark.part, mark.next, mark.decoder.offset, Int64(mark.decoder.line)].map { String($0) }
            lines.append((place + known + [mark.isHeld ? "held" : "", mark.name]).joined(separator: ";"))
        }
        return Array(lines.joined(separator: "\n").utf8)
    }

    init() {}

    /// - Parameter blob: as written by `blob`; anything else is as if nothing was remembered.
    init(blob: [UInt8]) {
        guard Self.isLive(blob) else { return }
        for (index, line) in String(decoding: blob, as: UTF8.self).split(separator: "\n").enumerated() {
            // A name may have a semicolon; a line feed the raw log does not let it have.
            let words = line.split(separator: ";", maxSplits: 9, omittingEmptySubsequences: false).map(String.init)
            if index == 0 {
                newestPart = words.count > 1 ? Int64(words[1]) ?? 0 : 0
                previous = words.count > 2 ? Int64(words[2]).map { Instant(seconds: $0) } : nil
            } else if let mark = PartMark(words) {
                parts.append(mark)
            }
        }
    }
}

extension PartMark {
    fileprivate init?(_ words: [String]) {
        guard words.count == 10, let part = Int64(words[0]), let next = Int64(words[1]), let offset = Int64(words[2]),
            let line = Int(words[3])
        else { return nil }
        var decoder = DecoderState(year: Int(words[4]))
        decoder.years = YearTracker(first: Int(words[4]), last: Int32(words[5]).map { CivilDay(number: $0) })
        decoder.day = Int32(words[6]).map { CivilDay(number: $0) }
        decoder.memory = LegMemory(text: words[7])
        (decoder.offset, decoder.line) = (offset, line)
        self.init(part: part, next: next, decoder: decoder, name: words[9], isHeld: words[8] == "held")
    }
}
