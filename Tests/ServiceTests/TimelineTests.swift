import Foundation
import Model
import Money
import Testing
import Time

@testable import Service

@Suite("Versions in time")
struct TimelineTests {
    /// One book, open all the time as a server has it: before the moment the version is planned, after it calls are charged by it.
    @Test func aVersionTakesEffectWithNobodyPresent() async throws {
        let office = try await SmallOffice(now: "2026-03-31T23:59:50")
        try await office.take([SmallOffice.line("2026-03-31T23:59:00", to: "4917123", 30)], name: "before")
        let before = try office.book.tariffTimeline(caller: .console)
        #expect(before.planned.map { "\($0.table) \($0.from)" } == ["office 2026-04-01T00:00:00"])
        #expect(try office.book.tariffs(caller: .console).first { $0.id.text == "office" }?.inForce?.index == 0)

        office.turnClock(to: "2026-04-01T00:05:00")
        try await office.take(
            [
                SmallOffice.line("2026-03-31T23:59:59", from: "102", to: "4917123", 30),
                SmallOffice.line("2026-04-01T00:00:00", to: "4917123", 30), SmallOffice.line("2026-04-01T00:01:00", to: "4930555", 30),
            ], name: "after")
        let rows = try office.book.list(CallQuery(CallFilter()), caller: .console).rows.sorted { $0.start < $1.start }
        let prices = rows.map { $0.price.charge.map { Money($0.amount, $0.currency).text } }
        #expect(prices == ["0.10", "0.10", "0.20", "0.05"])
        let after = try office.book.tariffTimeline(caller: .console)
        #expect(after.planned.isEmpty && after.inForce.first?.version == 1)
        #expect(after.past.map { "\($0.table) \($0.version) \($0.state)" } == ["office 0 past"])
        #expect(try office.book.tariffs(caller: .console).first { $0.id.text == "office" }?.inForce?.index == 1)
    }

    /// 49 goes, 4917 and 4930 come, 1800 rises from 0.03 to 0.04.
    @Test func whatAPlannedVersionChanges() async throws {
        let changes = try #require(try await SmallOffice().book.tariffTimeline(caller: .console).planned.first?.changes)
        #expect((changes.added, changes.removed, changes.changed) == (2, 1, 1))
        #expect(changes.examples.map { "\($0.kind) \($0.prefix)" } == ["changed 1800", "removed 49", "added 4917", "added 4930"])
        #expect(changes.examples[0].before == "0.03 for each 60 s" && changes.examples[0].after == "0.04 for each 60 s")
        #expect(changes.examples[1].after.isEmpty && changes.examples[2].before.isEmpty)
    }

    @Test func termsDefaultsAndTwinMoments() async throws {
        let yaml = """
            site: {zone: UTC, currency: USD, defaultTable: {price: t, cost: c}}
            rateTables:
              - id: t
                versions:
                  - from: 2026-01-01
                    defaults: {connection: "0.01"}
                    rows:
                      - {prefix: ["49"], all: {increments: "60/60", price: "0.10"}}
                      - {prefix: ["2"], connection: "0.02", all: {increments: "60/60", price: "0.10"}}
                  - {from: 2026-05-01, rows: [{prefix: ["49"], all: {increments: "60/60", price: "0.10"}}]}
                  - from: 2026-05-01
                    defaults: {connection: "0.02"}
                    rows: [{prefix: ["49", "1"], all: {increments: "60/60", price: "0.10"}}]
              - {id: c, scheme: cost, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {increments: "60/60", price: "0.05"}}]}]}
              - {id: d, kind: derived, versions: [{from: 2026-01-01, percent: "50"}, {from: 2026-05-01, percent: "40"}]}

            """
        let timeline = try await SmallOffice(yaml: yaml).book.tariffTimeline(caller: .console)
        #expect(timeline.planned.map { "\($0.table) \($0.version)" } == ["d 1", "t 2"])
        #expect(timeline.past.map { "\($0.table) \($0.version) \($0.state)" } == ["t 1 never"])
        let derived = try #require(timeline.planned.first?.changes)
        #expect(derived.terms.map(\.after) == ["Charges the cost of the call, in USD, and 40 %."])
        #expect(timeline.text.contains("d (price)"))
        // Against the version of January: that of the same moment is never in force. 49 rises by its default, 1 comes, 2 goes.
        let twin = try #require(timeline.planned.last?.changes)
        #expect((twin.added, twin.removed, twin.changed) == (1, 1, 1), "a default is a price of every row")
    }
}
