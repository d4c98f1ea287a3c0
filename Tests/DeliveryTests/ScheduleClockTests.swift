import Doubles
import Site
import Testing
import Time

@testable import Delivery

@Suite("When schedules are due")
struct ScheduleClockTests {
    /// Berlin's clocks of 2026: on at 2026-03-29 02:00, back at 2026-10-25 03:00.
    private let berlin = Zone(name: "Berlin", changes: [1_774_746_000, 1_792_890_000], offsets: [3600, 7200, 3600])

    private func moments(_ time: ScheduleTime, from: String, to: String, _ zone: Zone? = nil) throws -> [String] {
        let zone = zone ?? berlin
        let first = zone.resolve(try #require(WallTime(text: from))).earliest
        let last = zone.resolve(try #require(WallTime(text: to))).earliest
        return ScheduleClock(time, zone).moments(after: first, through: last, most: 1000).map { zone.wall($0).description }
    }

    private func time(_ every: ScheduleTime.Every, _ on: ScheduleTime.Day? = nil, minute: Int = 360) -> ScheduleTime {
        var time = ScheduleTime()
        (time.every, time.on, time.minute) = (every, on, minute)
        return time
    }

    @Test("The last working day of each month, by the calendar of 2026")
    func lastWorkingDay() throws {
        #expect(
            try moments(time(.month, .lastWorkingDay), from: "2026-01-01T00:00:00", to: "2026-06-30T23:00:00") == [
                "2026-01-30T06:00:00", "2026-02-27T06:00:00", "2026-03-31T06:00:00", "2026-04-30T06:00:00", "2026-05-29T06:00:00",
                "2026-06-30T06:00:00",
            ])
    }

    @Test("A holiday is no working day; a day that is one is moved, or left out")
    func holidays() throws {
        var working = time(.month, .lastWorkingDay)
        working.holidays = [try #require(CivilDay(text: "2026-03-31"))]
        #expect(try moments(working, from: "2026-03-01T00:00:00", to: "2026-03-31T23:00:00") == ["2026-03-30T06:00:00"])
        for (holiday, expected) in [
            (ScheduleTime.Holiday.run, ["2026-05-01T06:00:00"]), (.skip, []), (.before, ["2026-04-30T06:00:00"]),
            (.after, ["2026-05-03T06:00:00"]),
        ] {
            var first = time(.month)
            first.holidays = Set(["2026-05-01", "2026-05-02"].compactMap { CivilDay(text: $0) })
            first.holiday = holiday
            #expect(try moments(first, from: "2026-04-02T00:00:00", to: "2026-05-31T00:00:00") == expected, "\(holiday)")
        }
    }

    @Test("In an hour that comes twice or never, a daily time is due once (CHECKLIST X6)")
    func clockChanges() throws {
        let night = time(.day, minute: 150)
        #expect(
            try moments(night, from: "2026-03-28T12:00:00", to: "2026-03-30T12:00:00") == ["2026-03-29T03:00:00", "2026-03-30T02:30:00"])
        #expect(
            try moments(night, from: "2026-10-24T12:00:00", to: "2026-10-26T12:00:00") == ["2026-10-25T02:30:00", "2026-10-26T02:30:00"])
    }

    @Test("Every hour that is lived: 23 and 25 of them on the days of the change (CHECKLIST X6)")
    func hours() throws {
        let hourly = time(.hour, minute: 15)
        for (day, count) in [("2026-03-28", 24), ("2026-03-29", 23), ("2026-10-25", 25)] {
            let found = try moments(hourly, from: day + "T00:00:00", to: day + "T23:59:59")
            #expect(found.count == count && Set(found).count == min(count, 24), "\(day)")
        }
    }

    @Test("A day that a month does not have is its last; weeks, quarters, years")
    func others() throws {
        #expect(try moments(time(.month, .number(31)), from: "2026-02-01T00:00:00", to: "2026-02-28T23:00:00") == ["2026-02-28T06:00:00"])
        #expect(
            try moments(time(.week, .weekday(4)), from: "2026-03-01T00:00:00", to: "2026-03-14T00:00:00") == [
                "2026-03-06T06:00:00", "2026-03-13T06:00:00",
            ])
        #expect(
            try moments(time(.quarter), from: "2026-01-02T00:00:00", to: "2026-12-31T00:00:00") == [
                "2026-04-01T06:00:00", "2026-07-01T06:00:00", "2026-10-01T06:00:00",
            ])
        #expect(
            try moments(time(.year, .date(month: 2, day: 29)), from: "2026-01-01T00:00:00", to: "2028-12-31T00:00:00") == [
                "2026-02-28T06:00:00", "2027-02-28T06:00:00", "2028-02-29T06:00:00",
            ])
        #expect(
            try moments(time(.day, .workingDays), from: "2026-03-06T07:00:00", to: "2026-03-10T00:00:00") == ["2026-03-09T06:00:00"])
    }

    @Test("Days meant, from the day on which it is due")
    func spans() throws {
        let day = try #require(CivilDay(text: "2026-01-15"))
        for (span, expected) in [
            (Schedule.Span.yesterday, "2026-01-14 2026-01-14"), (.lastWeek, "2026-01-05 2026-01-11"), (.thisWeek, "2026-01-12 2026-01-18"),
            (.lastMonth, "2025-12-01 2025-12-31"), (.thisMonth, "2026-01-01 2026-01-31"), (.lastQuarter, "2025-10-01 2025-12-31"),
            (.thisQuarter, "2026-01-01 2026-03-31"), (.lastYear, "2025-01-01 2025-12-31"), (.thisYear, "2026-01-01 2026-12-31"),
        ] {
            let days = span.days(on: day)
            #expect("\(days.first) \(days.last)" == expected)
        }
    }
}
