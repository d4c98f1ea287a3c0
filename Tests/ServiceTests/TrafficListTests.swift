import Model
import Reporting
import Testing
import Time

@testable import Service

@Suite("Lists of lines, trunks and missed calls") struct TrafficListTests {
    /// 09:00: A 600 s, B 120 s in it, C 20 s behind A: 740 s, two at once. 740/1800 = 0.411.
    @Test func channels() async throws {
        let office = try await ListOffice()
        #expect(
            try office.list(.channels) == [
                "pstn | 2026-03-02 09:00:00 | 2 | 0.411 | 2 | 100.0", "pstn | 2026-03-02 10:00:00 | 1 | 0.017 | 2 | 50.0",
                "pstn | 2026-03-02 11:00:00 | 1 | 0.033 | 2 | 50.0", "03 | 2026-03-02 12:00:00 | 1 | 0.006 | 1 | 100.0",
                "03 | 2026-03-02 13:00:00 | 1 | 0.003 | 1 | 100.0",
            ])
        #expect(try office.list(.channels, days: ListOffice.days("2026-03-03", "2026-03-03")) == [])
    }

    /// Half hours, days and last calls are those of the site's wall clock, however far it is from UTC.
    @Test(arguments: ["Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati"])
    func inAnotherZone(zone: String) async throws {
        let (here, there) = (try await ListOffice(), try await ListOffice(zone: zone))
        for kind in [ListKind.channels, .busyHours, .trunks, .unreturned, .parties, .discounts, .rates] {
            #expect(try there.list(kind) == here.list(kind), "\(kind)")
        }
    }

    /// Trunk 01 of a second switch is in another group, its 03 in none, as that of the first.
    @Test func trunksOfTwoSwitches() async throws {
        let yaml = ListOffice.yaml
            .replacing("{id: main, format: tollbook-csv}", with: "{id: main, format: tollbook-csv}, {id: branch, format: tollbook-csv}")
            .replacing(
                "  - {id: \"04\"", with: "  - {id: \"01\", switch: branch, group: far}\n  - {id: \"03\", switch: branch}\n  - {id: \"04\"")
        let calls = [("main", "01"), ("branch", "01"), ("main", "03"), ("branch", "03")].enumerated().map { number, way in
            ListOffice.call("09:0\(number):00", from: "101", to: "4917111", 180, trunk: way.1).replacing(",main,", with: ",\(way.0),")
        }
        let office = try await ListOffice(yaml: yaml, calls: calls)
        #expect(
            try office.list(.channels, ["group", "most", "lines"]) == [
                "branch 03 | 1 | 1", "far | 1 | 1", "main 03 | 1 | 1", "pstn | 1 | 2",
            ])
        #expect(try office.list(.busyHours, ["group", "calls"]) == ["branch 03 | 1", "far | 1", "main 03 | 1", "pstn | 1"])
    }

    /// A day of 25 hours: the hour behind the one that comes twice is the fifth, and the last call is in it.
    @Test func longDay() async throws {
        let calls = ["01:10:00", "03:40:00"].map {
            ListOffice.call($0, day: "2026-10-25", from: "101", to: "4917111", 900, trunk: "02")
        }
        let office = try await ListOffice(now: "2026-11-02T12:00:00", zone: "Europe/Berlin", calls: calls)
        let days = try ListOffice.days("2026-10-25", "2026-10-26")
        #expect(
            try office.list(.channels, ["start", "average"], days: days) == [
                "2026-10-25 01:00:00 | 0.500", "2026-10-25 03:30:00 | 0.500",
            ])
        #expect(try office.list(.trunks, ["trunk", "last", "idle"], days: days)[1] == "02 | 2026-10-25 03:40:00 | 1")
    }

    /// A call over midnight counts on both days, in the slots that it touches; a call without trunk is on no line.
    @Test func overMidnight() async throws {
        let calls = [
            ListOffice.call("23:40:00", day: "2026-03-04", from: "101", to: "4917111", 3600, trunk: "02"),
            ListOffice.call("00:10:00", day: "2026-03-05", from: "101", to: "4917112", 60, trunk: ""),
        ]
        let office = try await ListOffice(calls: calls)
        #expect(
            try office.list(.channels, ["start", "most", "average"], days: ListOffice.days("2026-03-05", "2026-03-05")) == [
                "2026-03-05 00:00:00 | 1 | 1.000", "2026-03-05 00:30:00 | 1 | 0.333",
            ])
        #expect(
            try office.list(.channels, ["start", "most", "average"], days: ListOffice.days("2026-03-04", "2026-03-04")) == [
                "2026-03-04 23:30:00 | 1 | 0.667"
            ])
    }

    /// pstn at 09: 740 s = 0.206 E; B(1) = 0.170515, B(2) = 0.017223, B(3) = 0.00118: 1.72 % with two lines, three for 1 %. 03 at 12: 10 s.
    @Test func busyHours() async throws {
        let office = try await ListOffice()
        #expect(
            try office.list(.busyHours) == [
                "03 | 2026-03-02 | 12:00 | 1 | 0.003 |  | 0.0 | 1 | 0.28 | 1 | 1 | 1",
                "pstn | 2026-03-02 | 09:00 | 3 | 0.206 | 0:06:00 | 66.7 | 2 | 1.72 | 3 | 2 | 1",
            ])
        try await office.office.take(
            [ListOffice.call("15:00:00", day: "2026-03-03", from: "101", to: "4917111", 1200, trunk: "02")], name: "more")
        #expect(
            try office.list(.busyHours, ["group", "day", "hour", "rank"], more: "filter: {where: [{field: rank, any: [\"1\"]}]}\n") == [
                "03 | 2026-03-02 | 12:00 | 1", "pstn | 2026-03-03 | 15:00 | 1",
            ])
    }

    @Test func trunks() async throws {
        let office = try await ListOffice()
        let rows = [
            "01 | pstn | telco | 2026-03-02 11:00:00 | 29 | 4 | 0:11:00", "02 | pstn | telco | 2026-03-02 09:05:00 | 29 | 1 | 0:02:00",
            "03 |  |  | 2026-03-02 13:00:00 | 29 | 2 | 0:00:00", "04 | spare |  |  |  | 0 | 0:00:00",
        ]
        #expect(try office.list(.trunks) == rows)
        // Before them there was none.
        #expect(
            try office.list(.trunks, ["trunk", "last", "idle", "calls"], days: ListOffice.days("2026-02-01", "2026-03-01")).first
                == "01 |  |  | 0")
        // On later days the last call is the same.
        #expect(
            try office.list(.trunks, ["trunk", "last", "idle", "calls"], days: ListOffice.days("2026-04-01", "2026-04-02")).first
                == "01 | 2026-03-02 11:00:00 | 31 | 0")
    }

    @Test func unreturned() async throws {
        let office = try await ListOffice()
        let rows = [
            "4917999 |  | 2 | 2026-03-02 10:00:00 | 101 | 2026-03-02 11:00:00 | 1", "4930777888 |  | 1 | 2026-03-02 12:00:00 | 102 |  | 1",
        ]
        #expect(try office.list(.unreturned) == rows)
        #expect(try office.list(.unreturned, party: "bert") == [rows[1]])
        #expect(try office.list(.unreturned, node: "sales") == [rows[0]])
        #expect(try office.list(.unreturned, more: "filter: {where: [{field: returned, any: [\"\"]}]}\n") == [rows[1]])
        #expect(try office.list(.unreturned, days: ListOffice.days("2026-03-03", "2026-03-09")) == [])
        let contacts = "contacts: [{id: firm, name: Firm, numbers: [\"4930777*\"]}, {id: other, name: Other, numbers: [\"4930\"]}]\n"
        let known = try await ListOffice(yaml: ListOffice.yaml + contacts)
        #expect(try known.list(.unreturned, ["number", "contact"]) == ["4917999 | ", "4930777888 | Firm"])
        #expect(try known.list(.unreturned, ["missed"], more: "filter: {where: [{field: contact, any: [Firm]}]}\n") == ["1"])
    }
}
