import Model
import Site
import Testing
import Time

@testable import Rating

@Suite struct Normalisation {
    /// 9 and 0# reach an outside line; 911, 112 and 1080 are short; carriers 171 and 178.
    static func site() -> Site {
        var site = Site()
        var place = Switch(id: SwitchID("main"))
        var plan = DialPlan()
        plan.countryCode = "84"
        plan.areaCode = "24"
        plan.trunkPrefix = "0"
        plan.internationalPrefix = ["00", "010"]
        plan.outside = ["9", "99", "0#"]
        plan.carrierCodes = ["171", "178"]
        plan.short = ["911", "112", "1080"]
        plan.extensionLength = [3, 4]
        place.dialPlan = plan
        site.switches = [place]
        site.numbering = [
            NumberingEntry(prefix: "84", type: CallTypeID("national"), destination: "Viet Nam"),
            NumberingEntry(prefix: "8424", type: CallTypeID("local"), destination: "Hanoi"),
            NumberingEntry(prefix: "1", type: CallTypeID("international"), destination: "USA and Canada"),
            NumberingEntry(prefix: "911", type: CallTypeID("emergency"), destination: "Police", short: true),
        ]
        return site
    }

    static let cases: [(dialled: String, number: String)] = [
        // Short before the access code: not an outside line and 11.
        ("911", "911"), ("9112", "112"), ("99911", "911"), ("91080", "1080"),
        // Not the whole short number.
        ("1124", "84241124"), ("9118", "8424118"), ("9911", "842411"),
        // Access code, the longest, once; it may be missing.
        ("90241234567", "84241234567"), ("0241234567", "84241234567"), ("9941234567", "842441234567"), ("0#00441", "441"),
        ("41234567", "842441234567"),
        // Carrier codes behind it, with or without.
        ("9171004989123", "4989123"), ("171004989123", "4989123"), ("9178112", "112"), ("1710901234567", "84901234567"),
        // International prefixes, the longest; `+` instead.
        ("9004989123", "4989123"), ("90104989123", "4989123"), ("+4989123", "4989123"), ("9+4989123", "4989123"),
        // The trunk prefix.
        ("90901234567", "84901234567"), ("0901234567", "84901234567"),
        // Signs that are no digits.
        ("9 (0)90-123.45/67", "84901234567"), ("9P0901234567", "84901234567"), ("0901234567@192.0.2.1", "84901234567"),
        // Nothing behind the codes.
        ("9", ""), ("", ""), ("9171", ""),
    ]

    @Test("dialled → international number", arguments: cases)
    func normalised(_ dialled: String, _ number: String) {
        var call = Call()
        call.called = dialled
        #expect(Rater(site: Normalisation.site()).explain(call).number == number)
    }

    /// Numbers at home too; none for short ones (911 would be India), for codes alone and for what no country has.
    @Test(
        "dialled → country",
        arguments: [
            ("9004989123", "Germany"), ("0018765551", "Jamaica"), ("0016585551", "Jamaica"), ("0012125551", "USA and Canada"),
            ("41234567", "Viet Nam"), ("0901234567", "Viet Nam"), ("+7701234", "Kazakhstan"), ("+7495123", "Russia"),
            ("00881612345", "Global mobile satellite"), ("00800123456", nil), ("911", nil), ("9911#", "Viet Nam"), ("91080", nil),
            ("9", nil),
            ("", nil), ("00999123", nil), ("00*49", nil), ("+4", nil), ("+49", "Germany"),
        ] as [(String, String?)])
    func country(_ dialled: String, _ country: String?) {
        #expect(Rater(site: Normalisation.site()).country(of: dialled, on: 0) == country)
    }

    @Test func countriesWhereTheDialPlanDoesNotSay() {
        var site = Normalisation.site()
        site.switches[0].dialPlan?.countryCode = ""
        let nameless = Rater(site: site)
        #expect(nameless.country(of: "0434567", on: 0) == nil && nameless.country(of: "434567", on: 0) == nil)
        #expect(nameless.country(of: "00434567", on: 0) == "Austria")
        site.switches[0].dialPlan = nil
        let bare = Rater(site: site)
        #expect(bare.country(of: "434567", on: 0) == "Austria" && bare.country(of: "+434567", on: nil) == "Austria")
        #expect(bare.country(of: "911", on: 0) == nil && bare.country(of: "911", on: nil) == nil, "short in the plan of numbers")
    }

    @Test func classification() {
        let rater = Rater(site: Normalisation.site())
        var call = Call()
        for (called, destination, type) in [
            ("9001212", "USA and Canada", "international"), ("911", "Police", "emergency"), ("99911", "Police", "emergency"),
            ("0901", "Viet Nam", "national"),
            ("555", "Hanoi", "local"), ("1080", nil, nil), ("004989", nil, nil),
        ] as [(String, String?, String?)] {
            call.called = called
            let found = rater.explain(call)
            #expect(found.destination == destination, "\(called)")
            #expect(found.callType?.text == type, "\(called)")
        }
        call.called = "00841"
        call.direction = .in
        #expect(rater.explain(call).callType == nil)
        call.direction = .internal
        #expect(rater.explain(call).callType == .internal)
    }

