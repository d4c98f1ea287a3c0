import Foundation
import Model
import Money
import Reading
import Site
import Testing
import Time

/// What the charge schemes say in the contract, and the forms beside it.
@Suite struct ChargeSchemeTests {
    private func day(_ text: String) -> CivilDay { CivilDay(text: text) ?? CivilDay(number: 0) }
    private func percent(_ whole: Int64) -> Percent { Percent(units: whole * 10_000) }
    private func amount(_ whole: Int64) -> Amount { Amount(millionths: whole * 1_000_000) }
    private func table(_ text: String) -> RateTable? { Sample.table("  - {id: t, \(text)}\n") }

    @Test func theContractsTables() throws {
        let tables = try #require(GoldenTests.reading.site).rateTables
        let discount = try #require(tables[0].volumeDiscount.first)
        #expect(discount.types == [CallTypeID("international")] && discount.measure == .charge && discount.over == .party)
        #expect(
            discount.tiers == [
                VolumeDiscount.Tier(from: amount(100), percent: percent(10)), VolumeDiscount.Tier(from: amount(500), percent: percent(20)),
            ])
        let hotel = tables[3]
        #expect(hotel.kind == .derived && hotel.rounding == Rounding(multiple: 10_000, mode: .halfUp) && hotel.versions.count == 1)
        let version = hotel.versions[0]
        #expect(version.from == WallTime(day: day("0001-01-01")) && version.rows.isEmpty)
        #expect(version.derived == Derivation(percent: percent(50), add: Price(units: 100_000_000)))
        #expect(version.defaults.minimumCharge == .zero && version.defaults.maximumCharge == nil)
    }

    @Test func theContractsRules() throws {
        let site = try #require(GoldenTests.reading.site)
        #expect(site.selection.map(\.table.text) == ["office", "office", "office"])
        #expect(site.selection[0].when.parties == [PartyID("101")] && site.selection[1].when.organisation == [NodeID("sales")])
        #expect(site.selection[2].when.directions == [.in] && site.selection[2].when.called == ["1800*"])
        #expect(site.surcharges.map(\.id.text) == ["operator", "lobby", "handling"])
        #expect(
            site.surcharges[0].addition == .flat(Price(units: 50_000_000), .usd) && site.surcharges[1].addition == .percent(percent(15)))
        #expect(site.surcharges[1].counts && site.surcharges[2].addition == .perMinute(Price(units: 1_000_000), .usd))
        let package = try #require(site.packages.first)
        #expect(package.mode == .inOrder && package.scheme == .price && package.rules.count == 3)
        #expect(package.rules[1].when.favourites == ["84901234567"] && package.rules[1].effect == .perCall(Price(units: 2_000_000), .usd))
        #expect(package.rules[2].effect == .allowance(Allowance(grant: .time(seconds: 3600, perMinute: false))))
        guard case .week(let texts, let minutes) = package.rules[2].when.band else { throw Problems() }
        #expect(
            texts == ["Sat-Sun 00:00-24:00"] && minutes.count == 10_080 && minutes.count { $0 } == 2880 && minutes[7200] && !minutes[7199])
        #expect(package.assigned.map(\.holder) == [.party(PartyID("101")), .organisation(NodeID("sales"))] && package.assigned[1].shared)
        #expect(site.parties[0].billingCycle == [BillingCycle(day: 1)] && site.parties[0].exchangeAt == .call)
    }

    @Test func theContractsMoneyAndTaxes() throws {
        let site = try #require(GoldenTests.reading.site)
        let rate = try ExchangeRate(text: "25400")
        #expect(site.exchangeRates.maxAge == 7)
        #expect(site.exchangeRates.quotes.map(\.rate) == [rate] && site.exchangeRates.quotes[0].to.code == "VND")
        #expect(site.taxes.map(\.name) == ["VAT"] && site.taxes[0].rates == [Tax.Rate(from: day("2025-01-01"), percent: percent(10))])
        let line = try #require(site.recurring.first)
        #expect(line.every == .month && line.holder == .party(PartyID("101")) && line.prorata && line.tax == TaxID("vat") && line.to == nil)
    }

    @Test func derivedTablesInTheirForms() throws {
        let bare = try #require(table("kind: derived"))
        #expect(bare.versions.map(\.derived) == [Derivation(percent: percent(0), add: .zero)])
        let given = try #require(table("kind: given, maximumCharge: \"5\""))
        #expect(given.versions.count == 1 && given.versions[0].derived == nil && given.versions[0].defaults.maximumCharge?.text == "5")
        #expect(table("kind: derived, percent: \"-100\"")?.versions[0].derived?.percent == percent(-100))
        let dated = try #require(
            table("kind: derived, versions: [{from: 2026-05-01, add: \"1\"}, {from: 2026-01-01, percent: \"5\", volumeDiscount: []}]"))
        #expect(dated.versions.map(\.from.day.description) == ["2026-01-01", "2026-05-01"])
        #expect(dated.versions[0].volumeDiscount == [] && dated.versions[1].volumeDiscount == nil)
        var site = Site()
        (site.settings.currency, site.rateTables) = (.usd, [bare])
        #expect(!String(decoding: SiteWriter.write(site).yaml, as: UTF8.self).contains("versions"))
        site.rateTables = [dated]
        #expect(String(decoding: SiteWriter.write(site).yaml, as: UTF8.self).contains("- from: 2026-05-01\n        add: \"1\"\n"))
    }

    @Test func derivedTermsAreInTheFingerprintAndDiscountsAreNot() throws {
        let forms = [
            "kind: derived", "kind: given", "kind: derived, percent: \"1\"", "kind: derived, add: \"1\"",
            "kind: derived, maximumCharge: \"0\"",
            "kind: given, minimumCharge: \"1\"", "kind: derived, minimumCharge: \"1\"", "kind: derived, attemptCharge: \"1\"",
        ]
        let bytes = forms.map { table($0)?.fingerprintBytes(version: 0) }
        #expect(bytes.allSatisfy { $0 != nil } && Set(bytes).count == forms.count)
        let discount = "volumeDiscount: [{tiers: [{from: \"1\", percent: \"1\"}]}]"
        #expect(table("kind: derived, " + discount)?.fingerprintBytes(version: 0) == bytes[0])
        #expect(table("kind: derived, versions: [{from: 2026-01-01, percent: \"1\"}]")?.fingerprintBytes(version: 0) == bytes[2])
    }

    @Test func volumeDiscountsDefaultByScheme() throws {
        let tiers = "tiers: [{from: \"0\", percent: \"0\"}, {from: \"0.5\", percent: \"100\"}]"
        let text = "providers: [{id: p}]\nrateTables: [{id: t, kind: given, scheme: cost, provider: p, volumeDiscount: [{\(tiers)}]}]\n"
        let discount = try #require(Sample.read(text).site?.rateTables[0].volumeDiscount.first)
        #expect(discount.over == .provider && discount.types.isEmpty && discount.mode == .graduated && discount.tiers.count == 2)
    }

    @Test func smallForms() throws {
        let text = """
            switches: [{id: main}]
            parties:
              - {id: a, billingCycle: [{day: 15}, {day: 31, from: 2026-02-01}], exchangeAt: bill}
            rateTables: [{id: t, week: {day: "08:00-20:00", night: else}}]
            selection: [{when: {party: [unassigned@main, unassigned, a], trunk: "SIP/1"}, table: t}]
            surcharges: [{id: s, flat: "1"}]
            packages:
              - id: p
                rules:
                  - {when: {band: night}, allowance: {minutes: "1.5"}}
                  - {when: {band: {name: night}}, allowance: {seconds: 60, per: minute, covers: all, carryOver: true}}
                  - {when: {band: {week: "Sun 22:00-26:00"}}, allowance: {money: "5.00"}, currency: USD}
            """
        let reading = Sample.read(text + "\n")
        #expect(reading.problems.description == "")
        let site = try #require(reading.site)
        #expect(site.parties[0].billingCycle.map(\.day) == [15, 31] && site.parties[0].exchangeAt == .bill)
        #expect(site.selection[0].when.parties.map(\.text) == ["unassigned@main", "unassigned", "a"])
        #expect(site.surcharges[0].when == Condition() && site.surcharges[0].addition == .flat(Price(units: 100_000_000), nil))
        let rules = site.packages[0].rules
        #expect(
            rules[0].when.band == .named("night") && rules[0].effect == .allowance(Allowance(grant: .time(seconds: 90, perMinute: false))))
        guard case .allowance(let whole) = rules[1].effect, case .week(_, let minutes) = rules[2].when.band else { throw Problems() }
        #expect(whole.grant == .time(seconds: 60, perMinute: true) && whole.covers == .all && whole.carryOver)
        #expect(minutes[0] && minutes[119] && !minutes[120] && minutes[10_079], "an end past Sunday's midnight runs on into Monday")
        #expect(rules[2].effect == .allowance(Allowance(grant: .money(Money(amount(5), .usd)))))
    }

    @Test func differencesOfTheNewSections() throws {
        let site = try #require(GoldenTests.reading.site)
        var other = site
        other.rateTables[0].volumeDiscount = []
        other.rateTables[3].versions[0].derived?.percent = percent(60)
        other.selection.remove(at: 2)
        other.surcharges[1].counts = false
        other.packages[0].rules[0].effect = .percent(percent(20))
        other.packages[0].assigned[1].shared = false
        other.exchangeRates.maxAge = 3
        other.exchangeRates.quotes = []
        other.taxes[0].inclusive = true
        other.recurring[0].every = .year
        other.parties[0].exchangeAt = .bill
        let changes = SiteDiff.between(site, other)
        #expect(
            changes.map(\.path) == [
                "parties[101].exchangeAt", "rateTables[office].volumeDiscount", "rateTables[hotel].versions[0001-01-01].percent",
                "selection[price office #3]", "surcharges[lobby].counts", "packages[family].rules[rule]",
                "packages[family].assigned[organisation sales].shared", "exchangeRates.maxAge", "exchangeRates.rates[2026-03-02 USD/VND]",
                "taxes[vat].inclusive", "recurring[line].every",
            ])
        #expect(changes[2].before == "\"50\"" && changes[2].after == "\"60\"")
    }

    @Test func rowsDoNotGoIntoADerivedTable() throws {
        let site = try #require(GoldenTests.reading.site)
        let hotel = RateTableID("hotel")
        #expect(throws: SiteEdit.Refusal.noRows(hotel)) {
            try SiteEdit.add(Row(prefixes: ["1"]), to: hotel, version: WallTime(day: day("0001-01-01")), in: site)
        }
    }

    private func told(_ text: String) -> [String] {
        let reading = Sample.read(text)
        guard let site = reading.site else { return [reading.problems.description] }
        return TariffCheck.check(site, file: "site.yaml", lines: reading.lines).list.map { "\($0.line ?? 0) \($0.field)" }
    }

    @Test func checkingDerivedTablesAndRules() {
        let derived = "{id: hotel, kind: derived}"
        let given = "{id: carrier, kind: given, scheme: cost}"
        let settings = "site: {defaultTable: {price: hotel, cost: carrier}, country: DE}\n"
        #expect(told(settings + "rateTables: [\(derived), \(given)]\n") == [])
        #expect(told("site: {defaultTable: {price: hotel}}\nrateTables: [\(derived)]\n") == ["2 rateTables[hotel].kind"])
        let rules = """
            selection:
              - {table: hotel}
              - {scheme: cost, when: {called: "1*"}, table: carrier}
              - {when: {called: "1*"}, table: hotel}

            """
        #expect(told("rateTables: [\(derived), \(given)]\n" + rules) == ["5 selection[2]"])
    }

    /// The pieces of docs/tariffs.md from example 6 on, each among what it names.
    @Test func thePageOfTariffsReads() throws {
        let page = Sample.text("../../docs/tariffs.md")
        let begin = try #require(page.range(of: "## Example 6")?.lowerBound)
        // What follows tells of commands.
        let end = try #require(page.range(of: "\n## Try it before it counts")?.lowerBound)
        let pieces = page[begin..<end].split(separator: "```\n").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
        #expect(pieces.count == 3)
        let names = """
            switches: [{id: main}]
            trunks: [{id: "1", switch: main, group: gsm}]
            organisation: [{id: sales, kind: department}]

            """
        let tables = "  - {id: carrier}\n  - {id: freephone}\n  - {id: mobile-operator, scheme: cost}\n"
        let texts = ["rateTables:\n" + pieces[0], "rateTables:\n" + tables + pieces[1], pieces[2]].map { names + $0 }
        for text in texts { #expect(Sample.read(text).problems.description == "") }
        let discount = try #require(Sample.read(texts[2]).site?.rateTables[0].volumeDiscount.first)
        #expect(discount.tiers.map(\.percent) == [percent(10), percent(20)])
    }
}
