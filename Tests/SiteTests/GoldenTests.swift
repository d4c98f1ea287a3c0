import Model
import Money
import Reading
import Site
import Testing
import Time

@Suite struct GoldenTests {
    static let reading = SiteReader.read(
        file: "site.yaml", bytes: Sample.bytes("Golden/site.yaml") ?? [], decks: { Sample.bytes("Golden/" + $0) }, zones: Sample.zone)

    @Test func theContractIsReadWithoutAWord() throws {
        #expect(Self.reading.problems.description == "")
        #expect(Sample.bytes("Golden/office-2026.csv") != nil)
        let site = try #require(Self.reading.site)
        #expect(site.settings.name == "Hanoi office")
        #expect(site.settings.zone == Sample.hanoi)
        #expect(site.settings.linePrecision == [.usd: 4])
        #expect(site.settings.defaultTable == [.price: RateTableID("office"), .cost: RateTableID("vnpt")])
        #expect(site.switches.map(\.id.text) == ["main"])
        let plan = try #require(site.switches.first?.dialPlan)
        #expect(plan.countryCode == "84" && plan.areaCode == "24" && plan.outside == ["9", "0#"] && plan.extensionLength == [3, 4])
        #expect(plan.short == ["113", "114", "115", "1080"])
        #expect(site.trunks.map(\.id.text) == ["01", "07", "09"])
        #expect(site.trunks[0].table == [.cost: RateTableID("vnpt")] && site.trunks[0].party == nil)
        #expect(site.trunks[1].kind == .tie && site.trunks[2].answerAllowance == 20)
        #expect(site.numbering[3] == NumberingEntry(prefix: "113", type: CallTypeID("emergency"), destination: "Police", short: true))
        #expect(site.organisation[1].managers == ["sales-head@example.com"] && site.organisation[1].costCentre == "410")
        #expect(site.parties.map(\.id.text) == ["101", "law-7777"] && site.parties[1].kind == .account)
        #expect(site.parties[0].numbers == [Party.Number(number: "101", validity: Validity(from: CivilDay(text: "2026-01-01")))])
        #expect(site.layout.boldOverDuration == 600 && site.layout.boldOverPrice?.text == "5.00")
    }

    @Test func theTablesMeanWhatTheFileSays() throws {
        let tables = try #require(Self.reading.site).rateTables
        #expect(tables.map(\.id.text) == ["office", "partner", "vnpt", "hotel"])
        let office = tables[0]
        #expect(office.bands == .split && office.rounding == Rounding(multiple: 10_000, mode: .up) && office.holidays.count == 4)
        #expect(office.versions.map(\.from.description) == ["2026-01-01T00:00:00", "2026-07-01T00:00:00"])
        let first = office.versions[0]
        #expect(first.rows.map(\.prefixes) == [["8424"], ["8490", "8491"], ["1"], ["1080"], ["81"], ["82"]])
        #expect(
            first.rows[0].bands[0].pricing
                == .steps([
                    Step(at: 0, block: 60, price: Price(units: 2_000_000), per: nil),
                    Step(at: 60, block: 6, price: Price(units: 200_000), per: nil),
                ]))
        #expect(
            first.rows[2].bands == [
                BandPrice(band: "all", pricing: .increments(Increments(first: 60, next: 6, price: Price(units: 30_000_000), per: 60)))
            ])
        #expect(first.rows[2].terms.minimumCharge == Price(units: 10_000_000) && first.rows[3].short)
        #expect(first.rows[5].bands.map(\.band) == ["day", "night"] && first.rows[5].terms.minimumCharge == Price(units: 5_000_000))
        // The deck's row of July replaces the whole row of its prefix and leaves the others.
        let second = office.versions[1]
        #expect(second.isDated && second.defaults == first.defaults)
        #expect(second.rows.map(\.prefixes) == first.rows.map(\.prefixes))
        #expect(second.rows[4].bands[0].pricing == .increments(Increments(first: 1, next: 1, price: Price(units: 22_000_000), per: 60)))
        #expect(
            tables[1].versions[0].rows[0].bands[0].pricing
                == .increments(Increments(first: 30, next: 18, price: Price(units: 60_000_000), per: 60, count: .total)))
        let vnpt = tables[2]
        #expect(vnpt.kind == .pulse && vnpt.scheme == .cost && vnpt.currency.code == "VND" && vnpt.zone == Sample.hanoi)
        #expect(vnpt.versions[0].defaults.pulsePrice?.text == "200" && vnpt.versions[0].defaults.atAnswer == 1)
        #expect(vnpt.versions[0].rows[0].bands.map(\.pricing) == [.interval(36), .interval(60)])
    }

    @Test func theContractIsWrittenAndReadBack() throws {
        let site = try #require(Self.reading.site)
        let files = SiteWriter.write(site)
        #expect(files.decks.map(\.name) == ["office-2026.csv"])
        #expect(String(decoding: files.decks[0].bytes, as: UTF8.self).split(separator: "\n").count == 5)
        let again = Sample.read(files)
        #expect(again.problems.description == "")
        #expect(again.site == site)
        #expect(again.site.map(SiteWriter.write) == files)
    }

    /// `rate --tariff` takes a file with nothing but rate tables.
    @Test func tablesAloneHaveDefaults() throws {
        let table = try #require(
            Sample.table(
                """
                  - id: t
                    versions: [{from: 2026-01-01, rows: [{prefix: "", all: {increments: 1/1, price: "1", per: 60}}]}]
                """))
        #expect(table.zone == .utc && table.currency == .usd && table.scheme == .price && table.kind == .block && table.bands == .start)
        #expect(table.rounding == .millionth && table.week == nil && table.versions[0].rows[0].prefixes == [""])
    }
}
