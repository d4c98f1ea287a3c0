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

    private func eachTallied(_ walk: TallyWalk, _ body: (SQLStatement) throws(StoreError) -> Void) throws(StoreError) {
        guard !walk.isImpossible else { return }
        try read(StorePlace("call", "tally")) { database in
            for part in walk.parts {
                guard let connection = database.sqliteConnection else { throw StoreError.closed }
                let statement = try SQLStatement(connection, part.sql, StorePlace("call", "tally"))
                statement.bind(from: 1, part.values)
                while try statement.step() {
                    if walk.counts(statement) { try body(statement) }
                }
            }
        }
    }
}
