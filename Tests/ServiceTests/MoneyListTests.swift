import Model
import Reporting
import Testing
import Time

@testable import Service

@Suite("Lists of charges, bills and budgets") struct MoneyListTests {
    /// Anna: 1.00 + 0.10, less 10 %; Bert: 0.20.
    @Test func discounts() async throws {
        let office = try await ListOffice()
        let rows = ["anna | Anna | 2 | 1.10 | 0.11 | 0.00 | 0.99", "bert | Bert | 1 | 0.20 | 0.00 | 0.00 | 0.20"]
        #expect(try office.list(.discounts) == rows)
        #expect(try office.list(.discounts, party: "bert") == [rows[1]])
        #expect(try office.list(.discounts, node: "sales") == [rows[0]])
        #expect(try office.list(.discounts, days: ListOffice.days("2026-03-03", "2026-03-31")) == [])
    }

    @Test func exchanges() async throws {
        let office = try await ListOffice()
        #expect(try office.list(.exchanges) == ["USD | EUR | 0.5 | 1 | 0.20 | 0.10"])
        #expect(try office.list(.exchanges, party: "anna") == [])
    }

    /// Anna's mobile calls come to 0.99 net: 10 % of it is 0.10. The credit note takes it off again.
    @Test func billsAndTaxes() async throws {
        let office = try await ListOffice()
        _ = try office.book.issueBill(of: PartyID("anna"), ListOffice.days(), caller: .console)
        _ = try office.book.issueBill(of: PartyID("bert"), ListOffice.days(), caller: .console)
        let days = try ListOffice.days("2026-04-02", "2026-04-02")
        #expect(try office.list(.taxes, days: days) == ["vat | VAT | 10.00 |  | 1 | 0.99 | 0.10 | 1.09"])
        office.office.turnClock(to: "2026-04-05T08:30:00")
        _ = try office.book.creditBill(1, reason: "wrong", caller: .console)
        let columns = ["number", "kind", "party", "name", "from", "to", "issued", "calls", "total", "credited"]
        let rows = [
            "3 | credit | anna | Anna | 2026-03-01 | 2026-03-31 | 2026-04-05 08:30:00 | 0 |  | -1.09 | 1",
            "2 | bill | bert | Bert | 2026-03-01 | 2026-03-31 | 2026-04-02 12:00:00 | 1 | 0.10 |  | ",
            "1 | bill | anna | Anna | 2026-03-01 | 2026-03-31 | 2026-04-02 12:00:00 | 2 |  | 1.09 | 3",
        ]
        let april = try ListOffice.days("2026-04-01", "2026-04-30")
        #expect(try office.list(.bills, columns, days: april) == rows)
        #expect(try office.list(.bills, columns, days: days) == Array(rows[1...]), "issued on the day alone")
        #expect(try office.list(.bills, ["number"], days: april, party: "bert") == ["2"])
        #expect(try office.list(.bills, days: ListOffice.days()) == [], "of March, but not issued in it")
        #expect(try office.list(.taxes, days: april) == ["vat | VAT | 10.00 |  | 2 | 0.00 | 0.00 | 0.00"])
        let fifth = try ListOffice.days("2026-04-05", "2026-04-05")
        #expect(try office.list(.taxes, days: fifth) == ["vat | VAT | 10.00 |  | 1 | -0.99 | -0.10 | -1.09"])
    }

    /// Anna's 0.99 of 1.00 and of the 2.00 of all; Bert's euros are told, not added. March is over: it comes to what is spent.
    @Test func budgets() async throws {
        let office = try await ListOffice()
        let rows = [
            "anna |  | Anna | 2026-03 | 1.00 | 0.99 | 99.0 | 0.99 | 0.01 | warned | 2 | 0",
            " | hq | HQ | 2026-03 | 2.00 | 0.99 | 49.5 | 0.99 | 1.01 | fine | 2 | 1",
        ]
        #expect(try office.list(.budgets) == rows)
        #expect(try office.list(.budgets, party: "anna") == [rows[0]])
        #expect(try office.list(.budgets, node: "hq") == rows)
        #expect(try office.list(.budgets, party: "bert") == [])
        #expect(try office.list(.budgets, node: "sales") == [rows[0]])
        let months = try office.list(.budgets, ["party", "month", "spent", "forecast"], days: ListOffice.days("2026-02-10", "2026-04-02"))
        #expect(
            months == [
                "anna | 2026-02 | 0.00 | 0.00", "anna | 2026-03 | 0.99 | 0.99", " | 2026-03 | 0.99 | 0.99", "anna | 2026-04 | 0.00 | 0.00",
            ])
    }

    /// On the third of March 0.99 of 3 days is 10.23 of 31.
    @Test func budgetOfARunningMonth() async throws {
        let office = try await ListOffice(now: "2026-03-03T20:00:00")
        let columns = ["spent", "forecast", "state"]
        #expect(try office.list(.budgets, columns, party: "anna") == ["0.99 | 10.23 | warned"])
        #expect(try office.list(.budgets, columns, days: ListOffice.days("2026-04-01", "2026-04-30")) == ["0.00 |  | fine"])
    }

    @Test func parties() async throws {
        let office = try await ListOffice(
            calls: ListOffice.calls + [ListOffice.call("14:00:00", from: "109", to: "4917111", 60, trunk: "01")])
        let rows = [
            "anna | Anna | HQ / Sales | 2026-03-02 11:00:00 | 29 | 4 | 0:11:00 | 1.10",
            "bert | Bert | HQ | 2026-03-02 13:00:00 | 29 | 3 | 0:02:00 | 0.20", "carla | Carla |  |  |  | 0 | 0:00:00 | 0.00",
            "unassigned@main |  |  | 2026-03-02 14:00:00 | 29 | 1 | 0:01:00 | 0.10",
        ]
        #expect(try office.list(.parties) == rows)
        #expect(try office.list(.parties, node: "hq") == Array(rows[..<2]))
        #expect(try office.list(.parties, party: "carla") == [rows[2]])
        // Before its first call a party had none.
        #expect(
            try office.list(.parties, ["party", "idle", "calls"], days: ListOffice.days("2026-02-01", "2026-03-01")).first == "anna |  | 0")
        #expect(
            try office.list(.parties, ["party", "idle", "calls"], days: ListOffice.days("2026-03-03", "2026-03-04"))
                == ["anna | 2 | 0", "bert | 2 | 0", "carla |  | 0"])
    }

    @Test func rates() async throws {
        let office = try await ListOffice()
        #expect(
            try office.list(.rates) == [
                "office | price | 2026-01-01 00:00:00 | 4917 | Mobile |  | 0.00 | 0.10 for each 60 s, minimum 0.05 | USD",
                "office | price | 2026-01-01 00:00:00 | 4916 | Mobile |  | 0.00 | 0.10 for each 60 s, minimum 0.05 | USD",
                "office | price | 2026-01-01 00:00:00 | 4930 | Berlin |  |  | 0.10 for each 60 s, minimum 0.05 | USD",
            ])
        #expect(try office.list(.rates, ["from", "rule"], days: ListOffice.days("2026-06-30", "2026-07-01")).count == 1)
        #expect(try office.list(.rates, days: ListOffice.days("2025-06-30", "2025-07-01")) == [])
    }
}
