import Model
import Money
import Site
import Testing
import Time

@testable import Rating

/// 71 and 719 before a number call privately.
@Suite("Codes that mark a call as private")
struct PrivateCodeTests {
    static func site(_ change: (inout DialPlan) -> Void = { _ in }) -> Site {
        var site = Normalisation.site()
        var plan = site.switches[0].dialPlan ?? DialPlan()
        plan.privateCodes = ["71", "719"]
        change(&plan)
        site.switches[0].dialPlan = plan
        return site
    }

    static let cases: [(dialled: String, number: String, isPrivate: Bool)] = [
        // Behind an access code, the longest of these too, or without one.
        ("9710241234567", "84241234567", true), ("99710901234567", "84901234567", true), ("0#7141234567", "842441234567", true),
        ("710901234567", "84901234567", true), ("7141234567", "842441234567", true), ("711", "84241", true),
        // The longest, once.
        ("9719004989123", "4989123", true), ("9717141234567", "84247141234567", true), ("971719004989", "8424719004989", true),
        ("71911", "842411", true),
        // Before the carrier code, `+` and all prefixes, not behind them.
        ("97117100449", "449", true), ("971+4989123", "4989123", true), ("71010449", "449", true),
        ("9171710901234567", "8424710901234567", false),
        ("0712345678", "84712345678", false), ("9007112345", "7112345", false), ("+7112345", "7112345", false),
        // Short numbers stay what they are, wherever they come up.
        ("971112", "112", false), ("71112", "112", false), ("9711711080", "1080", false), ("911", "911", false),
        ("9711121", "84241121", true),
        // Codes alone, and with a prefix that nothing follows.
        ("971", "", false), ("71", "", false), ("971171", "", false), ("97100", "", false), ("971+", "", false), ("9710", "84", false),
        // Other calls.
        ("90241234567", "84241234567", false), ("7", "84247", false), ("", "", false),
    ]

    @Test("dialled → international number, and whether it is private", arguments: cases)
    func normalised(_ dialled: String, _ number: String, _ isPrivate: Bool) {
        var call = Call()
        call.called = dialled
        let rater = Rater(site: PrivateCodeTests.site())
        let found = rater.explain(call)
        #expect(found.number == number && found.isPrivate == isPrivate)
        #expect(rater.assess(call).isPrivate == isPrivate)
        call.direction = .transit
        #expect(rater.assess(call).isPrivate == isPrivate)
        for other in [Direction.in, .internal, .unknown] {
            call.direction = other
            #expect(!rater.assess(call).isPrivate, "\(other)")
        }
        var without = Rater(site: Normalisation.site()).assess(call)
        #expect(!without.isPrivate)
        call.direction = .out
        without = Rater(site: Site()).assess(call)
        #expect(!without.isPrivate, "without a dial plan there are no codes")
    }

    /// The extensions have three or four digits.
    @Test func internalCallsAreNotPrivate() {
        var call = Call()
        (call.called, call.direction) = ("7105", .unknown)
        let rater = Rater(site: PrivateCodeTests.site())
        #expect(rater.assess(call).direction == .internal && !rater.assess(call).isPrivate)
        // The same over a line to another switch of ours.
        var site = PrivateCodeTests.site()
        var trunk = Trunk(id: TrunkID("tie"), switch: SwitchID("main"))
        trunk.kind = .tie
        site.trunks = [trunk]
        (call.called, call.direction, call.trunk) = ("9710901234567", .out, "tie")
        #expect(!Rater(site: site).assess(call).isPrivate)
        call.trunk = ""
        #expect(Rater(site: site).assess(call).isPrivate)
    }

    /// 60 s: the row of the number without its codes, one minute at 0.30.
    @Test func theChargeIsThatOfTheNumber() {
        let tariff = table([all(.steps([step(0, 60, "1")]))]) { _, version, _ in
            var mobile = Row(prefixes: ["8490"])
            mobile.bands = [all(.steps([step(0, 60, "0.30")]))]
            version.rows.append(mobile)
        }
        var site = PrivateCodeTests.site()
        site.rateTables = [tariff]
        site.settings.defaultTable[.price] = tariff.id
        var call = Call()
        for called in ["9710901234567", "90901234567"] {
            call.called = called
            let found = Rater(site: site).explain(call)
            #expect(found.outcome.text == "0.30" && found.prefix == "8490" && found.destination == "Viet Nam", "\(called)")
        }
    }

    /// One call: what one leg of it was dialled by holds for all of them.
    @Test func allLegsOfACallBearTheMark() {
        let rater = Rater(site: PrivateCodeTests.site())
        var inside = Call()
        (inside.direction, inside.called, inside.duration) = (.internal, "102", 10)
        var out = Call()
        (out.start, out.called, out.duration) = ("2026-03-04T10:00:10", "9710901234567", 20)
        #expect(rater.assess(legs: [inside, out]).map(\.isPrivate) == [true, true])
        #expect(rater.assess(legs: [inside, inside]).map(\.isPrivate) == [false, false])
        out.duration = 0
        #expect(rater.assess(legs: [inside, out]).map(\.isPrivate) == [true, true], "an unanswered leg too")
        inside.duration = 0
        #expect(rater.assess(legs: [inside, out]).map(\.isPrivate) == [true, true], "where nobody answered")
    }

    @Test("Any plan and any digits: as the slow reading of the rule has it", arguments: 0..<60)
    func asTheSlowOne(seed: Int) {
        var random = Seeded(UInt64(seed) &+ 71)
        func some(_ codes: [String]) -> [String] { codes.filter { _ in random.below(3) > 0 } }
        let site = PrivateCodeTests.site { plan in
            plan.outside = some(["9", "99", "0#"])
            plan.privateCodes = random.one(in: 6) ? [] : some(["71", "719", "8", "1"])
            plan.carrierCodes = some(["171", "178", "7"])
            plan.internationalPrefix = some(["00", "010"])
            plan.short = some(["911", "112", "1080", "71"])
            plan.trunkPrefix = random.pick(["0", "0", "", "8"])
        }
        let rater = Rater(site: site)
        let slow = SlowDialPlan(plan: site.switches[0].dialPlan ?? DialPlan())
        let pieces = [
            "9", "99", "0#", "71", "719", "8", "1", "171", "178", "7", "00", "010", "+", "0", "911", "112", "1080", "24", "5", "4989",
        ]
        var marks = 0
        for _ in 0..<400 {
            var call = Call()
            call.called = (0..<random.below(6)).map { _ in random.pick(pieces) }.joined()
            let found = rater.explain(call)
            #expect(
                SlowDialPlan.Found(number: found.number, isPrivate: found.isPrivate) == slow.normalise(call.called),
                "seed \(seed), \(call.called)")
            if found.isPrivate { marks += 1 }
        }
        if !slow.plan.privateCodes.isEmpty { #expect(marks > 0, "seed \(seed)") }
    }
}
