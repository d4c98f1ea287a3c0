internal import GRDB
public import Model
public import Money

extension Book {
    /// Sums over the calls of a filter, told apart by some of their fields; adds up here, not in SQL, which would sort for every group.
    /// Calls lie in the order of the switches' stamps, so that a month is one stretch of the table.
    public func tally(_ query: TallyQuery) throws(StoreError) -> [TallyRow] {
        var table = TallyTable(TallyColumns(query, finals: false).keys)
        try eachTallied(TallyWalk(query, names)) { row throws(StoreError) in _ = try table.add(row) }
        return try table.rows(names)
    }

    /// The same with final charges: as the kept settlement has them, and as they were without it.
    /// - Parameter precision: of the lines of bills.
    public func tally(_ query: TallyQuery, finals precision: LinePrecision) throws(StoreError) -> [FinalTallyRow] {
        let walk = TallyWalk(query, finals: true, names)
        guard let figures = walk.columns.figures else { return [] }
        var table = TallyTable(walk.columns.keys)
        var finals: [FinalTally] = []
        try eachTallied(walk) { row throws(StoreError) in
            let group = try table.add(row)
            if group == finals.count { finals.append(FinalTally()) }
            try finals[group].add(row, figures, precision)
        }
        return try zip(table.rows(names), finals).map { (row, final) throws(StoreError) in
            FinalTallyRow(row: row, kept: try final.kept(), plain: try final.plain())
        }
    }

    /// Sums of all calls of a filter by one statement: a second way of counting, beside the tally.
    /// - Returns: `nil` where SQL cannot answer: many parties, or amounts in several currencies.
    public func totals(_ filter: CallFilter) throws(StoreError) -> CallSums? {
        let walk = CallWalk(filter, names)
        guard !walk.isImpossible else { return CallSums() }
        guard walk.members.isEmpty else { return nil }
        var sums = CallSums()
        return try read(StorePlace("call", "totals")) { database in
            for part in CallPart.all(of: walk, columns: CallSums.columns) {
                let row = try part.statement(database, StorePlace("call", "totals"))
                guard try row.step(), try sums.add(row) else { return nil }
            }
            return sums
        }
    }

    private func eachTallied(_ walk: TallyWalk, _ body: (SQLStatement) throws(StoreError) -> Void) throws(StoreError) {
        guard !walk.isImpossible else { return }
        try read(StorePlace("call", "tally")) { database in
            for part in walk.parts {
                let statement = try part.statement(database, StorePlace("call", "tally"))
                while try statement.step() {
                    if walk.counts(statement) { try body(statement) }
                }
            }
        }
    }
}

extension CallSums {
    private static let amounts = ["price", "cost"].map { "min(\($0)_currency), max(\($0)_currency), sum(\($0)_amount)" }
    fileprivate static var columns: String {
        (["count(*)", "sum(flags >> 5 & 1)", "sum(price_state = \(CallState.unrated.rawValue))", "sum(talk)"] + amounts)
            .joined(separator: ", ")
    }

    /// - Returns: `false` where a currency meets another.
    fileprivate mutating func add(_ row: SQLStatement) throws(StoreError) -> Bool {
        calls += row.integer(0)
        answered += row.integer(1)
        unrated += row.integer(2)
        seconds += row.integer(3)
        guard try CallSums.add(row, 4, to: &price) else { return false }
        return try CallSums.add(row, 7, to: &cost)
    }

    private static func add(_ row: SQLStatement, _ first: Int32, to sums: inout [Currency: Amount]) throws(StoreError) -> Bool {
        guard !row.isNull(first) else { return true }
        let currency = try CurrencySums.known(row.small(first))
        guard row.integer(first) == row.integer(first + 1), sums.keys.allSatisfy({ $0 == currency }) else { return false }
        guard let sum = (sums[currency] ?? .zero).adding(Amount(millionths: row.integer(first + 2))) else {
            throw .outOfRange(table: "call")
        }
        sums[currency] = sum
        return true
    }
}
