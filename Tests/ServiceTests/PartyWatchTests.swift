import Foundation
import GRDB
import Model
import Site
import Testing
import Time

@testable import Service
@testable import Store

/// Rules on sums, as a server looks at them. The charges are those of `RatedOffice`: a begun minute is 0.10, of the party `b` 0.50.
@Suite("Alerts of sums") struct PartyWatchTests {
    static let mail = "mail: {server: 127.0.0.1, port: 9, security: none, from: t@example.com}\nalerts:\n"

    /// At a time of a day of March 2026.
    static func office(_ rules: [String], day: Int, hour: Int64 = 12, budgets: String = "") throws -> RatedOffice {
        let office = try RatedOffice()
        turn(office, day, hour)
        try office.site(price: "0.10", extra: extra(rules, budgets))
        return office
    }

    static func extra(_ rules: [String], _ budgets: String = "") -> String {
        let text = rules.map { "  - {\($0), to: [a@example.com]}\n" }.joined()
        return (budgets.isEmpty ? "" : "budgets: [\(budgets)]\n") + mail + text
    }

    static func turn(_ office: RatedOffice, _ day: Int, _ hour: Int64, _ minute: Int64 = 0) {
        office.second.now = 1_772_409_600 + Int64(day - 2) * 86_400 + hour * 3600 + minute * 60
    }

    /// What was told, the first one first.
    static func told(_ office: RatedOffice) throws -> [String] {
        try office.book.store.outbox().reversed().map { "\($0.draft.rule): \($0.draft.detail)" }
    }

    /// A look of a server that has just started: it remembers nothing.
    static func look(_ office: RatedOffice) throws { try PartyWatch(book: office.book).look() }

    private func calls(_ count: Int, _ day: Int, _ time: String, _ calling: String = "101", seconds: Int = 60, called: String = "4917")
        -> [String]
    {
        (0..<count).map { index in
            RatedOffice.line(day, "\(time):\(index < 10 ? "0" : "")\(index)", calling, seconds: seconds, called: called)
        }
    }

