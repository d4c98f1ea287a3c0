internal import GRDB
public import Model

extension Book {
    /// All stored records of one call, in the order of start, then key; the call alone where nothing links it.
    public func legs(of row: CallRow) throws(StoreError) -> [CallRow] {
        guard !row.link.isEmpty, let number = names.find(.switch, row.switch) else { return [row] }
        return try read(StorePlace("call", "legs")) { database in
            let legs = try SQLStatement(database, CallSQL.legs, StorePlace("call", "legs"))
            legs.bind(1, Int64(number.number))
            legs.bind(2, copying: Array(row.link.utf8))
            var rows: [CallRow] = []
            while try legs.step() { rows.append(try self.row(legs)) }
            return rows
        }
    }
}
