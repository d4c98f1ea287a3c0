import Model
import Money
import Rendering
import Site
import Testing
import Time

@testable import Accounts
@testable import Service
@testable import Web

/// The pages about tariffs with whatever somebody could put into names, numbers and addresses: elements and attributes stay as they are.
@Suite struct HostileTesterTests {
    private let book = BookID("main")

    private func site(_ text: String) -> Site {
        var site = Site()
        site.callTypes = [CallType(id: CallTypeID("t"), name: text, colour: ["#15803d", "#4ade80"])]
        var party = Party(id: PartyID("p"))
        party.name = text
        site.parties = [party]
        var node = OrganisationNode(id: NodeID("n"), kind: .department, name: text)
        node.costCentre = text
        site.organisation = [node]
        var rule = SelectionRule(table: RateTableID(text))
        (rule.when.parties, rule.when.called, rule.when.organisation) = ([party.id], [text], [node.id])
        site.selection = [rule, rule]
        site.settings.defaultTable = [.price: RateTableID(text)]
        return site
    }

    private func way(_ text: String, _ scheme: Scheme) -> TestedCall.Way {
        let step = ChargeSteps.Step(
            kind: "table", text: text, at: WallTime(seconds: 0), band: text, count: 1, seconds: 60, price: text, per: 60, amount: text,
            total: text)
        let steps = ChargeSteps(
            outcome: .unrated(.noPrefix), rateTable: text, version: WallTime(seconds: 0), prefix: text, number: text, steps: [step])
        return TestedCall.Way(
            scheme: scheme, steps: steps, table: RateTableID(text), version: nil, validFrom: nil, rule: 0, fitting: [0, 1], why: text)
    }

    private func tested(_ text: String) -> TestedCall {
        TestedCall(
            start: WallTime(seconds: 0), charging: WallTime(seconds: 9), zone: text, duration: 1, ring: 1, isAnswered: true, charged: 1,
            caller: .party(id: text, number: text), called: text, direction: .out, trunk: text, isTrunkKnown: false, switchName: text,
            account: text, party: text, partyName: text + "x", isNobody: false, partyWhy: text, number: text, isPrivate: true,
            destination: text,
            callType: text, callTypeName: text, price: way(text, .price), cost: way(text, .cost),
            margin: Money(Amount(millionths: -1), .usd))
    }

    private func pages(_ text: String) -> [String: HTMLText] {
        let visit = Visit.named(text)
        let site = site(text)
        var question = CallQuestion()
        (question.caller, question.called, question.trunk, question.switch, question.day) = (text, text, text, text, text)
        (question.account, question.given, question.duration) = (text, text, text)
        let faults = ["called", "switch", "day"].map { CallQuestion.Fault(field: $0, text: text) }
        let answer = TestCallAnswer(
            question: question, tested: tested(text), faults: faults, directory: BookDirectory(site), switches: ["a", "b"])
        var found: [String: HTMLText] = [:]
        found["selection"] = SelectionPage(selection: SelectionView(site), answer: answer, book: book).content(visit)
        found["tested"] = TestedCallContent(tested: tested(text), book: book, mayConfigure: true, texts: .english).render()
        found["form"] = together {
            answer.form(book).errors(visit.texts.pieces)
            answer.form(book).render(.testCall, button: text, visit.texts.tester, visit.texts.calls)
        }
        return found.merging(others(text, visit, site)) { first, _ in first }
    }

    private func others(_ text: String, _ visit: Visit, _ site: Site) -> [String: HTMLText] {
        var query = Query()
        for name in ["from", "to", "party", "organisation", "trunk", "type", "table"] { _ = query.append(name, text) }
        guard let days = DayRange(year: 2026, month: 3) else { return [:] }
        let address = WhatIfAddress(query: query, usual: days)
        let table = TariffSummary(id: RateTableID(text), scheme: .price, provider: text, currency: text, isPulse: false, versions: [])
        let side = WhatIfReport.Side(unrated: 2, rated: 1, charges: [Money(.zero, .usd)], difference: nil)
        let row = WhatIfReport.Row(callType: text, name: text, calls: 1, seconds: 1, today: side, alternatives: [side])
        let report = WhatIfReport(
            days: days, scheme: .price, alternatives: [.init(kind: .table, name: text)], rows: [row], total: row)
        var rates = RateTable(id: RateTableID(text), currency: .usd, zone: .utc)
        rates.versions = [Version(from: WallTime(seconds: 0)), Version(from: WallTime(seconds: 9))].map { version in
            var version = version
            version.rows = [Row(prefixes: ["4" + String(version.from.seconds)])]
            version.rows[0].name = text
            return version
        }
        return [
            "what if form": WhatIfForm(
                address: address, faults: [.init(field: "table", text: text)], directory: BookDirectory(site), tables: [table], book: book
            ).render(visit.texts.whatIf),
            "what if": WhatIfContent(report: report, address: address, book: book, texts: .english).render(),
            "planned": TimelinePage(timeline: TariffTimeline([rates], now: Instant(seconds: 1)), book: book).content(visit),
            "over": TimelinePage(timeline: TariffTimeline([rates], now: Instant(seconds: 99)), book: book).content(visit),
        ]
    }

    @Test(arguments: Hostile.texts) func pagesStayThemselves(_ text: String) {
        let plain = pages("plain")
        for (name, page) in pages(text) {
            #expect(Skeleton(page.string) == plain[name].map { Skeleton($0.string) }, "\(name)")
            #expect(!page.bytes.contains(0) && !page.bytes.contains(0x1b), "\(name)")
            for sign in [" style=\"", "<style", "<script", " onclick", " onload=\""] {
                #expect(!page.string.contains(sign), "\(name) \(sign)")
            }
        }
    }
}
