import Foundation
import Mediation
import Testing

extension RandomOffice {
    /// The format, or one in which names and hold tell no legs apart and the account is the caller's.
    static func format(legs: Bool) throws -> String {
        let text = String(decoding: FormatCatalogue.definition("avaya-ip-office-smdr") ?? [], as: UTF8.self)
        guard !legs else { return text }
        let rules = try #require(text.range(of: "\nsamples:"))
        let changed = text[..<rules.lowerBound]
            .replacing(
                "leg: {from: [party1, name1, party2, name2, continuation, callid, hold, park]", with: "leg: {from: [callid, continuation]"
            )
            .replacing("account: acc", with: "account: callid")
        return changed + """

            samples:
              - line: "2026/03/02 09:15:00,00:01:01,5,101,O,0305551234,0305551234,,0,1,0,E101,N,T9001,Line 1.1,0,0,,,,,,,,,,,,,\\r"
                expect: {start: "2026-03-02T09:15:00", duration: 61, ring: 5, span: 66, direction: out, answered: yes, followsLegs: true,
                  calling: "101", called: "0305551234", extension: "101", trunk: T9001, account: "1",
                  link: "2026/03/02 09:15:00,1", leg: "1,0"}

            """
    }

    static func site(prices: Int, cents: Int) -> String {
        let rows = [
            "{prefix: [\"4930\"], name: Berlin, all: {steps: [{at: 0, block: 60, price: \"0.0\(cents)\"}]}}",
            "{prefix: [\"49\"], name: Germany, all: {increments: \"60/6\", price: \"0.12\", per: 60}}",
            "{prefix: [\"33\"], name: France, all: {increments: \"60/6\", price: \"0.30\", per: 60}}",
        ]
        return """
            site: {name: Office \(cents), zone: Europe/Berlin, currency: EUR, defaultTable: {price: office}}
            switches:
              - id: main
                format: avaya-ip-office-smdr
                dialPlan: {countryCode: "49", areaCode: "30", trunkPrefix: "0", internationalPrefix: ["00"], outside: ["0"], extensionLength: [3]}
            trunks: [{id: T9001, switch: main}]
            numbering:
              - {prefix: "4930", type: local, destination: Berlin}
              - {prefix: "49", type: national, destination: Germany}
              - {prefix: "33", type: international, destination: France}
            parties:
              - {id: "101", name: Reception, numbers: [{number: "101", from: 2020-01-01}]}
              - {id: "102", name: Workshop, numbers: [{number: "102", from: 2020-01-01}]}
            packages:
              - id: local
                rules: [{when: {type: [local]}, allowance: {calls: 3, carryOver: true}}, {when: {type: [national]}, percent: "12.5"}]
                assigned: [{party: "101", from: 2026-01-01}, {party: "102", from: 2026-01-01}]
            rateTables:
              - id: office
                volumeDiscount: [{type: international, measure: minutes, mode: whole, tiers: [{from: "20", percent: "10"}]}]
                rounding: {to: "0.01", mode: up}
                versions:
                  - from: 2020-01-01
                    rows:
            \(rows.prefix(prices).map { "          - " + $0 }.joined(separator: "\n"))

            """
    }
}
