import Document
import Model
import Reporting
import Testing
import Time

@testable import Service

/// A book of seven calls on one day, for lists whose every figure can be worked out on paper.
struct ListOffice {
    let office: SmallOffice

    /// 0.10 a begun minute; Anna has 10 % off, Bert is billed in euros at 0.50; mobile calls bear 10 % of tax.
    static let yaml = """
        site: {zone: UTC, currency: USD, defaultTable: {price: office}}
        switches: [{id: main, format: tollbook-csv}]
        sources: [{id: line, switch: main, tcpServer: {port: 2300, allowed: any}}]
        providers: [{id: telco, name: Telco}]
        trunks:
          - {id: "01", switch: main, group: pstn, provider: telco}
          - {id: "02", switch: main, group: pstn, provider: telco}
          - {id: "03", switch: main}
          - {id: "04", switch: main, group: spare}
        callTypes:
          - {id: mobile, name: Mobile, colour: ["#b45309", "#fbbf24"]}
          - {id: local, name: Local, colour: ["#15803d", "#4ade80"]}
        numbering:
          - {prefix: "4917", type: mobile, destination: Mobile network}
          - {prefix: "4930", type: local, destination: Berlin}
        organisation: [{id: hq, kind: company, name: HQ}, {id: sales, kind: department, parent: hq, name: Sales}]
        parties:
          - {id: anna, name: Anna, numbers: [{number: "101", from: 2026-01-01}], member: [{of: sales, from: 2026-01-01}]}
          - {id: bert, name: Bert, currency: EUR, numbers: [{number: "102", from: 2026-01-01}], member: [{of: hq, from: 2026-01-01}]}
          - {id: carla, name: Carla, numbers: [{number: "103", from: 2026-01-01}]}
        rateTables:
          - id: office
            versions:
              - from: 2026-01-01
                defaults: {minimumCharge: "0.05"}
                rows:
                  - {prefix: ["4917", "4916"], name: Mobile, connection: "0.00", all: {steps: [{at: 0, block: 60, price: "0.10"}]}}
                  - {prefix: ["4930"], name: Berlin, all: {steps: [{at: 0, block: 60, price: "0.10"}]}}
              - {from: 2026-07-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.20"}]}}]}
        packages: [{id: ten, rules: [{percent: "10"}], assigned: [{party: anna, from: 2026-01-01}]}]
        exchangeRates: {maxAge: 60, rates: [{date: 2026-03-01, from: USD, to: EUR, rate: "0.5"}]}
        taxes: [{id: vat, name: VAT, rates: [{from: 2026-01-01, percent: "10"}], types: [mobile]}]
        budgets:
          - {id: b1, party: anna, amount: "1.00", every: month, from: 2026-01-01}
          - {id: b2, organisation: hq, amount: "2.00", every: month, from: 2026-03-01, to: 2026-03-31, warnAt: 50}

        """

    /// A, B: Anna 600 s on 01, Bert 120 s on 02. C, D: a mobile caller rings Anna for 20 s and 30 s in vain; E: Anna calls back, 60 s.
    /// F: somebody of Berlin rings Bert for 10 s in vain; G: Bert calls back for 5 s in vain.
    static let calls = [
        call("09:00:00", from: "101", to: "4917111", 600, trunk: "01"),
        call("09:05:00", from: "102", to: "4930222", 120, trunk: "02"),
        call("09:10:00", from: "4917999", to: "101", 0, ring: 20, trunk: "01", isIn: true),
        call("10:00:00", from: "4917999", to: "101", 0, ring: 30, trunk: "01", isIn: true),
        call("11:00:00", from: "101", to: "4917999", 60, trunk: "01"),
        call("12:00:00", from: "4930777888", to: "102", 0, ring: 10, trunk: "03", isIn: true),
        call("13:00:00", from: "102", to: "030777888", 0, ring: 5, trunk: "03"),
    ]

    static func call(
        _ time: String, day: String = "2026-03-02", from: String, to: String, _ seconds: Int, ring: Int = 0, trunk: String,
        isIn: Bool = false
    ) -> String {
        let (stamp, line) = ("\(day)T\(time)", isIn ? to : from)
        return "\(stamp),main,\(to),\(from),,\(stamp),\(seconds),\(ring),,\(isIn ? "in" : "out"),\(seconds > 0 ? "yes" : "no"),\(line),"
            + "\(trunk),,,,,,,\n"
    }

    init(
        now: String = "2026-04-02T12:00:00", zone: String = "UTC", yaml: String = Self.yaml, calls: [String] = Self.calls
    ) async throws {
        office = try await SmallOffice(now: now, yaml: yaml.replacing("zone: UTC", with: "zone: " + zone))
        try await office.take(calls)
    }

    init(_ office: SmallOffice) { self.office = office }

    var book: OpenBook { office.book }

    static func days(_ first: String = "2026-03-01", _ last: String = "2026-03-31") throws -> DayRange {
        let (first, last) = (try #require(CivilDay(text: first)), try #require(CivilDay(text: last)))
        return try #require(DayRange(first, last))
    }

    /// A list as the report of a definition: each row's cells with ` | ` between.
    func list(
        _ kind: ListKind, _ columns: [String]? = nil, more: String = "", days: DayRange? = nil, party: String? = nil, node: String? = nil,
        caller: Caller = .console, page: Int? = nil
    ) throws -> [String] {
        let names = (columns ?? kind.columns.map(\.name)).joined(separator: ", ")
        let definition = "id: own\ndataSet: list\nlist: \(kind.rawValue)\nlayout: detail\ncolumns: [\(names)]\ntotals: none\n" + more
        var order = ReportOrder(try days ?? Self.days(), party: party.map(PartyID.init), node: node.map(NodeID.init))
        order.page = page
        let document = try book.report(file: "own.yaml", bytes: Array(definition.utf8), order, caller: caller)
        return document.tables.first?.rows.map { $0.cells.map(\.value.text).joined(separator: " | ") } ?? []
    }
}
