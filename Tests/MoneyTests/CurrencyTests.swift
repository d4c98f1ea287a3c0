import Testing

@testable import Money

struct CurrencyTests {
    @Test(arguments: [
        ("JPY", 0), ("VND", 0), ("KRW", 0), ("ISK", 0), ("USD", 2), ("EUR", 2), ("RUB", 2), ("CZK", 2), ("MGA", 2), ("MRU", 2), ("KWD", 3),
        ("BHD", 3), ("TND", 3), ("CLF", 4), ("UYW", 4),
    ])
    func minorUnits(code: String, digits: Int) throws {
        let currency = try #require(Currency(code))
        #expect(currency.minorUnit == digits)
        #expect(currency.code == code)
        #expect(Currency(packed: currency.packed) == currency)
    }

    @Test(arguments: ["", "US", "USDX", "usd", "Usd", "XXX", "XAU", "ZZZ", "U\u{301}S", "€", "US ", "\u{0}\u{0}\u{0}", "DEM", "ZWL"])
    func unknownCodes(code: String) {
        #expect(Currency(code) == nil)
    }

    @Test func unknownNumbers() {
        for packed in [0, 1, .max, 0x55_53_44_00, 0x01_55_53_44] as [UInt32] { #expect(Currency(packed: packed) == nil) }
    }

    @Test func theListIsWholeAndInOrder() {
        let codes = Currency.all.map(\.code)
        #expect(codes == codes.sorted())
        #expect(Set(codes).count == codes.count)
        #expect((160...180).contains(codes.count), "\(codes.count)")
        #expect(codes.first == "AED" && codes.last == "ZWG")
    }
}
