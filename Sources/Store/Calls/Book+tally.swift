public import Model
public import Money

extension Book {
    /// Sums over the calls of a filter, told apart by some of their fields; adds up here, not in SQL, which would sort for every group.
    /// Calls lie in the order of the switches' stamps, so that a month is one stretch of the table.
    public func tally(_ query: TallyQuery) throws(StoreError) -> BookTally {
        BookTally(try tallied(TallyWalk(query, names), finals: nil), names)
    }

    /// The same with final charges.
    /// - Parameter precision: of the lines of bills.
    public func tally(_ query: TallyQuery, finals precision: LinePrecision) throws(StoreError) -> BookTally {
        BookTally(try tallied(TallyWalk(query, finals: true, names), finals: precision), names)
    }

    private func tallied(_ walk: TallyWalk, finals precision: LinePrecision?) throws(StoreError) -> TallyTable {
        let empty = TallyTable(walk.columns.keys, finals: precision.flatMap { precision in walk.columns.figures.map { ($0, precision) } })
        guard !walk.isImpossible else { return empty }
        let tables = try scan(walk.parts, StorePlace("call", "tally")) { row in
            var table = empty
            while try row.step() { if walk.counts(row) { try table.add(row) } }
            return table
        }
        var all = tables.first ?? empty
        for table in tables.dropFirst() { try all.add(table) }
        return all
    }

    /// Sums of all calls of a filter by one statement: a second way of counting, beside the tally.
    /// - Returns: `nil` where SQL cannot answer: many parties, or amounts in several currencies.
    public func totals(_ filter: CallFilter) throws(StoreError) -> CallSums? {
        let walk = CallWalk(filter, names)
        guard !walk.isImpossible else { return CallSums() }
        guard walk.members.isEmpty else { return nil }
        var sums: CallSums? = CallSums()
        let parts = CallPart.all(of: walk, columns: CallSums.columns, pieces: Book.scanPieces)
        let found = try scan(parts, StorePlace("call", "totals")) { row in try row.step() ? try CallSums(row) : nil }
        for part in found { sums = try sums?.adding(part) }
        return sums
    }
}

extension CallSums {
    private static let amounts = ["price", "cost"].map { "min(\($0)_currency), max(\($0)_currency), sum(\($0)_amount)" }
    fileprivate static var columns: String {
        (["count(*)", "sum(flags >> 5 & 1)", "sum(price_state = \(CallState.unrated.rawValue))", "sum(talk)"] + amounts)
            .joined(separator: ", ")
    }

    /// - Returns: `nil` where a currency meets another.
    fileprivate init?(_ row: SQLStatement) throws(StoreError) {
        self.init()
        (calls, answered, unrated, seconds) = (row.integer(0), row.integer(1), row.integer(2), row.integer(3))
        guard let price = try CallSums.amounts(row, 4), let cost = try CallSums.amounts(row, 7) else { return nil }
        (self.price, self.cost) = (price, cost)
    }

    private static func amounts(_ row: SQLStatement, _ first: Int32) throws(StoreError) -> Amounts? {
        guard !row.isNull(first) else { return Amounts() }
        guard row.integer(first) == row.integer(first + 1) else { return nil }
        return Amounts(Amount(millionths: row.integer(first + 2)), try CurrencySums.known(row.small(first)))
    }

    fileprivate func adding(_ other: CallSums?) throws(StoreError) -> CallSums? {
        guard let other else { return nil }
        var sums = self
        sums.calls += other.calls
        sums.answered += other.answered
        sums.unrated += other.unrated
        sums.seconds += other.seconds
        for part in [\CallSums.price, \CallSums.cost] {
            guard sums[keyPath: part].add(other[keyPath: part]) else { throw .outOfRange(table: "call") }
        }
        return sums
    }
}
