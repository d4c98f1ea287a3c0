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
    /// - Parameters:
    ///   - price: the currency that all prices are expected in; `nil`: that there are none.
    ///   - cost: the same of costs.
    /// - Returns: `nil` where SQL cannot answer: many parties, or amounts in another currency.
    public func totals(_ filter: CallFilter, price: Currency?, cost: Currency?) throws(StoreError) -> CallSums? {
        let walk = CallWalk(filter, names)
        guard !walk.isImpossible else { return CallSums() }
        guard walk.members.isEmpty else { return nil }
        var sums: CallSums? = CallSums()
        let parts = CallPart.all(of: walk, columns: CallSums.columns(price, cost), pieces: Book.scanPieces)
        let found = try scan(parts, StorePlace("call", "totals")) { row in try row.step() ? CallSums(row, price, cost) : nil }
        for part in found { sums = try sums?.adding(part) }
        return sums
    }
}

extension CallSums {
    fileprivate static func columns(_ price: Currency?, _ cost: Currency?) -> String {
        func amounts(_ scheme: String, _ currency: Currency?) -> [String] {
            [
                "count(*) FILTER (WHERE \(scheme)_currency <> \(currency?.packed ?? 0))", "count(\(scheme)_amount)",
                "sum(\(scheme)_amount)",
            ]
        }
        let counts = [
            "count(*)", "count(*) FILTER (WHERE flags & \(CallFlags.answered))",
            "count(*) FILTER (WHERE price_state = \(CallState.unrated.rawValue))", "sum(talk)",
        ]
        return (counts + amounts("price", price) + amounts("cost", cost)).joined(separator: ", ")
    }

    /// - Returns: `nil` where there is another currency.
    fileprivate init?(_ row: SQLStatement, _ price: Currency?, _ cost: Currency?) {
        self.init()
        (calls, answered, unrated, seconds) = (row.integer(0), row.integer(1), row.integer(2), row.integer(3))
        guard let price = CallSums.amounts(row, 4, price), let cost = CallSums.amounts(row, 7, cost) else { return nil }
        (self.price, self.cost) = (price, cost)
    }

    private static func amounts(_ row: SQLStatement, _ first: Int32, _ currency: Currency?) -> Amounts? {
        guard row.integer(first) == 0 else { return nil }
        guard let currency, row.integer(first + 1) > 0 else { return Amounts() }
        return Amounts(Amount(millionths: row.integer(first + 2)), currency)
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
