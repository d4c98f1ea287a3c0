import Money
import Testing

/// Amounts by currency are what a dictionary of them would be.
@Suite struct AmountsTests {
    private static let currencies = ["USD", "EUR", "JPY", "VND", "AED"].compactMap { Currency($0) }

    @Test func asADictionary() {
        var dice = Dice(seed: 41)
        for _ in 0..<2000 {
            var amounts = Amounts()
            var dictionary: [Currency: Int64] = [:]
            for _ in 0..<Int.random(in: 0...12, using: &dice) {
                let currency = Self.currencies[Int.random(in: 0..<Self.currencies.count, using: &dice)]
                let value = Int64.random(in: -3...3, using: &dice)
                switch Int.random(in: 0...3, using: &dice) {
                case 0:
                    amounts[currency] = nil
                    dictionary[currency] = nil
                case 1:
                    amounts[currency] = Amount(millionths: value)
                    dictionary[currency] = value
                default:
                    let isAdded = amounts.add(Amount(millionths: value), currency)
                    #expect(isAdded)
                    dictionary[currency, default: 0] += value
                }
            }
            let pairs = dictionary.sorted { $0.key.code < $1.key.code }
            #expect(amounts.currencies == pairs.map(\.key) && amounts.isEmpty == dictionary.isEmpty)
            #expect(amounts.map(\.amount.millionths) == pairs.map(\.value))
            #expect(amounts.nonZero.currencies == pairs.filter { $0.value != 0 }.map(\.key))
            for currency in Self.currencies { #expect(amounts[currency]?.millionths == dictionary[currency]) }
            var doubled = amounts
            let isAdded = doubled.add(amounts)
            #expect(isAdded && doubled.map(\.amount.millionths) == pairs.map { $0.value * 2 })
            #expect(amounts == pairs.shuffled(using: &dice).reduce(into: Amounts()) { $0[$1.key] = Amount(millionths: $1.value) })
        }
    }

    @Test func aSumThatLeavesItsRangeIsNotAdded() throws {
        let euro = try #require(Currency("EUR"))
        var amounts: Amounts = [.usd: Amount(millionths: .max), euro: Amount(millionths: 1)]
        let isAdded = amounts.add(Amount(millionths: 1), .usd)
        #expect(!isAdded && amounts[.usd]?.millionths == .max)
        let areAdded = amounts.add([euro: Amount(millionths: .max)])
        #expect(!areAdded && amounts[euro]?.millionths == 1)
    }
}
