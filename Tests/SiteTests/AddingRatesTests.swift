import Model
import Money
import Reading
import Site
import Testing
import Time

/// Rates of a file among those that the site has.
@Suite struct AddingRatesTests {
    private func quotes(_ rows: String) -> [ExchangeRates.Quote] {
        RatesFile.read(file: "r", bytes: Array(("date,from,to,rate\n" + rows).utf8)).quotes
    }

    private func currencies(_ codes: String...) -> Set<Currency> { Set(codes.compactMap { Currency($0) }) }

    private func counts(new: Int = 0, known: Int = 0, changed: Int = 0, leftOut: Int = 0) -> ExchangeRates.Added {
        var counts = ExchangeRates.Added()
        (counts.new, counts.known, counts.changed, counts.leftOut) = (new, known, changed, leftOut)
        return counts
    }

    @Test func newChangedKnownAndLeftOut() {
        var rates = ExchangeRates()
        let first = quotes("2026-03-03,EUR,USD,1.1\n2026-03-02,EUR,USD,1.2\n2026-03-02,EUR,VND,27000\n2026-03-02,GBP,USD,1.3\n")
        #expect(rates.add(first, of: currencies("USD")) == counts(new: 2, leftOut: 2))
        #expect(rates.quotes.map(\.rate.text) == ["1.2", "1.1"])
        #expect(rates.add(first, of: currencies("USD")) == counts(known: 2, leftOut: 2))
        let second = quotes("2026-03-02,EUR,USD,1.25\n2026-03-04,USD,EUR,0.9\n")
        #expect(rates.add(second, of: currencies("USD")) == counts(new: 1, changed: 1))
        #expect(rates.quotes.map(\.rate.text) == ["1.2", "1.1", "1.25", "0.9"])
        // The last one counts: what was replaced is a change again.
        #expect(rates.add(first, of: currencies("USD", "GBP", "VND")) == counts(new: 2, known: 1, changed: 1))
    }

    @Test func ofTwoInAFileTheLastCounts() {
        var rates = ExchangeRates()
        let twice = quotes("2026-03-02,EUR,USD,1.1\n2026-03-02,EUR,USD,1.2\n")
        #expect(rates.add(twice, of: currencies("USD")) == counts(new: 1))
        #expect(rates.quotes.map(\.rate.text) == ["1.2"])
        #expect(rates.add(twice, of: currencies("USD")) == counts(known: 1))
    }

    @Test func currenciesOfASite() throws {
        let site = try #require(
            Sample.read(
                """
                site: {name: A, currency: CHF}
                organisation: [{id: hq, kind: company, name: HQ}]
                parties: [{id: "101", currency: SEK}]
                rateTables:
                  - id: office
                    currency: PLN
                    versions: [{from: 2026-01-01, rows: [{prefix: "", all: {increments: 1/1, price: "1", per: 60}}]}]
                surcharges:
                  - {id: a, flat: "1", currency: NOK}
                  - {id: b, perMinute: "1"}
                  - {id: c, percent: "1"}
                packages:
                  - {id: p, rules: [{perCall: "1", currency: DKK}, {allowance: {money: "5", currency: CZK}}, {percent: 5}]}
                recurring: [{id: r, party: "101", amount: "5", currency: HUF, every: month, from: 2026-01-01}]
                exchangeRates: {rates: [{date: 2026-03-02, from: JPY, to: KRW, rate: "9"}]}
                layout: {boldOver: {price: "5.00", currency: AUD}}
                """
            ).site)
        #expect(site.currencies == currencies("CHF", "SEK", "PLN", "NOK", "DKK", "CZK", "HUF", "JPY", "KRW", "AUD"))
        #expect(Site().currencies == currencies("USD"))
    }

    /// Rates that were added stand in the file that is written.
    @Test func addedRatesAreReadBack() {
        var site = Site()
        _ = site.exchangeRates.add(quotes("2026-03-02,EUR,USD,1.0876\n"), of: site.currencies)
        #expect(Sample.read(SiteWriter.write(site)).site?.exchangeRates == site.exchangeRates)
    }
}
