/// A time zone as a table of transitions: what the zone's clocks showed at any moment. A value; reading the files is the edge's work.
public struct Zone: Hashable, Sendable {
    /// The name in the IANA data base, `Europe/Berlin`.
    public let name: String
    /// Moments of change in seconds since 1970 UTC, rising.
    let changes: [Int64]
    /// Seconds east of UTC: `offsets[0]` before the first change, `offsets[i + 1]` from change i on.
    let offsets: [Int32]

    /// - Precondition: `changes` rises and `offsets` has one element more.
    public init(name: String, changes: [Int64], offsets: [Int32]) {
        precondition(offsets.count == changes.count + 1, "an offset before, and one from each change on")
        self.name = name
        self.changes = changes
        self.offsets = offsets
    }

    /// Coordinated Universal Time: no change, no offset.
    public static let utc = Zone(name: "UTC", changes: [], offsets: [0])

    /// Seconds east of UTC at `instant`.
    public func offset(at instant: Instant) -> Int32 { offsets[segment(instant.seconds)] }

    /// What the clocks show at `instant`.
    public func wall(_ instant: Instant) -> WallTime {
        WallTime(seconds: instant.seconds &+ Int64(offset(at: instant)))
    }

    /// The next moment after `instant` at which the clocks change, or `nil`.
    public func nextChange(after instant: Instant) -> Instant? {
        let index = segment(instant.seconds)
        return index < changes.count ? Instant(seconds: changes[index]) : nil
    }

    /// Index into `offsets`: the number of changes at or before `seconds`.
    private func segment(_ seconds: Int64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The instants at which the clocks of a zone show a wall time.
public enum Resolution: Hashable, Sendable {
    case once(Instant)
    /// The hour that comes twice.
    case twice(earlier: Instant, later: Instant)
    /// The hour that does not exist; `after` is the moment of the jump over it.
    case never(after: Instant)

    /// The earlier instant, or for a time that does not exist the moment of the jump.
    public var earliest: Instant {
        switch self {
        case .once(let instant), .twice(let instant, _), .never(let instant): instant
        }
    }
}

extension Zone {
    /// The instants at which the clocks show `wall`: one, two, or none because the clocks jumped over it.
    public func resolve(_ wall: WallTime) -> Resolution {
        // An instant that shows `wall` lies within a day of it; at most one change of the clocks matters in practice,
        // but the search takes whatever the table has.
        let first = segment(wall.seconds &- 86_400 * 2)
        let last = segment(wall.seconds &+ 86_400 * 2)
        var found: Instant?
        for index in first...max(first, last) {
            let candidate = wall.seconds &- Int64(offsets[index])
            guard segment(candidate) == index else { continue }
            if let found, found.seconds != candidate { return .twice(earlier: found, later: Instant(seconds: candidate)) }
            found = Instant(seconds: candidate)
        }
        if let found { return .once(found) }
        for index in first..<max(first, last) where wall.seconds &- Int64(offsets[index]) >= changes[index] {
            if wall.seconds &- Int64(offsets[index + 1]) < changes[index] { return .never(after: Instant(seconds: changes[index])) }
        }
        return .never(after: Instant(seconds: wall.seconds &- Int64(offsets[last])))
    }

    /// The first instant of a day; where midnight does not exist, the moment of the jump.
    public func start(of day: CivilDay) -> Instant { resolve(WallTime(day: day)).earliest }

    /// All instants of the days, half open: a day may have 23 or 25 hours.
    public func period(_ days: DayRange) -> Period { Period(from: start(of: days.first), to: start(of: days.last + 1)) }

    /// Hour of the site day 0 … 24 in real hours since its begin: 24 in the 25-hour day only.
    public func hourOfDay(_ instant: Instant) -> Int {
        let hours = (instant.seconds &- start(of: wall(instant).day).seconds) / 3600
        // A day longer than 25 hours (Sitka in 1867) has its rest in the last hour: the figure is an index into 25 columns.
        return Int(min(max(hours, 0), 24))
    }
}
