import Testing

@testable import Time

struct BusinessClockTests {
    /// One hour east; two hours east from Sunday 1970-03-29 01:00 UTC on, until Sunday 1970-10-25 01:00 UTC.
    private let zone = Zone(name: "Test/Summer", changes: [87 * 86_400 + 3600, 297 * 86_400 + 3600], offsets: [3600, 7200, 3600])

    private func clock(_ spans: [Range<Int>], holidays: [CivilDay] = []) -> BusinessClock {
        BusinessClock(zone: zone, spans: spans, holidays: holidays)
    }

    private func instant(_ day: Int, _ hour: Int, _ minute: Int, _ second: Int = 0) -> Instant {
        Instant(seconds: Int64(day * 86_400 + hour * 3600 + minute * 60 + second))
    }

    @Test func theBeginBelongsToTheHoursAndTheEndDoesNot() {
        // Monday 08:00 to 18:00; 1970-01-05 was a Monday, 08:00 is 07:00 UTC.
        let monday = clock([480..<1080])
        #expect(!monday.contains(instant(4, 6, 59, 59)) && monday.contains(instant(4, 7, 0)))
        #expect(monday.contains(instant(4, 16, 59, 59)) && !monday.contains(instant(4, 17, 0)))
        #expect(!monday.contains(instant(5, 8, 0)), "Tuesday")
    }

    @Test func inSummerTheClocksOnTheWallCount() {
        // Monday 1970-03-30: 08:00 is 06:00 UTC.
        let monday = clock([480..<1080])
        #expect(!monday.contains(instant(88, 5, 59, 59)) && monday.contains(instant(88, 6, 0)))
        #expect(monday.contains(instant(88, 15, 59, 59)) && !monday.contains(instant(88, 16, 0)))
    }

    @Test func theHourThatComesTwiceIsJudgedTwice() {
        // Sunday 02:00 to 03:00 comes at 00:00 and at 01:00 UTC.
        let night = clock([6 * 1440 + 120..<6 * 1440 + 180])
        #expect(!night.contains(instant(296, 23, 59, 59)) && night.contains(instant(297, 0, 0)) && night.contains(instant(297, 1, 59, 59)))
        #expect(!night.contains(instant(297, 2, 0)))
        // In spring it does not come at all.
        #expect(!night.contains(instant(87, 0, 59, 59)) && !night.contains(instant(87, 1, 0)))
    }

    @Test func whatRunsOverTheWeekGoesOnOnMonday() {
        // Sunday 20:00 to Monday 08:00 and Saturday 00:00 to 24:00.
        let watch = clock([6 * 1440 + 1200..<7 * 1440 + 480, 5 * 1440..<6 * 1440])
        #expect(watch.contains(instant(3, 19, 0)) && watch.contains(instant(4, 6, 59)) && !watch.contains(instant(4, 7, 0)))
        #expect(watch.contains(instant(2, 12, 0)) && !watch.contains(instant(3, 12, 0)))
    }

    @Test func aHolidayIsOutsideFromMidnightToMidnight() {
        let always = clock([0..<10_080], holidays: [CivilDay(number: 4)])
        #expect(always.contains(instant(3, 22, 59, 59)) && !always.contains(instant(3, 23, 0)))
        #expect(!always.contains(instant(4, 22, 59, 59)) && always.contains(instant(4, 23, 0)))
    }
}
