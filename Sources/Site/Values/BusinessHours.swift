public import Time

/// When somebody is at work, as the site says it: times of the week, and days on which nobody is.
public struct BusinessHours: Hashable, Sendable {
    /// Such as `Mon-Fri 08:00-18:00`.
    public var week: [String]
    public var holidays: [CivilDay] = []
    public init(week: [String]) { self.week = week }

    /// What holds where a site says nothing.
    public static let usual = BusinessHours(week: ["Mon-Fri 07:00-19:00"])
}

extension SiteSettings {
    /// What calls are judged by: the site's hours, in its zone.
    public var businessClock: BusinessClock {
        let hours = businessHours ?? .usual
        return BusinessClock(
            zone: zone, spans: hours.week.flatMap { (Week.spans($0) ?? []).map { $0.begin..<$0.end } }, holidays: hours.holidays)
    }
}
