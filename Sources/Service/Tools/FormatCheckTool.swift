import Mediation
import Model
public import Time

/// What is left out of a file by a definition, and how much of it is decoded.
public struct FormatCheckTool {
    /// Lines of a reason that are named.
    private static let mostNamed = 5

    private let format: Format
    private var records = 0
    private var reasons: [String: (count: Int, lines: [Int])] = [:]
    private var tally = DecodeTally()

    /// Reads the definition, which decodes its own samples.
    /// - Throws: all that is wrong with it, with file, line, place and what to do.
    public init(definition path: String) throws { format = try FormatChoice.file(path).load() }

    /// Decodes a file of real lines.
    public mutating func run(_ input: InputFile, year: Int?, day: CivilDay?, today: CivilDay) throws {
        var decoder = Decoder(format, year: year ?? (format.needsYear ? today.parts.year : nil), day: day ?? today)
        var batch = RecordBatch()
        var isEnd = false
        while !isEnd {
            let bytes = try input.read(upTo: 1 << 20)
            isEnd = bytes.isEmpty
            decoder.feed(bytes, final: isEnd, into: &batch)
            records += batch.records.count
            for skip in batch.skips { note(skip) }
            batch.removeAll()
        }
        tally = decoder.tally
    }

    private mutating func note(_ skip: Skip) {
        var found = reasons[skip.reason] ?? (0, [])
        found.count += 1
        if found.lines.count < Self.mostNamed { found.lines.append(skip.line) }
        reasons[skip.reason] = found
    }

    /// Whether at least as many lines are broken as are in records.
    public var looksForeign: Bool { tally.looksForeign }

    /// The result for people: a line about the definition, and one for each reason.
    public func text(samples: String?) -> String {
        var text = "\(format.id): the definition decodes its own samples.\n"
        guard let samples else { return text }
        text += "\(samples): \(records) records in \(tally.inRecords) of \(tally.lines) lines.\n"
        for (reason, found) in reasons.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
            let more = found.count > found.lines.count ? ", …" : ""
            text += "  left out as \"\(reason)\": \(found.count) (line \(found.lines.map { String($0) }.joined(separator: ", "))\(more))\n"
        }
        if looksForeign { text += "At least as many lines are broken as are in records: is it the right format?\n" }
        return text
    }
}
