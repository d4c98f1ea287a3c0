internal import GRDB
public import Model

/// Stretches of a source's raw log, in order, none touching another.
public struct RawRanges: Hashable, Sendable {
    public private(set) var ranges: [Range<Int64>] = []

    public init() {}

    /// Adds a stretch; those that touch become one.
    public mutating func add(_ range: Range<Int64>) {
        guard !range.isEmpty else { return }
        if let last = ranges.last, last.upperBound < range.lowerBound {
            ranges.append(range)
            return
        }
        let touching = ranges.filter { $0.lowerBound <= range.upperBound && range.lowerBound <= $0.upperBound }
        let whole = touching.reduce(range) { min($0.lowerBound, $1.lowerBound)..<max($0.upperBound, $1.upperBound) }
        ranges.removeAll { touching.contains($0) }
        ranges.insert(whole, at: ranges.firstIndex { $0.lowerBound > whole.lowerBound } ?? ranges.count)
    }

    public func contains(_ offset: Int64) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(offset)
    }

    /// Bytes in all of them.
    public var count: Int64 { ranges.reduce(0) { $0 + Int64($1.count) } }

    /// As a step keeps them.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        for range in ranges {
            writer.put(range.lowerBound)
            writer.put(range.upperBound)
        }
        return writer.bytes
    }

    /// `nil` for anything that `bytes` does not write.
    public init?(bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        while !reader.isAtEnd {
            guard let from = reader.integer(), let through = reader.integer(), from < through else { return nil }
            add(from..<through)
        }
    }
}

extension Book {
    /// What of a source's raw log was taken back: it makes no call, whatever decodes it.
    public func withdrawn(of source: NameNumber) throws(StoreError) -> RawRanges {
        try read(StorePlace("withdrawal", "list")) { database in try Book.withdrawn(of: source, database) }
    }

    private static func withdrawn(of source: NameNumber, _ database: Database) throws -> RawRanges {
        let rows = try Row.fetchAll(
            database, sql: "SELECT raw_offset, through FROM withdrawal WHERE source = ? ORDER BY raw_offset", arguments: [source.number])
        var ranges = RawRanges()
        for row in rows { ranges.add((row[0] as Int64)..<(row[1] as Int64)) }
        return ranges
    }

    /// Adds to what was taken back before.
    static func save(_ more: RawRanges, of source: NameNumber, _ database: Database) throws {
        var all = try withdrawn(of: source, database)
        for range in more.ranges { all.add(range) }
        try database.execute(sql: "DELETE FROM withdrawal WHERE source = ?", arguments: [source.number])
        for range in all.ranges {
            try database.execute(
                sql: "INSERT INTO withdrawal (source, raw_offset, through) VALUES (?, ?, ?)",
                arguments: [source.number, range.lowerBound, range.upperBound])
        }
    }
}
