internal import GRDB
public import Model
public import Time

/// What waits for a person in the book. Calls are counted up to `most` of each kind: every page shows these, and in a book without
/// rates or parties all calls wait.
public struct BookProblemCounts: Hashable, Sendable {
    /// A count of calls that is as high stands for it or more.
    public static let most: Int64 = 100_000

    public var skippedLines: Int64 = 0
    public var conflicts: Int64 = 0
    public var quarantined: Int64 = 0
    public var unrated: Int64 = 0
    /// Calls of the parties that were asked for.
    public var unassigned: Int64 = 0

    public init() {}
}

/// Calls that wait for the same thing: a missing rate mostly.
public struct UnratedGroup: Hashable, Sendable {
    public var reason: Reason
    public var destination: String
    public var trunk: String
    /// The first digits as dialled.
    public var prefix: String
    public var calls: Int64
    public var seconds: Int64
}

/// A skipped line of an import, with its raw place.
public struct ListedSkip: Hashable, Sendable {
    /// Number inside the import, from 1.
    public var number: Int64
    public var skip: Skip
}

extension Book {
    /// - Parameter unassigned: the parties that stand for "nobody".
    public func problemCounts(unassigned: [String]) throws(StoreError) -> BookProblemCounts {
        try read(StorePlace("call", "problems")) { database in
            var counts = BookProblemCounts()
            counts.skippedLines =
                try Int64.fetchOne(database, sql: "SELECT coalesce(sum(number), 0) FROM import_count WHERE kind = 'skipped'") ?? 0
            counts.conflicts = try Int64.fetchOne(database, sql: "SELECT count(*) FROM conflict WHERE decision IS NULL") ?? 0
            counts.unrated = try Book.waiting(.unrated, database)
            counts.quarantined = try Book.waiting(.quarantined, database)
            for party in unassigned {
                guard let number = names.find(.party, party) else { continue }
                counts.unassigned +=
                    try Int64.fetchOne(
                        database, sql: Book.ownedSQL, arguments: [number.number, BookProblemCounts.most]) ?? 0
            }
            return counts
        }
    }

    /// Calls of a party, at most so many. Answered by the index of parties alone.
    static let ownedSQL = "SELECT count(*) FROM (SELECT 1 FROM \"call\" WHERE party = ? LIMIT ?) AS some"

    /// Calls of a state, at most so many. Answered by the index of waiting calls alone.
    static let waitingSQL = """
        SELECT count(*) FROM (SELECT 1 FROM "call" WHERE price_state = ? AND price_state IN (2, 4) LIMIT ?) AS some
        """

    private static func waiting(_ state: CallState, _ database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: waitingSQL, arguments: [state.rawValue, BookProblemCounts.most]) ?? 0
    }

    /// The biggest groups of unrated calls, of at most `looked` of them.
    public func unrated(prefixDigits: Int = 5, limit: Int = 100, looked: Int = 100_000) throws(StoreError) -> [UnratedGroup] {
        try read(StorePlace("call", "unrated")) { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT price_reason, destination, trunk, prefix, count(*) AS calls, sum(talk) FROM (
                      SELECT price_reason, destination, trunk, substr(called, 1, ?) AS prefix, talk FROM "call"
                      WHERE price_state = 2 AND price_state IN (2, 4) LIMIT ?
                    ) AS waiting GROUP BY price_reason, destination, trunk, prefix ORDER BY calls DESC, prefix LIMIT ?
                    """, arguments: [prefixDigits, looked, limit]
            ).map { row in
                let prefix: DatabaseValue = row[3]
                let bytes: [UInt8] = if case .blob(let data) = prefix.storage { Array(data) } else { [] }
                return UnratedGroup(
                    reason: Reason(rawValue: row[0]) ?? .none, destination: names.text(.destination, NameNumber(number: row[1])),
                    trunk: names.text(.trunk, NameNumber(number: row[2])), prefix: String(decoding: bytes, as: UTF8.self),
                    calls: row[4], seconds: row[5])
            }
        }
    }

    /// The listed skips of an import (at most `Book.listedSkips`; the counts are exact), after a number.
    public func skips(of importNumber: Int64, after: Int64 = 0, limit: Int = 100) throws(StoreError) -> [ListedSkip] {
        try read(StorePlace("skip", "list")) { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM skip WHERE import = ? AND number > ? ORDER BY number LIMIT ?",
                arguments: [importNumber, after, limit]
            ).map { row in
                ListedSkip(
                    number: row["number"],
                    skip: Skip(
                        line: row["line"], lines: row["line_count"], rawOffset: row["raw_offset"], rawCount: row["raw_count"],
                        reason: row["reason"]))
            }
        }
    }

    /// Start of the newest call; `nil` in an empty book.
    public func newestStart() throws(StoreError) -> Instant? {
        try read(StorePlace("call", "newest")) { database in
            try Int64.fetchOne(database, sql: "SELECT max(start) FROM \"call\"").map { Instant(seconds: $0) }
        }
    }
}
