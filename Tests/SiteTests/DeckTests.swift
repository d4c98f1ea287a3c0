import Model
import Money
import Reading
import Site
import Testing
import Time

@Suite struct DeckTests {
    static let header = "prefix,name,band,connection,price,per,first,next,validFrom,minimumCharge\n"

    private func read(_ deck: String, rows: String = "", full: Bool = false, from: String = "2026-03-01") -> RateTable? {
        let rowsText = rows.isEmpty ? "" : "        rows:\n" + rows
        return Sample.table(
            "  - id: t\n    versions:\n      - from: \(from)\n\(rowsText)        deck: {file: d.csv, full: \(full)}\n",
            decks: ["d.csv": deck])
    }

    /// `81=0.25` of each row: prefix and price of its first band.
    private func rows(_ version: Version) -> [String] {
        version.rows.map { row in
            guard case .increments(let value) = row.bands[0].pricing else { return row.prefixes.joined(separator: "+") }
            return row.prefixes.joined(separator: "+") + "=" + value.price.text
        }
    }

    @Test func blanksHaveTheirMeaningAndColumnsAnyOrder() throws {
        let table = try #require(read("price,prefix\r\n 0.25 ,81\r\n\r\n0.5,82\r\n"))
        #expect(table.versions.count == 1)
        let row = table.versions[0].rows[0]
        #expect(
            row.bands == [
                BandPrice(band: "all", pricing: .increments(Increments(first: 1, next: 1, price: Price(units: 25_000_000), per: 60)))
            ])
        #expect(row.fromDeck && row.terms == Terms() && row.name == "")
    }

    @Test func aLaterDateReplacesTheWholeRowAndMakesAVersion() throws {
        let deck =
            Self.header
            + "81,Japan,,,1,,,,,\n82,Korea,,,2,,,,,0.5\n82,Korea,,,3,,,,2026-05-01,\n"
            + "83,New,,,4,,,,2026-05-01,\n81,Japan,,,5,,,,2026-07-01,\n"
        let table = try #require(read(deck))
        #expect(table.versions.map(\.from.day.description) == ["2026-03-01", "2026-05-01", "2026-07-01"])
        #expect(table.versions.map(rows) == [["81=1", "82=2"], ["81=1", "82=3", "83=4"], ["81=5", "82=3", "83=4"]])
        #expect(table.versions[1].rows[1].terms.minimumCharge == nil, "the whole row is replaced")
        #expect(table.versions.map(\.isDated) == [false, true, true])
    }

    @Test func rowsDatedBeforeTheVersionBelongToItTheLatestCounts() throws {
        let deck =
            Self.header
            + "81,a,,,1,,,,2025-01-01,\n81,a,,,2,,,,2026-02-01,\n82,b,,,3,,,,2026-03-01,\n83,c,,,4,,,,,\n83,c,,,5,,,,2025-06-01,\n"
        let table = try #require(read(deck))
        #expect(table.versions.map(rows) == [["81=2", "82=3", "83=4"]])
    }

    /// A blank date is the version's: written out it is the same date, and the same prefix twice.
    @Test func theVersionsOwnDayIsTheBlankDate() {
        let deck = Self.header + "81,a,,,1,,,,,\n81,a,,,2,,,,2026-03-01,\n"
        let text = "rateTables: [{id: t, versions: [{from: 2026-03-01, deck: d.csv}]}]\n"
        let problems = Sample.read(text, decks: ["d.csv": deck]).problems
        #expect(problems.errors.map(\.line) == [3] && problems.errors.first?.message.contains("line 2") == true)
    }

    @Test func aBrokenByteIsNamedByItsLine() {
        let bytes = Array((Self.header + "81,a,,,1,,,,,\n82,").utf8) + [0xE9, 10]
        let text = "rateTables: [{id: t, versions: [{from: 2026-03-01, deck: d.csv}]}]\n"
        let reading = SiteReader.read(file: "site.yaml", bytes: Array(text.utf8), decks: { _ in bytes }, zones: Sample.zone)
        #expect(reading.problems.errors.map(\.line) == [3])
    }

    @Test func fullListsAreComplete() throws {
        let deck = Self.header + "81,a,,,1,,,,,\n82,b,,,2,,,,,\n82,b,,,3,,,,2026-05-01,\n"
        let table = try #require(read(deck, full: true))
        #expect(table.versions.map(rows) == [["81=1", "82=2"], ["82=3"]])
    }

    /// A row of several prefixes loses the one that a later date gives another price.
    @Test func aLaterDateTakesItsPrefixOutOfARowOfSeveral() throws {
        let row = "          - {prefix: [\"1\", \"81\"], all: {increments: 60/60, price: \"9\", per: 60}}\n"
        let table = try #require(read(Self.header + "81,a,,,1,,,,2026-05-01,\n", rows: row))
        #expect(table.versions.map(rows) == [["1+81=9"], ["1=9", "81=1"]])
    }

    /// An entry between the dates of a deck is what the later date is laid over.
    @Test func datesAreLaidOverTheVersionBeforeThem() throws {
        let table = try #require(
            Sample.table(
                """
                  - id: t
                    versions:
                      - {from: 2026-01-01, deck: d.csv}
                      - {from: 2026-06-01, rows: [{prefix: "7", all: {increments: 1/1, price: "7", per: 60}}]}
                """, decks: ["d.csv": Self.header + "81,a,,,1,,,,,\n81,a,,,2,,,,2026-07-01,\n"]))
        #expect(table.versions.map(rows) == [["81=1"], ["7=7"], ["7=7", "81=2"]])
    }

    @Test func bandsOfOnePrefixAreOneRow() throws {
        let deck = Self.header + "82,Korea,day,0.02,0.18,60,30,6,,0.05\n82,,night,,0.12,60,30,6,,\n"
        let table = try #require(
            Sample.table(
                "  - {id: t, week: {day: \"08:00-20:00\", night: else}, versions: [{from: 2026-01-01, deck: d.csv}]}\n",
                decks: ["d.csv": deck]))
        let row = try #require(table.versions[0].rows.first)
        #expect(table.versions[0].rows.count == 1 && row.name == "Korea" && row.terms.minimumCharge?.text == "0.05")
        #expect(row.bands.map(\.band) == ["day", "night"] && row.bands.map { $0.connection?.text } == ["0.02", nil])
    }
}
