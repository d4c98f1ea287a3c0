public import Site
public import Time

/// When the daily sign of life is due: once each day of the site's zone, on those of 23 and 25 hours too.
public enum DailyClock {
    /// The day whose mail is due at a moment; `nil` as long as today's time has not come.
    public static func day(at now: Instant, _ daily: MailSettings.Daily, _ zone: Zone) -> CivilDay? {
        let today = zone.wall(now).day
        // In an hour that comes twice the first one counts; in one that does not exist the moment of the jump.
        return zone.resolve(WallTime(day: today, second: daily.minute * 60)).earliest <= now ? today : nil
    }
}
