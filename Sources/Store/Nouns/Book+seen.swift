internal import GRDB
import Model
public import Time

/// A name that calls bear, with how many and when: an account code, a trunk, an address, an extension.
public struct SeenName: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case `extension`, account, trunk, address

        var name: NameKind {
            switch self {
            case .extension: .extension
            case .account: .account
            case .trunk: .trunk
            case .address: .address
            }
        }
    }

    public var kind: Kind
    public var `switch`: String
    public var text: String
    public var calls: Int64
    public var seconds: Int64
    public var first: Instant
    public var last: Instant
}

extension Book {
    /// The names of a kind that the newest calls bear, most calls first.
    /// - Parameter looked: so many of the newest calls are looked at.
    public func seenNames(_ kind: SeenName.Kind, looked: Int = 100_000) throws(StoreError) -> [SeenName] {
        try read(StorePlace("call", "seen")) { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT switch, \(kind.rawValue), count(*), sum(talk), min(start), max(start) FROM (
                      SELECT switch, \(kind.rawValue), talk, start, price_reason FROM "call" ORDER BY start DESC LIMIT ?)
                    WHERE \(kind.rawValue) <> ? AND \(CallSQL.isCall)
                    GROUP BY switch, \(kind.rawValue) ORDER BY 3 DESC, 1, 2 LIMIT 5000
                    """, arguments: [looked, Int(NameNumber.none.number)])
            return rows.map { row in
                SeenName(
                    kind: kind, switch: names.text(.switch, NameNumber(number: row[0])),
                    text: names.text(kind.name, NameNumber(number: row[1])), calls: row[2], seconds: row[3],
                    first: Instant(seconds: row[4]), last: Instant(seconds: row[5]))
            }
        }
    }
}
