import Model
import Money
import Site
import Testing
import Time

@testable import Rating

/// A charge with surcharges is the same whether it is reckoned in a word, in two, or exactly with its trace.
@Suite struct Surcharges {
    private func random(_ dice: inout Seeded) -> Site {
        func amount(_ most: Int64) -> Price {
            // Mostly small, at times at the end of what a price may be.
            Int.random(in: 0..<12, using: &dice) == 0
                ? Price(units: .max >> Int64.random(in: 0...40, using: &dice)) : Price(units: Int64.random(in: 0...most, using: &dice))
        }
        let per = [nil, 7, 60, 3600][Int.random(in: 0..<4, using: &dice)]
        let made = table([all(.steps([Step(at: 0, block: 1, price: amount(100_000_000), per: per)]), connection: "0.013")]) {
            table, _, row in
            table.rounding =
                [Rounding.millionth, Rounding(multiple: 10_000, mode: .up), Rounding(multiple: 7, mode: .halfUp)][
                    Int.random(in: 0..<3, using: &dice)]
            row.terms.freeSeconds = Int.random(in: 0..<3, using: &dice) * 10
            if Bool.random(using: &dice) { row.terms.minimumCharge = Price(units: Int64.random(in: 0...300_000_000, using: &dice)) }
            if Bool.random(using: &dice) {
                row.terms.maximumCharge = Price(units: Int64.random(in: 300_000_000...9_000_000_000, using: &dice))
            }
        }
        return site([made]) { site in
            for number in 0..<Int.random(in: 1...5, using: &dice) {
                let percent = Percent(units: Int64.random(in: 0...1_500_000, using: &dice))
                let addition: Surcharge.Addition =
                    switch Int.random(in: 0..<4, using: &dice) {
                    case 0: .flat(amount(50_000_000), nil)
                    case 1: .perMinute(amount(5_000_000), .usd)
                    default: .percent(percent)
                    }
                var surcharge = Surcharge(id: SurchargeID("s\(number)"), addition: addition)
                surcharge.counts = Bool.random(using: &dice)
                if Int.random(in: 0..<4, using: &dice) == 0 { surcharge.when.called = ["48*"] }
                site.surcharges.append(surcharge)
            }
        }
    }

    @Test func quickIsExact() {
        let seed = Properties.seed
        print("surcharges: seed \(seed) (TOLLBOOK_SEED repeats it)")
        var dice = Seeded(seed)
        var rated = 0
        for _ in 0..<3_000 {
            let site = random(&dice)
            let rater = Rater(site: site)
            for _ in 0..<5 {
                var call = Call()
                call.duration = Int32.random(in: 1...20_000, using: &dice)
                let (quick, exact) = (rater.assess(call).price, rater.explain(call).outcome)
                if quick != exact { Issue.record("seed \(seed): \(quick) is not \(exact): \(call.duration) s, \(site.surcharges)") }
                if quick.charge != nil { rated += 1 }
            }
        }
        #expect(rated > 10_000)
    }

    /// By hand: base 10.00; flat 1, counts; 10 %, counts: 1.10; then 10 % of 10 + 1 + 1.00 = 1.20 (DOMAIN section 5): 13.30.
    @Test func percentOfPercent() {
        let made = site([table([all(.steps([step(0, 60, "10")]))])]) { site in
            site.surcharges = [
                Surcharge(id: SurchargeID("a"), addition: .flat(price("1"), nil)),
                Surcharge(id: SurchargeID("b"), addition: .percent(Percent(units: 100_000))),
                Surcharge(id: SurchargeID("c"), addition: .percent(Percent(units: 100_000))),
            ]
            (site.surcharges[0].counts, site.surcharges[1].counts) = (true, true)
        }
        #expect(Rater(site: made).assess(Call()).price.text == "13.30")
    }
}
