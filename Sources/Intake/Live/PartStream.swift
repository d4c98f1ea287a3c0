import Mediation
import Model
import Time

/// One part (connection, peer, file) of a live source: its own decoder, and where its bytes lie in the source's raw log, for parts that
/// run at the same time lie between each other. Used from one task.
final class PartStream {
    /// Where a piece of the part lies: it begins `inPart` bytes behind the part's begin, at `inLog` of the raw log.
    private struct Piece {
        var inPart: Int64
        var inLog: Int64
    }

    /// Ends the name of a part that goes on in the middle of a file.
    static let continued = " (continued)"

    /// The file's name of a part that reads a file, which may go on in another part; else empty.
    let name: String
    /// The part has ended, and what it ended with waits for the file's next part.
    var isHeld: Bool
    private var decoder: Decoder
    private var pieces: [Piece] = []
    /// Bytes of the part that were taken.
    private var taken: Int64

    init(_ format: Format, _ mark: PartMark) {
        decoder = Decoder(format, resuming: mark.decoder)
        taken = mark.decoder.offset
        (name, isHeld) = (mark.name, mark.isHeld)
    }

    /// The file of a part's name, `file NAME` with or without the word that it goes on; empty for parts that read no file.
    static func file(of part: String) -> String {
        guard part.hasPrefix("file ") else { return "" }
        let name = part.hasSuffix(continued) ? String(part.dropLast(continued.count)) : part
        return name.replacing("\n", with: " ")
    }

    /// Takes bytes that lie at an offset of the raw log; records and skips get their places in the raw log.
    func take(_ bytes: [UInt8], at offset: Int64, into batch: inout RecordBatch) {
        pieces.append(Piece(inPart: taken, inLog: offset))
        taken += Int64(bytes.count)
        decode(into: &batch) { $0.feed(bytes, final: false, into: &$1) }
    }

    /// The day on which what is taken next arrived, for records that print none.
    func arrived(on day: CivilDay) { decoder.arrived(on: day) }

    /// Nothing more comes: what has no line end is a record or half of one, as the format says.
    func end(into batch: inout RecordBatch) { decode(into: &batch) { $0.feed([], final: true, into: &$1) } }

    /// Where another process goes on: at the first byte that is in no record or skip yet.
    /// - Parameter consumed: the raw log's offset behind all that was taken.
    func mark(_ part: Int64, consumed: Int64) -> PartMark {
        let offset = decoder.state.offset
        return PartMark(part: part, next: offset < taken ? place(offset) : consumed, decoder: decoder.state, name: name, isHeld: isHeld)
    }

    private func decode(into batch: inout RecordBatch, _ work: (inout Decoder, inout RecordBatch) -> Void) {
        let (records, skips, sessions) = (batch.records.count, batch.skips.count, batch.sessions.count)
        work(&decoder, &batch)
        for index in records..<batch.records.count { batch.records[index].rawOffset = place(batch.records[index].rawOffset) }
        for index in skips..<batch.skips.count { batch.skips[index].rawOffset = place(batch.skips[index].rawOffset) }
        for index in sessions..<batch.sessions.count { batch.sessions[index].rawOffset = place(batch.sessions[index].rawOffset) }
        let done = decoder.state.offset
        while pieces.count > 1, pieces[1].inPart <= done { pieces.removeFirst() }
    }

    private func place(_ offset: Int64) -> Int64 {
        guard let piece = pieces.last(where: { $0.inPart <= offset }) ?? pieces.first else { return 0 }
        return piece.inLog + offset - piece.inPart
    }
}
