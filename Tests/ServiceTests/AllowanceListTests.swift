import Model
import Reporting
import Testing
import Time

@testable import Service

/// Golden figures by hand: a second costs 0.001, all is in UTC and USD.
@Suite("Lists of allowances") struct AllowanceListTests {
    private static func office(_ packages: String, _ calls: [String], more: String = "") async throws -> ListOffice {
        let yaml = """
            site: {zone: UTC, currency: USD, defaultTable: {price: office}}
            switches: [{id: main, format: tollbook-csv}]
            callTypes: [{id: mobile, name: Mobile}]
            numbering: [{prefix: "4917", type: mobile, destination: Mobile network}]
            organisation: [{id: hq, kind: company, name: HQ}, {id: sales, kind: department, parent: hq, name: Sales}]
            parties:
              - {id: anna, name: Anna, numbers: [{number: "101"}], member: [{of: sales}]}
              - {id: bert, name: Bert, numbers: [{number: "102"}], member: [{of: hq}]}
              - {id: carla, name: Carla, numbers: [{number: "103"}]}
            \(more)
            rateTables:
              - id: office
                versions: [{from: 2026-01-01, rows: [{prefix: ["4917"], all: {steps: [{at: 0, block: 1, price: "0.001"}]}}]}]
            packages: [\(packages)]

            """
        return try await ListOffice(yaml: yaml, calls: calls)
    }

    private static func call(_ day: String, _ seconds: Int, from: String = "101", at time: String = "09:00:00") -> String {
        ListOffice.call(time, day: "2026-" + day, from: from, to: "4917111", seconds, trunk: "")
    }

    private static let figures = ["granted", "carried", "consumed", "left", "over"]

    /// 90 s: the first call is inside, the second uses it up after 30 s and needs 30 s more, the third needs 60 s. What the days cut
    /// off of the month counts all the same.
    @Test func usedUpInsideACall() async throws {
        let office = try await Self.office(
            "{id: small, rules: [{allowance: {seconds: 90}}], assigned: [{party: anna}]}",
            [Self.call("03-02", 60), Self.call("03-03", 60), Self.call("03-31", 60), Self.call("02-28", 60), Self.call("03-04", 0)])
        let row =
            "small | 1 | price | anna |  | Anna | 2026-03-01 | 2026-03-31 | seconds | 0:01:30 | 0:00:00 | 0:01:30 | 0:00:00 | 0:01:30 | closed"
        #expect(try office.list(.allowances) == [row])
        #expect(try office.list(.allowances, days: ListOffice.days("2026-03-10", "2026-03-11")) == [row])
        #expect(try office.list(.allowances, party: "anna") == [row])
        #expect(try office.list(.allowances, node: "hq") == [row])
        #expect(try office.list(.allowances, party: "bert") == [])
        let bill = try office.list(.discounts, ["charge", "packages", "net"])
        #expect(bill == ["0.18 | 0.09 | 0.09"], "what was used came off the charges")
    }

    /// February uses one of two minutes, and one goes over. March has three: 61 s take two, 121 s the third and need two more. Of
    /// March's own nothing is left for April, which nobody used.
    @Test func carryOver() async throws {
        let office = try await Self.office(
            "{id: p, rules: [{allowance: {minutes: 2, per: minute, carryOver: true}}], assigned: [{party: anna, from: 2026-02-01}]}",
            [Self.call("02-10", 59), Self.call("03-02", 61), Self.call("03-03", 121)])
        let columns = ["from", "unit"] + Self.figures + ["state"]
        let rows = [
            "2026-02-01 | minutes | 0:02:00 | 0:00:00 | 0:01:00 | 0:01:00 | 0:00:00 | closed",
            "2026-03-01 | minutes | 0:03:00 | 0:01:00 | 0:03:00 | 0:00:00 | 0:02:00 | closed",
            "2026-04-01 | minutes | 0:02:00 | 0:00:00 | 0:00:00 | 0:02:00 | 0:00:00 | open",
        ]
        #expect(try office.list(.allowances, columns, days: ListOffice.days("2026-02-01", "2026-04-30")) == rows)
        #expect(try office.list(.allowances, columns) == [rows[1]], "February is read for March alone too")
    }

