public import Time

/// How many records usually come in each hour of the week, by what came in past weeks.
public struct UsualRate: Hashable, Sendable {
    /// Weeks that are looked back at.
    public static let weeks = 6
    /// Weeks of which something must be known before a silence is judged by them.
    public static let enough = 2

    /// Records by the first second of each hour, in the site's wall time.
    private var counts: [Int64: Int] = [:]
    /// Hours before this are not known; `nil`: none is.
    private var knownFrom: Int64?

    public init() {}

    /// Told of records at a wall time of the site; hours without any that lie between are hours in which none came.
    public mutating func add(_ records: Int, at wall: WallTime) {
        let hour = Self.hour(wall)
        counts[hour, default: 0] += records
        knownFrom = min(knownFrom ?? hour, hour)
        let oldest = hour - Int64(Self.weeks) * 604_800
        if counts.count > Self.weeks * 168 * 2 { counts = counts.filter { $0.key >= oldest } }
    }

    /// What came in the same hour of past weeks, last week first; only of weeks that are known.
    public func past(of wall: WallTime) -> [Int] {
        let hour = Self.hour(wall)
        return (1...Self.weeks).compactMap { week in
            let then = hour - Int64(week) * 604_800
            guard let knownFrom, then >= knownFrom else { return nil }
            return counts[then] ?? 0
        }
    }

    /// What usually comes in that hour: the middle of the past weeks, the lower of two; `nil`: too little is known.
    public func usual(at wall: WallTime) -> Int? {
        let known = past(of: wall).sorted()
        return known.count < Self.enough ? nil : known[(known.count - 1) / 2]
    }

    /// What came in that hour as far as is known.
    public func count(at wall: WallTime) -> Int { counts[Self.hour(wall)] ?? 0 }

    private static func hour(_ wall: WallTime) -> Int64 {
        let second = wall.seconds % 3_600
        return wall.seconds - (second < 0 ? second + 3_600 : second)
    }
}

/// Whether a source is silent for too long.
public enum SourceSilence: Hashable, Sendable {
    /// Records come as they should, or nobody knows how they should.
    case fine
    /// Nothing came for as long as the source's own limit.
    case overLimit(seconds: Int64)
    /// So many records would usually have come meanwhile.
    case unusual(expected: Int, seconds: Int64)

    /// If so many usually come in a time, it happens about once in a thousand times that none does.
    public static let expected = 7

    /// - Parameters:
    ///   - last: when a byte came last, or the source began to run.
    ///   - limit: the source's own, in seconds; `nil`: none.
    public static func judge(
        since last: Instant, now: Instant, usual: UsualRate, zone: Zone, limit: Int64? = nil
    ) -> SourceSilence {
        let seconds = now.seconds - last.seconds
        if let limit, seconds >= limit { return .overLimit(seconds: seconds) }
        // Thousandths of seconds times records an hour; hour by hour, for nights and holidays differ from mornings.
        var sum: Int64 = 0
        var from = last
        // After a week the pattern repeats: whoever has said nothing by then never will.
        while from < now, from.seconds - last.seconds < 604_800 {
            let wall = zone.wall(from)
            let rest = 3_600 - Int64(wall.secondOfDay % 3_600)
            let to = min(now, from + rest)
            sum += Int64(usual.usual(at: wall) ?? 0) * (to.seconds - from.seconds)
            from = to
        }
        let count = Int(sum / 3_600)
        return count >= expected ? .unusual(expected: count, seconds: seconds) : .fine
    }
}