    @Test func daysAndMonthsOfPartiesAndNodes() async throws {
        let office = try Self.office(
            [
                "id: many, when: {total: {in: day, calls: 2}}",
                "id: dear, when: {total: {in: month, price: \"1.00\", currency: USD}, organisation: [hq]}",
                "id: long, when: {total: {in: month, each: node, minutes: 8}, organisation: [hq]}",
                "id: cost, when: {total: {in: month, cost: \"0.15\", currency: USD}, party: [a], type: [mobile]}",
            ], day: 10)
        let watch = PartyWatch(book: office.book)
        // b is a member of hq from the second of March on: what it did before counts for itself alone.
        try await office.add(calls(3, 1, "09:00") + calls(3, 1, "09:00", "102", seconds: 6000))
        try watch.look()
        #expect(try Self.told(office) == [], "the first of March is over, and b was no member then")
        try await office.add(calls(2, 10, "09:00"))
        try watch.look()
        #expect(
            try Self.told(office) == [
                "cost: a: 0.20 USD of cost of type mobile in March 2026; the rule tells of more than 0.15 USD of cost."
            ])
        try await office.add(calls(1, 10, "10:00") + calls(1, 9, "10:00", "102", seconds: 240) + calls(1, 10, "10:01", "102", seconds: 240))
        try watch.look()
        let many = "many: a: 3 calls on 2026-03-10; the rule tells of more than 2 calls."
        let dear = "dear: b: 4.00 USD in March 2026; the rule tells of more than 1.00 USD."
        #expect(try Self.told(office).dropFirst() == [many, dear], "eight minutes are not more than eight")
        try await office.add(calls(1, 10, "11:00", "102", seconds: 1))
        try watch.look()
        let long = "long: Head office (hq): 0:08:01 h of talk in March 2026; the rule tells of more than 0:08:00 h of talk."
        #expect(try Self.told(office).dropFirst() == [many, dear, long])
        // Neither more calls nor a new start tells it again; another day does.
        try await office.add(calls(2, 10, "11:10"))
        try watch.look()
        try Self.look(office)
        #expect(try Self.told(office).count == 4)
        Self.turn(office, 11, 12)
        try await office.add(calls(3, 11, "09:00"))
        try watch.look()
        #expect(try Self.told(office).last == "many: a: 3 calls on 2026-03-11; the rule tells of more than 2 calls.")
        #expect(try Self.told(office).count == 5)
    }

    /// The page behind it lists what was counted.
    @Test func theFactsNameTheListOfCalls() async throws {
        let office = try Self.office(
            [
                "id: many, when: {total: {in: day, calls: 1}, type: [mobile]}",
                "id: all, when: {total: {in: day, each: node, calls: 0}, organisation: [hq], type: [mobile], direction: [out]}",
            ], day: 10)
        try await office.add(calls(2, 10, "09:00") + calls(1, 10, "09:00", "102"))
        try Self.look(office)
        let items = try office.book.store.outbox().reversed().map(\.draft.facts)
        #expect(items.map(\.page) == ["calls", "reports/b01-all-calls"])
        #expect(
            items[0].query.map { "\($0.name)=\($0.value)" } == [
                "from=2026-03-10", "to=2026-03-10", "party=a", "type=mobile", "whole=yes",
            ])
        #expect(
            items[1].query.map { "\($0.name)=\($0.value)" } == [
                "from=2026-03-10", "to=2026-03-10", "organisation=hq", "where=callType=mobile", "where=direction=out",
            ])
        // The report takes them as they stand.
        var order = ReportOrder(try office.march)
        for fact in items[1].query where fact.name == "where" { try order.add(fact.value) }
        #expect(order.tests == [FieldTest(.callType, any: ["mobile"]), FieldTest(.direction, any: ["out"])])
        #expect(items[0].figures.map { "\($0.name)=\($0.value)" }.suffix(3) == ["measure=calls", "found=2", "limit=1"])
        let list = try AlertList.json(office.book.alerts(caller: office.caller)).filter { !$0.isWhitespace }
        #expect(list.contains("\"measure\":\"calls\",\"found\":2,\"limit\":1}"))
    }

    /// 80 % of 5.00 are 4.00.
    @Test func budgetsAreWarnedOfAndSpentOnce() async throws {
        let office = try Self.office(
            ["id: money, when: {budget: [warned, spent]}", "id: end, when: {budget: [spent], organisation: [hq]}"], day: 10,
            budgets: "{id: b1, party: b, amount: \"5.00\", every: month, from: 2026-01-01}, "
                + "{id: h1, organisation: hq, amount: \"5.50\", every: month, from: 2026-03-05, warnAt: 50}")
        let watch = PartyWatch(book: office.book)
        try await office.add(calls(1, 3, "09:00", "102", seconds: 420))
        try watch.look()
        #expect(try Self.told(office) == [], "3.50 of 5.00; before its begin h1 has nothing")
        try await office.add(calls(1, 10, "09:00", "102", seconds: 60))
        try watch.look()
        let warned = "money: b has spent 4.00 of 5.00 USD in March 2026 (80 %), warning at 80 %."
        #expect(try Self.told(office) == [warned])
        try await office.add(calls(1, 10, "10:00", "102", seconds: 120))
        try watch.look()
        let spent = "b has spent 5.00 of 5.00 USD in March 2026 (100 %), nothing is left of the budget."
        #expect(try Self.told(office) == [warned, "money: " + spent, "end: " + spent], "b is below hq")
        // At once from below the warning beyond the end: one message of it.
        try await office.add(calls(1, 10, "11:00", "102", seconds: 600))
        try watch.look()
        let both = "Head office (hq) has spent 6.50 of 5.50 USD in March 2026 (118 %), nothing is left of the budget."
        #expect(try Self.told(office).sorted() == [warned, "money: " + spent, "end: " + spent, "money: " + both, "end: " + both].sorted())
        try await office.add(calls(1, 10, "11:30", "102", seconds: 600))
        try watch.look()
        try Self.look(office)
        #expect(try Self.told(office).count == 5)
        let facts = try #require(try office.book.store.outbox().first).draft.facts
        #expect(facts.page == "reports/a18-budgets" && facts.query.contains(FoundFacts.Fact("organisation", "hq")))
    }

    /// A budget of which calls were read is read again only where it can have reached the next mark.
    @Test func discountsAreKnown() async throws {
        let packages = """
            packages:
              - {id: p, rules: [{when: {}, percent: "50"}], assigned: [{party: b, from: 2026-01-01}]}

            """
        let office = try RatedOffice()
        Self.turn(office, 10, 12)
        let budget = "budgets: [{id: b1, party: b, amount: \"5.00\", every: month, from: 2026-01-01}]\n"
        try office.site(
            price: "0.10", extra: packages + budget + Self.mail + "  - {id: money, when: {budget: [warned, spent]}, to: [a@example.com]}\n")
        let watch = PartyWatch(book: office.book)
        // By tariff 6.00, of which half is taken off; then 8.00 and 4.00.
        try await office.add(calls(1, 10, "09:00", "102", seconds: 720))
        try watch.look()
        #expect(try Self.told(office) == [])
        try await office.add(calls(1, 10, "10:00", "102", seconds: 240))
        try watch.look()
        #expect(try Self.told(office) == ["money: b has spent 4.00 of 5.00 USD in March 2026 (80 %), warning at 80 %."])
    }

    /// 0.30 become 0.90; then 0.30 again, and 0.90 once more: neither what was told nor what it fell below is told again.
    @Test func whatIsChargedAnewTellsNothingTwice() async throws {
        let rules = ["id: money, when: {total: {in: month, price: \"0.20\", currency: USD}, party: [a]}"]
        let office = try Self.office(rules, day: 10)
        let watch = PartyWatch(book: office.book)
        try await office.add(calls(3, 10, "09:00"))
        try watch.look()
        for price in ["0.30", "0.01", "0.30"] {
            try office.site(price: price, extra: Self.extra(rules))
            let number = try office.book.proposeRerating(RerateChoice(), office.march, caller: office.caller)
            try office.book.finishRerating(number, caller: office.caller)
            try office.book.acceptRerating(number, caller: office.caller)
            try office.book.finishRerating(number, caller: office.caller)
            try watch.look()
        }
        #expect(try office.rows().map(\.price.shown) == ["0.30", "0.30", "0.30"])
        #expect(try Self.told(office) == ["money: a: 0.30 USD in March 2026; the rule tells of more than 0.20 USD."])
    }

    /// The disk takes nothing just when something is found.
    @Test func whatCannotBeToldIsFoundAgain() async throws {
        let office = try Self.office(["id: many, when: {total: {in: day, calls: 2}}"], day: 10)
        let watch = PartyWatch(book: office.book)
        try watch.look()
        try await office.add(calls(3, 10, "09:00"))
        let pool = office.book.store.pool
        try await pool.writeWithoutTransaction { database in
            try database.execute(sql: "CREATE TEMP TRIGGER no_room BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END")
        }
        #expect(throws: (any Error).self) { try watch.look() }
        try await pool.writeWithoutTransaction { try $0.execute(sql: "DROP TRIGGER no_room") }
        #expect(try Self.told(office) == [])
        try watch.look()
        #expect(try Self.told(office) == ["many: a: 3 calls on 2026-03-10; the rule tells of more than 2 calls."])
    }

    @Test func aDayThatIsOverIsToldWithinTheAgeLimit() async throws {
        for (hour, minute, isTold) in [(Int64(0), Int64(50), true), (1, 10, false)] {
            let office = try Self.office(["id: many, when: {total: {in: day, calls: 2}}"], day: 11, hour: hour)
            Self.turn(office, 11, hour, minute)
            try await office.add(calls(3, 10, "23:50"))
            try Self.look(office)
            #expect(try Self.told(office).isEmpty != isTold)
        }
    }
}
