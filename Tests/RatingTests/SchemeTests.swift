import Model
import Money
import Site
import Testing
import Time

@testable import Rating

/// What random sites do not reach: names instead of numbers, tables that make charges of others.
@Suite struct Schemes {
    private func flat(_ id: String, _ text: String, _ when: (inout Condition) -> Void) -> Surcharge {
        var surcharge = Surcharge(id: SurchargeID(id), addition: .flat(price(text), nil))
        when(&surcharge.when)
        return surcharge
    }

    /// A name of a SIP address is compared letter by letter; a number sign by sign, whatever is written between the digits.
    @Test(arguments: [
        ("alice", "1.10"), ("alicex", "0.10"), ("carol", "0.10"), ("powers", "1.10"), ("4989 123", "1.10"), ("49881", "0.10"),
    ])
    func calledPatterns(called: String, expected: String) {
        let tariff = table([all(.steps([step(0, 60, "0.10")]))])
        let rater = Rater(
            site: site([tariff]) { site in site.surcharges = [flat("s", "1") { $0.called = ["alice", "power*", "4989*"] }] })
        var call = Call()
        call.called = called
        #expect(rater.explain(call).outcome.text == expected)
    }

    /// The rule that comes first names the table; a call that does not go out is chargeable only by a rule that names its direction.
    @Test func selection() {
        var other = table([all(.steps([step(0, 60, "9")]))])
        other.id = RateTableID("u")
        let made = site([table([all(.steps([step(0, 60, "1")]))]), other]) { site in
            var all = SelectionRule(table: other.id)
            all.when.calling = ["250"]
            var incoming = SelectionRule(table: other.id)
            (incoming.when.directions, incoming.when.called) = ([.in], ["1800*"])
            site.selection = [all, incoming]
        }
        let rater = Rater(site: made)
        var call = Call()
        #expect(rater.explain(call).outcome.text == "1.00" && rater.explain(call).selection == nil)
        call.calling = "250"
        #expect(rater.explain(call).outcome.text == "9.00" && rater.explain(call).selection == 0)
        (call.direction, call.called) = (.in, "18001234")
        #expect(rater.explain(call).outcome.text == "9.00" && rater.explain(call).selection == 1)
        call.called = "1700"
        #expect(rater.explain(call).outcome == .free(.incoming))
    }

    /// Cost 0.85 EUR at 1.1 USD: × 1.5 + 1 = 2.4025, half-up to the cent 2.40; its trace leads from the other charge to it.
    @Test func derived() throws {
        let euro = try #require(Currency("EUR"))
        var cost = table([all(.steps([step(0, 60, "0.85")]))], scheme: .cost)
        (cost.id, cost.currency) = (RateTableID("c"), euro)
        var hotel = table([])
        hotel.kind = .derived
        hotel.rounding = Rounding(multiple: 10_000, mode: .halfUp)
        hotel.versions[0].rows = []
        hotel.versions[0].derived = Derivation(percent: Percent(units: 500_000), add: price("1"))
        let rate = try #require(ExchangeRate(units: 1_100_000_000_000_000))
        let made = site([hotel, cost]) { site in
            site.settings.defaultTable[.cost] = cost.id
            site.exchangeRates.quotes = [ExchangeRates.Quote(day: day("2026-03-01"), from: euro, to: .usd, rate: rate)]
        }
        let found = Rater(site: made).explain(Call())
        #expect(found.outcome.text == "2.40")
        #expect(found.trace.map(\.kind) == [.table, .version, .other, .exchange, .percent, .add, .rounding])
        #expect(found.trace.map(\.total).suffix(5) == ["0.85", "0.935", "1.4025", "2.4025", "2.4"])
    }
}
