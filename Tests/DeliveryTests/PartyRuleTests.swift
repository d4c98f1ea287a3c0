import Document
import Model
import Money
import Site
import Testing
import Time

@testable import Delivery

/// What rules on sums compare, without a book.
@Suite struct PartyRuleTests {
    /// Friday, 20 March 2026.
    private let day = CivilDay(number: 20_532)

    private func when(_ condition: PartyCondition, _ change: (inout AlertCondition) -> Void = { _ in }) -> AlertCondition {
        var when = AlertCondition()
        when.ofParty = condition
        change(&when)
        return when
    }

    private func hour(
        _ day: CivilDay, _ hour: Int, calls: Int64, charged: Int64 = 0, to destination: String = "M", _ direction: Direction = .out,
        type: String = "mobile", in country: String = "", zone: Zone = .utc
    ) throws -> PartyHour {
        var row = TallyRow()
        (row.day, row.hour, row.direction, row.destination, row.callType) = (day, hour, direction, destination, type)
        (row.sums.calls, row.sums.charged, row.sums.seconds) = (calls, charged, calls * 60)
        row.sums.price = [.usd: Amount(millionths: charged * 100_000)]
        return try #require(PartyHour(row, zone) { _, _ in country })
    }

    private func unusual(
        _ rule: AlertCondition, past: [PartyHour], _ hours: [PartyHour], after: Int64 = 0, _ site: Site = Site()
    ) -> [String] {
        rule.unusual(hours, of: "a", on: day, PartyPast(rule, past, before: day), after: Instant(seconds: after), site).map(\.words)
    }

    @Test func exactlyTheLimitIsNotMore() throws {
        let month = try #require(DayRange(year: 2026, month: 11))
        var site = Site()
        site.organisation = [OrganisationNode(id: NodeID("sales"), kind: .department, name: "Sales")]
        let cases: [(CallFigure, Int64, String)] = [
            (CallFigure.calls(50), Int64(50), "51 calls in November 2026; the rule tells of more than 50 calls."),
            (.minutes(600), 36_000, "10:00:01 h of talk in November 2026; the rule tells of more than 10:00:00 h of talk."),
            (
                .money(.price, Money(Amount(millionths: 400_000_000), .usd)), 400_000_000,
                "400.000001 USD in November 2026; the rule tells of more than 400.00 USD."
            ),
        ]
        for (figure, limit, words) in cases {
            let rule = when(.total(.init(.month, each: .node, above: figure)))
            #expect(rule.total(limit, of: .node("sales"), month, site) == nil)
            #expect(rule.total(limit + 1, of: .node("sales"), month, site)?.words == "Sales (sales): " + words)
        }
    }

    /// The golden sentence of the manual.
    @Test func budgetsInWords() throws {
        var site = Site()
        site.organisation = [OrganisationNode(id: NodeID("sales"), kind: .department, name: "Sales")]
        let budget = Budget(
            id: BudgetID("b"), holder: .organisation(NodeID("sales")), amount: Amount(millionths: 500_000_000),
            from: CivilDay(number: 20_000))
        let month = try #require(DayRange(year: 2026, month: 11))
        func stand(_ spent: Int64, _ mark: PartyCondition.BudgetMark?) -> BudgetStand {
            BudgetStand(budget: budget, month: month, spent: Amount(millionths: spent * 1_000_000), currency: .usd, mark: mark)
        }
        let both = when(.budget([.warned, .spent]))
        let warned = try #require(both.finding(stand(412, .warned), site))
        #expect(warned.words == "Sales (sales) has spent 412.00 of 500.00 USD in November 2026 (82 %), warning at 80 %.")
        let spent = try #require(both.finding(stand(500, .spent), site))
        #expect(spent.words == "Sales (sales) has spent 500.00 of 500.00 USD in November 2026 (100 %), nothing is left of the budget.")
        #expect(warned.stronger == [spent.cause], "who was told the end is not warned of it")
        #expect(both.finding(stand(100, nil), site) == nil)
        #expect(when(.budget([.spent])).finding(stand(412, .warned), site) == nil)
        // Whoever asks for the warning alone is warned of what is spent at once, too.
        #expect(when(.budget([.warned])).finding(stand(600, .spent), site)?.cause == warned.cause)
    }

