import Billing
import Model
import Money
import Site
import Testing
import Time

func call(_ id: String, day: Int, type: String = "local", millionths: Int64?, _ currency: Currency = .usd, seconds: Int32 = 60) -> CallRow {
    var row = CallRow()
    row.id = id
    row.callType = type
    row.talk = seconds
    row.duration = seconds
    row.day = CivilDay(number: Int32(day))
    row.start = Instant(seconds: Int64(day) * 86_400)
    if let millionths {
        row.price = .rated(Charge(amount: Amount(millionths: millionths), currency: currency, version: 0, row: 0))
    } else {
        row.price = .unrated(.noPrefix)
    }
    return row
}

func bill(_ calls: [CallRow], from: Int = 0, to: Int = 30, today: Int = 100, settings: SiteSettings = SiteSettings()) throws -> Bill {
    let days = try #require(DayRange(CivilDay(number: Int32(from)), CivilDay(number: Int32(to))))
    let head = BillHead(party: PartyID("101"), name: "Reception", days: days, currency: .usd, today: CivilDay(number: Int32(today)))
    var builder = BillBuilder(head, LinePrecision(settings))
    for call in calls where days.contains(call.day) { try builder.add(call) }
    return try builder.bill()
}

@Suite struct BillTests {
    /// 0.12345 and 0.12355 at four decimals are halves: 0.1234 (4 is even) and 0.1236 (5 is odd); with 1.000001 → 1.0000.
    /// Sum 0.1234 + 0.1236 + 1.0000 = 1.2470, total half-even to the cent 1.25, rounding 0.0030.
    @Test func linesAreRoundedToLinePrecisionAndTheSumToTheMinorUnit() throws {
        let bill = try bill([
            call("a", day: 1, millionths: 123_450), call("b", day: 2, millionths: 123_550), call("c", day: 2, millionths: 1_000_001),
        ])
        #expect(bill.lines.map { $0.final?.text } == ["0.1234", "0.1236", "1.00"])
        let sum = try #require(bill.sums.first)
        #expect(bill.sums.count == 1)
        #expect(sum.charges == Amount(millionths: 1_247_001))
        #expect(sum.sum == Amount(millionths: 1_247_000))
        #expect(sum.rounding == Amount(millionths: 3_000))
        #expect(sum.total == Amount(millionths: 1_250_000))
    }

    /// 0.125 → 0.12 and 0.135 → 0.14: the even cent.
    @Test(arguments: [(125_000, 120_000, -5_000), (135_000, 140_000, 5_000), (0, 0, 0)] as [(Int64, Int64, Int64)])
    func halfACentGoesToTheEvenCent(charge: Int64, total: Int64, rounding: Int64) throws {
        let sum = try #require(try bill([call("a", day: 1, millionths: charge)]).sums.first)
        #expect(sum.total.millionths == total)
        #expect(sum.rounding.millionths == rounding)
    }

    @Test func theSiteNamesItsOwnPrecision() throws {
        var settings = SiteSettings()
        settings.linePrecision = [.usd: 2]
        let bill = try bill([call("a", day: 1, millionths: 14_999), call("b", day: 1, millionths: 15_000)], settings: settings)
        #expect(bill.lines.map { $0.final?.text } == ["0.01", "0.02"])
        #expect(bill.sums.map(\.sum.millionths) == [30_000])
    }

    /// Yen has no minor unit: lines at 2 decimals, total in whole yen. Kuwaiti dinar has three: lines at 5.
    @Test func currenciesAreNeverAdded() throws {
        let yen = try #require(Currency("JPY"))
        let dinar = try #require(Currency("KWD"))
        let bill = try bill([
            call("a", day: 1, millionths: 10_506_000, yen), call("b", day: 1, millionths: 1_234_567, dinar),
            call("c", day: 1, millionths: 250_000),
        ])
        #expect(bill.sums.map(\.currency.code) == ["JPY", "KWD", "USD"])
        #expect(bill.lines.map { $0.final?.text } == ["10.51", "1.23457", "0.25"])
        #expect(bill.sums.map(\.total.millionths) == [11_000_000, 1_235_000, 250_000])
        #expect(bill.subtotals.map(\.calls) == [1, 1, 1])
    }

