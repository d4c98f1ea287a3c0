import Mediation
import Model
import Time

/// Decodes a file without a book.
public struct DecodeTool {
    private let format: Format
    private let year: Int?

    /// - Parameters:
    ///   - zone: zone of the switch, which formats with UTC stamps need.
    ///   - year: of the first record, for formats that print none.
    /// - Throws: what is wrong with the format or the zone.
    public init(format: FormatChoice, zone: String?, year: Int?, zones: ZoneFiles = ZoneFiles()) throws {
        if let zone, zones.zone(zone) == nil { throw UnknownZone(name: zone) }
        self.format = try format.load()
        self.year = year
    }

    /// Reads `input` to its end; the lines go to `output` in pieces.
    public func run(_ input: InputFile, output: ([UInt8]) -> Void) throws {
        var decoder = Decoder(format, year: year)
        var batch = RecordBatch()
        var lines = JSONLine()
        var isEnd = false
        while !isEnd {
            let bytes = try input.read(upTo: 1 << 20)
            isEnd = bytes.isEmpty
            decoder.feed(bytes, final: isEnd, into: &batch)
            lines.all(batch)
            batch.removeAll()
            output(lines.take())
        }
    }
}

public struct UnknownZone: Error, CustomStringConvertible {
    public let name: String
    public var description: String {
        "there is no time zone \"\(name)\". Write it as Europe/Berlin; the names are those of /usr/share/zoneinfo."
    }
}

extension JSONLine {
    /// Records and skips in the order of the input.
    fileprivate mutating func all(_ batch: RecordBatch) {
        var skips = batch.skips[...]
        for record in batch.records {
            while let first = skips.first, first.rawOffset < record.rawOffset {
                skip(first)
                skips.removeFirst()
            }
            self.record(record, in: batch)
        }
        for rest in skips { skip(rest) }
    }
}
