import Testing

@testable import Money

struct AmountTests {
    private let dollars = Currency("USD")

    @Test func sumsReportOverflow() {
        let most = Amount(millionths: .max)
        let least = Amount(millionths: .min)
        let one = Amount(millionths: 1)
        #expect(most.adding(one) == nil)
        #expect(least.subtracting(one) == nil)
        #expect(least.adding(Amount(millionths: -1)) == nil)
        #expect(Amount.zero.subtracting(least) == nil)
        #expect(most.adding(least) == Amount(millionths: -1))
        #expect(most.subtracting(one) == Amount(millionths: .max - 1))
        #expect(least < .zero && .zero < most)
    }

    @Test func textsHaveTheMinorUnit() throws {
        let amount = try Amount(text: "1200.1")
        #expect(amount.millionths == 1_200_100_000)
        #expect(Money(amount, try #require(Currency("JPY"))).text == "1200.1")
        #expect(Money(amount, try #require(Currency("USD"))).text == "1200.10")
        #expect(Money(amount, try #require(Currency("KWD"))).text == "1200.100")
        #expect(Money(try Amount(text: "0.1234"), try #require(Currency("USD"))).text == "0.1234")
        #expect(Money(try Amount(text: "1200"), try #require(Currency("JPY"))).text == "1200")
        #expect(Amount.zero.text(minorUnit: 9) == "0.000000")
    }

    @Test func amountsAndPricesReadBack() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Dice(seed: seed)
        for _ in 0..<20_000 {
            let value = random.spread()
            let amount = Amount(millionths: value)
            #expect(try Amount(text: amount.text(minorUnit: 2)) == amount, "seed \(seed)")
            let percent = Percent(units: value)
            #expect(try Percent(text: percent.text) == percent, "seed \(seed)")
            let price = Price(units: value == .min ? 0 : abs(value))
            #expect(try Price(text: price.text) == price, "seed \(seed)")
        }
    }

    @Test func limitsOfEachKind() throws {
        #expect(throws: DecimalError.tooManyDecimals(allowed: 6)) { try Amount(text: "0.0000001") }
        #expect(throws: DecimalError.tooManyDecimals(allowed: 8)) { try Price(text: "0.000000001") }
        #expect(throws: DecimalError.tooManyDecimals(allowed: 4)) { try Percent(text: "0.00001") }
        #expect(throws: DecimalError.negative) { try Price(text: "-0.01") }
        #expect(try Price(text: "-0") == .zero)
        #expect(try Price(text: "0.05").units == 5_000_000)
        #expect(try Price(text: "1").units == Price.scale)
        #expect(try Price(text: "0.05000000").text == "0.05")
        #expect(try Percent(text: "10").units == 100_000)
        #expect(try Percent(text: "-12.5").text == "-12.5")
        #expect(try Price(text: "92233720368.54775807").units == .max)
        #expect(throws: DecimalError.outOfRange) { try Price(text: "92233720368.54775808") }
    }
}