    @Test func unratedCallsStandOnTheBillAndAreCountedApart() throws {
        let bill = try bill([call("a", day: 1, millionths: nil), call("b", day: 1, millionths: 10_000), call("c", day: 1, millionths: nil)])
        #expect(bill.lines.map { $0.final == nil } == [true, false, true])
        #expect(bill.unrated.map(\.calls) == [2])
        #expect(bill.unrated.map(\.reason) == [.noPrefix])
        #expect(bill.sums.map(\.total.millionths) == [10_000])
    }

    @Test func anEmptyBillHasATotalOfZeroInItsOwnCurrency() throws {
        let bill = try bill([])
        #expect(bill.sums.map(\.currency) == [.usd])
        #expect(bill.sums.map(\.total) == [.zero])
    }

    @Test func aBillIsHotUntilItsLastDayIsOver() throws {
        #expect(try bill([], to: 30, today: 29).head.isHot)
        #expect(try bill([], to: 30, today: 30).head.isHot)
        #expect(try !bill([], to: 30, today: 31).head.isHot)
    }

    @Test func sumsBeyondTheRangeAreAnErrorAndNoTrap() {
        #expect(throws: BillFailure.sumOutOfRange(.usd)) {
            try bill([call("a", day: 1, millionths: .max - 7), call("b", day: 1, millionths: .max - 7)])
        }
        #expect(throws: BillFailure.sumOutOfRange(.usd)) { try bill([call("a", day: 1, millionths: .max)]) }
        var settings = SiteSettings()
        settings.linePrecision = [.usd: 0]
        #expect(throws: BillFailure.chargeOutOfRange(call: "a", .usd)) {
            try bill([call("a", day: 1, millionths: .max)], settings: settings)
        }
    }

    @Test func theFilterNamesThePartyAndLeavesFurtherLegsOut() throws {
        let head = try bill([]).head
        let filter = head.filter(free: false)
        #expect(filter.parties.map(\.party) == ["101"])
        #expect(filter.states == [.rated, .unrated])
        #expect(filter.records == .calls)
        #expect(head.filter(free: true).states.contains(.free))
    }
}

@Suite struct BillPropertyTests {
    /// Cutting the days anywhere changes nothing before the rounding to the minor unit.
    @Test(arguments: 1...200 as ClosedRange<UInt64>) func partsAddUpToTheWhole(seed: UInt64) throws {
        var random = Steps(seed: seed)
        let currencies = [Currency.usd, Currency("JPY"), Currency("KWD")].compactMap { $0 }
        let calls = (0..<Int.random(in: 0...60, using: &random)).map { index in
            call(
                "\(index)", day: Int.random(in: 0...30, using: &random),
                millionths: Bool.random(using: &random)
                    ? Int64.random(in: 0...(1 << Int64.random(in: 0...33, using: &random)), using: &random) : nil,
                currencies[Int.random(in: 0..<currencies.count, using: &random)], seconds: Int32.random(in: 0...5000, using: &random))
        }
        let cut = Int.random(in: 0..<30, using: &random)
        let whole = try bill(calls)
        let parts = [try bill(calls, to: cut), try bill(calls, from: cut + 1)]
        #expect(parts.map(\.lines.count).reduce(0, +) == whole.lines.count, "seed \(seed)")
        for sum in whole.sums {
            let added = parts.flatMap(\.sums).filter { $0.currency == sum.currency }
            #expect(added.map(\.sum.millionths).reduce(0, +) == sum.sum.millionths, "seed \(seed) \(sum.currency)")
            #expect(added.map(\.charges.millionths).reduce(0, +) == sum.charges.millionths, "seed \(seed) \(sum.currency)")
            #expect(sum.sum.adding(sum.rounding) == sum.total, "seed \(seed)")
            let subtotals = whole.subtotals.filter { $0.currency == sum.currency }.map(\.sum.millionths).reduce(0, +)
            #expect(subtotals == sum.sum.millionths, "seed \(seed)")
        }
    }
}

/// Splitmix64: the same numbers from the same seed everywhere.
struct Steps: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
