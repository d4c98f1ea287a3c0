internal import GRDB
public import Model
public import Time

extension Book {
    /// The format with which each source of a switch was read last.
    public func formats(of switch: String) throws(StoreError) -> [NameNumber: String] {
        try read(StorePlace("import", "formats")) { database in
            var formats: [NameNumber: String] = [:]
            let rows = try Row.fetchAll(
                database, sql: "SELECT source, format FROM import WHERE switch = ? ORDER BY number", arguments: [`switch`])
            for row in rows { formats[NameNumber(number: row[0])] = row[1] }
            return formats
        }
    }

    /// One of the sources that has a call of the switch with a stamp in the range, both ends included.
    public func source(
        among sources: [NameNumber], of switch: NameNumber, from first: WallTime, to last: WallTime
    ) throws(StoreError) -> NameNumber? {
        try read(StorePlace("call", "source")) { database in
            let marks = databaseQuestionMarks(count: sources.count)
            let values = [first.seconds, last.seconds, Int64(`switch`.number)] + sources.map { Int64($0.number) }
            let found = try Int32.fetchOne(
                database,
                sql: "SELECT source FROM \"call\" WHERE stamp BETWEEN ? AND ? AND switch = ? AND source IN (\(marks)) LIMIT 1",
                arguments: StatementArguments(values))
            return found.map(NameNumber.init(number:))
        }
    }
}
