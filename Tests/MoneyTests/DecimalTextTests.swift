import Testing

@testable import Money

struct DecimalTextTests {
    @Test(
        arguments: [
            ("0", 6, 0), ("1", 6, 1_000_000), ("0.1", 6, 100_000), (".5", 6, 500_000), ("5.", 6, 5_000_000), ("-0.000001", 6, -1),
            ("-0", 6, 0), ("007", 0, 7), ("12.50", 2, 1250), ("0.10000000000000000000000000", 6, 100_000), ("-12.34", 8, -1_234_000_000),
            ("9223372036854775807", 0, .max), ("-9223372036854775808", 0, .min), ("9223372036854.775807", 6, .max),
            ("-9223372036854.775808", 6, .min), ("00000000000000000000000000001", 0, 1),
        ] as [(String, Int, Int64)])
    func reads(text: String, decimals: Int, value: Int64) throws {
        #expect(try DecimalText.parse(text, decimals: decimals) == value)
    }

    @Test(arguments: [
        "", "-", ".", "-.", "+1", "1e3", "1,5", "1 000", " 1", "1 ", "--1", "1-", "1.2.3", "0x10", "١", "1\u{301}", "NaN", "\u{0}", "１",
    ])
    func refusesWhatIsNoNumber(text: String) {
        #expect(throws: DecimalError.notANumber) { try DecimalText.parse(text, decimals: 6) }
    }

    @Test(arguments: [("0.0000001", 6), ("1.234567891", 8), ("0.1", 0), ("-1.00001", 4)])
    func refusesMoreDecimalsThanAllowed(text: String, decimals: Int) {
        #expect(throws: DecimalError.tooManyDecimals(allowed: decimals)) { try DecimalText.parse(text, decimals: decimals) }
    }

    @Test(arguments: [
        ("9223372036854775808", 0), ("-9223372036854775809", 0), ("9223372036854.775808", 6), ("-9223372036854.775809", 6),
        ("92233720368.54775808", 8), ("99999999999999999999999999999999999999999999", 0), ("9223372036855", 6), ("10000000000000", 6),
    ])
    func refusesWhatDoesNotFit(text: String, decimals: Int) {
        #expect(throws: DecimalError.outOfRange) { try DecimalText.parse(text, decimals: decimals) }
    }

    @Test(
        arguments: [
            (0, 6, 0, "0"), (0, 6, 2, "0.00"), (100_000, 6, 2, "0.10"), (123_400, 6, 2, "0.1234"), (1, 6, 2, "0.000001"),
            (-1, 6, 0, "-0.000001"),
            (1_200_000_000, 6, 0, "1200"), (5, 0, 0, "5"), (5, 0, 2, "5.00"), (10, 0, 0, "10"), (-500_000, 6, 3, "-0.500"),
            (.max, 6, 2, "9223372036854.775807"), (.min, 6, 2, "-9223372036854.775808"), (.min, 0, 0, "-9223372036854775808"),
        ] as [(Int64, Int, Int, String)])
    func prints(value: Int64, decimals: Int, atLeast: Int, text: String) {
        #expect(DecimalText.print(value, decimals: decimals, atLeast: atLeast) == text)
    }

    @Test func printsBeyondSixtyFourBits() {
        #expect(DecimalText.print(Int128.max, decimals: 12, atLeast: 0) == "170141183460469231731687303.715884105727")
        #expect(DecimalText.print(Int128.min, decimals: 38, atLeast: 0) == "-1.70141183460469231731687303715884105728")
    }

    @Test func printAndParseAreInverse() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Dice(seed: seed)
        for _ in 0..<100_000 {
            let value = random.spread()
            let decimals = Int.random(in: 0...12, using: &random)
            let atLeast = Int.random(in: 0...decimals, using: &random)
            let text = DecimalText.print(value, decimals: decimals, atLeast: atLeast)
            let read = try DecimalText.parse(text, decimals: decimals)
            guard read == value else {
                Issue.record("seed \(seed): \(value) with \(decimals) decimals prints \(text), which reads \(read)")
                return
            }
        }
    }

    /// Whatever the bytes: a value that prints to the same figure, or an error; never a trap.
    @Test func mutatedTexts() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Dice(seed: seed)
        let signs = Array("0123456789.-+e, \u{301}".unicodeScalars)
        for _ in 0..<100_000 {
            var text = ""
            for _ in 0..<Int.random(in: 0...24, using: &random) {
                text.unicodeScalars.append(signs[Int.random(in: 0..<signs.count, using: &random)])
            }
            guard let value = try? DecimalText.parse(text, decimals: 6) else { continue }
            let printed = DecimalText.print(value, decimals: 6, atLeast: 0)
            #expect((try? DecimalText.parse(printed, decimals: 6)) == value, "seed \(seed): \(text)")
        }
    }
}
