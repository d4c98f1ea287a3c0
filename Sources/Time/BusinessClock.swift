/// The hours of business of a place: which minutes of the week on its walls are in them, and the days on which none is.
public struct BusinessClock: Hashable, Sendable {
    /// Minutes of a week.
    public static let weekMinutes = 10_080

    public let zone: Zone
    /// For every minute from Monday 00:00 on: 1 in the hours, 0 outside.
    public let minutes: [UInt8]
    /// Outside from midnight to midnight.
    public let holidays: Set<CivilDay>

    /// - Parameter spans: minutes of the week; what runs beyond Sunday goes on on Monday, and spans may overlap.
    public init(zone: Zone, spans: [Range<Int>], holidays: some Sequence<CivilDay>) {
        var minutes = [UInt8](repeating: 0, count: BusinessClock.weekMinutes)
        for minute in spans.joined() { minutes[minute % BusinessClock.weekMinutes] = 1 }
        (self.zone, self.minutes, self.holidays) = (zone, minutes, Set(holidays))
    }

    /// Whether a moment is in the hours, by what the zone's clocks show then.
    public func contains(_ instant: Instant) -> Bool {
        let wall = zone.wall(instant)
        return minutes[wall.weekMinute] == 1 && !holidays.contains(wall.day)
    }
}
