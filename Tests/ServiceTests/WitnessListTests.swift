import Document
import Model
import Money
import Reporting
import Store
import Testing
import Time

@testable import Service

@Suite("Lists of what witnesses tell") struct WitnessListTests {
    /// Worked out by hand: see the calls of the office.
    @Test func aMonth() async throws {
        let office = try await WitnessOffice()
        #expect(
            try office.rows(.witnessed, days: ListOffice.days("2026-10-02", "2026-10-02")) == [
                "bill | Telco | anna | 101 | 49175111 | 01 | 2026-10-02 09:00:00 | 2026-10-02 09:00:03 | 0:01:00 | 0:01:01 | 0.04 | 0.04"
                    + " | 0.00 | matched | ",
                "bill | Telco | bert | 102 | 49175222 | 02 | 2026-10-02 10:00:00 | 2026-10-02 10:00:02 | 0:02:00 | 0:03:00 | 0.08 | 0.12"
                    + " | 0.04 | differs | duration, amount",
            ])
    }

    @Test func theStates() async throws {
        let office = try await WitnessOffice()
        let columns = ["called", "start", "witnessStart", "duration", "witnessDuration", "state", "differs"]
        let rows = [
            "49175111 | 2026-10-02 09:00:00 | 2026-10-02 09:00:03 | 0:01:00 | 0:01:01 | matched | ",
            "49175222 | 2026-10-02 10:00:00 | 2026-10-02 10:00:02 | 0:02:00 | 0:03:00 | differs | duration, amount",
            "4930333 | 2026-10-03 11:00:00 | 2026-10-03 11:00:00 | 0:01:00 | 0:01:00 | differs | amount",
            "33444 | 2026-10-03 12:00:00 |  | 0:01:00 |  | onlyOurs | ",
            "4917513 |  | 2026-10-04 13:00:00 |  | 0:00:30 | onlyTheirs | ",
            "49175555 | 2026-10-05 14:00:00 | 2026-10-05 14:00:05 | 0:00:20 | 0:00:20 | matched | ",
            "49175555 | 2026-10-05 14:01:00 | 2026-10-05 14:01:05 | 0:00:50 | 0:00:50 | matched | ",
            "49175666 | 2026-10-06 15:00:00 | 2026-10-06 15:00:09 | 0:00:00 | 0:00:30 | differs | duration, amount",
            "49175777 | 2026-10-06 16:00:00 | 2026-10-06 16:00:00 | 0:01:00 | 0:01:00 | differs | currency",
            "49175121 | 2026-10-25 02:30:00 | 2026-10-25 02:30:00 | 0:01:00 | 0:01:00 | matched | ",
        ]
        #expect(try office.rows(.witnessed, columns) == rows)
        #expect(try office.rows(.witnessDifferences, columns) == rows.filter { !$0.contains("| matched") })
        #expect(try office.rows(.witnessed, columns, more: "filter: {where: [{field: state, any: [onlyOurs]}]}\n") == [rows[3]])
        #expect(try office.rows(.witnessed, ["called"], party: "bert") == ["49175222", "49175555"])
        #expect(try office.rows(.witnessed, ["called"], node: "sales").count == 7)
        // Each call belongs to the day of our record, or else of theirs: the parts are the whole.
        let parts = try (1...31).flatMap { day in
            let text = "2026-10-" + (day < 10 ? "0" : "") + String(day)
            return try office.rows(.witnessed, columns, days: ListOffice.days(text, text))
        }
        #expect(parts == rows)
    }

    /// Each record's page shows what the other side has of it; attempts and other providers' calls show nothing.
    @Test func ofOneCall() async throws {
        let office = try await WitnessOffice()
        func shown(_ called: String, on home: String) throws -> [String] {
            var query = CallQuery(CallFilter(days: try WitnessOffice.october()))
            query.filter.tests = [FieldTest(.called, any: [called]), FieldTest(.switch, any: [home])]
            query.descending = false
            return try office.list.book.calls(query, caller: .console).rows.map { row in
                try office.list.book.witnesses(of: row, caller: .console).map { one in
                    let other = try one.other.map { try office.list.book.call($0.id, caller: .console).call }
                    return [
                        one.provider, one.switches.joined(separator: "+"), one.state.rawValue, one.differs.joined(separator: "+"),
                        other.map { $0.switch + " " + $0.called } ?? "", one.other?.start.description ?? "", one.billed?.text ?? "",
                        one.difference?.text ?? "",
                    ].joined(separator: " | ")
                }.joined(separator: " & ")
            }
        }
        #expect(
            try shown("90175111", on: "main") == ["Telco | bill | matched |  | bill +49175111 | 2026-10-02T09:00:03 | 0.04 | 0.00"])
        #expect(
            try shown("90175222", on: "main")
                == ["Telco | bill | differs | duration+amount | bill 49175222 | 2026-10-02T10:00:02 | 0.12 | 0.04"])
        #expect(try shown("90033444", on: "main") == ["Telco | bill | onlyOurs |  |  |  |  | -0.04"])
        #expect(try shown("+49175111", on: "bill") == ["Telco | bill | matched |  | main 90175111 | 2026-10-02T09:00:00 | 0.04 | 0.00"])
        #expect(try shown("4917513", on: "bill") == ["Telco | bill | onlyTheirs |  |  |  | 0.04 | 0.04"])
        // An attempt; the same number over another provider's trunk.
        #expect(try shown("90175888", on: "main") == ["", ""])
        #expect(try shown("90175555", on: "main").count == 2 && shown("102", on: "main") == [""])
    }

    /// Anna: 7 of ours with the attempt, cost 6 × 0.04; billed 0.04 + 0.05 + 0.04 + 0.04 + 0.04 in dollars and 0.04 in euros, for which
    /// a row of its own stands. Differences in dollars: 0 + 0.01 − 0.04 + 0 + 0.04 + 0. Bert: 0.08 and 0.04 against 0.12 and 0.04.
    @Test func sums() async throws {
        let office = try await WitnessOffice()
        let columns = ["party", "ours", "theirs", "matched", "differing", "onlyOurs", "onlyTheirs", "cost", "billed", "difference"]
        #expect(
            try office.rows(.witnessNumbers, columns) == [
                "anna | 1 | 1 | 0 | 1 | 0 | 0 | 0.00 |  | 0.04 |  | 0.00 | ", "anna | 6 | 5 | 3 | 2 | 1 | 0 |  | 0.24 |  | 0.21 |  | 0.01",
                "bert | 2 | 2 | 1 | 1 | 0 | 0 |  | 0.12 |  | 0.16 |  | 0.04",
                "+4930555000 | 0 | 1 | 0 | 0 | 0 | 1 |  | 0.00 |  | 0.04 |  | 0.04",
            ])
        #expect(
            try office.rows(.witnessTrunks, ["witness", "provider", "trunk", "ours", "theirs", "duration", "witnessDuration"]) == [
                "bill | Telco | 01 | 1 | 1 | 0:01:00 | 0:01:00", "bill | Telco | 01 | 7 | 6 | 0:05:10 | 0:04:41",
                "bill | Telco | 02 | 1 | 1 | 0:02:00 | 0:03:00", "bill | Telco |  | 0 | 1 | 0:00:00 | 0:00:30",
            ])
    }

    /// A second recorder of all calls beside the bill: it has no amounts, tells the extensions, and incoming calls too.
    @Test func aSecondRecorder() async throws {
        let yaml = WitnessOffice.yaml.replacing(
            "role: witness, provider: telco}",
            with: "role: witness, provider: telco}\n  - {id: gateway, format: tollbook-csv, role: witness}")
        let office = try await WitnessOffice(yaml: yaml)
        try await office.list.office.take(
            [
                WitnessOffice.theirs("2026-10-06T18:00:01", "49175888", 60, "", "", from: "101", on: "gateway"),
                WitnessOffice.theirs(
                    "2026-10-06T19:00:02", "+4930555101", 60, "", "", from: "+491755550999", on: "gateway", direction: "in"),
                WitnessOffice.theirs("2026-10-06T21:00:00", "4917599", 60, "", "", from: "101", on: "gateway"),
            ], name: "gateway")
        let rows = try office.rows(
            .witnessed, ["called", "cost", "billed", "difference", "state"],
            more: "filter: {where: [{field: witness, any: [gateway]}, {field: state, any: [onlyOurs], not: true}]}\n")
        #expect(rows == ["49175888 | 0.04 |  |  | matched", "101 |  |  |  | matched", "4917599 |  |  |  | onlyTheirs"])
        // The bill's rows are what they were.
        let only = "filter: {where: [{field: witness, any: [bill]}]}\n"
        let plain = try await WitnessOffice()
        #expect(try office.rows(.witnessed, more: only) == plain.rows(.witnessed))
    }

    /// Two bills of one provider: what one leaves of ours is for the other; what both lack is told once.
    @Test func twoBillsOfOneProvider() async throws {
        let yaml = WitnessOffice.yaml.replacing(
            "role: witness, provider: telco}",
            with: "role: witness, provider: telco}\n  - {id: mobile, format: tollbook-csv, role: witness, provider: telco}")
        let office = try await WitnessOffice([WitnessOffice.ours("2026-10-08T09:00:00", "90175100", 60)], yaml: yaml)
        try await office.list.office.take([WitnessOffice.theirs("2026-10-08T09:00:00", "49175100", 60, on: "mobile")], name: "mobile")
        let rows = try office.rows(.witnessed, ["witness", "called", "state"])
        #expect(rows.count == 11)
        #expect(rows.contains("mobile | 49175100 | matched") && rows.contains(" | 33444 | onlyOurs"))
    }

    @Test func withoutWitness() async throws {
        let office = try await ListOffice()
        for kind in [ListKind.witnessed, .witnessDifferences, .witnessNumbers, .witnessTrunks] { #expect(try office.list(kind) == []) }
    }

    /// The figures of a call are the same in the report of the catalogue, whose number is G03.
    @Test func theReport() async throws {
        let office = try await WitnessOffice()
        let document = try office.list.book.report("G03", ReportOrder(try WitnessOffice.october()), caller: .console)
        let table = try #require(document.tables.first)
        let total = try #require(table.rows.last)
        #expect(table.rows.count == 11)
        #expect(
            table.columns.map(\.id) == [
                "provider", "party", "called", "start", "duration", "witnessDuration", "cost.USD", "billed.EUR", "billed.USD",
                "difference.USD",
                "state", "differs",
            ])
        // 8 of ours with cost: 0.36; billed in dollars 0.41; theirs less ours 0.05 + 0.04 (the call in euros is in no difference).
        #expect(total.cells.map(\.value.text).joined(separator: " | ").hasSuffix("0.36 | 0.04 | 0.41 | 0.09 |  | "))
    }
}
