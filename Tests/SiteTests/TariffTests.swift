import Model
import Money
import Reading
import Site
import Testing
import Time

@Suite struct FingerprintTests {
    private func bytes(_ table: String) -> [UInt8]? { Sample.table(table)?.fingerprintBytes(version: 0) }
    private func table(_ rows: String, defaults: String = "{}", head: String = "") -> String {
        "  - {id: t, \(head) versions: [{from: 2026-01-01, defaults: \(defaults), rows: [\(rows)]}]}\n"
    }

    @Test func equalMeaningGivesEqualBytes() throws {
        let one = try #require(bytes(table(#"{prefix: ["1", "44"], all: {increments: 60/6, price: "0.30"}}"#)))
        let same = [
            table(
                #"{prefix: "44", name: UK, all: {increments: 60/6, price: "0.30"}}, {prefix: "1", all: {increments: 60/6, price: "0.3"}}"#),
            table(#"{prefix: ["44", "1"], all: {steps: [{at: 0, block: 60, price: "0.30"}, {at: 60, block: 6, price: "0.03"}]}}"#),
            table(
                #"{prefix: ["44", "1"], all: {steps: [{at: 0, block: 60, price: "0.005", per: 1}, "#
                    + #"{at: 60, block: 6, price: "0.03"}, {at: 72, block: 6, price: "0.03"}]}}"#
            ),
            table(#"{prefix: ["1", "44"], connection: "0", all: {increments: 60/6, price: "0.30"}}"#, defaults: "{freeSeconds: 0}"),
            table(#"{prefix: ["1", "44"], connection: "0", all: {increments: 60/6, price: "0.30"}}"#, defaults: #"{connection: "5"}"#),
            table(#"{prefix: ["1", "44"], all: {increments: 60/6, price: "0.30"}}"#, head: "bands: split, provider: null,"),
        ]
        for text in same { #expect(bytes(text) == one, "\(text)") }
    }

    @Test func otherMeaningGivesOtherBytes() throws {
        let base = #"{prefix: ["1", "44"], all: {increments: 60/6, price: "0.30"}}"#
        let all = [
            table(base), table(base, head: "zone: Europe/Berlin,"), table(base, head: "currency: EUR,"),
            table(base, head: #"rounding: {to: "0.01"},"#), table(base, head: #"attemptCharge: "1","#),
            table(base, defaults: #"{connection: "1"}"#), table(base, defaults: "{freeSeconds: 1}"),
            table(base, defaults: "{minimumDuration: 1}"),
            table(base, defaults: #"{minimumCharge: "1"}"#), table(base, defaults: #"{maximumCharge: "1"}"#),
            table(base, defaults: #"{maximumCharge: "0"}"#),
            table(#"{prefix: ["1", "44"], all: {increments: 60/6, price: "0.31"}}"#),
            table(#"{prefix: ["1", "44"], all: {increments: 60/6, count: total, price: "0.30"}}"#),
            table(#"{prefix: ["1", "44"], all: {increments: 6/60, price: "0.30"}}"#),
            table(#"{prefix: ["1"], all: {increments: 60/6, price: "0.30"}}"#),
            table(#"{prefix: ["1", "44"], short: true, all: {increments: 60/6, price: "0.30"}}"#),
            table(base, head: #"week: {day: "08:00-20:00", night: else},"#),
            table(base, head: #"week: {day: "08:00-20:00", night: else}, bands: split,"#),
        ].map(bytes)
        for (index, one) in all.enumerated() {
            #expect(one != nil, "\(index)")
            for other in all[(index + 1)...] { #expect(one != other, "\(index)") }
        }
    }
}

@Suite struct TariffCheckTests {
    private func messages(_ text: String, decks: [String: String] = [:]) -> [String] {
        let reading = Sample.read(text, decks: decks)
        guard let site = reading.site else { return [reading.problems.description] }
        return TariffCheck.check(site, file: "site.yaml", lines: reading.lines).list.map(\.description)
    }

    @Test func theContractHasOnlyWhatItLeavesOut() throws {
        let reading = GoldenTests.reading
        let found = TariffCheck.check(try #require(reading.site), file: "site.yaml", lines: reading.lines)
        #expect(found.errors.isEmpty)
        #expect(
            found.warnings.contains { $0.field == "rateTables[partner]" && $0.message == "Nothing selects this table." && $0.line == 107 })
        #expect(found.warnings.contains { $0.value == "emergency" })
    }

    @Test func gapsUnreachableAndLostOnes() {
        let text = """
            rateTables:
              - id: a
                week: {day: "08:00-20:00", night: else}
                versions:
                  - from: 2026-01-01
                    rows:
                      - {prefix: ["1"], day: {increments: 1/1, price: "1"}}
                      - {prefix: ["44"]}
                  - {from: 2026-01-01, rows: [{prefix: ["1"], all: {increments: 1/1, price: "1"}}]}
                  - {from: 2026-02-01, rows: []}
              - {id: b}
            """
        #expect(
            messages(text) == [
                "site.yaml:2: warning: rateTables[a]: Nothing selects this table. Name it in `selection`, `defaultTable`, a "
                    + "trunk's or a party's `table`, or take it out.",
                "site.yaml:5: rateTables[a].versions[2026-01-01]: Never in force: a later entry begins at the same "
                    + "moment. Take one of them out, or give it another `from`.",
                "site.yaml:7: rateTables[a].versions[2026-01-01].rows[0]: \"1\": The row has no price for night. "
                    + "Write one, or `all` for every band without one of its own.",
                "site.yaml:8: rateTables[a].versions[2026-01-01].rows[1]: \"44\": The row has no price for day, "
                    + "night. Write one, or `all` for every band without one of its own.",
                "site.yaml:9: warning: rateTables[a].versions[2026-01-01]: 1 prefix of the version before (44) has "
                    + "no rate from here on. A version is a complete list: write the rows again, or use a deck with dates.",
                "site.yaml:10: rateTables[a].versions[2026-02-01]: The version has no rows: from it on nothing is "
                    + "rated. Add rows.",
                "site.yaml:10: warning: rateTables[a].versions[2026-02-01]: 1 prefix of the version before (1) has "
                    + "no rate from here on. A version is a complete list: write the rows again, or use a deck with dates.",
                "site.yaml:11: rateTables[b]: The table has no version: it rates nothing. Add `versions`.",
                "site.yaml:11: warning: rateTables[b]: Nothing selects this table. Name it in `selection`, `defaultTable`, a "
                    + "trunk's or a party's `table`, or take it out.",
            ])
    }

    /// A row that goes on through the dates of a deck is told once; a full list of a later date may forget prefixes.
    @Test func datesOfADeck() {
        let deck = DeckTests.header + "81,a,day,,1,,,,,\n82,b,,,1,,,,,\n82,b,,,2,,,,2026-05-01,\n83,c,night,,1,,,,2026-06-01,\n"
        func text(_ full: Bool) -> String {
            """
            site: {defaultTable: {price: t}}
            rateTables:
              - id: t
                week: {day: "08:00-20:00", night: else}
                versions: [{from: 2026-03-01, deck: {file: d.csv, full: \(full)}}]
            """
        }
        let gaps = ["d.csv:2: ", "d.csv:5: "]
        let laid = messages(text(false), decks: ["d.csv": deck])
        #expect(laid.map { String($0.prefix(9)) } == gaps, "\(laid)")
        let full = messages(text(true), decks: ["d.csv": deck])
        #expect(full.count { $0.contains("of the version before") } == 2 && full.count { $0.hasPrefix("d.csv") } == 2, "\(full)")
    }

    /// One table alone, too: what nothing selects prices nothing.
    @Test func aTableAloneIsNotSelected() {
        let table = "rateTables: [{id: a, versions: [{from: 2026-01-01, rows: [{prefix: \"1\", all: {increments: 1/1, price: \"1\"}}]}]}]\n"
        #expect(messages(table).count == 1 && messages(table).first?.contains("Nothing selects this table") == true)
        #expect(messages("site: {defaultTable: {price: a}}\n" + table) == [])
    }

    @Test func callTypesWithoutARate() {
        let text = """
            site: {defaultTable: {price: a}}
            numbering:
              - {prefix: "84", type: national}
              - {prefix: "1", type: international}
              - {prefix: "113", type: emergency, short: true}
            rateTables:
              - {id: a, versions: [{from: 2026-01-01, rows: [{prefix: ["8424"], all: {increments: 1/1, price: "1"}}]}]}
            """
        #expect(messages(text).map { $0.contains("call type Emergency") || $0.contains("call type International") } == [true, true])
        let everything = text.replacing("[\"8424\"]", with: "\"\"")
        #expect(messages(everything).count == 1, "the row for everything else is not for short numbers")
    }

    @Test func aPrefixInTwoRowsOfAnEditedSite() throws {
        var site = try #require(
            Sample.read(
                "rateTables: [{id: a, versions: [{from: 2026-01-01, rows: [{prefix: \"1\", all: {increments: 1/1, price: \"1\"}}]}]}]\n"
            ).site)
        let row = site.rateTables[0].versions[0].rows[0]
        site.rateTables[0].versions[0].rows.append(row)
        let found = TariffCheck.check(site, file: "site.yaml")
        #expect(found.errors.map(\.message) == ["The prefix stands in more than one row of the version."])
    }
}

@Suite struct DiffAndEditTests {
    private let site = GoldenTests.reading.site ?? Site()
    private func day(_ text: String) -> CivilDay { CivilDay(text: text) ?? CivilDay(number: 0) }

    @Test func theGoldenSiteIsThere() { #expect(site.parties.count == 2) }

    @Test func nothingDiffersFromItself() { #expect(SiteDiff.between(site, site).isEmpty) }

    @Test func changesAreToldByIdAndText() throws {
        var other = site
        other.settings.name = "Hanoi"
        other.parties[0].name = "Front desk"
        other.providers.append(Provider(id: ProviderID("fpt"), name: "FPT"))
        other.numbering.remove(at: 3)
        other.rateTables[0].versions[0].rows[1].terms.connection = Price(units: 6_000_000)
        other.rateTables[0].rounding = .millionth
        #expect(
            SiteDiff.between(site, other) == [
                Change(path: "site.name", before: "\"Hanoi office\"", after: "Hanoi"),
                Change(path: "providers[fpt]", before: nil, after: "{id: fpt, name: FPT}"),
                Change(
                    path: "numbering[short 113]", before: "{prefix: \"113\", type: emergency, destination: Police, short: true}", after: nil
                ),
                Change(path: "parties[101].name", before: "Reception", after: "\"Front desk\""),
                Change(path: "rateTables[office].rounding", before: "{to: \"0.01\", mode: up}", after: nil),
                Change(
                    path: "rateTables[office].versions[2026-01-01].rows[8490,8491]", before: site.rateTables[0].versions[0].rows[1].text,
                    after: other.rateTables[0].versions[0].rows[1].text),
            ])
        other = site
        other.callTypes.swapAt(0, 1)
        #expect(SiteDiff.between(site, other) == [Change(path: "callTypes[0] (order)", before: "internal", after: "local")])
    }

    @Test func aNumberGoesToAnotherPartyFromADay() throws {
        let added = try SiteEdit.add(Party(id: PartyID("night-desk")), to: site)
        let moved = try SiteEdit.assign("101", to: PartyID("night-desk"), from: day("2026-03-01"), in: added)
        #expect(moved.parties[0].numbers[0].validity.to == day("2026-02-28"))
        #expect(moved.parties[2].numbers == [Party.Number(number: "101", validity: Validity(from: day("2026-03-01")))])
        // Before what is there already: it ends where that begins.
        let early = try SiteEdit.assign("101", to: PartyID("night-desk"), from: day("2025-06-01"), in: added)
        #expect(early.parties[2].numbers[0].validity == Validity(from: day("2025-06-01"), to: day("2025-12-31")))
        #expect(throws: SiteEdit.Refusal.numberTaken("101", by: PartyID("101"), from: day("2026-01-01"))) {
            try SiteEdit.assign("101", to: PartyID("night-desk"), from: day("2026-01-01"), in: added)
        }
        // An account code is another kind of number.
        let account = try SiteEdit.assign("101", to: PartyID("law-7777"), from: day("2026-01-01"), in: site)
        #expect(account.parties[0].numbers == site.parties[0].numbers)
        #expect(Sample.read(SiteWriter.write(moved)).site == moved)
        #expect(throws: SiteEdit.Refusal.noParty(PartyID("x"))) {
            try SiteEdit.assign("1", to: PartyID("x"), from: day("2026-01-01"), in: site)
        }
        #expect(throws: SiteEdit.Refusal.idTaken("101")) { try SiteEdit.add(Party(id: PartyID("101")), to: site) }
        #expect(throws: SiteEdit.Refusal.badID("../x")) { try SiteEdit.add(Party(id: PartyID("../x")), to: site) }
    }

    @Test func aPartyMovesToAnotherNode() throws {
        let moved = try SiteEdit.move(PartyID("101"), to: NodeID("hq"), from: day("2026-04-01"), in: site)
        #expect(
            moved.parties[0].member.map(\.validity) == [
                Validity(from: day("2026-01-01"), to: day("2026-03-31")), Validity(from: day("2026-04-01")),
            ])
        #expect(Sample.read(SiteWriter.write(moved)).site == moved)
    }

    @Test func rowsAndVersionsAreAdded() throws {
        var row = Row(prefixes: ["49"])
        row.bands = [BandPrice(band: "all", pricing: .increments(Increments(first: 60, next: 60, price: Price(units: 1), per: 60)))]
        let from = WallTime(day: day("2026-01-01"))
        let more = try SiteEdit.add(row, to: RateTableID("office"), version: from, in: site)
        #expect(
            more.rateTables[0].versions[0].rows.map(\.prefixes) == [["8424"], ["8490", "8491"], ["1"], ["1080"], ["49"], ["81"], ["82"]])
        #expect(Sample.read(SiteWriter.write(more)).site == more)
        #expect(throws: SiteEdit.Refusal.prefixTaken("49")) { try SiteEdit.add(row, to: RateTableID("office"), version: from, in: more) }
        var version = Version(from: WallTime(day: day("2026-03-01")))
        version.rows = [row]
        let newer = try SiteEdit.add(version, to: RateTableID("office"), in: site)
        #expect(newer.rateTables[0].versions.map(\.from.day.description) == ["2026-01-01", "2026-03-01", "2026-07-01"])
        #expect(Sample.read(SiteWriter.write(newer)).site == newer)
        row.bands[0].band = "evening"
        #expect(throws: SiteEdit.Refusal.noBand("evening")) { try SiteEdit.add(row, to: RateTableID("partner"), version: from, in: site) }
    }
}
