import Model
import Reading
import Testing
import Time

@testable import Site

@Suite("Schedules in the site file")
struct ScheduleReadingTests {
    private let text = """
        site: {zone: UTC, currency: USD}
        organisation: [{id: sales, kind: department, name: Sales}]
        parties: [{id: "101", name: Reception}]
        mail: {server: mail.example.com, from: t@example.com}
        schedules:
          - {id: hourly, report: b01-all-calls, period: today, every: hour, at: "00:15", folder: out}
          - {id: working, report: b01-all-calls, period: yesterday, every: day, on: workingDays, at: "07:30", to: [a@example.com]}
          - {id: weekly, report: b01-all-calls, period: lastWeek, every: week, on: Mon, as: [csv, xlsx], organisation: sales, for: managers}
          - {id: bills, bills: true, on: lastWorkingDay, holidays: [2026-12-25], holiday: before, for: owners, paused: true}
          - {id: yearly, report: a01-party-bill, period: lastYear, every: year, on: 01-31, party: "101", filter: ["callType=mobile"], folder: y}

        """

    @Test("What is written is what was read, and reads as the same again")
    func roundTrip() throws {
        let site = try #require(Sample.read(text).site)
        #expect(site.schedules.map(\.id.text) == ["hourly", "working", "weekly", "bills", "yearly"])
        #expect(site.schedules.map(\.time.every) == [.hour, .day, .week, .month, .year])
        #expect(site.schedules.map(\.time.minute) == [15, 450, 360, 360, 360])
        #expect(site.schedules[1].time.on == .workingDays && site.schedules[2].time.on == .weekday(0))
        #expect(site.schedules[3].report == nil && site.schedules[3].time.on == .lastWorkingDay && site.schedules[3].isPaused)
        #expect(site.schedules[4].time.on == .date(month: 1, day: 31) && site.schedules[4].filter == ["callType=mobile"])
        let written = SiteWriter.write(site)
        #expect(Sample.read(written).site == site)
    }
}
