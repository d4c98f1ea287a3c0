import Document
import Model
import Site
import Store
import Testing
import Time

@testable import Service

/// Berlin puts its clocks on in the night to Sunday, 2026-03-29. Every call of a minute costs 0.10.
@Suite("Calls outside the hours of business")
struct BusinessHoursTests {
    private static let hours =
        ", businessHours: {week: [\"Mon-Fri 08:30-18:00\", \"Sat 09:00-12:00\"], holidays: [2026-03-30]}"

    private static func yaml(_ hours: String) -> String {
        """
        site: {zone: Europe/Berlin, currency: USD, defaultTable: {price: office}\(hours)}
        switches: [{id: main, format: tollbook-csv}]
        parties: [{id: anna, name: Anna, numbers: [{number: "101"}]}]
        rateTables:
          - {id: office, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.10"}]}}]}]}

        """
    }

    /// From Friday to Tuesday; those of 102 are after the change of the clocks. One comes in at night.
    private static let calls = [
        call("27T08:29:59", "101"), call("27T08:30:00", "101"), call("27T17:59:59", "101", 7_200), call("27T18:00:00", "101"),
        call("28T08:59:59", "101"), call("28T09:00:00", "101"), call("28T12:00:00", "101"), call("29T10:00:00", "102", 120),
        call("30T10:00:00", "102"), call("31T08:29:59", "102"), call("31T08:30:00", "102"),
        ListOffice.call("23:00:00", day: "2026-03-31", from: "4930777888", to: "102", 60, trunk: "01", isIn: true),
    ]

    private static func call(_ time: String, _ from: String, _ seconds: Int = 60) -> String {
        let parts = time.split(separator: "T").map(String.init)
        return ListOffice.call(parts[1], day: "2026-03-" + parts[0], from: from, to: "4917123", seconds, trunk: "01")
    }

    private func office(_ hours: String = hours) async throws -> SmallOffice {
        let office = try await SmallOffice(now: "2026-04-02T12:00:00", yaml: Self.yaml(hours))
        try await office.take(Self.calls)
        return office
    }

    private func lines(_ office: SmallOffice, _ report: String, _ words: [String] = []) throws -> [String] {
        var order = ReportOrder(try #require(DayRange(year: 2026, month: 3)))
        for word in words { try order.add(word) }
        let document = try office.book.report(report, order, caller: .console)
        #expect(document.tieOut?.ties == true)
        return document.tables.flatMap(\.rows).map { row in
            let cells = row.cells.map(\.value.text)
            return ([row.kind.rawValue, cells[0]] + cells.dropFirst().suffix(2)).joined(separator: " ")
        }
    }

    @Test("The report has each of them, by extension, with the sums of it")
    func report() async throws {
        #expect(
            try lines(await office(), "f05-after-hours") == [
                "heading 101  ", "line 2026-03-27 08:29:59 0:01:00 0.10", "line 2026-03-27 18:00:00 0:01:00 0.10",
                "line 2026-03-28 08:59:59 0:01:00 0.10", "line 2026-03-28 12:00:00 0:01:00 0.10", "subtotal 101: 4 calls 0:04:00 0.40",
                "heading 102  ", "line 2026-03-29 10:00:00 0:02:00 0.20", "line 2026-03-30 10:00:00 0:01:00 0.10",
                "line 2026-03-31 08:29:59 0:01:00 0.10", "subtotal 102: 3 calls 0:04:00 0.40", "total Total 0:08:00 0.80",
            ])
    }

    @Test("A site that names no hours has those from Monday to Friday, 7 to 19")
    func usual() async throws {
        let lines = try lines(await office(""), "f05-after-hours").filter { $0.hasPrefix("line") }.map { $0.split(separator: " ")[1...2] }
        #expect(
            lines.map { $0.joined(separator: " ") } == [
                "2026-03-28 08:59:59", "2026-03-28 09:00:00", "2026-03-28 12:00:00", "2026-03-29 10:00:00",
            ])
    }

    @Test("Lists and requests choose by it, and what leads to the calls keeps the choice")
    func chosen() async throws {
        let office = try await office()
        func starts(_ words: String) throws -> [String] {
            var query = CallQuery(CallFilter(days: DayRange(year: 2026, month: 3)))
            query.filter.tests = [try FieldWords.read(words), try FieldWords.read("direction=out")]
            query.descending = false
            return try office.book.calls(query, caller: .console).rows.map {
                String(try office.book.site().site.settings.zone.wall($0.start).description.dropFirst(8))
            }
        }
        #expect(try starts("businessHours=yes") == ["27T08:30:00", "27T17:59:59", "28T09:00:00", "31T08:30:00"])
        #expect(try starts("businessHours!=no") == starts("businessHours=yes"))
        #expect(try starts("businessHours=no").count == 7)
        #expect(try starts("businessHours=yes,no").count == 11)
        #expect(try lines(office, "b02-outgoing", ["businessHours=yes"]).last { $0.hasPrefix("total") } == "total Total  12.30")
        #expect(try lines(office, "k61-after-hours").last { $0.hasPrefix("total") } == "total Total 0:08:00 0.80")
    }
}
