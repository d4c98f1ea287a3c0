internal import Foundation
internal import GRDB
import Model
public import Time

/// A number that made calls and belongs to nobody.
public struct UnassignedNumber: Hashable, Sendable {
    public var `switch`: String
    /// The extension, empty where the records name none.
    public var number: String
    public var calls: Int64
    public var seconds: Int64
    public var first: Instant
    public var last: Instant
}

extension Book {
    /// The numbers behind the calls of the parties that stand for "nobody", most calls first.
    /// - Parameter looked: of at most so many of the newest calls.
    public func unassignedNumbers(of parties: [String], limit: Int = 200, looked: Int = 100_000) throws(StoreError) -> [UnassignedNumber] {
        let numbers = parties.compactMap { names.find(.party, $0)?.number }
        guard !numbers.isEmpty else { return [] }
        return try read(StorePlace("call", "unassigned")) { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT switch, extension, count(*), sum(talk), min(start), max(start) FROM (
                      SELECT switch, extension, talk, start FROM "call"
                      WHERE party IN (\(databaseQuestionMarks(count: numbers.count))) AND \(CallSQL.isCall)
                      ORDER BY start DESC LIMIT ?)
                    GROUP BY switch, extension ORDER BY 3 DESC, 1, 2 LIMIT ?
                    """, arguments: StatementArguments(numbers.map(Int.init) + [looked, limit]))
            return rows.map { row in
                UnassignedNumber(
                    switch: names.text(.switch, NameNumber(number: row[0])), number: names.text(.extension, NameNumber(number: row[1])),
                    calls: row[2], seconds: row[3], first: Instant(seconds: row[4]), last: Instant(seconds: row[5]))
            }
        }
    }
}
