import Foundation
import Testing

/// The bill of a book with packages, exchange, recurring charges and taxes.
@Suite("A settled bill")
struct SettledBillTests {
    private static func site(surcharge: String) -> String {
        """
        site: {zone: UTC, currency: USD, defaultTable: {price: t}}
        switches: [{id: main, format: tollbook-csv}]
        callTypes: [{id: mobile, name: Mobile, colour: ["#b45309", "#fbbf24"]}]
        numbering: [{prefix: "49", type: mobile, destination: M}]
        parties: [{id: a, numbers: [{number: "101", from: 2026-01-01}], currency: EUR}]
        rateTables: [{id: t, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.10"}]}}]}]}]
        surcharges: [\(surcharge)]
        packages: [{id: p, rules: [{when: {type: [mobile]}, allowance: {calls: 1}}], assigned: [{party: a, from: 2026-01-01}]}]
        exchangeRates: {rates: [{date: 2026-03-01, from: USD, to: EUR, rate: "0.5"}]}
        taxes: [{id: vat, name: VAT, rates: [{from: 2026-01-01, percent: "10"}], types: [mobile]}]
        recurring: [{id: line, name: Line, party: a, amount: "4.00", currency: EUR, every: month, from: 2026-01-01}]

        """
    }

    private static let calls = """
        stamp,switch,called,calling,leg,start,duration,ring,span,direction,answered,extension,trunk,account,pulses,sourceIP,link,\
        followsLegs,charge,currency
        2026-03-02T09:00:00,main,4917,101,,2026-03-02T09:00:00,60,,,out,yes,,,,,,,,,
        2026-03-02T10:00:00,main,4917,101,,2026-03-02T10:00:00,120,,,out,yes,,,,,,,,,

        """

    /// Each call bears the flat 0.50: 0.60 and 0.70. The allowance takes the first call, of which its surcharge remains: 0.50 and 0.70,
    /// 0.25 and 0.35 in euros. Calls 0.60, line 4.00, VAT 10 % of 0.60 = 0.06: 4.66. Whatever becomes of the surcharge afterwards, what
    /// the calls cost stays until they are rated again.
    @Test func staysWhatItIs() throws {
        let scratch = try Scratch()
        let (site, book) = (scratch.path + "/site.yaml", scratch.path + "/a.book")
        func run(_ arguments: String..., input: String = "") throws -> Program.Result {
            let result = try Program.run(arguments, input: Data(input.utf8))
            #expect(result.status == 0, "\(arguments.first ?? ""): \(result.errors)")
            return result
        }
        try Self.site(surcharge: #"{id: s, flat: "0.50"}"#).write(toFile: site, atomically: true, encoding: .utf8)
        _ = try run("site", "import", "--book", book, site)
        _ = try run("import", "--book", book, "--format", "tollbook-csv", "-", input: Self.calls)
        let bill = ["bill", "--book", book, "--party", "a", "--from", "2026-03-01", "--to", "2026-03-31", "--as", "json"]
        let before = try #require(try Program.run(bill).object["bill"] as? [String: Any])
        #expect(before["sum"] as? String == "0.60" && before["total"] as? String == "4.66", "\(before)")
        let lines = try #require(before["calls"] as? [[String: Any]])
        #expect(lines.map { $0["packageDiscount"] as? String } == ["0.10", "0.00"])
        #expect(lines.map { $0["surcharges"] as? String } == ["0.50", "0.50"])
        #expect(lines.map { $0["final"] as? String } == ["0.25", "0.35"])
        let page = try run("bill", "--book", book, "--party", "a", "--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv").output
        // How the charge became what is to pay: 0.60 with 0.50 of surcharges, 0.10 off, 0.25 in euros.
        #expect(page.contains("0.60,USD,0.50,USD,0.10,USD,0.25,EUR"), "\(page)")
        for line in ["\"Line, 2026-03-01 to 2026-03-31\"", "VAT 10 % on 0.60", "Total to pay"] { #expect(page.contains(line), "\(page)") }

        try Self.site(surcharge: #"{id: s, flat: "9.00", currency: JPY}"#).write(toFile: site, atomically: true, encoding: .utf8)
        _ = try run("site", "import", "--book", book, site)
        let after = try #require(try Program.run(bill).object["bill"] as? [String: Any])
        // Each call knows the site by whose rules it was charged: the surcharge of then is what the allowance leaves.
        #expect((after["calls"] as? [[String: Any]])?.map { $0["charge"] as? String } == ["0.60", "0.70"], "\(after)")
        #expect((after["calls"] as? [[String: Any]])?.map { $0["base"] as? String } == ["0.10", "0.20"])
        #expect((after["calls"] as? [[String: Any]])?.map { $0["final"] as? String } == ["0.25", "0.35"])
    }
}
