import Model
import Money
import Testing
import Time

@testable import Store

/// What alerts of sums read of a book.
@Suite struct PartySumsTests {
    private let month: DayRange? = DayRange(CivilDay(number: 20_454), CivilDay(number: 20_464))

    @Test(arguments: 1...5) func sumsOfPartiesAreThoseOfTheSummary(seed: UInt64) throws {
        let test = try TestBook()
        var random = Random(state: seed)
        try test.store(randomBatch(test.book, &random, count: 300))
        let days = try #require(month)
        var expected: [PartyDay: Int64] = [:]
        var prices: [Currency: Int64] = [:]
        for row in try test.book.summary(SummaryQuery(days: days, groups: [.party, .day])) {
            let day = PartyDay(party: try #require(row.party), day: try #require(row.day))
            expected[day, default: 0] += row.measures.calls
            if let currency = row.currency { prices[currency, default: 0] += row.measures.price.millionths }
        }
        let parties = Set(expected.keys.map(\.party)).sorted()
        let sums = try test.sqlite.partySums(parties.map { PartyDays($0) }, days)
        var found: [PartyDay: Int64] = [:]
        var foundPrices: [Currency: Int64] = [:]
        for sum in sums {
            found[PartyDay(party: sum.party, day: sum.day), default: 0] += sum.sums.calls
            for (currency, amount) in sum.sums.price { foundPrices[currency, default: 0] += amount.millionths }
        }
        #expect(found == expected && foundPrices.filter { $0.value != 0 } == prices.filter { $0.value != 0 })
        #expect(try Set(test.sqlite.partyDays(days)) == Set(expected.keys))
        // A party counts on its own days alone; one that nobody knows has nothing.
        let first = try #require(parties.first)
        let own = try test.sqlite.partySums([PartyDays(first, DayRange(days.first + 1)), PartyDays("nobody")], days)
        #expect(own.reduce(0) { $0 + $1.sums.calls } == expected[PartyDay(party: first, day: days.first + 1)] ?? 0)
    }

    @Test func onlyWhatChangedIsToldSinceAChange() throws {
        let test = try TestBook()
        var batch = CallBatch()
        batch.add(test.book, stamp: 1_767_225_600)
        batch.add(test.book, stamp: 1_767_312_000, calling: "102")
        try test.store(batch)
        let all = try test.sqlite.changedDays(after: 0)
        #expect(Set(all.days.map(\.party)) == ["p-101", "p-102"])
        #expect(try test.sqlite.changedDays(after: all.last).days == [])
        var more = CallBatch()
        more.add(test.book, stamp: 1_767_312_060, calling: "102")
        try test.store(more)
        let news = try test.sqlite.changedDays(after: all.last)
        #expect(news.days == [PartyDay(party: "p-102", day: CivilDay(number: 20_455))] && news.last > all.last)
    }

    @Test func chargedCallsAreCounted() throws {
        let test = try TestBook()
        var batch = CallBatch()
        batch.add(test.book, stamp: 1_767_225_600)
        batch.add(test.book, stamp: 1_767_225_660) { call, _ in
            call.price = .rated(Charge(amount: .zero, currency: .usd, version: 1, row: 0))
        }
        batch.add(test.book, stamp: 1_767_225_720) { call, _ in call.price = .free(.incoming) }
        try test.store(batch)
        let rows = try test.book.tally(TallyQuery(CallFilter(days: month), by: [])).all()
        #expect(rows.map(\.sums.calls) == [3] && rows.map(\.sums.charged) == [1])
    }

    @Test func factsAreKeptWithAMessage() throws {
        let test = try TestBook()
        var draft = OutboxDraft(
            kind: .party, rule: AlertRuleID("r"), cause: "party a", detail: "words", channel: .mail, recipient: "a@example.com")
        draft.facts = FoundFacts(
            figures: [.init("found", "17"), .init("destination", "a\tb\nc = ?d")], page: "reports/b01-all-calls",
            query: [.init("where", "callType=a,b"), .init("where", "direction=out")])
        #expect(try test.sqlite.raise([draft, draft], at: Instant(seconds: 1)) == 1)
        let item = try #require(try test.sqlite.outbox().first)
        draft.facts.figures[1].value = "a b c = ?d"
        #expect(item.draft == draft)
        // What was told before there were facts has none.
        try test.damage("UPDATE outbox SET facts = ''")
        #expect(try test.sqlite.outbox().first?.draft.facts == FoundFacts())
    }
}
