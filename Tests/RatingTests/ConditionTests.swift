import Model
import Money
import Site
import Testing
import Time

@testable import Rating

/// What rules compare: trunks of the site by switch and id, destinations by name.
@Suite struct ConditionRules {
    /// Calls cost 1; by the rule 9, and 0.50 more by the surcharge, which looks for the same.
    private func rater(_ change: (inout Site) -> Void = { _ in }, when: (inout Condition) -> Void) -> Rater {
        var condition = Condition()
        when(&condition)
        var site = States.site(change)
        site.rateTables.append(States.named("rule", "9"))
        var rule = SelectionRule(table: RateTableID("rule"))
        rule.when = condition
        site.selection = [rule]
        var surcharge = Surcharge(id: SurchargeID("more"), addition: .flat(price("0.50"), nil))
        surcharge.when = condition
        site.surcharges = [surcharge]
        return Rater(site: site)
    }

    private func outcome(_ rater: Rater, _ trunk: String, on index: Int32 = 0) -> String {
        var call = Call()
        call.trunk = trunk
        return rater.explain(call, on: index).outcome.text
    }

    private func trunk(_ id: String, of place: String) -> Trunk { Trunk(id: TrunkID(id), switch: SwitchID(place)) }

    /// Trunk 09 is one of the switch a; the same text of the switch b is a trunk that nobody knows.
    @Test func trunksOfTheirSwitch() {
        let one = rater(when: { $0.trunks = ["09"] })
        #expect(outcome(one, "09") == "9.50" && outcome(one, "09", on: 1) == "1.00")
        #expect(outcome(one, "") == "1.00")
        let both = rater({ $0.trunks.append(trunk("09", of: "b")) }, when: { $0.trunks = ["09"] })
        #expect(outcome(both, "09") == "9.50" && outcome(both, "09", on: 1) == "9.50")
    }

    /// A sign at the end of an id is a sign of it.
    @Test func trunksWithAStar() {
        let made = rater({ $0.trunks = ["1*", "12"].map { trunk($0, of: "a") } }, when: { $0.trunks = ["1*"] })
        #expect(outcome(made, "1*") == "9.50" && outcome(made, "12") == "1.00")
    }

    /// A site that describes no trunks means what the switch writes, whole.
    @Test func trunksThatNobodyDescribes() {
        let made = rater({ $0.trunks = [] }, when: { $0.trunks = ["SIP/9", "1*"] })
        #expect(["SIP/9", "1*", "SIP/91", "12", ""].map { outcome(made, $0) } == ["9.50", "9.50", "1.00", "1.00", "1.00"])
    }

    /// 49 has a type and no destination: a missing text is not even `*`; 44 is one.
    @Test func callsWithoutDestination() {
        let national = CallTypeID("national")
        let numbering = [
            NumberingEntry(prefix: "49", type: national, destination: ""),
            NumberingEntry(prefix: "44", type: national, destination: "United Kingdom"),
        ]
        let made = rater({ $0.numbering = numbering }, when: { $0.destinations = ["*"] })
        func outcome(_ called: String) -> String {
            var call = Call()
            call.called = called
            return made.explain(call).outcome.text
        }
        #expect(outcome("4930") == "1.00" && outcome("4420") == "9.50" && outcome("33") == "1.00")
    }

    /// The same in the rules of packages.
    @Test func packagesWithoutDestination() throws {
        var rule = PackageRule(effect: .percent(Percent(units: 500_000)))
        rule.when.destinations = ["*"]
        var package = Package(id: PackageID("half"))
        package.rules = [rule]
        let site = States.site { $0.packages = [package] }
        let names = ConditionNames(site, parties: [], callTypes: [], destinations: ["", "United Kingdom"])
        let plans = RulePlans(site, .price, names)
        let destinations = try #require(plans.rules.first).destinations
        #expect([-1, 0, 1].map { plans.has(destinations, $0) } == [false, false, true])
    }
}
