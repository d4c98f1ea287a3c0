import Model
import Money
import Site
import Testing
import Time

@testable import Delivery

/// Numbers of names as a book would give them.
final class Book: Sendable {
    static func number(_ kind: NameKind, _ name: String) -> NameNumber {
        // One number for each pair: what a test needs of them is that they differ.
        NameNumber(
            number: Int32(
                truncatingIfNeeded: name.utf8.reduce(kind.rawValue.utf8.reduce(7) { $0 &* 31 &+ Int($1) }) { $0 &* 31 &+ Int($1) }))
    }
    static let facts = AlertFacts(number: number) { dialled, _ in
        // An access code 0 to an outside line, and 00 before a country.
        Array(dialled.starts(with: Array("000".utf8)) ? dialled.dropFirst(3) : dialled.dropFirst())
    }
}

@Suite struct RuleTests {
    /// Monday, 2 March 2026, 09:00 UTC.
    private let start = Instant(seconds: 1_772_442_000)
    private let to = MailAddress("a@example.com").map { [$0] } ?? []

    private func rules(_ when: AlertCondition, age: Int = 3600, _ change: (inout Site) -> Void = { _ in }) -> AlertRules? {
        var site = Site()
        var rule = AlertRule(id: AlertRuleID("r"))
        (rule.when, rule.to, rule.age) = (when, to, age)
        site.alerts = [rule]
        change(&site)
        return AlertRules(site, Book.facts)
    }

    private func batch(_ change: (inout StoredCall) -> Void = { _ in }, called: String = "0004420") -> CallBatch {
        var batch = CallBatch()
        var call = StoredCall()
        (call.start, call.duration, call.talk, call.answered, call.direction) = (start, 600, 600, true, .out)
        call.day = CivilDay(number: 20_514)
        call.party = Book.number(.party, "101")
        batch.bytes = Array(called.utf8)
        call.called = TextRef(offset: 0, count: UInt32(called.utf8.count))
        call.price = .rated(Charge(amount: Amount(millionths: 5_000_000), currency: .usd, version: 1, row: 0))
        change(&call)
        batch.calls = [call]
        return batch
    }

    private func holds(_ rules: AlertRules?, _ batch: CallBatch, after seconds: Int64 = 600) -> Bool {
        rules?.alerts(batch, [0], at: start + seconds).isEmpty == false
    }

    private func when(_ change: (inout AlertCondition) -> Void) -> AlertCondition {
        var when = AlertCondition()
        change(&when)
        return when
    }

    @Test func exactlyTheLimitIsNotLonger() {
        for (limit, isTold) in [(599, true), (600, false), (601, false)] {
            #expect(holds(rules(when { $0.longerThan = limit }), batch()) == isTold)
        }
    }

    @Test func dearerInTheChargesOwnCurrency() throws {
        let euro = try #require(Currency("EUR"))
        func dearer(_ millionths: Int64, _ currency: Currency, _ scheme: Scheme = .price) -> AlertRules? {
            rules(when { $0.dearerThan = .init(scheme: scheme, limit: Money(Amount(millionths: millionths), currency)) })
        }
        #expect(holds(dearer(4_999_999, .usd), batch()))
        #expect(!holds(dearer(5_000_000, .usd), batch()))
        #expect(!holds(dearer(1, euro), batch()), "another currency is not compared")
        #expect(!holds(dearer(1, .usd, .cost), batch()), "it has no cost")
        #expect(!holds(dearer(1, .usd), batch { $0.price = .unrated(.noPrefix) }))
    }

    @Test func olderThanTheAgeLimitAlertsNobody() {
        let all = when { $0.longerThan = 0 }
        // It ended 600 s after its start.
        #expect(holds(rules(all), batch(), after: 600 + 3600))
        #expect(!holds(rules(all), batch(), after: 600 + 3601))
        #expect(holds(rules(all, age: 86_400), batch(), after: 80_000))
        #expect(holds(rules(all), batch { $0.span = 5000 }, after: 5000 + 3600), "it was over only then")
        #expect(holds(rules(all), batch(), after: -100), "a clock that is ahead")
    }

    @Test(arguments: [
        ("0004420", "4420", true), ("0004420", "44*", true), ("0004420", "44", false), ("0004420", "000*", true),
        ("0004420", "+4420", true),
        ("0004420", "45*", false), ("0190123", "190*", true), ("0190123", "0190*", true), ("", "*", false), ("0004420", "*", true),
    ]) func numbersAsDialledOrNormalised(called: String, pattern: String, isTold: Bool) {
        #expect(holds(rules(when { $0.called = ["999", pattern] }), batch(called: called)) == isTold)
    }

    @Test func hoursOfTheWeekInTheSitesZone() throws {
        let hanoi = Zone(name: "Asia/Ho_Chi_Minh", changes: [], offsets: [25_200])
        // 09:00 UTC is 16:00 in Hanoi.
        for (zone, text, isTold) in [
            (Zone.utc, "Mon 09:00-10:00", true), (.utc, "Mon 08:00-09:00", false), (hanoi, "Mon 16:00-16:01", true),
            (hanoi, "Mon 09:00-10:00", false), (.utc, "Tue-Sun 00:00-24:00", false), (.utc, "Sun 20:00-34:00", true),
        ] {
            #expect(holds(rules(when { $0.week = [text] }) { $0.settings.zone = zone }, batch()) == isTold, "\(text)")
        }
        // Midnight belongs to the day that begins.
        let midnight = batch { $0.start = Instant(seconds: 1_772_409_600) }
        #expect(holds(rules(when { $0.week = ["Mon 00:00-00:01"] }, age: 86_400), midnight))
        #expect(!holds(rules(when { $0.week = ["Sun 23:59-24:00"] }, age: 86_400), midnight))
    }

