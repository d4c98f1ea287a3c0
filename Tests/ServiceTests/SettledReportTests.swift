import Document
import Model
import Testing
import Time

@testable import Service

@Suite("What settlement makes of calls on reports")
struct SettledReportTests {
    /// Mobile calls of March: Anna's for 0.10, of which a tenth is taken off, one of nobody's for 0.20, and one that nobody answered; in
    /// April Anna's for 0.20. So 0.09 + 0.20 and 0.18; the change is (0.18 − 0.29) ÷ 0.29.
    @Test("A discount counts in the period before as in the period itself, kept or not")
    func bothPeriods() async throws {
        let office = try await SmallOffice(
            now: "2026-05-02T08:00:00",
            yaml: SmallOffice.yaml
                + "packages: [{id: p, rules: [{when: {type: [mobile]}, percent: \"10\"}], assigned: [{party: anna}]}]\n")
        try await office.take(SmallOffice.march + [SmallOffice.line("2026-04-02T09:00:00", to: "4917123", 60)])
        let definition = """
            id: own-x
            filter: {callTypes: [mobile]}
            groups: [{by: callType}]
            measures: [calls, final]
            compare: true
            texts: {en: {name: X, title: X, caption: X, countingRule: X}}
            """
        let days = try #require(DayRange(year: 2026, month: 4))
        for isKept in [false, true] {
            if isKept { _ = try office.book.settleStale(caller: .console) }
            let document = try office.book.report(file: "x.yaml", bytes: Array(definition.utf8), ReportOrder(days), caller: .console)
            let total = try #require(document.tables[0].rows.last)
            #expect(total.cells.map(\.value.text) == ["Total", "1", "3", "-66.7", "0.18", "0.29", "-37.9"], "kept: \(isKept)")
        }
    }

    /// By number and party with the dearest first, and line by line: some figures are kept, some are not any more.
    @Test("A page has the figures of the whole, and its order", arguments: [false, true])
    func pages(isStale: Bool) async throws {
        let office = try await SmallOffice(
            now: "2026-05-02T08:00:00",
            yaml: SmallOffice.yaml
                + "packages: [{id: p, rules: [{when: {type: [mobile]}, percent: \"10\"}], assigned: [{party: anna}]}]\n")
        let lines = (1...40).map { SmallOffice.line("2026-04-02T09:\($0 + 10):00", to: "491712\($0 % 7)", 20 * ($0 % 11)) }
        try await office.take(lines + SmallOffice.march)
        _ = try office.book.settleStale(caller: .console)
        if isStale { try await office.take([SmallOffice.line("2026-04-03T09:00:00", to: "4917123", 60)]) }
        let (march, april) = (try #require(DayRange(year: 2026, month: 3)), try #require(DayRange(year: 2026, month: 4)))
        let days = try #require(DayRange(march.first, april.last))
        for definition in Self.definitions {
            var order = ReportOrder(days)
            if definition.contains("detail") || definition.contains("both") { order.party = PartyID("anna") }
            let whole = try office.book.report(file: "x.yaml", bytes: Array(definition.utf8), order, caller: .console)
            order.page = 1
            let page = try office.book.report(file: "x.yaml", bytes: Array(definition.utf8), order, caller: .console)
            #expect(page.tables[0].rows == whole.tables[0].rows)
            #expect(page.part?.isWhole == true && whole.tables[0].rows.count > 8)
        }
    }

    /// In April a dollar is 0.50 euros, from the 28th on 0.80: the whole month is exchanged at 0.80, and so are the days of a page.
    @Test("A page of some days is exchanged as the whole period", arguments: [false, true])
    func exchangedAtBill(isKept: Bool) async throws {
        let office = try await SmallOffice(
            now: "2026-05-02T08:00:00",
            yaml: SmallOffice.yaml.replacing("    name: Anna\n", with: "    name: Anna\n    currency: EUR\n    exchangeAt: bill\n")
                + """
                exchangeRates:
                  maxAge: 60
                  rates: [{date: 2026-03-20, from: USD, to: EUR, rate: "0.5"}, {date: 2026-04-28, from: USD, to: EUR, rate: "0.8"}]

                """)
        try await office.take([
            SmallOffice.line("2026-04-02T09:00:00", to: "4917123", 60), SmallOffice.line("2026-04-25T09:00:00", to: "4917123", 60),
        ])
        if isKept { _ = try office.book.settleStale(caller: .console) }
        let definition = """
            id: own-x
            bill: true
            layout: both
            groups: [{by: day}]
            columns: [start, called, final]
            measures: [calls, final]
            texts: {en: {name: X, title: X, caption: X, countingRule: X}}
            """
        var order = ReportOrder(try #require(DayRange(year: 2026, month: 4)))
        order.party = PartyID("anna")
        for page in [nil, 1] {
            order.page = page
            let document = try office.book.report(file: "x.yaml", bytes: Array(definition.utf8), order, caller: .console)
            let lines = document.tables[0].rows.filter { $0.kind == .line }
            #expect(lines.map { $0.cells.last?.value.text } == ["0.16", "0.16"], "page \(page ?? 0)")
        }
    }

    private static let definitions = [
        """
        id: own-x
        bill: true
        layout: summary
        groups: [{by: called, descendingBy: final}, {by: party}]
        measures: [calls, surcharges, discount, final]
        texts: {en: {name: X, title: X, caption: X, countingRule: X}}
        """,
        """
        id: own-y
        bill: true
        layout: summary
        groups: [{by: callType}, {by: called, descendingBy: final, top: 4}]
        measures: [calls, discount, final]
        texts: {en: {name: X, title: X, caption: X, countingRule: X}}
        """,
        """
        id: own-z
        bill: true
        layout: detail
        columns: [start, party, called, final]
        measures: [calls, final]
        sort: {by: final, descending: true}
        texts: {en: {name: X, title: X, caption: X, countingRule: X}}
        """,
        """
        id: own-w
        bill: true
        layout: both
        groups: [{by: party}]
        columns: [start, called, final]
        measures: [calls, final]
        sort: {by: final, descending: true}
        texts: {en: {name: X, title: X, caption: X, countingRule: X}}
        """,
    ]
}