    /// Three calls for the department: two of Anna's, one of Bert's; his second needs one more. Carla is not in it.
    @Test func shared() async throws {
        let office = try await Self.office(
            "{id: team, rules: [{allowance: {calls: 3}}], assigned: [{organisation: hq, shared: true}]}",
            [
                Self.call("03-02", 60), Self.call("03-03", 60, from: "102"), Self.call("03-04", 60), Self.call("03-05", 60, from: "102"),
                Self.call("03-01", 60, from: "103"),
            ])
        let columns = ["party", "organisation", "name", "unit"] + Self.figures
        let row = " | hq | HQ | calls | 3 | 0 | 3 | 0 | 1"
        #expect(try office.list(.allowances, columns) == [row])
        #expect(try office.list(.allowances, columns, party: "anna") == [row], "with the calls of all who share it")
        #expect(try office.list(.allowances, columns, node: "sales") == [row])
        #expect(try office.list(.allowances, columns, party: "carla") == [])
    }

    /// Each of a node has its own. 600 s by 15 of 31 days are 290 s; the call of before the 17th uses none of them.
    @Test func prorata() async throws {
        let office = try await Self.office(
            "{id: half, rules: [{allowance: {seconds: 600}}], assigned: [{organisation: hq, from: 2026-03-17, prorata: true}]}",
            [Self.call("03-02", 60), Self.call("03-20", 60)])
        let columns = ["party"] + Self.figures
        #expect(
            try office.list(.allowances, columns) == [
                "anna | 0:04:50 | 0:00:00 | 0:01:00 | 0:03:50 | 0:00:00", "bert | 0:04:50 | 0:00:00 | 0:00:00 | 0:04:50 | 0:00:00",
            ])
        #expect(try office.list(.allowances, columns, days: ListOffice.days("2026-02-01", "2026-02-28")) == [])
    }

    /// A call of 100 s is the one that is free. Of 50 s 30 are covered, the rest of 0.02 is halved: 0.01. Of the last nothing is: 0.05
    /// after the half, of which 0.04 are left of the money.
    @Test func severalInOrder() async throws {
        let rules = "{allowance: {money: \"0.05\", currency: USD}}, {allowance: {calls: 1}}, {percent: 50}, {allowance: {seconds: 30}}"
        let office = try await Self.office(
            "{id: mix, rules: [\(rules)], assigned: [{party: anna}]}",
            [Self.call("03-02", 100), Self.call("03-03", 50), Self.call("03-04", 100)])
        #expect(
            try office.list(.allowances, ["rule", "unit"] + Self.figures) == [
                "1 | USD | 0.05 | 0.00 | 0.05 | 0.00 | 0.01", "2 | calls | 1 | 0 | 1 | 0 | 2",
                "4 | seconds | 0:00:30 | 0:00:00 | 0:00:30 | 0:00:00 | 0:02:00",
            ])
        #expect(try office.list(.discounts, ["net"]) == ["0.01"])
    }

    /// A bill closes it: what comes later uses nothing. Half a cent of money is told whole.
    @Test func billedAndLate() async throws {
        let office = try await Self.office(
            "{id: cash, rules: [{allowance: {money: \"1\", currency: USD}}], assigned: [{party: anna}]}", [Self.call("03-02", 5)])
        let columns = Self.figures + ["state"]
        #expect(try office.list(.allowances, columns) == ["1.00 | 0.00 | 0.005 | 0.995 | 0.00 | closed"])
        _ = try office.book.issueBill(of: PartyID("anna"), ListOffice.days(), caller: .console)
        try await office.office.take([Self.call("03-20", 60)], name: "late")
        #expect(try office.list(.allowances, columns) == ["1.00 | 0.00 | 0.005 | 0.995 | 0.00 | billed"])
    }

    /// More parties than are read at once: to each its own.
    @Test func manyParties() async throws {
        let numbers = 200..<350
        let parties = numbers.map { "  - {id: \"\($0)\", numbers: [{number: \"\($0)\"}], member: [{of: hq}]}" }.joined(separator: "\n")
        let calls = numbers.map { Self.call("03-02", $0, from: String($0)) }
        let office = try await Self.office(
            "{id: all, rules: [{allowance: {seconds: 300}}], assigned: [{organisation: hq}]}", calls, more: parties)
        let rows = try office.list(.allowances, ["party", "consumed", "over"])
        let expected = numbers.map { number in
            let (used, over) = (min(number, 300), max(0, number - 300))
            return "\(number) | 0:0\(used / 60):\(used % 60 < 10 ? "0" : "")\(used % 60) | 0:00:\(over < 10 ? "0" : "")\(over)"
        }
        #expect(rows == ["anna | 0:00:00 | 0:00:00", "bert | 0:00:00 | 0:00:00"] + expected)
    }
}
