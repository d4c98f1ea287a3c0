/// Reader of time zone files (RFC 9636, TZif versions 1 to 4), as Debian's tzdata installs them.
public enum TZif {
    /// Why the bytes are no zone.
    public enum Failure: Error, Hashable, Sendable {
        /// The first bytes are not those of a zone file.
        case notTZif
        /// The file ends before what its header announces, or announces what no zone has.
        case cutShort
        /// The moments of change do not rise, or a clock stands more than 26 hours from UTC.
        case notAZone
        /// The rule at the end of the file is not one of POSIX TZ.
        case badRule(String)
    }

    /// Rules beyond the file's last transition are written out to this year.
    static let lastYear = 2150

    /// The zone in `bytes`, the whole content of the file, under its name in the IANA data base.
    public static func read(name: String, bytes: [UInt8]) throws(Failure) -> Zone {
        var reader = Reader(bytes: bytes)
        let first = try header(&reader)
        guard first.version >= 2 else { return try body(name, &reader, first, width: 4).zone(footer: nil) }
        try reader.skip(first.bodySize(4))
        let second = try header(&reader)
        let data = try body(name, &reader, second, width: 8)
        // The rule stands between two line ends; without the second one it may be cut short and still look like a rule.
        let lines = reader.rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count >= 3, lines[0].isEmpty else { throw .cutShort }
        let text = String(decoding: lines[1], as: UTF8.self)
        guard !text.isEmpty else { return data.zone(footer: nil) }
        guard let footer = PosixRule(text) else { throw .badRule(text) }
        return data.zone(footer: footer)
    }

    private struct Header {
        let version: Int, utcCount: Int, stdCount: Int, leapCount: Int, timeCount: Int, typeCount: Int, charCount: Int
        func bodySize(_ width: Int) -> Int {
            timeCount * (width + 1) + typeCount * 6 + charCount + leapCount * (width + 4) + stdCount + utcCount
        }
    }

    private static func header(_ reader: inout Reader) throws(Failure) -> Header {
        guard try reader.take(4) == Array("TZif".utf8) else { throw .notTZif }
        let version = try reader.take(16)[0]
        var counts: [Int] = []
        for _ in 0..<6 {
            let count = try reader.integer(4)
            guard (0...100_000).contains(count) else { throw .cutShort }
            counts.append(Int(count))
        }
        return Header(
            version: version >= UInt8(ascii: "2") ? 2 : 1, utcCount: counts[0], stdCount: counts[1], leapCount: counts[2],
            timeCount: counts[3], typeCount: counts[4], charCount: counts[5])
    }

    private struct Data {
        let name: String
        var changes: [Int64]
        var offsets: [Int32]

        func zone(footer: PosixRule?) -> Zone {
            guard let footer else { return Zone(name: name, changes: changes, offsets: offsets) }
            var changes = changes
            var offsets = offsets
            let listed = changes.last ?? .min
            for (moment, offset) in footer.transitions(through: TZif.lastYear) where moment > listed {
                // Where daylight saving lasts all the year, it ends and begins in the same moment: the later of the two counts.
                if moment == changes.last {
                    changes.removeLast()
                    offsets.removeLast()
                }
                guard offset != offsets.last else { continue }
                changes.append(moment)
                offsets.append(offset)
            }
            return Zone(name: name, changes: changes, offsets: offsets)
        }
    }

    private static func body(_ name: String, _ reader: inout Reader, _ header: Header, width: Int) throws(Failure) -> Data {
        var changes: [Int64] = []
        for _ in 0..<header.timeCount { changes.append(try reader.integer(width)) }
        let indices = try reader.take(header.timeCount)
        var types: [Int] = []
        for _ in 0..<header.typeCount {
            types.append(Int(try reader.integer(4)))
            // Whether it is daylight saving, and the place of its abbreviation: neither changes what the clocks show.
            try reader.skip(2)
        }
        try reader.skip(header.charCount + header.leapCount * (width + 4) + header.stdCount + header.utcCount)
        guard !types.isEmpty, indices.allSatisfy({ Int($0) < types.count }) else { throw .cutShort }
        guard zip(changes, changes.dropFirst()).allSatisfy(<), types.allSatisfy({ (-93_600...93_600).contains($0) }) else {
            throw .notAZone
        }
        return Data(name: name, changes: changes, offsets: ([types[0]] + indices.map { types[Int($0)] }).map(Int32.init))
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        var rest: ArraySlice<UInt8> { bytes[position...] }

        mutating func take(_ count: Int) throws(Failure) -> [UInt8] {
            guard count >= 0, bytes.count - position >= count else { throw .cutShort }
            defer { position += count }
            return Array(bytes[position..<position + count])
        }

        mutating func skip(_ count: Int) throws(Failure) { _ = try take(count) }

        mutating func integer(_ width: Int) throws(Failure) -> Int64 {
            let value = try take(width).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return width == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
        }
    }
}
