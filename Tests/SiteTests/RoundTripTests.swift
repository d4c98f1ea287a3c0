import Model
import Money
import Reading
import Site
import Testing
import Time

@Suite struct RoundTripTests {
    /// Texts from outside that break careless writers (docs/security.md).
    static let hostile = [
        "<script>", "\"><img src=x onerror=alert(1)>", "' OR 1=1--", "=HYPERLINK(\"x\")", "{{x}}", "%n", "../../x", "a\r\nBcc: b", "a\0b",
        "\u{1b}[2J", "\u{202e}abc", "\u{600}<b>", "\"\u{301}", String(decoding: [0x61, 0xff, 0xfe, 0x62], as: UTF8.self),
        String(repeating: "x", count: 10_000), "null", "~", "no", "0044", "12:30", " a ", "- a", "a: b", "#", "a #b", "[", "{", "*a", "&a",
        "!a", "|",
        "Ünïcödé ñ 漢字 🎉", "\u{feff}", "\u{ffff}", "\u{85}\u{2028}", "\\", "'", "\t",
    ]

    @Test(arguments: hostile) func namesSurvive(text: String) throws {
        var site = Site()
        site.settings.name = text
        site.providers = [Provider(id: ProviderID("a"), name: text)]
        var party = Party(id: PartyID("p"))
        party.name = text
        site.parties = [party]
        var table = RateTable(id: RateTableID("t"), currency: .usd, zone: .utc)
        var version = Version(from: WallTime(seconds: 0))
        version.deck = DeckReference(file: "d.csv")
        for (prefix, inDeck) in [("1", false), ("2", true)] {
            var row = Row(prefixes: [prefix])
            row.name = text
            row.fromDeck = inDeck
            row.bands = [BandPrice(band: "all", pricing: .increments(Increments(first: 1, next: 1, price: .zero, per: 60)))]
            version.rows.append(row)
        }
        table.versions = [version]
        site.rateTables = [table]
        let reading = Sample.read(SiteWriter.write(site))
        #expect(reading.problems.description == "")
        let again = try #require(reading.site)
        #expect(again == site)
        #expect(again.settings.name.utf8.elementsEqual(text.utf8), "not only canonically equal")
        #expect(again.rateTables[0].versions[0].rows.allSatisfy { $0.name.utf8.elementsEqual(text.utf8) })
    }

    @Test func randomSitesAreReadAsTheyWereWritten() throws {
        for seed in UInt64(1)...400 {
            var random = RandomSite(seed: seed)
            let site = random.site()
            let files = SiteWriter.write(site)
            let reading = Sample.read(files)
            // A rule for emergency numbers warns where none is known.
            guard reading.problems.errors.isEmpty, reading.site == site else {
                let changes = reading.site.map { SiteDiff.between(site, $0) } ?? []
                Issue.record("seed \(seed): \(reading.problems) \(changes.prefix(5))")
                return
            }
            #expect(SiteDiff.between(site, try #require(reading.site)).isEmpty, "seed \(seed)")
            #expect(reading.site.map(SiteWriter.write) == files, "seed \(seed): written twice, the same files")
        }
    }
}