    @Test func aBurstIsMoreThanTheFactorAndAtLeastTheFloor() throws {
        let past = try [hour(day + -14, 9, calls: 2), hour(day + -1, 10, calls: 4), hour(day + -1, 10, calls: 30, .in)]
        for (floor, calls, isTold) in [(10, Int64(12), false), (10, 13, true), (13, 13, true), (14, 13, false)] {
            var burst = PartyCondition.Burst(.hour)
            burst.floor = .calls(floor)
            #expect(unusual(when(.burst(burst)), past: past, [try hour(day, 11, calls: calls)]).isEmpty != isTold)
        }
        // Hours that ended are told of no more, calls that come in never.
        let rule = when(.burst(.init(.hour)))
        let end = Int64(day.number) * 86_400 + 12 * 3600
        #expect(unusual(rule, past: past, [try hour(day, 11, calls: 99)], after: end) == [])
        #expect(unusual(rule, past: past, [try hour(day, 11, calls: 99)], after: end - 1).count == 1)
        #expect(unusual(rule, past: past, [try hour(day, 11, calls: 99, .in)]) == [])
        #expect(unusual(when(.burst(.init(.hour))) { $0.directions = [.in] }, past: past, [try hour(day, 11, calls: 99, .in)]).count == 1)
        // Of a day all hours count together.
        let whole = when(.burst(.init(.day)))
        #expect(unusual(whole, past: past, try (8..<12).map { try hour(day, $0, calls: 3) }) == [])
        #expect(
            unusual(whole, past: past, try (8..<12).map { try hour(day, $0, calls: 4) })
                == ["a: 16 calls on 2026-03-20; never more than 4 calls in a day of the 8 weeks before."])
    }

    /// The sentence of the manual; and thirteen days are no past.
    @Test func fourteenDaysAreAPast() throws {
        let rule = when(.burst(.init(.hour))) { $0.types = [CallTypeID("international")] }
        func calls(_ day: CivilDay, _ at: Int, _ calls: Int64) throws -> PartyHour {
            try hour(day, at, calls: calls, type: "international")
        }
        #expect(
            unusual(rule, past: [try calls(day + -14, 9, 2)], [try calls(day, 23, 17)])
                == [
                    "a: 17 calls of type international from 23:00 to 00:00 on 2026-03-20; never more than 2 calls in an hour of the 8 weeks before."
                ])
        #expect(unusual(rule, past: [try calls(day + -13, 9, 2)], [try calls(day, 23, 17)]) == [])
        #expect(unusual(rule, past: [try calls(day + -13, 9, 2)], [try calls(day, 23, 31)]).count == 1)
        #expect(unusual(rule, past: [try calls(day + -57, 9, 2)], [try calls(day, 23, 17)]) == [], "nine weeks ago is too long ago")
        #expect(
            unusual(when(.firstTime(.init(.destination))), past: [try calls(day + -13, 9, 2)], [try hour(day, 9, calls: 1, to: "X")]) == [])
    }

    /// The same destination in another country is another country, and another destination in the same one is none.
    @Test func countriesAreThoseOfCallsThatGoOut() throws {
        let rule = when(.firstTime(.init(.country)))
        #expect(rule.isOfCountries && !when(.firstTime(.init(.destination))).isOfCountries && !when(.burst(.init(.hour))).isOfCountries)
        #expect(!PartyHour.keys.contains(.called) && PartyHour.keysOfCountries.isSuperset(of: [.called, .switch]))
        let past = try [hour(day + -20, 9, calls: 1, to: "Zone 1", in: "Cuba"), hour(day + -1, 9, calls: 1, .in, in: "Jamaica")]
        #expect(unusual(rule, past: past, [try hour(day, 9, calls: 4, to: "Zone 2", in: "Cuba")]) == [])
        #expect(unusual(rule, past: past, [try hour(day, 9, calls: 4, to: "Zone 1", in: "")]) == [])
        #expect(
            unusual(
                rule, past: past, [try hour(day, 9, calls: 1, to: "Zone 1", in: "Jamaica"), try hour(day, 10, calls: 1, in: "Jamaica")])
                == ["a: 2 calls to Jamaica on 2026-03-20; there was none in the 90 days before."])
        for direction in [Direction.in, .internal, .unknown] {
            var any = rule
            any.directions = [direction]
            #expect(unusual(any, past: past, [try hour(day, 9, calls: 4, direction, in: "Haiti")]) == [], "\(direction)")
        }
        #expect(unusual(rule, past: past, [try hour(day, 9, calls: 4, .transit, in: "Haiti")]).count == 1)
        #expect(
            rule.ofParty?.words == "at least 1 call of a party to a country without a call in the 90 days before")
    }

    /// Clocks go forward in Berlin on 29 March 2026: the third hour of that Sunday is three o'clock.
    @Test func hoursAreThoseOfTheClock() throws {
        let berlin = Zone(name: "Europe/Berlin", changes: [1_774_746_000], offsets: [3600, 7200])
        let sunday = try #require(CivilDay(text: "2026-03-29"))
        let before = try hour(sunday + -15, 3, calls: 1, zone: berlin)
        let rule = when(.oddHours(.init()))
        let past = PartyPast(rule, [before], before: sunday)
        #expect(past.isEnough)
        #expect(try past.had(hour(sunday, 2, calls: 1, zone: berlin)))
        #expect(try !past.had(hour(sunday, 3, calls: 1, zone: berlin)))
        #expect(try !past.had(hour(sunday + 1, 3, calls: 1, zone: berlin)), "a workday's hour is another one")
    }

    @Test func nobodyAsksForThePastBelowTheFloor() throws {
        let odd = when(.oddHours(.init()))
        #expect(try !odd.reachesFloor([hour(day, 3, calls: 9, charged: 2)], on: day))
        #expect(try odd.reachesFloor([hour(day, 3, calls: 9, charged: 3)], on: day))
        #expect(try !odd.reachesFloor([hour(day + -1, 3, calls: 9, charged: 3)], on: day))
        #expect(!when(.burst(.init(.hour))).reachesFloor([], on: day))
    }

    @Test func figuresForProgramsAndTheAddress() throws {
        let facts = FoundFacts(
            figures: [
                .init("party", "101"), .init("measure", "calls"), .init("found", "17"), .init("usual", "2"), .init("factor", "3"),
            ], page: "calls", query: [.init("party", "1 & 2"), .init("type", "a,b")])
        #expect(facts.tree["party"] == .text("101") && facts.tree["found"] == .integer(17) && facts.tree["factor"] == .integer(3))
        let money = FoundFacts(figures: [.init("measure", "price"), .init("currency", "JPY"), .init("found", "1200")])
        #expect(money.tree["found"] == .text("1200"), "amounts are texts")
        #expect(FoundFacts().tree == .null)
        let composer = Composer(site: Site(), book: BookID("main"), bookName: "Main")
        #expect(composer.link(to: facts) == "/b/main/calls?party=1%20%26%202&type=a%2Cb")
        #expect(composer.link(to: FoundFacts()) == "/b/main/alerts")
    }

    @Test func theMessageSaysWhatWasCompared() throws {
        var site = Site()
        var rule = AlertRule(id: AlertRuleID("many"))
        (rule.when, rule.to) = (when(.total(.init(.day, above: .calls(2)))), MailAddress("a@example.com").map { [$0] } ?? [])
        site.alerts = [rule]
        site.parties = [Party(id: PartyID("101"))]
        site.parties[0].name = "Anna\r\nBcc: b@example.com"
        let finding = try #require(rule.when.total(3, of: .party("101"), DayRange(day), site))
        let draft = try #require(finding.drafts(rule).first)
        let item = OutboxItem(id: 1, draft: draft, created: Instant(seconds: 1_774_000_000))
        let composer = Composer(site: site, book: BookID("main"), bookName: "Main")
        let text = composer.party(item)
        #expect(text.subject.hasPrefix("[Main] Alert (many): Anna") && !text.subject.contains("\n"))
        #expect(text.lines.allSatisfy { !$0.contains("\n") && !$0.contains("\r") })
        #expect(text.lines.contains { $0.contains("many: more than 2 calls of a party in a day") })
        let json = String(decoding: composer.json(item, id: "1", text, call: nil), as: UTF8.self)
            .filter { !$0.isWhitespace }.replacing("\\u0026", with: "&")
        #expect(json.contains("\"kind\":\"party\",\"rule\":\"many\"") && json.contains("\"found\":3,\"limit\":2}"))
        #expect(json.contains("\"link\":\"/b/main/calls?from=2026-03-20&to=2026-03-20&party=101&whole=yes\""))
        #expect(text.lines.contains("  /b/main/calls?from=2026-03-20&to=2026-03-20&party=101&whole=yes"))
    }
}
