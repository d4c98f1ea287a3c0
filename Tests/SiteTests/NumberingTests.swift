import Model
import Reading
import Testing
import Time

@testable import Site

@Suite struct NumberingTests {
    /// Type and destination of the longest prefix, as Rating will look them up.
    private func lookUp(_ digits: String, _ plan: [NumberingEntry], short: Bool = false) -> String? {
        let found = plan.filter { $0.short == short && (short ? digits == $0.prefix : digits.hasPrefix($0.prefix)) }
            .max { $0.prefix.utf8.count < $1.prefix.utf8.count }
        return found.map { $0.type.text + ": " + $0.destination }
    }

    private func plan(_ country: String, countryCode: String, areaCode: String, own: [NumberingEntry] = []) -> [NumberingEntry] {
        var site = Site()
        site.settings.country = country
        var home = Switch(id: SwitchID("main"))
        var dialPlan = DialPlan()
        dialPlan.countryCode = countryCode
        dialPlan.areaCode = areaCode
        home.dialPlan = dialPlan
        site.switches = [home]
        site.numbering = own
        return site.numberingPlan
    }

    @Test func everyFileOfDataReads() {
        #expect(NumberingData.countries.count >= 40 && NumberingData.countries.isSuperset(of: ["DE", "GB", "US", "VN"]))
        #expect(NumberingData.countries.allSatisfy { NumberingData.country($0) != nil })
        for path in Sample.folders("../../Sources/Site/Numbering") {
            let (data, problems) = NumberingData.read(file: path, bytes: Sample.bytes("../../Sources/Site/Numbering/" + path) ?? [])
            #expect(problems.description == "", "\(path)")
            let keys = data.entries.map { "\($0.short) \($0.unprefixed) \($0.prefix)" }
            #expect(Set(keys).count == keys.count, "\(path): a prefix stands twice")
            let countryCode = data.countryCode
            #expect(path == "WORLD.yaml" || data.dialPlan?.internationalPrefix.isEmpty == false, "\(path)")
            #expect(data.entries.allSatisfy { $0.short || $0.unprefixed || $0.prefix.hasPrefix(countryCode) }, "\(path)")
        }
        #expect(NumberingData.world.entries.count > 200)
    }

    @Test func vietNam() {
        let plan = plan("VN", countryCode: "84", areaCode: "24")
        #expect(lookUp("842438251234", plan) == "local: Viet Nam, Hanoi")
        #expect(lookUp("842838251234", plan) == "national: Viet Nam, Ho Chi Minh City")
        #expect(lookUp("84901234567", plan) == "mobile: Viet Nam, MobiFone")
        #expect(lookUp("84241800555", plan) == "toll-free: Freephone 1800")
        #expect(lookUp("84241900555", plan) == "premium: Premium rate 1900")
        #expect(lookUp("49891234", plan) == "international: Germany")
        #expect(lookUp("12125551234", plan) == "international: USA and Canada")
        #expect(lookUp("18765551234", plan) == "international: Jamaica")
        #expect(lookUp("113", plan, short: true) == "emergency: Police")
        #expect(lookUp("999", plan, short: true) == nil)
    }

