internal import Model
internal import Money

/// Final charges of a group while calls are read.
struct FinalTally {
    private struct Sums {
        var charges = CurrencySums()
        var finals = CurrencySums()

        mutating func add(_ other: Sums) throws(StoreError) {
            try charges.add(other.charges)
            try finals.add(other.finals)
        }
    }

    /// Of calls that no settlement has figures of: rounded to the line's precision.
    private var rounded = Sums()
    /// Of calls with a final charge by the kept settlement.
    private var settled = Sums()
    /// The same calls, and those that it made unrated, as if it were not.
    private var unsettled = Sums()
    private var surcharges = CurrencySums()
    private var discounts = CurrencySums()
    private var unrated: Int64 = 0
    private var exchanged: Int64 = 0

    /// The record under a cursor of `TallyColumns`.
    /// - Parameter figures: the column of the figures, behind which lie final charge, its currency and discount.
    mutating func add(_ row: SQLStatement, _ figures: Int32, _ precision: LinePrecision) throws(StoreError) {
        guard !row.isNull(TallyColumns.price) else { return }
        let (amount, packed) = (row.integer(TallyColumns.price), row.small(TallyColumns.priceCurrency))
        let currency = try CurrencySums.known(packed)
        guard let line = Amount(millionths: amount).rounded(to: precision.decimals(of: currency))?.millionths else {
            throw .outOfRange(table: "call")
        }
        guard !row.isNull(figures) else {
            try rounded.charges.add(amount, packed)
            return try rounded.finals.add(line, packed)
        }
        try unsettled.charges.add(amount, packed)
        try unsettled.finals.add(line, packed)
        guard row.raw(figures).count > 0 else { return unrated += 1 }
        let finalCurrency = row.small(figures + 2)
        if finalCurrency != packed { exchanged += 1 }
        try settled.charges.add(amount, packed)
        try settled.finals.add(row.integer(figures + 1), finalCurrency)
        try discounts.add(row.integer(figures + 3), packed)
        guard let surcharge = FiguresBytes.surcharges(row.raw(figures)) else { throw .damaged(row.place) }
        try surcharges.add(surcharge.millionths, packed)
    }

    mutating func add(_ other: FinalTally) throws(StoreError) {
        try rounded.add(other.rounded)
        try settled.add(other.settled)
        try unsettled.add(other.unsettled)
        try surcharges.add(other.surcharges)
        try discounts.add(other.discounts)
        unrated += other.unrated
        exchanged += other.exchanged
    }

    /// By the kept settlement; calls that it does not know are rounded.
    func kept() throws(StoreError) -> FinalSums {
        var all = settled
        try all.add(rounded)
        var sums = try FinalTally.sums(all)
        (sums.surcharges, sums.discounts) = (try surcharges.amounts(), try discounts.amounts())
        (sums.unsettled, sums.exchanged) = (unrated, exchanged)
        return sums
    }

    /// Without any settlement.
    func plain() throws(StoreError) -> FinalSums {
        var all = unsettled
        try all.add(rounded)
        return try FinalTally.sums(all)
    }

    private static func sums(_ all: Sums) throws(StoreError) -> FinalSums {
        var sums = FinalSums()
        (sums.charges, sums.finals) = (try all.charges.amounts(), try all.finals.amounts())
        return sums
    }
}
