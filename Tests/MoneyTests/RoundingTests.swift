import Testing

@testable import Money

struct RoundingTests {
    /// Hundredths of the main unit as a multiple, and thousandths as the value: what each mode makes of it, in hundredths.
    @Test(arguments: [
        (1230, 123, 123, 123, 123), (1231, 124, 123, 123, 123), (1235, 124, 123, 124, 124), (1245, 125, 124, 125, 124),
        (1249, 125, 124, 125, 125), (5, 1, 0, 1, 0), (15, 2, 1, 2, 2), (25, 3, 2, 3, 2), (4, 1, 0, 0, 0), (6, 1, 0, 1, 1), (0, 0, 0, 0, 0),
        (-1231, -124, -123, -123, -123), (-1235, -124, -123, -124, -124), (-1245, -125, -124, -125, -124),
    ])
    func modes(thousandths: Int, up: Int64, down: Int64, halfUp: Int64, halfEven: Int64) {
        for (mode, wanted) in [(RoundingMode.up, up), (.down, down), (.halfUp, halfUp), (.halfEven, halfEven)] {
            let rounding = Rounding(multiple: 10_000, mode: mode)
            let amount = rounding.round(Int128(thousandths), over: 1000)
            #expect(amount == Amount(millionths: wanted * 10_000), "\(thousandths) \(mode)")
        }
    }

    @Test func multiples() {
        // To whole units, to a nickel, to 0.000003 (no power of ten).
        #expect(Rounding(multiple: 1_000_000, mode: .halfEven).round(5, over: 2) == Amount(millionths: 2_000_000))
        #expect(Rounding(multiple: 1_000_000, mode: .halfEven).round(7, over: 2) == Amount(millionths: 4_000_000))
        #expect(Rounding(multiple: 50_000, mode: .up).round(101, over: 100) == Amount(millionths: 1_050_000))
        #expect(Rounding(multiple: 3, mode: .halfUp).round(4, over: 1_000_000) == Amount(millionths: 3))
        #expect(Rounding.millionth.round(1, over: 3) == Amount(millionths: 333_333))
        #expect(Rounding.millionth.round(2, over: 3) == Amount(millionths: 666_667))
        #expect(Rounding.millionth.round(1, over: 2_000_000) == .zero)
        #expect(Rounding.millionth.round(3, over: 2_000_000) == Amount(millionths: 2))
    }

    @Test func outOfRange() {
        let most = Int128(Int64.max)
        #expect(Rounding.millionth.round(most, over: 1_000_000) == Amount(millionths: .max))
        #expect(Rounding.millionth.round(most + 1, over: 1_000_000) == nil)
        #expect(Rounding.millionth.round(-most, over: 1_000_000) == Amount(millionths: -.max))
        #expect(Rounding.millionth.round(.max, over: 1) == nil)
        #expect(Rounding.millionth.round(.min, over: 1) == nil)
        #expect(Rounding(multiple: .max, mode: .up).round(1, over: 1) == Amount(millionths: .max))
        #expect(Rounding(multiple: .max, mode: .up).round(1, over: .max) == nil)
        #expect(Rounding.millionth.round(1, over: 0) == nil)
        #expect(Rounding.millionth.round(1, over: -1) == nil)
        // Rounded up over the edge: the last multiple of ten below it fits, the next does not.
        #expect(Rounding(multiple: 10, mode: .up).round(most, over: 1_000_000) == nil)
        #expect(Rounding(multiple: 10, mode: .down).round(most, over: 1_000_000) == Amount(millionths: .max - 7))
    }

    /// The error is below a multiple (below or at half of one for the half modes), on the right side, and the result is a multiple.
    @Test func randomFractions() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Dice(seed: seed)
        for _ in 0..<50_000 {
            let numerator = Int128(random.spread() >> 4)
            let denominator = Int128(Int64.random(in: 1...1_000_000_000_000, using: &random))
            let multiple = Int64.random(in: 1...2_000_000, using: &random)
            for mode in RoundingMode.allCases {
                guard let amount = Rounding(multiple: multiple, mode: mode).round(numerator, over: denominator) else {
                    #expect(numerator.magnitude / denominator.magnitude > 9_223_372_000_000, "seed \(seed)")
                    continue
                }
                // Both in parts of 1 / (denominator × 10⁶).
                let exact = Int128(numerator.magnitude) * 1_000_000
                let rounded = Int128(amount.millionths.magnitude) * denominator
                let step = Int128(multiple) * denominator
                let right =
                    switch mode {
                    case .up: rounded >= exact && rounded - exact < step
                    case .down: rounded <= exact && exact - rounded < step
                    case .halfUp, .halfEven: 2 * (rounded - exact) <= step && 2 * (exact - rounded) <= step
                    }
                let same = amount.millionths == 0 || (amount.millionths < 0) == (numerator < 0)
                guard right, same, amount.millionths % multiple == 0 else {
                    Issue.record("seed \(seed): \(numerator)/\(denominator) to \(multiple) \(mode) gave \(amount.millionths)")
                    return
                }
            }
        }
    }
}
