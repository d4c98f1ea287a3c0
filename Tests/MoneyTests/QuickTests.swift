import Testing

@testable import Money

/// What is reckoned in a machine word where it fits is what 256 bits say, up to the edges of the word and beyond.
struct QuickTests {
    private func fine(_ dice: inout Dice) -> FineAmount {
        let wide = Int128(dice.spread()) * (dice.next() % 4 == 0 ? Int128(dice.spread().magnitude) : 1)
        return FineAmount(units: dice.next() % 8 == 0 ? wide : Int128(wide.magnitude >> 1))
    }

    @Test func sharesAndConversions() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("quick shares and conversions: seed \(seed)")
        var dice = Dice(seed: seed)
        for _ in 0..<50_000 {
            let amount = fine(&dice)
            let percent = Percent(units: dice.next() % 3 == 0 ? dice.spread() : Int64(dice.next() % 1_000_001))
            #expect(amount.share(percent) == Exact(amount).multiplied(by: Exact(percent))?.fine, "seed \(seed): \(amount) \(percent)")
            let sum = (UInt128(dice.next()) << UInt128(dice.next() % 60)) >> UInt128(dice.next() % 60)
            let expected = Exact(units: Int128(sum), decimals: 18).fine
            #expect(FineAmount(millionths: sum) == expected, "seed \(seed): \(sum)")
            var units = Int128(dice.spread().magnitude)
            for _ in 0..<dice.next() % 16 { units *= 10 }
            guard let rate = ExchangeRate(units: units) else { continue }
            let places = Int(dice.next() % 13)
            #expect(
                Conversion(rate, to: places).count(amount) == Exact(amount).multiplied(by: Exact(rate))?.rounded(to: places),
                "seed \(seed): \(amount) × \(rate.text) to \(places)")
        }
    }

    /// Worked out by hand: 10 % of 0.000000000005 is half of the last decimal, which goes to the even one; 0.000000000015 likewise.
    @Test func halves() {
        let tenth = Percent(units: 100_000)
        #expect(FineAmount(units: 5).share(tenth) == .zero)
        #expect(FineAmount(units: 15).share(tenth) == FineAmount(units: 2))
        #expect(FineAmount(units: 16).share(tenth) == FineAmount(units: 2))
        #expect(FineAmount(millionths: 2_500_000) == FineAmount(units: 2) && FineAmount(millionths: 2_500_001) == FineAmount(units: 3))
        #expect(FineAmount(millionths: UInt128.max / 1_000_000 * 1_000_000) == FineAmount(units: Int128(UInt128.max / 1_000_000)))
        // 1.00 at 0.0125 to cents: 1.25 cents; 3 × that is 3.75, and of 2 the half goes to the even one.
        let rate = ExchangeRate(units: 12_500_000_000_000) ?? .one
        let one = Int128(1_000_000_000_000)
        #expect([1, 2, 3, 6].map { Conversion(rate, to: 2).count(FineAmount(units: $0 * one)) } == [1, 2, 4, 8])
    }

    @Test func finePrices() {
        let seed = UInt64.random(in: 0 ... .max)
        print("quick rounding: seed \(seed)")
        var dice = Dice(seed: seed)
        for _ in 0..<50_000 {
            let value = (UInt128(dice.next()) << UInt128(dice.next() % 63)) >> UInt128(dice.next() % 100)
            let denominator = Int64(1 + dice.next() % (dice.next() % 2 == 0 ? 3600 : 1 << 50))
            let multiple = Int64(1 + dice.next() % (dice.next() % 2 == 0 ? 20_000 : 1 << 40))
            for mode in RoundingMode.allCases {
                let rounding = Rounding(multiple: multiple, mode: mode)
                let expected = Exact(units: Int128(value), decimals: 14, over: denominator).rounded(rounding)
                #expect(
                    rounding.round(fine: value, over: denominator) == expected, "seed \(seed): \(value) / \(denominator) to \(rounding)")
            }
        }
    }
}
