import Document
import Model
import Reporting
import Store
import Testing
import Time

@testable import Service

/// What a witness saw is listed and matched; it is no call of its own, and nothing counts it.
@Suite("Witnesses' records count nowhere") struct WitnessCountTests {
    /// A second recorder too, which writes extensions and trunks, and a call with two legs of it.
    private static let yaml = WitnessOffice.yaml.replacing(
        "role: witness, provider: telco}", with: "role: witness, provider: telco}\n  - {id: gateway, format: tollbook-csv, role: witness}")
    private static let seen =
        WitnessOffice.bill + [
            "2026-10-06T18:00:01,gateway,49175888,101,,2026-10-06T18:00:01,60,5,,out,yes,101,01,,,,,,,\n",
            "2026-10-06T19:00:02,gateway,101,+491755550999,,2026-10-06T19:00:02,60,5,,in,yes,101,01,,,,,,,\n",
            "2026-10-06T21:00:00,gateway,4917599,101,,2026-10-06T21:00:00,0,9,,out,no,101,01,,,,,,,\n",
            "2026-10-06T22:00:00,gateway,102,017512,,2026-10-06T22:00:00,0,9,,in,no,102,01,,,,,,,\n",
        ]

    private func office(witnessed: Bool) async throws -> ListOffice {
        let office = try await ListOffice(now: "2026-11-20T12:00:00", zone: "Europe/Berlin", yaml: Self.yaml, calls: WitnessOffice.log)
        if witnessed { try await office.office.take(Self.seen, name: "seen") }
        return office
    }

    /// Each report of the catalogue but those that list what came in: with the witnesses' records it says what it says without.
    @Test func reports() async throws {
        let (with, without) = (try await office(witnessed: true), try await office(witnessed: false))
        let records: Set<ListKind> = [
            .imports, .storage, .rawLines, .deliveries, .witnessed, .witnessDifferences, .witnessNumbers, .witnessTrunks,
        ]
        var compared = 0
        for definition in try with.book.reports().definitions where !(definition.list.map(records.contains) ?? false) {
            var order = ReportOrder(try WitnessOffice.october())
            if definition.parameter == .party { order.party = PartyID("anna") }
            if definition.parameter == .organisation { order.node = NodeID("sales") }
            let (one, other) = (
                try with.book.report(definition.id, order, caller: .console),
                try without.book.report(definition.id, order, caller: .console)
            )
            #expect(String(describing: one.tables) == String(describing: other.tables), "\(definition.id)")
            #expect(one.tieOut?.ties ?? true, "\(definition.id)")
            compared += 1
        }
        #expect(compared > 150)
    }

    @Test func pagesAndTheBook() async throws {
        let (with, without) = (try await office(witnessed: true), try await office(witnessed: false))
        let day = try #require(CivilDay(text: "2026-10-06"))
        let (one, other) = (
            try with.book.dashboard(day: day, caller: .console), try without.book.dashboard(day: day, caller: .console)
        )
        #expect(one.todayByType == other.todayByType && one.monthByType == other.monthByType && one.topParties == other.topParties)
        #expect(one.hours == other.hours && one.days == other.days && !one.days.isEmpty)
        #expect(one.problems.unassigned == other.problems.unassigned && one.problems.unrated == other.problems.unrated)
        #expect(try with.book.store.check() == [])
        // Nothing is lost: the list of calls has them.
        var filter = CallFilter(days: try WitnessOffice.october())
        func count() throws -> Int64 { try with.book.store.tally(TallyQuery(filter, by: [])).all().reduce(0) { $0 + $1.sums.calls } }
        #expect(try count() == 13 + 14)
        filter.records = .calls
        #expect(try count() == 13)
        filter.records = .legs
        #expect(try count() == 13)
        (filter.records, filter.reasons) = (.all, [.witness])
        #expect(try count() == 14)
    }

    /// A switch that becomes a witness leaves the sums when its calls are rated again, and comes back.
    @Test func anotherRole() async throws {
        let office = try await office(witnessed: true)
        let charging = Self.yaml.replacing(
            "{id: gateway, format: tollbook-csv, role: witness}", with: "{id: gateway, format: tollbook-csv}")
        func calls() throws -> Int64 {
            try office.book.store.summary(SummaryQuery(days: WitnessOffice.october(), groups: [])).reduce(0) { $0 + $1.measures.calls }
        }
        #expect(try calls() == 13)
        for (yaml, expected) in [(charging, 13 + 4), (Self.yaml, 13)] as [(String, Int64)] {
            let yaml = yaml.replacing("zone: UTC", with: "zone: Europe/Berlin")
            _ = try office.book.importSite(office.office.loaded(yaml), caller: .console)
            let number = try office.book.proposeRerating(RerateChoice(), WitnessOffice.october(), caller: .console)
            try office.book.finishRerating(number, caller: .console)
            try office.book.acceptRerating(number, caller: .console)
            try office.book.finishRerating(number, caller: .console)
            #expect(try calls() == expected)
            #expect(try office.book.store.check() == [])
        }
    }
}
