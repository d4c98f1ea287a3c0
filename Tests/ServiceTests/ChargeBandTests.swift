import Document
import Foundation
import GRDB
import Model
import Reporting
import Testing
import Time

@testable import Service
@testable import Store

/// Everything is charged at 0.10 a begun minute; telco takes 0.02 in Germany and 0.05 to mobiles, other 0.03 for everything.
@Suite("Charge bands of the carriers")
struct ChargeBandTests {
    private static let germany = #"{prefix: ["49"], name: Germany, all: {steps: [{at: 0, block: 60, price: "0.02"}]}}"#
    private static func mobile(_ name: String) -> String {
        #"{prefix: ["4917", "4915"]\#(name), all: {steps: [{at: 0, block: 60, price: "0.05"}]}}"#
    }

    private static func yaml(_ rows: [String]) -> String {
        """
        site: {zone: UTC, currency: USD, defaultTable: {price: office}}
        switches: [{id: main, format: tollbook-csv}]
        providers: [{id: telco, name: Telco}, {id: other, name: Other}]
        trunks:
          - {id: "01", switch: main, provider: telco, table: {cost: telco}}
          - {id: "02", switch: main, provider: other, table: {cost: other}}
          - {id: "03", switch: main}
        parties: [{id: anna, name: Anna, numbers: [{number: "101"}]}]
        rateTables:
          - {id: office, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.10"}]}}]}]}
          - {id: telco, scheme: cost, versions: [{from: 2026-01-01, rows: [\(rows.joined(separator: ", "))]}]}
          - id: other
            scheme: cost
            versions: [{from: 2026-01-01, rows: [{prefix: ["4"], all: {increments: "60/60", price: "0.03", per: 60}}]}]

        """
    }

    private static func call(_ day: Int, _ number: String, _ seconds: Int, trunk: String) -> String {
        ListOffice.call("09:00:00", day: "2026-03-0\(day)", from: "101", to: number, seconds, trunk: trunk)
    }

    private func lines(_ office: SmallOffice) throws -> [String] {
        let document = try office.book.report(
            "g07-carrier-bands", ReportOrder(try #require(DayRange(year: 2026, month: 3))), caller: .console)
        #expect(document.tieOut?.ties == true)
        return document.tables[0].rows.map { row in
            ([row.kind.rawValue] + row.cells.map(\.value.text)).filter { !$0.isEmpty }.joined(separator: " | ")
        }
    }

    @Test("By provider and row, by the names that the rows had when calls were charged, whatever their order is now")
    func report() async throws {
        let office = try await SmallOffice(yaml: Self.yaml([Self.germany, Self.mobile(", name: Mobile")]))
        try await office.take(
            [
                Self.call(2, "4930123", 60, trunk: "01"), Self.call(3, "4930124", 61, trunk: "01"),
                Self.call(4, "4917123", 60, trunk: "01"),
                Self.call(5, "4917123", 60, trunk: "02"), Self.call(6, "3312345", 60, trunk: "02"),
                Self.call(7, "4930123", 60, trunk: "03"),
            ], name: "first")
        let before = [
            "heading | Other", "line | 4 | 1 | 0:01:00 | 0.03 | 0.10", "line | (none) | 1 | 0:01:00 | 0.00 | 0.10",
            "subtotal | Other | 2 | 0:02:00 | 0.03 | 0.20",
            "heading | Telco", "line | Germany | 2 | 0:02:01 | 0.06 | 0.30", "line | Mobile | 1 | 0:01:00 | 0.05 | 0.10",
            "subtotal | Telco | 3 | 0:03:01 | 0.11 | 0.40", "heading | (none)", "line | (none) | 1 | 0:01:00 | 0.00 | 0.10",
            "subtotal | (none) | 1 | 0:01:00 | 0.00 | 0.10", "total | Total | 6 | 0:06:01 | 0.14 | 0.70",
        ]
        #expect(try lines(office) == before)
        // The same rates in another order, the mobiles without a name: the same version for who charges.
        _ = try office.book.importSite(try office.loaded(Self.yaml([Self.mobile(""), Self.germany])), caller: .console)
        #expect(try lines(office) == before)
        try await office.take([Self.call(8, "4930125", 60, trunk: "01"), Self.call(9, "4915999", 60, trunk: "01")], name: "second")
        #expect(
            try lines(office)[4...8] == [
                "heading | Telco", "line | 4917, 4915 | 1 | 0:01:00 | 0.05 | 0.10", "line | Germany | 3 | 0:03:01 | 0.08 | 0.40",
                "line | Mobile | 1 | 0:01:00 | 0.05 | 0.10", "subtotal | Telco | 5 | 0:05:01 | 0.18 | 0.60",
            ])
    }

    @Test("Where the site's document of then cannot be read there is no report, for a row would stand there without its name")
    func unreadable() async throws {
        let office = try await SmallOffice(yaml: Self.yaml([Self.germany]))
        try await office.take([Self.call(2, "4930123", 60, trunk: "01")], name: "first")
        _ = try office.book.importSite(try office.loaded(Self.yaml([Self.germany, Self.mobile("")])), caller: .console)
        try await office.book.store.pool.writeWithoutTransaction { database in
            try database.execute(
                sql: "UPDATE document SET content = ? WHERE hash = (SELECT hash FROM site WHERE number = 1)",
                arguments: [Data("site: {zone: Nowhere/Atall}\n".utf8)])
        }
        let error = try #require(throws: ReportFailure.self) { try lines(office) }
        #expect("\(error)".hasPrefix("The site's document 1, by whose rate tables calls were charged, cannot be read"))
        #expect("\(error)".contains("Nowhere/Atall"), "\(error)")
    }
}
