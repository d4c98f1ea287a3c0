import Document
import Foundation
import Model
import Money
import Rendering
import Testing
import Time

@testable import Service

@Suite("Margins")
struct MarginTests {
    private func days() throws -> DayRange { try #require(DayRange(year: 2026, month: 3)) }

    /// Anna: 0.10 + 0.20 for 0.04 + 0.08, 0.18 between. 102: 0.20 for 0.08. All: 0.50 − 0.20 = 0.30.
    @Test func ofABillAndOfTheOrganisation() async throws {
        let office = try await SmallOffice()
        try await office.take(SmallOffice.march)
        let bill = try office.book.officeBill(of: PartyID("anna"), days(), caller: .console)
        #expect(bill.margin.billed.text == "0.30" && bill.margin.costs.map(\.text) == ["0.12"] && bill.margin.margin?.text == "0.18")
        let printed = String(decoding: try office.book.render(bill.document, as: .csv), as: UTF8.self)
        #expect(!printed.contains("0.18") && !printed.contains("0.12"), "it is no part of what the party gets")

        let summary = try office.book.organisationDocument(of: nil, days(), caller: .console)
        let table = try #require(summary.tables.first)
        let column = try #require(table.columns.firstIndex { $0.title == "Margin" })
        func margin(_ name: String) -> String? { table.rows.last { $0.cells[0].value.text == name }?.cells[column].value.text }
        #expect(margin("Total") == "0.30" && margin("Anna") == "0.12", "her part outside of Sales: 0.20 − 0.08")
        #expect(summary.tieOut?.ties == true)
    }

    /// A call priced in euros that costs dollars has no margin, and neither has a sum with it.
    @Test func nothingAcrossCurrencies() async throws {
        let office = try await SmallOffice()
        try await office.take(SmallOffice.march + [SmallOffice.line("2026-03-13T09:00:00", to: "4917123", 60, trunk: "08")])
        let summary = try office.book.organisationDocument(of: nil, days(), caller: .console)
        let table = try #require(summary.tables.first)
        let column = try #require(table.columns.firstIndex { $0.title == "Margin" })
        let total = try #require(table.rows.last { $0.kind == .total })
        #expect(total.cells[column].zeroMeansNone)
        let nobody = try #require(table.rows.first { $0.cells[0].value.text.contains("Unassigned:") })
        #expect(nobody.cells[column].value.text == "0.12")
    }

    @Test func rule() throws {
        let (euro, dollar) = (try #require(Currency("EUR")), Currency.usd)
        func margin(_ prices: [Currency: Int64], _ costs: [Currency: Int64]) -> [Currency: Int64] {
            func amounts(_ sums: [Currency: Int64]) -> Amounts {
                sums.reduce(into: Amounts()) { $0[$1.key] = Amount(millionths: $1.value) }
            }
            let margins = Margin.of(prices: amounts(prices), costs: amounts(costs))
            return margins.reduce(into: [:]) { $0[$1.currency] = $1.amount.millionths }
        }
        #expect(margin([dollar: 5], [dollar: 7]) == [dollar: -2])
        #expect(margin([dollar: 5], [euro: 7]) == [:] && margin([dollar: 5, euro: 1], [dollar: 7]) == [:])
        #expect(margin([dollar: 5, euro: 1], [dollar: 3, euro: 1]) == [dollar: 2, euro: 0])
        #expect(margin([:], [dollar: 7]) == [dollar: -7], "what was never charged costs all the same")
        #expect(margin([dollar: 5], [:]) == [:] && margin([dollar: 5, euro: 0], [dollar: 3]) == [dollar: 2])
        #expect(margin([dollar: .max], [dollar: -1]) == [:], "beyond what can be written")
    }
}
