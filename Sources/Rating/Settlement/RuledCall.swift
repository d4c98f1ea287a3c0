internal import Model
internal import Money
internal import Time

/// A call on its way through settlement, with what rules look at and without any reference: such are put in order, copied and gone
/// through without touching the calls themselves.
struct RuledCall: Sendable {
    /// Place among the calls given.
    let place: Int
    let chargingInstant: Instant
    let day: CivilDay
    /// First day of the billing period of its party.
    let period: Int32
    let party: Int32
    /// Number of the party among those that are settled together.
    let local: Int32
    let callType: Int32
    let destination: Int32
    let table: Int32
    let version: Int32
    let currency: Currency
    let charge: FineAmount
    let flat: FineAmount
    /// d and c in seconds.
    let duration: Int64
    let seconds: Int64

    var left: FineAmount
    /// Seconds of c that allowances have taken from the front.
    var covered: Int64 = 0
    var isInside = false
    /// Why it has become unrated.
    var unrated = Reason.none

    init(_ call: borrowing PricedCall, place: Int, period: Int32, local: Int32) {
        (self.place, self.period, self.local) = (place, period, local)
        (chargingInstant, day, party) = (call.chargingInstant, call.day, call.party)
        (callType, destination, table, version) = (call.callType, call.destination, call.table, call.version)
        (currency, charge, flat) = (call.charge.currency, FineAmount(call.charge.amount), call.flat)
        (duration, seconds) = (call.duration, call.seconds)
        left = charge
    }
}

/// What puts calls in their order: period, instant, and of two that agree in both their identities.
struct SettlementOrder: Sendable {
    let instant: Int64
    let period: Int32
    /// Place among the calls given, which are fewer than 2³¹.
    let place: Int32

    init(period: Int32, instant: Instant, place: Int) {
        (self.period, self.instant, self.place) = (period, instant.seconds, Int32(truncatingIfNeeded: place))
    }

    static func sort(_ list: inout [SettlementOrder], _ calls: [PricedCall]) {
        list.sort { left, right in
            if left.period != right.period { return left.period < right.period }
            if left.instant != right.instant { return left.instant < right.instant }
            return calls[Int(left.place)].detail.identity < calls[Int(right.place)].detail.identity
        }
    }

    /// Places of calls in the order of other periods than their parties'.
    static func sorted(_ ruled: [RuledCall], _ calls: [PricedCall], by period: (RuledCall) -> Int32) -> [Int] {
        var order = ruled.map { SettlementOrder(period: period($0), instant: $0.chargingInstant, place: $0.place) }
        sort(&order, calls)
        var index = Array(repeating: 0, count: calls.count)
        for (place, call) in ruled.enumerated() { index[call.place] = place }
        return order.map { index[Int($0.place)] }
    }
}

/// The parties of the calls that are settled together, numbered through: what is remembered of each is kept for these alone.
struct LocalParties: Sendable {
    private var numbers: [Int32]
    private(set) var parties: [Int32] = []

    init(_ calls: [PricedCall], of count: Int) {
        numbers = Array(repeating: -1, count: count)
        for call in calls.indices {
            let party = calls[call].party
            guard numbers[Int(party)] < 0 else { continue }
            numbers[Int(party)] = Int32(truncatingIfNeeded: parties.count)
            parties.append(party)
        }
    }

    subscript(party: Int32) -> Int32 { numbers[Int(party)] }
}

/// Exchange rates of a settlement, each kept while the day stays the same: calls come day by day.
struct RateMemory {
    private struct Entry {
        var from: Currency
        var to: Currency
        var day: CivilDay
        var conversion: Conversion
    }

    private let exchange: ExchangeTable
    private let precision: (Currency) -> Int
    private var entries: [Entry] = []

    init(_ exchange: ExchangeTable, precision: @escaping (Currency) -> Int) {
        (self.exchange, self.precision) = (exchange, precision)
    }

    /// - Throws: where the rate is missing.
    mutating func conversion(_ from: Currency, _ to: Currency, on day: CivilDay) throws(SettlementFailure) -> Conversion {
        let place = entries.firstIndex { $0.from == from && $0.to == to }
        if let place, entries[place].day == day || from == to { return entries[place].conversion }
        guard let found = exchange.rate(from, to, on: day) else { throw .noExchangeRate(from: from, to: to, day: day) }
        let entry = Entry(from: from, to: to, day: day, conversion: Conversion(found.rate, to: precision(to)))
        if let place { entries[place] = entry } else { entries.append(entry) }
        return entry.conversion
    }

    mutating func rate(_ from: Currency, _ to: Currency, on day: CivilDay) throws(SettlementFailure) -> ExchangeRate {
        if from == to { return .one }
        return try conversion(from, to, on: day).rate
    }
}
