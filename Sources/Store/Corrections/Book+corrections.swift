internal import Foundation
internal import GRDB
public import Model
internal import Time

extension Book {
    /// All corrections of a call, on whichever of its records they were made, the newest first; undone ones too.
    public func corrections(of row: CallRow) throws(StoreError) -> [Correction] {
        guard let key = names.key(ofID: row.id) else { throw .notFound("call with this id") }
        return try read(StorePlace("correction", "of a call")) { database in
            let link = Data(row.link.utf8)
            return try Row.fetchAll(
                database, sql: "SELECT * FROM correction WHERE \(CorrectionSQL.isOfCall) ORDER BY number DESC",
                arguments: [
                    key.stamp, key.switch, Data(key.called), Data(key.calling), Data(key.leg), key.switch, link,
                ]
            ).map(correction)
        }
    }

    /// The newest first, from below `before` on.
    public func corrections(before: Int64? = nil, limit: Int = 100) throws(StoreError) -> [Correction] {
        try read(StorePlace("correction", "list")) { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM correction WHERE number < ? ORDER BY number DESC LIMIT ?",
                arguments: [before ?? Int64.max, limit]
            ).map(correction)
        }
    }

    public func correction(_ number: Int64) throws(StoreError) -> Correction {
        try read(StorePlace("correction", "one")) { database in try correction(number, database) }
    }

    func correction(_ number: Int64, _ database: Database) throws -> Correction {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM correction WHERE number = ?", arguments: [number]) else {
            throw StoreError.notFound("correction \(number)")
        }
        return try correction(row)
    }

    private func correction(_ row: Row) throws -> Correction {
        guard let kind = CorrectionKind(rawValue: row["kind"]) else { throw StoreError.damaged(StorePlace("correction", "read")) }
        let (called, calling, leg): (Data, Data, Data) = (row["called"], row["calling"], row["leg"])
        let key = CallKey(
            stamp: row["stamp"], switch: row["switch"], called: Array(called), calling: Array(calling), leg: Array(leg))
        let undone: Int64? = row["undone"]
        return Correction(
            number: row["number"], call: names.id(of: key), kind: kind, value: row["value"], former: row["former"],
            reason: row["reason"], at: Instant(seconds: row["at"]), actor: row["actor"],
            undone: undone.map {
                Correction.Undoing(at: Instant(seconds: $0), actor: row["undone_by"] ?? "", reason: row["undone_why"] ?? "")
            })
    }

}