    @Test func partiesAndOrganisationsOnTheCallsDay() {
        let organise: (inout Site) -> Void = { site in
            site.organisation = [
                OrganisationNode(id: NodeID("hq"), kind: .company, name: ""),
                OrganisationNode(id: NodeID("sales"), kind: .department, name: ""),
                OrganisationNode(id: NodeID("other"), kind: .department, name: ""),
            ]
            site.organisation[1].parent = NodeID("hq")
            var party = Party(id: PartyID("101"))
            party.member = [
                .init(node: NodeID("sales"), validity: Validity(to: CivilDay(number: 20_514))),
                .init(node: NodeID("other"), validity: Validity(from: CivilDay(number: 20_515))),
            ]
            site.parties = [party]
        }
        #expect(holds(rules(when { $0.parties = [PartyID("101")] }, organise), batch()))
        #expect(!holds(rules(when { $0.parties = [PartyID("102")] }, organise), batch()))
        for (node, today, tomorrow) in [("hq", true, false), ("sales", true, false), ("other", false, true)] {
            let found = rules(when { $0.organisation = [NodeID(node)] }, organise)
            #expect(holds(found, batch()) == today)
            #expect(holds(found, batch { $0.day = CivilDay(number: 20_515) }) == tomorrow)
        }
    }

    @Test func emergencyCallsWhateverBecameOfThem() {
        let rule = rules(when { $0.emergency = true })
        let type = Book.number(.callType, "emergency")
        #expect(holds(rule, batch { $0.callType = type }))
        #expect(holds(rule, batch { ($0.callType, $0.answered, $0.talk, $0.duration) = (type, false, 0, 0) }, after: 0))
        #expect(holds(rule, batch { ($0.callType, $0.price) = (type, .quarantined(.startsInFuture)) }))
        #expect(!holds(rule, batch { $0.callType = Book.number(.callType, "local") }))
        #expect(!holds(rule, batch { ($0.callType, $0.direction) = (type, .in) }))
    }

    @Test func whatWasSetAsideAndFurtherLegsAlertNobody() {
        let all = rules(when { $0.longerThan = 0 })
        #expect(!holds(all, batch { $0.price = .quarantined(.tooLong) }))
        #expect(!holds(all, batch { ($0.price, $0.talk) = (.free(.leg), 600) }))
    }

    @Test func allOfTheConditionsAndAnyOfAList() {
        let types = [CallTypeID("mobile"), CallTypeID("local")]
        let rule = rules(when { ($0.types, $0.longerThan, $0.directions) = (types, 60, [.out, .transit]) })
        let mobile = Book.number(.callType, "mobile")
        #expect(holds(rule, batch { $0.callType = mobile }))
        #expect(!holds(rule, batch { ($0.callType, $0.talk) = (mobile, 60) }))
        #expect(!holds(rule, batch { ($0.callType, $0.direction) = (mobile, .in) }))
        #expect(!holds(rule, batch()))
    }

    @Test func withoutRulesOnCallsThereIsNothingToAsk() {
        #expect(AlertRules(Site(), Book.facts) == nil)
        #expect(rules(when { $0.troubles = [.silent] }) == nil)
    }

    @Test func findingsOfSources() throws {
        var rule = AlertRule(id: AlertRuleID("s"))
        (rule.when.troubles, rule.to) = ([.silent, .gap], to)
        var other = rule
        (other.id, other.when.sources) = (AlertRuleID("t"), [SourceID("b")])
        let finding = SourceFinding(source: SourceID("a"), trouble: .silent, name: "since 5", words: "silent")
        #expect(finding.drafts([rule, other]).map(\.rule.text) == ["s"])
        let draft = try #require(finding.drafts([rule]).first)
        #expect(draft.cause == "a silent since 5" && SourceFinding.source(ofCause: draft.cause) == SourceID("a"))
        #expect(SourceFinding(source: SourceID("b"), trouble: .gap, name: "1", words: "").drafts([rule, other]).count == 2)
        #expect(SourceFinding(source: SourceID("a"), trouble: .failed, name: "1", words: "").drafts([rule, other]).isEmpty)
    }

    @Test func theDailyMailIsDueOnceADay() throws {
        let from = try #require(to.first)
        // Berlin in 2026: clocks go forward on 29 March at 02:00, back on 25 October at 03:00.
        let berlin = Zone(name: "Europe/Berlin", changes: [1_774_746_000, 1_792_890_000], offsets: [3600, 7200, 3600])
        for (day, minute, at) in [
            ("2026-03-29", 150, Int64(1_774_746_000)), ("2026-10-25", 150, 1_792_888_200), ("2026-03-02", 420, 1_772_431_200),
        ] {
            let daily = MailSettings.Daily(to: [from], minute: minute)
            let due = Instant(seconds: at)
            #expect(DailyClock.day(at: due - 1, daily, berlin) == nil)
            // From then on until the end of the day it is the mail of this day, whichever hour comes again.
            for later in stride(from: Int64(0), to: 70_000, by: 600) where berlin.wall(due + later).day == CivilDay(text: day) {
                #expect(DailyClock.day(at: due + later, daily, berlin) == CivilDay(text: day))
            }
        }
    }
}
