import Model
import Money
import Site
import Testing
import Time

@Suite struct WeekTests {
    /// `week:` of a table in one line → its week.
    private func read(_ text: String) -> Week? { Sample.table("  - {id: t, week: \(text)}\n")?.week }

    /// The band's name at a minute of the week, 0 Monday 00:00.
    private func name(_ week: Week, _ day: Int, _ hour: Int, _ minute: Int = 0) -> String {
        week.bands[Int(week.minutes[day * 1440 + hour * 60 + minute])].name
    }

    @Test func plainBandsAndElse() throws {
        let week = try #require(read(#"{day: ["Mon-Fri 08:00-20:00", "Sat 08:00-12:00"], night: else}"#))
        #expect(week.minutes.count == 10_080 && week.holidayMinutes.isEmpty)
        #expect(week.minutes.count { $0 == 0 } == 5 * 720 + 240)
        #expect(name(week, 0, 7, 59) == "night" && name(week, 0, 8) == "day" && name(week, 4, 19, 59) == "day")
        #expect(
            name(week, 4, 20) == "night" && name(week, 5, 11, 59) == "day" && name(week, 5, 12) == "night" && name(week, 6, 10) == "night")
    }

    /// 20:00-08:00 is 00:00–08:00 and 20:00–24:00 of the named days: Saturday's early hours are not Friday's.
    @Test func aWrapBelongsToTheNamedDays() throws {
        let week = try #require(read(#"{night: ["Mon-Fri 20:00-08:00"], day: else}"#))
        #expect(week.minutes.count { $0 == 0 } == 5 * 720)
        #expect(name(week, 0, 0) == "night" && name(week, 4, 23, 59) == "night" && name(week, 5, 0) == "day" && name(week, 6, 23) == "day")
    }

    /// Fri 20:00-32:00 runs on to Saturday 08:00.
    @Test func anEndPast24RunsOnIntoTheNextDay() throws {
        let week = try #require(read(#"{party: ["Fri 20:00-32:00"], day: else}"#))
        #expect(week.minutes.count { $0 == 0 } == 720)
        #expect(
            name(week, 4, 19, 59) == "day" && name(week, 4, 20) == "party" && name(week, 5, 7, 59) == "party" && name(week, 5, 8) == "day")
    }

    @Test func sundayRunsOnIntoMonday() throws {
        let week = try #require(read(#"{party: ["Sun 20:00-32:00"], day: else}"#))
        #expect(name(week, 6, 20) == "party" && name(week, 0, 0) == "party" && name(week, 0, 7, 59) == "party" && name(week, 0, 8) == "day")
    }

    @Test func daysOverTheEndOfTheWeekAndLists() throws {
        let week = try #require(read(#"{a: ["Sat-Mon 00:00-24:00"], b: ["Tue,Thu 00:00-24:00"], c: else}"#))
        #expect((0..<7).map { name(week, $0, 12) } == ["a", "b", "c", "b", "c", "a", "a"])
        #expect(try #require(read(#"{a: "08:00-20:00", b: else}"#)).minutes.count { $0 == 0 } == 7 * 720)
    }

    @Test func aHolidayHasItsOwnBandsThenTheWeeksElse() throws {
        let own = try #require(
            read(#"{day: ["Mon-Sun 08:00-20:00"], night: ["20:00-08:00"], holiday: {night: ["00:00-12:00"], day: else}}"#))
        #expect(own.holidayMinutes.count == 1440)
        #expect(own.holidayMinutes[719] == 1 && own.holidayMinutes[720] == 0)
        let weeks = try #require(read(#"{day: ["Mon-Fri 08:00-20:00"], night: else, holiday: {day: ["10:00-11:00"]}}"#))
        #expect(weeks.holidayMinutes.count { $0 == 0 } == 60 && weeks.holidayMinutes[599] == 1 && weeks.holidayMinutes[600] == 0)
        let wrap = try #require(
            read(#"{day: ["Mon-Fri 08:00-20:00"], night: else, holiday: {night: ["20:00-08:00"], day: ["08:00-20:00"]}}"#))
        #expect(wrap.holidayMinutes[0] == 1 && wrap.holidayMinutes[480] == 0 && wrap.holidayMinutes[1439] == 1)
    }
}
