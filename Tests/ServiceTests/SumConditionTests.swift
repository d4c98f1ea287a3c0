import Document
import Foundation
import Model
import Reporting
import Testing
import Time

@testable import Service

/// Reports over the book's own sums when a request asks for what these do not know.
@Suite("Conditions on reports of sums")
struct SumConditionTests {
    /// A trunk 01 on each of two switches, of two groups and providers, and one more; 60 s over each at 11:00, 61 s to another number.
    private static let yaml = SmallOffice.yaml.replacingOccurrences(
        of: "switches: [{id: main, format: tollbook-csv}]\n"
            + "trunks: [{id: \"07\", switch: main, group: pstn}, {id: \"08\", switch: main, group: pstn, table: {price: euro}}]",
        with: """
            switches: [{id: main, format: tollbook-csv}, {id: second, format: tollbook-csv}]
            providers: [{id: pa, name: Alpha}, {id: pb, name: Beta}]
            trunks:
              - {id: "01", switch: main, group: co, provider: pa}
              - {id: "01", switch: second, group: co2, provider: pb}
              - {id: "02", switch: second, group: co3, provider: pb}
            """)

    private func office() async throws -> SmallOffice {
        let office = try await SmallOffice(yaml: Self.yaml)
        try await office.take([
            SmallOffice.line("2026-03-02T11:00:00", to: "4917123", 60, trunk: "01"),
            SmallOffice.line("2026-03-03T12:00:00", to: "4930555", 61, trunk: "01"),
        ])
        let second = [
            SmallOffice.line("2026-03-04T11:00:00", to: "4917123", 60, trunk: "01"),
            SmallOffice.line("2026-03-05T11:00:00", to: "4917124", 60, trunk: "02"),
        ].map { $0.replacingOccurrences(of: ",main,", with: ",second,") }
        let order = ImportOrder(format: nil, switch: "second", source: nil, name: "second", year: nil)
        let file = RandomOffice.File(bytes: Array((SmallOffice.header + second.joined()).utf8))
        _ = try await office.book.importCalls(order, from: file, caller: .console, progress: { _ in })
        return office
    }

    private func rows(_ office: SmallOffice, _ id: String, _ conditions: String...) throws -> [[String]] {
        var order = ReportOrder(try #require(DayRange(year: 2026, month: 3)))
        for words in conditions { try order.add(words) }
        let document = try office.book.report(id, order, caller: .console)
        #expect(document.tieOut?.ties ?? true, "\(id) \(conditions)")
        return document.tables.flatMap(\.rows).map { row in [row.kind.rawValue] + row.cells.map(\.value.text) }
    }

    @Test(
        "The total is that of the calls which the conditions choose",
        arguments: [
            ("called=4917123", 2), ("called=4917*", 3), ("called!=4917*", 1), ("callType=mobile", 3), ("direction=out", 4),
            ("direction=in", 0),
            ("switch=second", 2), ("trunk=01", 3), ("duration=61..", 1), ("hour=12", 1), ("party=anna", 4),
        ],
        ["c04-days", "a04-organisation-summary", "e01-trunks", "e16-trunk-hours"])
    func totals(condition: (String, Int), id: String) async throws {
        let total = try #require(try rows(try await office(), id, condition.0).last { $0[0] == "total" })
        // Behind the columns of each trunk group stand calls, duration and erlangs of all.
        let calls = id == "e16-trunk-hours" ? total[total.count - 3] : total[2]
        #expect(calls == String(condition.1), "\(id) \(condition.0): \(total)")
    }

    @Test("Trunks that two switches have by one id are told apart")
    func sharedTrunks() async throws {
        let office = try await office()
        let groups = try rows(office, "e01-trunks").filter { $0[0] == "subtotal" }.map { Array($0[1...2]) }
        #expect(groups == [["co", "2"], ["co2", "1"], ["co3", "1"]])
        let trunks = try rows(office, "e15-idle-trunks").map { Array($0[1...4]) + [$0[6]] }.sorted { $0[0] < $1[0] }
        #expect(
            trunks == [
                ["02", "co3", "pb", "2026-03-05 11:00:00", "1"], ["main 01", "co", "pa", "2026-03-03 12:00:00", "2"],
                ["second 01", "co2", "pb", "2026-03-04 11:00:00", "1"],
            ])
    }

    @Test("A list takes conditions or refuses them, and never leaves them aside")
    func lists() async throws {
        let office = try await office()
        for id in ["e03-busy-channels", "e05-busy-hour"] {
            #expect(try rows(office, id).count > 2)
            #expect(try rows(office, id, "called=4930555").filter { $0[0] == "line" }.count == 1, "\(id)")
            #expect(try rows(office, id, "party=law").filter { $0[0] == "line" }.isEmpty, "\(id)")
        }
        #expect(try rows(office, "e15-idle-trunks", "called=4930555").map { [$0[1], $0[6]] }.contains(["main 01", "1"]))
        for id in ["c02-unreturned", "d06-unused-extensions", "g04-rate-tables", "b07-transfers", "a18-budgets"] {
            #expect(throws: ReportFailure.self, "\(id)") { try rows(office, id, "called=4930555") }
        }
    }

    /// A day of 25 hours in Berlin, one of 24 hours and a half on Lord Howe, three days of which one has 23.
    @Test(
        "All hours of a day are shown, called or not",
        arguments: [
            ("Europe/Berlin", "2026-10-25", "2026-10-25", 25, 50), ("Europe/Berlin", "2026-03-28", "2026-03-30", 24, 48),
            ("Australia/Lord_Howe", "2026-04-05", "2026-04-05", 25, 49), ("UTC", "2024-01-01", "2026-12-31", 24, 48),
        ])
    func hours(zone: String, first: String, last: String, hours: Int, halves: Int) async throws {
        let office = try await SmallOffice(yaml: SmallOffice.yaml.replacingOccurrences(of: "zone: UTC", with: "zone: \(zone)"))
        let (from, to) = (try #require(CivilDay(text: first)), try #require(CivilDay(text: last)))
        let order = ReportOrder(try #require(DayRange(from, to)))
        for (field, expected) in [("hour", hours), ("halfHour", halves), ("day", order.days.count)] {
            let definition = "id: own-all\ndataSet: calls\nlayout: summary\ngroups: [{by: \(field), complete: true}]\nmeasures: [calls]\n"
            let document = try office.book.report(file: "own.yaml", bytes: Array(definition.utf8), order, caller: .console)
            #expect(document.tables.flatMap(\.rows).filter { $0.kind == .line }.count == expected, "\(field)")
        }
    }
}
