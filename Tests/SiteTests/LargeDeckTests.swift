import Model
import Reading
import Site
import Testing
import Time

@Suite struct LargeDeckTests {
    /// 100,000 rows: read whole, checked, fingerprinted. The times are printed, not asserted (the limit is in `make bench`).
    @Test func aHundredThousandRows() throws {
        var random = SeededGenerator(seed: 7)
        var deck = DeckTests.header
        for index in 0..<100_000 {
            deck +=
                "\(100_000 + index),\"Destination, \(index / 50)\",,0.01,0.\(UInt64.random(in: 1000...9999, using: &random)),60,60,6,,\n"
        }
        let bytes = Array(deck.utf8)
        let clock = ContinuousClock()
        var fields = 0
        let bare = try clock.measure {
            var csv = CSVReader(bytes)
            while try csv.next() { fields += csv.count }
        }
        #expect(fields == 1_000_010)
        let text = "rateTables: [{id: t, versions: [{from: 2026-01-01, deck: d.csv}]}]\n"
        var reading: SiteReading?
        let whole = clock.measure {
            reading = SiteReader.read(file: "site.yaml", bytes: Array(text.utf8), decks: { _ in bytes }, zones: Sample.zone)
        }
        let site = try #require(reading?.site)
        #expect(site.rateTables[0].versions[0].rows.count == 100_000)
        var print: [UInt8] = []
        let fingerprint = clock.measure { print = site.rateTables[0].fingerprintBytes(version: 0) }
        #expect(print.count > 5_000_000)
        let check = clock.measure { #expect(!TariffCheck.check(site, file: "site.yaml").hasErrors) }
        var files = SiteFiles(yaml: [])
        let write = clock.measure { files = SiteWriter.write(site) }
        #expect(Sample.read(files).site == site)
        Swift.print(
            "deck of 100,000 rows: bare CSV \(bare), read \(whole) (ratio \(whole / bare)), "
                + "fingerprint \(fingerprint), check \(check), write \(write)"
        )
    }
}
