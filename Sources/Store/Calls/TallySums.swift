internal import Model
internal import Money
internal import Time

/// The sums of a group while calls are read, in the forms in which they lie in the table.
struct TallySums {
    private var calls: Int64 = 0
    private var answered: Int64 = 0
    private var unrated: Int64 = 0
    private var isPrivate: Int64 = 0
    private var charged: Int64 = 0
    private var seconds: Int64 = 0
    private var longest: Int64 = 0
    private var ringing: Int64 = 0
    private var ringSeconds: Int64 = 0
    private var longestRing: Int64 = 0
    private var first = Int64.max
    private var last = Int64.min
    private var price = CurrencySums()
    private var cost = CurrencySums()

    /// Whether any call has a charge.
    var isCharged: Bool { price.isThere }

    /// The record under a cursor of `TallyColumns`. Sums that leave their range are an error, never a wrong figure.
    mutating func add(_ row: SQLStatement) throws(StoreError) {
        let (start, flags) = (row.integer(TallyColumns.start), row.integer(TallyColumns.flags))
        let (talk, ring) = (row.integer(TallyColumns.talk), row.integer(TallyColumns.ring))
        calls += 1
        if flags & CallFlags.answered != 0 { answered += 1 }
        if row.small(TallyColumns.state) == Int32(CallState.unrated.rawValue) { unrated += 1 }
        if flags & CallFlags.isPrivate != 0 { isPrivate += 1 }
        seconds += talk
        longest = max(longest, talk)
        if ring >= 0 {
            ringing += 1
            ringSeconds += ring
            longestRing = max(longestRing, ring)
        }
        first = min(first, start)
        last = max(last, start)
        if !row.isNull(TallyColumns.price) {
            let amount = row.integer(TallyColumns.price)
            if amount > 0 { charged += 1 }
            try price.add(amount, row.small(TallyColumns.priceCurrency))
        }
        if !row.isNull(TallyColumns.cost) { try cost.add(row.integer(TallyColumns.cost), row.small(TallyColumns.costCurrency)) }
    }

    mutating func add(_ other: TallySums) throws(StoreError) {
        calls += other.calls
        answered += other.answered
        unrated += other.unrated
        isPrivate += other.isPrivate
        charged += other.charged
        seconds += other.seconds
        longest = max(longest, other.longest)
        ringing += other.ringing
        ringSeconds += other.ringSeconds
        longestRing = max(longestRing, other.longestRing)
        first = min(first, other.first)
        last = max(last, other.last)
        try price.add(other.price)
        try cost.add(other.cost)
    }

    func sums() throws(StoreError) -> CallSums {
        var sums = CallSums()
        (sums.calls, sums.answered, sums.unrated, sums.isPrivate) = (calls, answered, unrated, isPrivate)
        (sums.seconds, sums.longest, sums.charged) = (seconds, longest, charged)
        (sums.ringing, sums.ringSeconds, sums.longestRing) = (ringing, ringSeconds, longestRing)
        if calls > 0 { (sums.first, sums.last) = (Instant(seconds: first), Instant(seconds: last)) }
        (sums.price, sums.cost) = (try price.amounts(), try cost.amounts())
        return sums
    }
}

/// Millionths by currency as they are added up: seldom more than one, which stands in place, never many.
struct CurrencySums {
    private var currency: Int32?
    private var sum: Int64 = 0
    private var others: [(currency: Int32, sum: Int64)] = []

    var isThere: Bool { currency != nil }

    mutating func add(_ amount: Int64, _ packed: Int32) throws(StoreError) {
        if currency == nil { currency = packed }
        if currency == packed { return sum = try CurrencySums.added(sum, amount) }
        guard let place = others.firstIndex(where: { $0.currency == packed }) else { return others.append((packed, amount)) }
        others[place].sum = try CurrencySums.added(others[place].sum, amount)
    }

    mutating func add(_ more: CurrencySums) throws(StoreError) {
        guard let currency = more.currency else { return }
        try add(more.sum, currency)
        for other in more.others { try add(other.sum, other.currency) }
    }

    private static func added(_ sum: Int64, _ amount: Int64) throws(StoreError) -> Int64 {
        let (sum, overflow) = sum.addingReportingOverflow(amount)
        guard !overflow else { throw .outOfRange(table: "call") }
        return sum
    }

    func amounts() throws(StoreError) -> Amounts {
        guard let currency else { return Amounts() }
        var amounts = Amounts(Amount(millionths: sum), try CurrencySums.known(currency))
        for (packed, sum) in others { amounts[try CurrencySums.known(packed)] = Amount(millionths: sum) }
        return amounts
    }

    /// A currency that this program does not know is damage.
    static func known(_ packed: Int32) throws(StoreError) -> Currency {
        guard let currency = Currency(packed: UInt32(bitPattern: packed)) else { throw .damaged(StorePlace("call", "currency")) }
        return currency
    }
}
