import Model

extension Decoder {
    /// The further lines of a record as skips of their own.
    func listLines(of text: UnsafeRawBufferPointer, _ line: Int, _ offset: Int64, _ batch: inout RecordBatch) {
        var number = line
        var begin: Int?
        for position in 0...text.count where position == text.count || text[position] == Byte.lineFeed {
            if let begin {
                batch.skips.append(
                    Skip(
                        line: number, lines: 1, rawOffset: offset + Int64(begin), rawCount: position - begin,
                        reason: format.program.reasons[format.program.framing.lines.apart]))
            }
            number += 1
            begin = position + 1
        }
    }

    /// How many line feeds there are.
    static func lineEnds(_ bytes: Swift.Slice<UnsafeRawBufferPointer>) -> Int {
        var count = 0
        for byte in bytes where byte == Byte.lineFeed { count += 1 }
        return count
    }
}
