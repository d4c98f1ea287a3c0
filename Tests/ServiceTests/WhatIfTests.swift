import Foundation
import Model
import Money
import Testing
import Time

@testable import Service

@Suite("Calls of a period priced otherwise")
struct WhatIfTests {
    private func march(_ change: (inout WhatIfQuestion) -> Void) throws -> WhatIfQuestion {
        var question = WhatIfQuestion(days: try #require(DayRange(year: 2026, month: 3)))
        change(&question)
        return question
    }

    /// `0.30 USD (1)`: sums, and calls without a rate.
    private func text(_ side: WhatIfReport.Side) -> String {
        Self.list(side.charges) + (side.unrated > 0 ? " (\(side.unrated))" : "")
    }
    private static func list(_ sums: [Money]) -> String { sums.map { "\($0.text) \($0.currency)" }.joined(separator: " ") }
    private func difference(_ side: WhatIfReport.Side) -> String { side.difference.map(Self.list) ?? "differs" }

    /// Mobile 60 s and 61 s, local 120 s, an attempt. Today 0.10 + 0.20 and 0.20. By `cheap` 0.06 + 0.12, the local one unrated; by the
    /// version of April 0.20 + 0.40 and 0.10; by `euro` 0.50 + 1.00 and 1.00, which is compared with nothing.
    @Test func sideBySide() async throws {
        let office = try await SmallOffice()
        try await office.take(SmallOffice.march)
        let before = try BookDump.tables(of: office.book.store)
        let report = try office.book.whatIf(
            march { ($0.tables, $0.isPlanned) = (["cheap", "euro"], true) }, caller: .console)
        #expect(report.rows.map(\.name) == ["Mobile", "Local"])
        #expect(report.rows.map(\.calls) == [3, 1] && report.rows.map(\.seconds) == [121, 120])
        #expect(report.rows.map { text($0.today) } == ["0.30 USD", "0.20 USD"])
        #expect(report.rows[0].alternatives.map(text) == ["0.18 USD", "1.50 EUR", "0.60 USD"])
        #expect(report.rows[0].alternatives.map(difference) == ["-0.12 USD", "differs", "0.30 USD"])
        #expect(report.rows[1].alternatives.map(text) == [" (1)", "1.00 EUR", "0.10 USD"])
        #expect(report.rows[1].alternatives.map(difference) == ["-0.20 USD", "differs", "-0.10 USD"])
        #expect(report.total.alternatives.map(text) == ["0.18 USD (1)", "2.50 EUR", "0.70 USD"])
        #expect(try BookDump.tables(of: office.book.store) == before, "nothing is written")
        #expect(report.text.contains("newest version") && report.text.contains("(1 unrated)"))
    }

    @Test func filtersAndCost() async throws {
        let office = try await SmallOffice()
        try await office.take(SmallOffice.march)
        func calls(_ change: (inout WhatIfQuestion) -> Void) throws -> [Int64] {
            try office.book.whatIf(
                march { question in
                    question.isPlanned = true
                    change(&question)
                }, caller: .console
            ).rows.map(\.calls)
        }
        #expect(try calls { $0.parties = ["anna"] } == [2, 1])
        #expect(try calls { $0.nodes = ["sales"] } == [1], "only while she belonged to it")
        #expect(try calls { $0.callTypes = ["local"] } == [1])
        #expect(try calls { $0.trunks = ["07"] } == [])
        let cost = try office.book.whatIf(
            march { ($0.scheme, $0.tables) = (.cost, ["line"]) }, caller: .console)
        #expect(text(cost.total.today) == "0.20 USD" && difference(cost.total.alternatives[0]) == "0.00 USD")
    }

    /// Two legs of one call, 40 s and 50 s by their stamps, are one call of 110 s: two begun minutes.
    @Test func linkedLegsAreOneCall() async throws {
        let office = try await SmallOffice()
        try await office.take([
            SmallOffice.line("2026-03-02T10:00:00", to: "4917123", 40, link: "x", leg: "1"),
            SmallOffice.line("2026-03-02T10:01:00", from: "102", to: "4917123", 50, link: "x", leg: "2"),
        ])
        let report = try office.book.whatIf(march { $0.tables = ["office", "cheap"] }, caller: .console)
        #expect(report.total.calls == 1 && report.total.seconds == 110)
        #expect(text(report.total.today) == "0.20 USD" && report.total.alternatives.map(text) == ["0.20 USD", "0.12 USD"])
    }

    /// A file that has only tables takes the book's people and numbers; its own rules count.
    @Test func anotherSiteFile() async throws {
        let office = try await SmallOffice()
        try await office.take(SmallOffice.march)
        let file = office.folder + "/offer.yaml"
        let yaml = """
            site: {zone: UTC, currency: USD, defaultTable: {price: offer}}
            selection: [{scheme: price, when: {organisation: [sales]}, table: gift}]
            organisation: [{id: sales, kind: department, name: Sales}]
            parties: [{id: anna, numbers: [{number: "101"}], member: [{of: sales}]}]
            rateTables:
              - {id: offer, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 1, price: "0.01"}]}}]}]}
              - {id: gift, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 1, price: "0"}]}}]}]}

            """
        try yaml.write(toFile: file, atomically: true, encoding: .utf8)
        let report = try office.book.whatIf(march { $0.siteFiles = [file] }, caller: .console)
        #expect(report.rows.map { text($0.alternatives[0]) } == ["0.61 USD", "0.00 USD"], "Anna's are a gift")
        let viewer = Caller(name: "anna", role: .administrator)
        #expect(throws: ServiceError.self) { try office.book.whatIf(march { $0.siteFiles = [file] }, caller: viewer) }
        try yaml.replacing("site:", with: "switches: [{id: other}]\nsite:").write(toFile: file, atomically: true, encoding: .utf8)
        #expect(throws: WhatIfQuestion.Fault.self) { try office.book.whatIf(march { $0.siteFiles = [file] }, caller: .console) }
    }

    @Test func wrongQuestions() async throws {
        let office = try await SmallOffice()
        func field(_ change: (inout WhatIfQuestion) -> Void) throws -> String? {
            do {
                _ = try office.book.whatIfReport(march(change), caller: .console)
                return nil
            } catch let fault as WhatIfQuestion.Fault { return fault.field }
        }
        #expect(try field { _ in } == "table")
        #expect(try field { $0.tables = ["nowhere"] } == "table")
        #expect(try field { $0.tables = ["line"] } == "table", "of the other scheme")
        #expect(try field { $0.tables = Array(repeating: "cheap", count: 9) } == "table")
        #expect(try field { ($0.isPlanned, $0.parties) = (true, ["nobody"]) } == "party")
        #expect(try field { ($0.isPlanned, $0.nodes) = (true, ["nowhere"]) } == "organisation")
        #expect(try field { ($0.isPlanned, $0.trunks) = (true, ["nowhere"]) } == "trunk")
        #expect(try field { ($0.isPlanned, $0.callTypes) = (true, ["nothing"]) } == "type")
        #expect(try field { ($0.isPlanned, $0.callTypes) = (true, ["mobile"]) } == nil)
    }
}
