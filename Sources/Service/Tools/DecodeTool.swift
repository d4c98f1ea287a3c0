import Mediation
import Model
public import Time

/// Decodes a file without a book.
public struct DecodeTool {
    private let format: Format
    private let year: Int?
    private let day: CivilDay?
    private let today: CivilDay
    private let zone: Zone?

    /// - Parameters:
    ///   - zone: zone of the switch: starts of formats whose stamps are UTC are shown on its wall; `nil`: as they are.
    ///   - year: of the first record, for formats that print none; `nil`: the one that brings the last record closest before `today`.
    ///   - day: of arrival, for formats that print no date; `nil`: `today`.
    /// - Throws: what is wrong with the format or the zone.
    public init(format: FormatChoice, zone: String?, year: Int?, day: CivilDay? = nil, today: CivilDay, zones: ZoneFiles = ZoneFiles())
        throws
    {
        self.zone = try zone.map { name in
            guard let zone = zones.zone(name) else { throw UnknownZone(name: name) }
            return zone
        }
        self.format = try format.load()
        (self.year, self.day, self.today) = (year, day, today)
    }

    /// Reads `input` to its end; the lines go to `output` in pieces.
    public func run(_ input: InputFile, output: ([UInt8]) -> Void) throws {
        var lines = JSONLine()
        guard format.needsYear, year == nil else {
            return try decode(year: year, from: { try input.read(upTo: 1 << 20) }) { batch in
                lines.all(batch)
                output(lines.take())
            }
        }
        // The last record tells the year of the first: what cannot be read twice is kept.
        let kept = input.size == nil ? try input.readAll(limit: 1 << 30) : []
        func pieces() -> () throws -> [UInt8] {
            guard input.size == nil else { return { try input.read(upTo: 1 << 20) } }
            var rest = kept[...]
            return {
                defer { rest = rest.dropFirst(1 << 20) }
                return Array(rest.prefix(1 << 20))
            }
        }
        var guess = YearGuess(today: today)
        try decode(year: guess.trial, from: pieces()) { guess.take($0) }
        _ = input.rewind()
        try decode(year: guess.first, from: pieces()) { batch in
            lines.all(batch)
            output(lines.take())
        }
    }

    private func decode(year: Int?, from read: () throws -> [UInt8], _ take: (RecordBatch) -> Void) throws {
        var decoder = Decoder(format, year: year, day: day ?? today)
        var batch = RecordBatch()
        var isEnd = false
        while !isEnd {
            let bytes = try read()
            isEnd = bytes.isEmpty
            decoder.feed(bytes, final: isEnd, into: &batch)
            moveToWall(&batch)
            take(batch)
            batch.removeAll()
        }
    }
}

extension DecodeTool {
    /// Starts that are UTC, on the wall of the switch's zone.
    private func moveToWall(_ batch: inout RecordBatch) {
        guard let zone else { return }
        for index in batch.records.indices where batch.records[index].isUTC {
            batch.records[index].start = zone.wall(Instant(seconds: batch.records[index].start.seconds))
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