    @Test func otherCountries() {
        let us = plan("US", countryCode: "1", areaCode: "212")
        #expect(lookUp("12125551234", us) == "local: USA" && lookUp("13105551234", us) == "national: USA")
        #expect(lookUp("14165551234", us) == "international: Canada" && lookUp("18005551234", us) == "toll-free: Toll-free")
        #expect(lookUp("911", us, short: true) == "emergency: Emergency" && lookUp("84241", us) == "international: Viet Nam")
        let gb = plan("GB", countryCode: "44", areaCode: "20")
        #expect(
            lookUp("442079460000", gb) == "local: United Kingdom, London" && lookUp("447911123456", gb) == "mobile: United Kingdom, mobile")
        #expect(lookUp("448081570192", gb) == "toll-free: Freephone" && lookUp("4420118500", gb) == "service: Directory")
        let de = plan("DE", countryCode: "49", areaCode: "30")
        #expect(lookUp("4930123456", de) == "local: Germany, Berlin" && lookUp("491701234567", de) == "mobile: Germany, mobile")
        #expect(
            lookUp("499001234567", de) == "premium: Premium rate 0900" && lookUp("112", de, short: true)?.hasPrefix("emergency") == true)
    }

    /// By the longest code, as the plain look through the list says; names are the list's.
    @Test func countriesOfTheWorld() {
        let entries = NumberingData.world.entries.filter { $0.type.text != "toll-free" }
        var random = SystemRandomNumberGenerator()
        var digits = entries.map { Array($0.prefix.utf8) + [48] } + entries.map { Array($0.prefix.utf8.dropLast()) }
        for _ in 0..<5000 {
            digits.append((0..<Int.random(in: 0...9, using: &random)).map { _ in UInt8.random(in: 48...57, using: &random) })
        }
        for number in digits {
            let slow = entries.filter { number.starts(with: $0.prefix.utf8) }.max { $0.prefix.utf8.count < $1.prefix.utf8.count }
            let found = CountryCodes.world.name(count: number.count) { number[$0] - 48 }
            #expect(found == slow?.destination, "\(String(decoding: number, as: UTF8.self))")
        }
        func name(_ text: String) -> String? {
            let digits = Array(text.utf8)
            return CountryCodes.world.name(count: digits.count) { digits[$0] &- 48 }
        }
        #expect(name("18765551234") == "Jamaica" && name("12125551234") == "USA and Canada" && name("1*8765551234") == "USA and Canada")
        #expect(name("870123") == "Inmarsat" && name("979123") == "International premium rate" && name("800123") == nil && name("") == nil)
        // Conditions on countries are written by these names as they are.
        #expect(entries.allSatisfy { entry in !entry.destination.contains { ",*?\\".contains($0) } })
        #expect(CountryCodes([]).name(count: 1) { _ in 1 } == nil)
    }

    @Test func ownEntriesGoAboveTheData() {
        let own = [NumberingEntry(prefix: "8490", type: CallTypeID("national"), destination: "ours")]
        #expect(lookUp("84901", plan("VN", countryCode: "84", areaCode: "24", own: own)) == "national: ours")
        var site = Site()
        site.numbering = own
        #expect(site.numberingPlan == own, "without a country the site's own entries alone")
    }

    @Test func callTypesOfTheSiteGoBeforeTheStandardOnes() {
        var site = Site()
        site.callTypes = [CallType(id: CallTypeID("mobile"), name: "Handy", colour: ["#000000", "#ffffff"])]
        #expect(site.effectiveCallTypes.count == CallType.standard.count)
        #expect(site.effectiveCallTypes[0].name == "Handy" && site.effectiveCallTypes.filter { $0.id.text == "mobile" }.count == 1)
        #expect(site.effectiveCallTypes.allSatisfy { $0.colour.count == 2 && $0.colour.allSatisfy(Form.isColour) })
    }

    @Test func aCountryWithoutDataIsAWarning() {
        let reading = Sample.read("site: {country: TV}\n")
        #expect(reading.site?.settings.country == "TV" && reading.problems.warnings.map(\.field) == ["site.country"])
        #expect(reading.site?.numberingPlan.contains { $0.prefix == "688" } == true)
    }

    private func dialPlan(_ text: String) -> DialPlan? {
        Sample.read("site: {country: DE}\nswitches: [{id: main, dialPlan: \(text)}]\n").site?.switches.first?.dialPlan
    }

    @Test func aDialPlanLikeTheCountry() throws {
        let plan = try #require(dialPlan(#"{like: country, areaCode: "30", outside: ["0"], short: ["7777"]}"#))
        #expect(plan.countryCode == "49" && plan.trunkPrefix == "0" && plan.internationalPrefix == ["00"] && plan.areaCode == "30")
        #expect(plan.short.first == "7777" && plan.short.contains("112") && plan.outside == ["0"])
        let own = try #require(dialPlan(#"{like: country, trunkPrefix: "", internationalPrefix: [], short: ["112"]}"#))
        #expect(own.trunkPrefix == "" && own.internationalPrefix.isEmpty && own.countryCode == "49" && own.short.count { $0 == "112" } == 1)
        let bare = try #require(dialPlan(#"{areaCode: "30"}"#))
        #expect(bare.countryCode == "" && bare.short.isEmpty && bare.fromCountry == nil, "without the word nothing changes")
        let text = #"{like: country, areaCode: "30", outside: ["0"], short: ["7777"]}"#
        let reading = Sample.read("site: {country: DE}\nswitches: [{id: main, dialPlan: \(text)}]\n")
        let written = String(decoding: SiteWriter.write(try #require(reading.site)).yaml, as: UTF8.self)
        #expect(
            written.contains(
                "    dialPlan:\n      like: country\n      areaCode: \"30\"\n      outside: [\"0\"]\n      short: [\"7777\"]\n"))
    }

    @Test func codesOfPrivateCalls() throws {
        let text = #"{like: country, areaCode: "30", outside: ["0"], private: ["71", "72"], carrierCodes: ["01013"]}"#
        let site = try #require(Sample.read("site: {country: DE}\nswitches: [{id: main, dialPlan: \(text)}]\n").site)
        #expect(site.switches[0].dialPlan?.privateCodes == ["71", "72"] && dialPlan("{}")?.privateCodes == [])
        let written = SiteWriter.write(site)
        #expect(String(decoding: written.yaml, as: UTF8.self).contains("      private: [\"71\", \"72\"]\n"))
        #expect(Sample.read(written).site == site)
        var other = site
        other.switches[0].dialPlan?.privateCodes = ["71"]
        let change = try #require(SiteDiff.between(site, other).first)
        #expect(change.path.hasPrefix("switches[main].dialPlan") && SiteDiff.between(site, other).count == 1)
        #expect(change.before?.contains("72") == true && change.after?.contains("72") == false)
        #expect(dialPlan(#"{private: ["110"]}"#)?.privateCodes == ["110"], "nobody's short number here")
        #expect(dialPlan(#"{like: country, private: ["110"]}"#) == nil, "the country's")
    }

    @Test func typesThatOnlyTheNumberingNames() throws {
        let text =
            "numbering: [{prefix: \"1\", type: zone-1}]\nselection: [{when: {type: zone-1}, table: t}]\nrateTables: [{id: t, kind: given}]\n"
        let site = try #require(Sample.read(text).site)
        #expect(site.effectiveCallTypes.last == CallType(id: CallTypeID("zone-1"), name: "zone-1", colour: CallType.otherColour))
        #expect(Sample.read("site: {country: DE}\n" + text).site == nil, "with a country its types are known")
        #expect(Sample.read("callTypes: [{id: far}]\n" + text).site == nil)
    }
}
