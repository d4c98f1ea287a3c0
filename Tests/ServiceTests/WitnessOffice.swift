import Model
import Reporting
import Testing
import Time

@testable import Service

/// An office in Berlin whose carrier sends a bill for October, every figure of which can be worked out on paper. A begun minute costs us
/// 0.04; the carrier writes whole numbers and the main number as the caller.
struct WitnessOffice {
    let list: ListOffice

    static let yaml = """
        site: {zone: UTC, currency: USD, defaultTable: {cost: line}}
        switches:
          - id: main
            format: tollbook-csv
            dialPlan: {countryCode: "49", areaCode: "30", trunkPrefix: "0", internationalPrefix: ["00"], outside: ["9"]}
          - {id: bill, format: tollbook-csv, role: witness, provider: telco}
        providers: [{id: telco, name: Telco}, {id: other}]
        trunks:
          - {id: "01", switch: main, provider: telco}
          - {id: "02", switch: main, provider: telco}
          - {id: "03", switch: main, provider: other}
        organisation: [{id: sales, kind: department, name: Sales}]
        parties:
          - {id: anna, name: Anna, numbers: [{number: "101"}], member: [{of: sales}]}
          - {id: bert, name: Bert, numbers: [{number: "102"}]}
        rateTables:
          - id: line
            scheme: cost
            versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.04"}]}}]}]

        """

    static func ours(
        _ start: String, _ called: String, _ seconds: Int, from: String = "101", trunk: String = "01", direction: String = "out",
        utc: String? = nil
    ) -> String {
        "\(start),main,\(called),\(from),,\(start),\(seconds),,,\(direction),\(seconds > 0 ? "yes" : "no"),,\(trunk),,,,,,,"
            + (utc.map { ",,,,,,,,,,,\($0)" } ?? "") + "\n"
    }

    static func theirs(
        _ start: String, _ called: String, _ seconds: Int, _ amount: String = "0.04", _ currency: String = "USD",
        from: String = "+4930555000", on switch: String = "bill", direction: String = "out"
    ) -> String {
        "\(start),\(`switch`),\(called),\(from),,\(start),\(seconds),,,\(direction),\(seconds > 0 ? "yes" : "no"),,,,,,,,\(amount),\(currency)\n"
    }

    static let log = [
        ours("2026-10-02T09:00:00", "90175111", 60), ours("2026-10-02T10:00:00", "90175222", 120, from: "102", trunk: "02"),
        ours("2026-10-03T11:00:00", "9333", 60), ours("2026-10-03T12:00:00", "90033444", 60),
        // Two calls to one number, a minute apart.
        ours("2026-10-05T14:00:00", "90175555", 20), ours("2026-10-05T14:01:00", "90175555", 50, from: "102"),
        ours("2026-10-06T15:00:00", "90175666", 0), ours("2026-10-06T16:00:00", "90175777", 60),
        // Nobody bills these: nobody answered, another provider's, incoming, internal.
        ours("2026-10-06T17:00:00", "90175888", 0), ours("2026-10-06T18:00:00", "90175888", 60, trunk: "03"),
        ours("2026-10-06T19:00:00", "101", 60, from: "01755550999", direction: "in"),
        ours("2026-10-06T20:00:00", "102", 60, trunk: "", direction: "internal"),
        // The second 02:30 of the day of 25 hours.
        ours("2026-10-25T02:30:00", "90175121", 60, utc: "2026-10-25T01:30:00Z"),
    ]

    static let bill = [
        theirs("2026-10-02T09:00:03", "+49175111", 61), theirs("2026-10-02T10:00:02", "49175222", 180, "0.12"),
        theirs("2026-10-03T11:00:00", "4930333", 60, "0.05"), theirs("2026-10-04T13:00:00", "4917513", 30),
        theirs("2026-10-05T14:00:05", "49175555", 20), theirs("2026-10-05T14:01:05", "49175555", 50),
        theirs("2026-10-06T15:00:09", "49175666", 30), theirs("2026-10-06T16:00:00", "49175777", 60, "0.04", "EUR"),
        // An attempt that costs nothing is nothing.
        theirs("2026-10-07T09:00:00", "49175888", 0, "0"), theirs("2026-10-25T02:30:00", "49175121", 60),
    ]

    init(_ more: [String] = [], yaml: String = Self.yaml, zone: String = "Europe/Berlin") async throws {
        list = try await ListOffice(now: "2026-11-20T12:00:00", zone: zone, yaml: yaml, calls: Self.log + more)
        try await list.office.take(Self.bill, name: "bill")
    }

    static func october() throws -> DayRange { try ListOffice.days("2026-10-01", "2026-10-31") }

    func rows(
        _ kind: ListKind, _ columns: [String]? = nil, more: String = "", days: DayRange? = nil, party: String? = nil, node: String? = nil
    ) throws -> [String] {
        try list.list(kind, columns, more: more, days: days ?? Self.october(), party: party, node: node)
    }
}
