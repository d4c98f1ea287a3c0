internal import Model
internal import Money

/// Final charges of a group while calls are read.
struct TallyFinals: Sendable {
    fileprivate struct Sums: Sendable {
        var charges = CurrencySums()
        var finals = CurrencySums()

        mutating func add(_ other: Sums) throws(StoreError) {
            try charges.add(other.charges)
            try finals.add(other.finals)
        }
    }

    /// Of calls that settlement has figures of.
    private struct Settled: Sendable {
        /// With a final charge by the kept settlement.
        var settled = Sums()
        /// The same calls, and those that it made unrated, as if it were not.
        var unsettled = Sums()
        var surcharges = CurrencySums()
        var discounts = CurrencySums()
        var unrated: Int64 = 0
        var exchanged: Int64 = 0

        mutating func add(_ other: Settled) throws(StoreError) {
            try settled.add(other.settled)
            try unsettled.add(other.unsettled)
            try surcharges.add(other.surcharges)
            try discounts.add(other.discounts)
            unrated += other.unrated
            exchanged += other.exchanged
        }
    }

    /// Of calls that no settlement has figures of: rounded to the line's precision.
    private var rounded = Sums()
    /// One or none: where nothing is settled, hundreds of thousands of groups have no place for it.
    private var settled: [Settled] = []

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
        if settled.isEmpty { settled = [Settled()] }
        try settled[0].unsettled.charges.add(amount, packed)
        try settled[0].unsettled.finals.add(line, packed)
        guard row.raw(figures).count > 0 else { return settled[0].unrated += 1 }
        let finalCurrency = row.small(figures + 2)
        if finalCurrency != packed { settled[0].exchanged += 1 }
        try settled[0].settled.charges.add(amount, packed)
        try settled[0].settled.finals.add(row.integer(figures + 1), finalCurrency)
        try settled[0].discounts.add(row.integer(figures + 3), packed)
        guard let surcharge = FiguresBytes.surcharges(row.raw(figures)) else { throw .damaged(row.place) }
        try settled[0].surcharges.add(surcharge.millionths, packed)
    }

    mutating func add(_ other: TallyFinals) throws(StoreError) {
        try rounded.add(other.rounded)
        guard let more = other.settled.first else { return }
        if settled.isEmpty { settled = [more] } else { try settled[0].add(more) }
    }

    /// What holds, alone: the kept settlement, or none.
    func holding(_ isKept: Bool) throws(StoreError) -> TallyFinals {
        guard !isKept, let settled = settled.first else { return self }
        var holding = TallyFinals()
        holding.rounded = rounded
        try holding.rounded.add(settled.unsettled)
        return holding
    }

    /// By the kept settlement; calls that it does not know are rounded.
    func kept() throws(StoreError) -> FinalSums {
        guard let settled = settled.first else { return try TallyFinals.sums(rounded) }
        var all = settled.settled
        try all.add(rounded)
        var sums = try TallyFinals.sums(all)
        (sums.surcharges, sums.discounts) = (try settled.surcharges.amounts(), try settled.discounts.amounts())
        (sums.unsettled, sums.exchanged) = (settled.unrated, settled.exchanged)
        return sums
    }

    /// Without any settlement.
    func plain() throws(StoreError) -> FinalSums {
        guard let settled = settled.first else { return try TallyFinals.sums(rounded) }
        var all = settled.unsettled
        try all.add(rounded)
        return try TallyFinals.sums(all)
    }

    private static func sums(_ all: Sums) throws(StoreError) -> FinalSums {
        var sums = FinalSums()
        (sums.charges, sums.finals) = (try all.charges.amounts(), try all.finals.amounts())
        return sums
    }
}
