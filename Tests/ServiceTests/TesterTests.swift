import Foundation
import Model
import Money
import Testing
import Time

@testable import Service

@Suite("A call typed in")
struct TesterTests {
    private func question(_ change: (inout CallQuestion) -> Void = { _ in }) -> CallQuestion {
        var question = CallQuestion()
        (question.caller, question.called, question.day, question.time) = ("101", "4917123", "2026-03-02", "09:00")
        question.duration = "61"
        change(&question)
        return question
    }

    private func money(_ way: TestedCall.Way) -> String {
        way.outcome.charge.map { Money($0.amount, $0.currency).text + " " + $0.currency.code } ?? way.outcome.reason.name
    }

    /// Two begun minutes: 0.20 for the party, 0.08 for us, 0.12 between; from April on 0.40, 0.08, 0.32.
    @Test func bothSchemesWithTheirSteps() async throws {
        let office = try await SmallOffice()
        let tested = try office.book.testCall(question(), caller: .console)
        #expect(money(tested.price) == "0.20 USD" && money(tested.cost) == "0.08 USD")
        #expect(tested.margin.map { "\($0.text) \($0.currency)" } == "0.12 USD")
        #expect(tested.party == "anna" && tested.partyWhy == "The extension 101 belongs to the party anna Anna on that day.")
        #expect(tested.number == "4917123" && tested.destination == "Mobile network" && tested.callTypeName == "Mobile")
        #expect(tested.price.steps.steps.map(\.kind) == ["table", "version", "prefix", "row", "blocks", "rounding"])
        #expect(tested.price.steps.steps.first { $0.kind == "blocks" }?.count == 2)
        #expect(
            tested.price.why
                == "No rule of the selection fits, and neither trunk nor party has a table of its own: it is the site's default.")
        let april = try office.book.testCall(question { $0.day = "2026-04-01" }, caller: .console)
        #expect(money(april.price) == "0.40 USD" && april.margin?.text == "0.32" && april.price.version == 1)
        let text = tested.text
        for piece in ["price: 0.20 USD (table office valid from 2026-01-01)", "2 × 60 s at 0.1", "margin: 0.12 USD", "4917123"] {
            #expect(text.contains(piece), "\(text)")
        }
    }

    /// The switch's prices and the party's currency differ: no margin, and nothing is taken 1:1.
    @Test func tableAndWhy() async throws {
        let office = try await SmallOffice()
        func tested(_ change: (inout CallQuestion) -> Void) throws -> TestedCall {
            try office.book.testCall(question(change), caller: .console)
        }
        let trunk = try tested { $0.trunk = "08" }
        #expect(money(trunk.price) == "1.00 EUR" && trunk.margin == nil && trunk.isTrunkKnown)
        #expect(trunk.price.why == "No rule of the selection fits; the trunk 08 has a table of its own.")
        let rule = try tested { $0.account = "99" }
        #expect(rule.price.rule == 0 && rule.price.fitting == [0, 2] && rule.price.table?.text == "euro")
        #expect(rule.price.why == "Rule 1 fits: Calls with the account code 9….")
        #expect(rule.cost.why.hasPrefix("There are no rules of selection, and"))
        let account = try tested { $0.caller = "law" }
        #expect(account.party == "law" && account.partyWhy == "The account code 7777 belongs to the party law Case 7777 on that day.")
        let unknown = try tested { ($0.caller, $0.trunk) = ("4930777", "99") }
        #expect(unknown.isNobody && unknown.party == "unassigned@main" && !unknown.isTrunkKnown)
        let incoming = try tested { ($0.direction, $0.called) = ("in", "101") }
        #expect(incoming.state == .free && incoming.party == "anna")
        #expect(incoming.price.why == "Incoming calls are charged only by a rule that names the direction, and none fits.")
        let tollFree = try tested { ($0.direction, $0.called) = ("in", "18001") }
        #expect(money(tollFree.price) == "0.06 USD" && tollFree.price.rule == 1, "two begun minutes at 0.03")
        let noRate = try tested { ($0.called, $0.day) = ("4989", "2026-05-01") }
        #expect(noRate.state == .unrated && noRate.price.table?.text == "office" && noRate.price.version == 1)
    }

    @Test func wrongInputIsToldByField() async throws {
        let office = try await SmallOffice()
        func faults(_ change: (inout CallQuestion) -> Void) -> [String] {
            do {
                _ = try office.book.testCall(question(change), caller: .console)
                return []
            } catch { return (error as? CallQuestion.Faults)?.list.map(\.field) ?? ["\(error)"] }
        }
        #expect(faults { $0.called = " " } == ["called"])
        #expect(faults { ($0.day, $0.duration, $0.ring) = ("2026-02-30", "1:75", "-1") } == ["day", "duration", "ring"])
        #expect(faults { $0.time = "25:00" } == ["time"])
        #expect(faults { $0.direction = "sideways" } == ["direction"])
        #expect(faults { $0.switch = "other" } == ["switch"])
        #expect(faults { ($0.callerForm, $0.caller) = (.party, "nobody") } == ["caller"])
        #expect(faults { ($0.caller, $0.day) = ("law", "2026-07-01") } == ["caller"], "its number has ended")
        #expect(faults { ($0.answered, $0.duration) = ("yes", "0") } == ["answered"])
        #expect(faults { ($0.pulses, $0.given, $0.givenCurrency) = ("many", "0,30", "EURO") } == ["pulses", "given", "givenCurrency"])
        #expect(faults { $0.called = String(repeating: "9", count: 200) } == ["called"])
        #expect(faults { $0.duration = "99999999999999999999" } == ["duration"])
        #expect(faults { ($0.duration, $0.ring, $0.time) = ("0:01:01", "12", "9:00") } == [])
    }

    @Test func withoutBookAndWithoutRight() async throws {
        let office = try await SmallOffice()
        let file = office.folder + "/site.yaml"
        try SmallOffice.yaml.write(toFile: file, atomically: true, encoding: .utf8)
        let tested = try CallTester(siteFile: file).test(question(), now: Instant(seconds: 0))
        #expect(money(tested.price) == "0.20 USD")
        let stranger = Caller(name: "x", role: .viewer, grants: [])
        #expect(try money(office.book.testCall(question(), caller: stranger).price) == "0.20 USD", "who may see may try")
    }

    @Test func selectionAsSentences() async throws {
        let view = try await SmallOffice().book.selection(caller: .console)
        #expect(
            view.lists[0].rules.map(\.sentence) == [
                "1. Calls with the account code 9…: table euro", "2. Incoming calls to 1800…: table office",
                "3. Calls with the account code 99: table office",
            ])
        #expect(
            view.lists[0].after == [
                "the trunk's own table: table euro for 1", "the party's own table (no party has one)", "the site's default: table office",
            ])
        #expect(view.lists[1].rules.isEmpty && view.lists[1].after.last == "the site's default: table line")
    }
}
