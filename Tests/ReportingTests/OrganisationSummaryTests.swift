import Document
import Model
import Money
import Reporting
import Testing
import Time

@Suite struct OrganisationSummaryTests {
    /// 101 calls for 1.00 as Sales (until the 15th) and for 2.00 as Support; 102 (Sales) 4.00; the lift 8.00; nobody's 16.00.
    let calls = [
        call("a", 15, 1_000_000), call("b", 16, 2_000_000), call("c", 2, party: "102", 4_000_000), call("d", 2, party: "103", 8_000_000),
        call("e", 2, party: "main?", 16_000_000), call("f", 3, party: "102"),
    ]

    func document(_ calls: [CallRow], node: String? = nil, error: Int64 = 0) throws -> Document {
        let catalogue = try ReportCatalogue()
        let definition = try catalogue.definition("a04-organisation-summary")
        let days = try #require(DayRange(year: 2026, month: 3))
        let request = ReportRequest(days: days, node: node.map(NodeID.init), today: march(40))
        let source = MemoryBook(calls: calls, error: error)
        return try Report(definition, request, directory: ReportDirectory(office()), texts: catalogue.texts(definition), source: source)
            .document()
    }

    func lines(_ document: Document) -> [[String]] {
        document.tables.flatMap(\.rows).map { row in
            [row.kind.rawValue, String(row.level), row.cells[0].value.text, row.cells[1].value.text, row.cells[5].value.text]
        }
    }

    @Test func nodesPartiesAndSubtotals() throws {
        let document = try document(calls)
        #expect(document.sentence == "6 calls of Hanoi office, March 2026, 31.00 USD")
        #expect(
            lines(document) == [
                ["heading", "0", "Head office", "", ""], ["heading", "1", "Sales", "", ""], ["line", "2", "Nguyễn", "2", "4.00"],
                ["line", "2", "Reception", "1", "1.00"], ["subtotal", "1", "Sales", "3", "5.00"], ["heading", "1", "Support", "", ""],
                ["line", "2", "Reception", "1", "2.00"], ["subtotal", "1", "Support", "1", "2.00"],
                ["subtotal", "0", "Head office", "4", "7.00"], ["heading", "0", "In no department", "", ""],
                ["line", "1", "Lift", "1", "8.00"],
                ["subtotal", "0", "In no department", "1", "8.00"], ["heading", "0", "Unassigned", "", ""],
                ["line", "1", "Unassigned: main?", "1", "16.00"], ["subtotal", "0", "Unassigned", "1", "16.00"],
                ["total", "0", "Total", "6", "31.00"],
            ])
        #expect(document.tieOut?.ties == true)
        #expect(
            document.tieOut?.text
                == "Ties to the call list under the same filter: 6 calls, charges of 31.00 USD here, 6 calls, charges of 31.00 USD there.")
    }

    @Test func theUnassignedLineIsAlwaysThere() throws {
        let rows = lines(try document([call("c", 2, party: "102", 4_000_000)]))
        #expect(rows.contains(["line", "0", "Unassigned", "0", "0.00"]))
    }

    @Test func aNodeHasItsOwnPartiesOnItsOwnDays() throws {
        let rows = lines(try document(calls, node: "support"))
        #expect(
            rows == [
                ["heading", "0", "Support", "", ""], ["line", "1", "Reception", "1", "2.00"], ["subtotal", "0", "Support", "1", "2.00"],
                ["total", "0", "Total", "1", "2.00"],
            ])
    }

    @Test func figuresLeadToTheirCalls() throws {
        let row = try #require(try document(calls).tables.first?.rows.first { $0.cells[0].value == .text("Reception") })
        guard case .calls(let filter) = row.cells[5].link else {
            Issue.record("no link")
            return
        }
        var expected = CallFilter(days: DayRange(year: 2026, month: 3))
        expected.parties = [PartyDays("101", DayRange(march(1), march(15)))]
        expected.states = [.rated, .free, .unrated, .writtenOff]
        expected.records = .calls
        #expect(filter == expected)
    }

    @Test func summariesThatLieAreFound() throws {
        let document = try document(calls, error: -1)
        #expect(document.tieOut?.ties == false && document.notices.first?.kind == .alarm)
    }

    @Test func anUnknownNodeIsSaid() {
        #expect(throws: ReportFailure.self) { try document(calls, node: "nowhere") }
    }
}