    /// Short numbers match only rows marked so, whole, and not the row for everything else either.
    @Test func shortRows() {
        let tariff = table([all(.steps([step(0, 60, "1")]))]) { _, version, _ in
            var short = Row(prefixes: ["112"])
            short.short = true
            short.bands = [all(.steps([step(0, 60, "0.40")]))]
            var plain = Row(prefixes: ["911"])
            plain.bands = [all(.steps([step(0, 60, "7")]))]
            version.rows += [short, plain]
        }
        var site = Normalisation.site()
        site.rateTables = [tariff]
        site.settings.defaultTable[.price] = tariff.id
        var call = Call()
        for (called, text) in [("112", "0.40"), ("911", "no prefix"), ("+911", "7.00"), ("+112", "1.00"), ("1080", "no prefix")] {
            call.called = called
            #expect(Rater(site: site).explain(call).outcome.text == text, "\(called)")
        }
        // Without a dial plan a number equal to a short entry or row is meant.
        site.switches = []
        for (called, text) in [("112", "0.40"), ("1125", "1.00"), ("911", "no prefix"), ("1080", "1.00")] {
            call.called = called
            #expect(Rater(site: site).explain(call).outcome.text == text, "\(called)")
        }
    }

    /// What comes in or stays inside is compared as it came, with a dial plan or without: +4989 is not 4989, and 112 not the short number.
    @Test(arguments: [true, false]) func otherDirections(hasPlan: Bool) {
        let tariff = table([all(.steps([step(0, 60, "1")]))]) { _, version, _ in
            for (prefix, price) in [("112", "0.40"), ("4989", "7")] {
                var row = Row(prefixes: [prefix])
                (row.short, row.bands) = (prefix == "112", [all(.steps([step(0, 60, price)]))])
                version.rows.append(row)
            }
        }
        var site = Normalisation.site()
        if !hasPlan { site.switches = [] }
        var rule = SelectionRule(table: tariff.id)
        rule.when.directions = [.out, .transit, .in, .internal]
        (site.rateTables, site.selection) = ([tariff], [rule])
        let rater = Rater(site: site)
        for (direction, prices) in [
            (.out, ["7.00", "0.40"]), (.transit, ["7.00", "0.40"]), (.in, ["1.00", "1.00"]), (.internal, ["1.00", "1.00"]),
        ] as [(Direction, [String])] {
            var call = Call()
            call.direction = direction
            for (called, price) in zip(["+4989123", "112"], prices) {
                call.called = called
                #expect(rater.explain(call).outcome.text == price, "\(direction) \(called)")
            }
        }
    }

    @Test func longestPrefix() {
        let tariff = table([all(.steps([step(0, 60, "1")]))]) { _, version, _ in
            for (index, prefix) in ["4", "49", "4989", "49891", "44"].enumerated() {
                var row = Row(prefixes: [prefix])
                row.name = prefix
                row.bands = [all(.steps([step(0, 60, "0.0\(index + 2)")]))]
                version.rows.append(row)
            }
        }
        let rater = Rater(site: siteOf(tariff))
        var call = Call()
        for (called, prefix) in [
            ("4989", "4989"), ("4988", "49"), ("498912", "49891"), ("45", "4"), ("5", ""), ("44", "44"), ("4x9", "4"),
        ] {
            call.called = called
            #expect(rater.explain(call).prefix == prefix, "\(called)")
        }
    }

    private func siteOf(_ table: RateTable) -> Site {
        var site = Site()
        site.rateTables = [table]
        site.settings.defaultTable[.price] = table.id
        return site
    }

    /// Both ends look like extensions and no trunk is named.
    @Test func lengthsOfExtensions() {
        var site = Normalisation.site()
        var party = Party(id: PartyID("205"))
        party.numbers = [Party.Number(number: "205", validity: Validity())]
        site.parties = [party]
        let rater = Rater(site: site)
        for (calling, called, trunk, direction, result) in [
            ("101", "102", "", Direction.unknown, Direction.internal), ("101", "112", "", .unknown, .unknown),
            ("101", "102", "01", .unknown, .unknown), ("101", "10234", "", .unknown, .unknown),
            ("0901234567", "102", "", .unknown, .unknown), ("101", "205", "", .out, .internal), ("101", "206", "", .out, .out),
            ("101", "205", "", .in, .in),
        ] {
            var call = Call()
            (call.calling, call.called, call.trunk, call.direction) = (calling, called, trunk, direction)
            #expect(rater.assess(call).direction == result, "\(calling) \(called)")
        }
    }
}
