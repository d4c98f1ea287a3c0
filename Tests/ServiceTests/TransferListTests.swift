import Model
import Reporting
import Testing
import Time

@testable import Service

/// Golden figures by hand: 0.10 a begun minute, all in UTC and USD.
@Suite("Lists of transferred calls") struct TransferListTests {
    private static func yaml(legs: String) -> String {
        """
        site: {zone: UTC, currency: USD, legs: \(legs), defaultTable: {price: office}}
        switches: [{id: main, format: tollbook-csv}]
        callTypes: [{id: mobile, name: Mobile}]
        numbering: [{prefix: "4917", type: mobile, destination: Mobile network}]
        organisation: [{id: sales, kind: department, name: Sales}]
        parties:
          - {id: anna, name: Anna, numbers: [{number: "101"}], member: [{of: sales}]}
          - {id: bert, name: Bert, numbers: [{number: "102"}]}
        rateTables:
          - id: office
            versions: [{from: 2026-01-01, rows: [{prefix: ["4917"], all: {steps: [{at: 0, block: 60, price: "0.10"}]}}]}]

        """
    }

    private static func leg(_ start: String, _ from: String, _ seconds: Int, _ link: String, day: String = "2026-03-02") -> String {
        SmallOffice.line("\(day)T\(start)", from: from, to: "4917111", seconds, link: link, leg: start)
    }

    /// Bert hands a call to Anna; Anna one to Bert; a link of one record is no transfer.
    private static let calls = [
        leg("10:00:00", "102", 30, "y"), leg("10:00:30", "101", 0, "y"), leg("11:00:00", "101", 60, "alone"),
        leg("09:00:00", "101", 60, "x"), leg("09:01:00", "102", 120, "x"),
    ]

    /// 180 s are 0.30: a third is Anna's. Of the other call Bert alone talked.
    @Test func splitAmongLegs() async throws {
        let office = try await ListOffice(yaml: Self.yaml(legs: "split"), calls: Self.calls)
        let anna = [
            "anna | Anna | 2026-03-02 09:00:00 | 1 | 101 | 4917111 |  |  | 0:01:00 |  | 0.10 | rated | x",
            "anna | Anna | 2026-03-02 09:01:00 | 2 | 102 | 4917111 |  |  | 0:02:00 |  | 0.20 | rated | x",
        ]
        let bert = [
            "bert | Bert | 2026-03-02 10:00:00 | 1 | 102 | 4917111 |  |  | 0:00:30 |  | 0.10 | rated | y",
            "bert | Bert | 2026-03-02 10:00:30 | 2 | 101 | 4917111 |  |  | 0:00:00 |  |  | free: leg of another record | y",
        ]
        #expect(try office.list(.transfers) == anna + bert)
        #expect(try office.list(.transfers, node: "sales") == anna, "who had it first decides")
        #expect(try office.list(.transfers, party: "bert") == bert)
        #expect(try office.list(.transfers, days: ListOffice.days("2026-03-03", "2026-03-31")) == [])
    }

    /// The whole call is charged to the first one.
    @Test func chargedToTheFirst() async throws {
        let office = try await ListOffice(yaml: Self.yaml(legs: "first"), calls: Self.calls)
        #expect(
            try office.list(.transfers, ["leg", "price", "state"], party: "anna") == [
                "1 | 0.30 | rated", "2 |  | free: leg of another record",
            ])
    }

    /// A call over midnight is of the day on which it began, with all of its legs.
    @Test func overMidnight() async throws {
        let calls = [Self.leg("23:59:00", "101", 60, "n"), Self.leg("00:00:00", "102", 60, "n", day: "2026-03-03")]
        let office = try await ListOffice(yaml: Self.yaml(legs: "first"), calls: calls)
        #expect(try office.list(.transfers, ["start"], days: ListOffice.days("2026-03-03", "2026-03-31")) == [])
        #expect(
            try office.list(.transfers, ["start", "leg"], days: ListOffice.days("2026-03-01", "2026-03-02")) == [
                "2026-03-02 23:59:00 | 1", "2026-03-03 00:00:00 | 2",
            ])
    }

    /// Two switches may use one link for calls of their own; so may one of three legs and another of two.
    @Test func pagesAreTheWhole() async throws {
        var calls: [String] = []
        for number in 0..<300 {
            let (hour, minute) = (10 + number / 60, (number % 60 < 10 ? "0" : "") + String(number % 60))
            for leg in 0..<(number.isMultiple(of: 3) ? 3 : 2) {
                calls.append(Self.leg("\(hour):\(minute):0\(leg)", leg == number % 2 ? "101" : "102", 1, "call \(number)"))
            }
        }
        let office = try await ListOffice(yaml: Self.yaml(legs: "first"), calls: calls)
        let whole = try office.list(.transfers)
        #expect(whole.count == 700)
        let pages = try (1...3).map { try office.list(.transfers, page: $0) }
        #expect(pages[0].count == 500 && pages[0] + pages[1] == whole)
        #expect(pages[2] == pages[1], "behind the last is the last")
        let filtered = "filter: {where: [{field: leg, any: [\"3\"]}]}\n"
        #expect(try office.list(.transfers, more: filtered, page: 1).count == 100, "a filter is of all rows, not of a page")
    }
}
