import Foundation
import Testing

/// `test-call`, `what-if`, `tariff selection` and `tariff versions` as their user runs them.
@Suite("Trying calls and tariffs on the command line")
struct TesterCommandTests {
    /// 0.10 a begun minute, from May on 0.25; the line costs 0.04; calls of the sales department are 0.07.
    private static let site = """
        site: {zone: UTC, currency: USD, defaultTable: {price: office, cost: line}}
        switches: [{id: main, format: tollbook-csv}]
        callTypes: [{id: mobile, name: Mobile, colour: ["#b45309", "#fbbf24"]}]
        numbering: [{prefix: "49", type: mobile, destination: M}]
        organisation: [{id: sales, kind: department, name: Sales}]
        parties:
          - {id: a, name: Anna, numbers: [{number: "101"}]}
          - {id: b, numbers: [{number: "102"}], member: [{of: sales}]}
        selection: [{scheme: price, when: {organisation: [sales]}, table: cheap}]
        rateTables:
          - id: office
            versions:
              - {from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.10"}]}}]}
              - {from: 2036-05-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.25"}]}}]}
          - {id: cheap, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.07"}]}}]}]}
          - id: line
            scheme: cost
            versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.04"}]}}]}]

        """

    private static let calls = """
        stamp,switch,called,calling,leg,start,duration,ring,span,direction,answered,extension,trunk,account,pulses,sourceIP,link,\
        followsLegs,charge,currency
        2026-03-02T09:00:00,main,4917,101,,2026-03-02T09:00:00,60,,,out,yes,,,,,,,,,
        2026-03-02T10:00:00,main,4917,102,,2026-03-02T10:00:00,120,,,out,yes,,,,,,,,,

        """

    private func run(_ arguments: [String], input: String = "", status: Int32 = 0) throws -> Program.Result {
        let result = try Program.run(arguments, input: Data(input.utf8))
        #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
        return result
    }

    private func money(_ value: Any?) -> String {
        let sums = value as? [[String: Any]] ?? []
        return sums.map { "\($0["amount"] ?? "") \($0["currency"] ?? "")" }.joined(separator: ", ")
    }

    @Test("A call typed in, of a book and of a site file")
    func testCall() throws {
        let scratch = try Scratch()
        let (file, book) = (try scratch.file("site.yaml", Self.site), scratch.path + "/a.book")
        _ = try run(["site", "import", "--book", book, file])
        let call = ["--from", "101", "--called", "4917", "--at", "2026-03-02T09:00", "--duration", "1:01"]
        for place in [["--book", book], ["--tariff", file]] {
            let text = try run(["test-call"] + place + call).output
            for piece in ["price: 0.20 USD (table office valid from 2026-01-01)", "cost: 0.08 USD", "margin: 0.12 USD", "a Anna"] {
                #expect(text.contains(piece), "\(text)")
            }
            let later = ["--from", "101", "--called", "4917", "--at", "2036-05-02", "--duration", "60", "--json"]
            let object = try run(["test-call"] + place + later).object
            let price = object["price"] as? [String: Any]
            #expect(price?["charge"] as? String == "0.25" && price?["version"] as? String == "2036-05-01", "a version to come")
            #expect((price?["trace"] as? [Any])?.isEmpty == false && (object["margin"] as? [String: Any])?["amount"] as? String == "0.21")
        }
        let wrong = try run(["test-call", "--tariff", file, "--called", "4917", "--at", "2026-02-30", "--duration", "x"], status: 1)
        #expect(wrong.output.isEmpty && wrong.errors.contains("--at: ") && wrong.errors.contains("--duration: "), "\(wrong.errors)")
        _ = try run(["test-call", "--called", "4917"], status: 2)
        _ = try run(["test-call", "--book", book, "--tariff", file, "--called", "4917"], status: 2)
    }

    /// Anna 0.10, Sales 2 × 0.07. By `office` 0.30, by its planned version 0.25 (Sales as before), by the file 0.01 a call.
    @Test("Calls of a period under other tables")
    func whatIf() throws {
        let scratch = try Scratch()
        let (file, book) = (try scratch.file("site.yaml", Self.site), scratch.path + "/a.book")
        _ = try run(["site", "import", "--book", book, file])
        _ = try run(["import", "--book", book, "--format", "tollbook-csv", "-"], input: Self.calls)
        let offer = try scratch.file(
            "offer.yaml",
            """
            site: {zone: UTC, currency: USD, defaultTable: {price: flat}}
            rateTables:
              - id: flat
                versions: [{from: 2026-01-01, rows: [{prefix: [""], connection: "0.01", all: {increments: "1/1", price: "0"}}]}]

            """)
        let asked = ["what-if", "--book", book, "--from", "2026-03-01", "--to", "2026-03-31"]
        let object = try run(asked + ["--table", "office", "--planned", "--tariff", offer, "--json"]).object
        let total = try #require(object["total"] as? [String: Any])
        #expect(total["calls"] as? Int == 2 && money((total["today"] as? [String: Any])?["charges"]) == "0.24 USD")
        let sides = total["alternatives"] as? [[String: Any]] ?? []
        #expect(sides.map { money($0["charges"]) } == ["0.30 USD", "0.39 USD", "0.02 USD"])
        #expect(sides.map { money($0["difference"]) } == ["0.06 USD", "0.15 USD", "-0.22 USD"])
        let text = try run(asked + ["--table", "office", "--party", "a"]).output
        #expect(text.contains("Mobile") && text.contains("0.10 USD") && !text.contains("0.24"), "\(text)")
        for wrong in [["--table", "nowhere"], [], ["--planned", "--party", "nobody"], ["--table", "line"]] {
            #expect(try !run(asked + wrong, status: 1).errors.isEmpty)
        }
        _ = try run(["what-if", "--book", book, "--from", "2026-03-02", "--to", "2026-03-01", "--planned"], status: 2)
    }

    @Test("The rules as sentences, the versions in time")
    func selectionAndVersions() throws {
        let scratch = try Scratch()
        let (file, book) = (try scratch.file("site.yaml", Self.site), scratch.path + "/a.book")
        _ = try run(["site", "import", "--book", book, file])
        let rules = try run(["tariff", "selection", "--book", book]).output
        #expect(rules.contains("1. Calls of the department Sales: table cheap") && rules.contains("the site's default: table office"))
        #expect((try run(["tariff", "selection", "--book", book, "--json"]).object["price"] as? [String: Any])?["rules"] != nil)
        let versions = try run(["tariff", "versions", "--book", book]).output
        #expect(versions.contains("2036-05-01 UTC  office (price), 1 rows") && versions.contains("0 added, 0 removed, 1 changed"))
        #expect((try run(["tariff", "versions", "--book", book, "--json"]).object["planned"] as? [Any])?.count == 1)
    }
}
