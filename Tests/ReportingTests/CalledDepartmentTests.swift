import Document
import Model
import Reporting
import Site
import Testing
import Time

/// The office with numbers: 101 and 102 of the main switch, 102 everywhere too (the lift), 7 of whoever has it.
@Suite("Which department calls which")
struct CalledDepartmentTests {
    private func site(_ order: [PartyKind] = PartyKind.defaultOrder) -> Site {
        var site = office()
        site.settings.chargedParty = order
        let main = SwitchID("main")
        (site.parties[0].switch, site.parties[1].switch) = (main, main)
        site.parties[0].numbers = [number("101"), number("7", to: march(10))]
        site.parties[1].numbers = [number("102"), number("7", from: march(11))]
        site.parties[2].numbers = [number("102"), number("103")]
        var desk = Party(id: PartyID("desk"))
        desk.kind = .subscriber
        desk.numbers = [number("101"), number("555")]
        desk.member = [.init(node: NodeID("support"), validity: Validity())]
        var matter = Party(id: PartyID("matter"))
        matter.kind = .account
        matter.numbers = [number("900")]
        matter.member = [.init(node: NodeID("sales"), validity: Validity())]
        site.parties += [desk, matter]
        return site
    }

    private func number(_ number: String, from: CivilDay? = nil, to: CivilDay? = nil) -> Party.Number {
        Party.Number(number: number, validity: Validity(from: from, to: to))
    }

    /// A minute from one to another.
    private func talk(_ id: String, _ day: Int, _ party: String, _ called: String, on switch: String = "main") -> CallRow {
        var row = call(id, day, party: party, state: .free)
        (row.called, row.switch, row.direction) = (called, `switch`, .internal)
        return row
    }

    private func rows(_ calls: [CallRow], _ site: Site) throws -> [String] {
        let catalogue = try ReportCatalogue()
        let definition = try catalogue.definition("d08-who-calls-whom")
        let request = ReportRequest(days: try #require(DayRange(year: 2026, month: 3)), today: march(40))
        let document = try Report(
            definition, request, directory: ReportDirectory(site), texts: catalogue.texts(definition), source: MemoryBook(calls: calls)
        ).document()
        let table = try #require(document.tables.first)
        let shown = table.columns.indices.filter { $0 == 0 || table.columns[$0].id.hasSuffix(".calls") || table.columns[$0].id == "calls" }
        let texts = [shown.map { table.columns[$0].title }] + table.rows.map { row in shown.map { row.cells[$0].value.text } }
        return texts.map { $0.map { $0.isEmpty ? "0" : $0 }.joined(separator: " | ") }
    }

    @Test("By the day of the call: who has the number, and to which department he belongs then")
    func days() throws {
        let calls = [
            // Reception is of Sales until the 15th, then of Support; 7 is Reception's until the 10th, then Nguyễn's (Sales).
            talk("a", 15, "102", "101"), talk("b", 16, "102", "101"), talk("c", 10, "102", "7"), talk("d", 20, "101", "7"),
            // The main switch's 102 goes before the lift's; on another switch it is the lift, which is in no department.
            talk("e", 5, "101", "102"), talk("f", 5, "101", "102", on: "branch"), talk("g", 5, "103", "103"),
            // Nobody's, an account's, and 101 of another switch, which is the desk's.
            talk("h", 5, "101", "4711"), talk("i", 5, "101", "900"), talk("j", 5, "102", "101", on: "branch"),
            talk("k", 5, "102", ""),
        ]
        #expect(
            try rows(calls, site()) == [
                "Department | Sales Calls | Support Calls | In no department Calls | Not known Calls | Calls",
                "Sales | 3 | 2 | 1 | 3 | 9", "Support | 1 | 0 | 0 | 0 | 1", "In no department | 0 | 0 | 1 | 0 | 1",
                "Total | 4 | 2 | 2 | 3 | 11",
            ])
    }

    @Test("Of several kinds that have a number the site's order decides, for those too that it charges nothing to")
    func kinds() throws {
        // 101 of the main switch is Reception's extension (Sales) and, on all switches, the desk's line (Support).
        let call = [talk("a", 5, "102", "101")]
        #expect(try rows(call, site())[0].contains("Sales Calls | Calls"))
        #expect(try rows(call, site([.subscriber, .extension]))[0].contains("Support Calls | Calls"))
        #expect(try rows(call, site([.account]))[0].contains("Sales Calls | Calls"))
    }
}
