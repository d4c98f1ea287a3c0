import Foundation
import Testing

@Suite("tollbook bill-calls")
struct BillCallsTests {
    /// Party a: a surcharge, an allowance used up inside a call, a volume discount whose threshold a call crosses, an exchange and a tax.
    static let site = """
        site: {zone: UTC, currency: USD, linePrecision: {EUR: 4}, defaultTable: {price: t}}
        callTypes: [{id: mobile, name: Mobile, colour: ["#b45309", "#fbbf24"]}, {id: local, name: Local, colour: ["#15803d", "#4ade80"]}]
        numbering: [{prefix: "49", type: mobile, destination: M}, {prefix: "44", type: local, destination: L}]
        parties:
          - {id: a, numbers: [{number: "101", from: 2026-01-01}], currency: EUR}
          - {id: b, numbers: [{number: "102", from: 2026-01-01}]}
        rateTables:
          - id: t
            volumeDiscount: [{type: local, tiers: [{from: "1", percent: "10"}]}]
            versions:
              - from: 2026-01-01
                rows:
                  - {prefix: ["49"], connection: "0.05", all: {steps: [{at: 0, block: 60, price: "0.10"}]}}
                  - {prefix: ["44"], all: {steps: [{at: 0, block: 60, price: "0.40"}]}}
        surcharges: [{id: s, when: {type: [mobile]}, flat: "0.02", currency: USD}]
        packages: [{id: p, rules: [{when: {type: [mobile]}, allowance: {minutes: 3}}], assigned: [{party: a, from: 2026-01-01}]}]
        exchangeRates: {rates: [{date: 2026-03-01, from: USD, to: EUR, rate: "0.9"}]}
        taxes: [{id: vat, rates: [{from: 2026-01-01, percent: "19"}], types: [local, mobile]}]
        recurring: [{id: line, party: a, amount: "10.00", every: month, from: 2026-03-11, prorata: true, tax: vat}]
        """

    private func call(_ start: String, _ seconds: Int, _ called: String, from: String = "101", answered: Bool = true) -> String {
        #"{"start":"\#(start)","duration":\#(seconds),"direction":"out","answered":\#(answered),"calling":"\#(from)","called":"\#(called)"}"#
    }

    private func run(
        _ lines: [String], site: String = site, to last: String = "2026-03-07", party: String
    ) throws -> Program.Result {
        let scratch = try Scratch()
        let path = scratch.path + "/site.yaml"
        try site.write(toFile: path, atomically: true, encoding: .utf8)
        return try Program.run(
            "bill-calls", "--tariff", path, "--calls", "-", "--from", "2026-03-01", "--to", last, "--party", party,
            input: Data((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// Mobile 1: 120 s, 0.05 + 2 × 0.10 + 0.02 = 0.27; inside the 180 s: 0.02 remains, 0.25 off; × 0.9 = 0.018.
    /// Mobile 2: 100 s, 0.05 + 0.20 + 0.02 = 0.27; 60 s are covered, the rest of 40 s costs 0.05 + 0.10 + 0.02 = 0.17: 0.10 off;
    /// × 0.9 = 0.153.
    /// Local: 180 s, 1.20; 1.00 is below the threshold, 10 % of 0.20 = 0.02 off: 1.18; × 0.9 = 1.062.
    /// Calls 1.233. The line's rental is due on 2026-03-11, outside the bill. Sum to the cent 1.23, rounding −0.003; tax 19 % of 1.23 =
    /// 0.2337 → 0.23; total 1.46.
    @Test func everyRuleMeets() throws {
        let result = try run(
            [
                call("2026-03-03T10:00:00", 180, "44123"), call("2026-03-02T12:00:00", 100, "4917"),
                call("2026-03-02T09:00:00", 120, "4917"),
                call("2026-03-02T09:00:00", 120, "4917"), call("2026-03-02T09:00:00", 60, "4917", from: "102"),
                call("2026-03-04T09:00:00", 0, "4917", answered: false), call("2026-03-05T09:00:00", 5, "7777"),
                call("2026-02-27T09:00:00", 60, "44123"),
            ], party: "a")
        #expect(result.status == 0, "\(result.errors)")
        let expected = """
            {"call":3,"state":"rated","currency":"USD","base":"0.25","surcharges":"0.02","adjustment":"0.00","charge":"0.27",\
            "packageDiscount":"0.25","volumeDiscount":"0.00","net":"0.02","rate":"0.9","final":"0.018","finalCurrency":"EUR"}
            {"call":2,"state":"rated","currency":"USD","base":"0.25","surcharges":"0.02","adjustment":"0.00","charge":"0.27",\
            "packageDiscount":"0.10","volumeDiscount":"0.00","net":"0.17","rate":"0.9","final":"0.153","finalCurrency":"EUR"}
            {"call":1,"state":"rated","currency":"USD","base":"1.20","surcharges":"0.00","adjustment":"0.00","charge":"1.20",\
            "packageDiscount":"0.00","volumeDiscount":"0.02","net":"1.18","rate":"0.9","final":"1.062","finalCurrency":"EUR"}
            {"call":6,"state":"free","reason":"unanswered"}
            {"call":7,"state":"unrated","reason":"no prefix"}
            {"bill":{"currency":"EUR","calls":"1.233","recurring":[],"taxes":[{"id":"vat","percent":"19","net":"1.23","tax":"0.23"}],\
            "rounding":"-0.003","total":"1.46"}}

            """
        #expect(result.output == expected)
    }

    /// The rate of 1 March is too old on the 11th; one of the 9th is there: 10.00 × 21 / 31 × 0.9 = 6.09677… → 6.0968.
    @Test func recurringChargesAreDueOnTheirFirstDay() throws {
        let site = Self.site.replacingOccurrences(
            of: "rates: [{date: 2026-03-01", with: "rates: [{date: 2026-03-09, from: USD, to: EUR, rate: \"0.9\"}, {date: 2026-03-01")
        let result = try run([], site: site, to: "2026-03-11", party: "a")
        #expect(
            result.output == """
                {"bill":{"currency":"EUR","calls":"0.00","recurring":[{"id":"line","amount":"6.0968","from":"2026-03-11","to":"2026-03-31"}],\
                "taxes":[{"id":"vat","percent":"19","net":"6.10","tax":"1.16"}],"rounding":"0.0032","total":"7.26"}}

                """, "\(result.errors)")
    }

    @Test func whatStopsIt() throws {
        let late = try run([call("2026-03-12T09:00:00", 60, "44123")], to: "2026-03-31", party: "a")
        #expect(late.status == 1 && late.output.isEmpty, "\(late.output)")
        #expect(late.errors.contains("no exchange rate from USD to EUR on 2026-03-1"), "\(late.errors)")
        let nobody = try run([], party: "c")
        #expect(nobody.status == 1 && nobody.errors.contains("no party \"c\""), "\(nobody.errors)")
        let garbage = try run([call("2026-03-02T09:00:00", 60, "44123"), "garbage"], party: "b")
        #expect(garbage.status == 1 && garbage.errors.contains("line 2") && garbage.output.contains("\"bill\""), "\(garbage.errors)")
        #expect(try run([], to: "2026-02-01", party: "a").status != 0)
    }
}
