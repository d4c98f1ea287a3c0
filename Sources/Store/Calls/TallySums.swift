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
    private var price = Amounts()
    private var cost = Amounts()

    /// Millionths by currency: seldom more than one or two, so that they are looked through.
    private struct Amounts {
        private var sums: [(currency: Int32, sum: Int64)] = []

        mutating func add(_ amount: Int64, _ currency: Int32) throws(StoreError) {
            guard let place = sums.firstIndex(where: { $0.currency == currency }) else { return sums.append((currency, amount)) }
            let (sum, overflow) = sums[place].sum.addingReportingOverflow(amount)
            guard !overflow else { throw .outOfRange(table: "call") }
            sums[place].sum = sum
        }

        func amounts() throws(StoreError) -> [Currency: Amount] {
            var amounts: [Currency: Amount] = [:]
            for (packed, sum) in sums {
                guard let currency = Currency(packed: UInt32(bitPattern: packed)) else { throw .damaged(StorePlace("call", "currency")) }
                amounts[currency] = Amount(millionths: sum)
            }
            return amounts
        }
    }

    /// The record under a cursor of `TallyWalk.columns`. Sums that leave their range are an error, never a wrong figure.
    mutating func add(_ row: SQLStatement) throws(StoreError) {
        let (start, flags, talk, ring) = (row.integer(2), row.integer(3), row.integer(15), row.integer(16))
        calls += 1
        if flags & CallFlags.answered != 0 { answered += 1 }
        if row.small(4) == Int32(CallState.unrated.rawValue) { unrated += 1 }
        if CorrectionMarks(flags: flags).contains(.isPrivate) { isPrivate += 1 }
        seconds += talk
        longest = max(longest, talk)
        if ring >= 0 {
            ringing += 1
            ringSeconds += ring
            longestRing = max(longestRing, ring)
        }
        first = min(first, start)
        last = max(last, start)
        if row.integer(17) > 0 { charged += 1 }
        if !row.isNull(17) { try price.add(row.integer(17), row.small(18)) }
        if !row.isNull(19) { try cost.add(row.integer(19), row.small(20)) }
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
