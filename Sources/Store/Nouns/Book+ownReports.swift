internal import Foundation
internal import GRDB
public import Time

/// A report of a book's own: the definition as it was written, by whom and when.
public struct OwnReport: Hashable, Sendable {
    public var id: String
    public var content: [UInt8]
    public var changed: Instant
    public var actor: String

    public init(id: String, content: [UInt8], changed: Instant, actor: String) {
        (self.id, self.content, self.changed, self.actor) = (id, content, changed, actor)
    }
}

extension Book {
    /// By id.
    public func ownReports() throws(StoreError) -> [OwnReport] {
        try read(StorePlace("report", "list")) { database in
            try Row.fetchAll(database, sql: "SELECT id, content, changed, actor FROM report ORDER BY id").map { row in
                let content: Data = row["content"]
                return OwnReport(
                    id: row["id"], content: Array(content), changed: Instant(seconds: row["changed"]), actor: row["actor"])
            }
        }
    }

    /// Keeps a report in the place of one with its id, in one transaction with the journal's entry.
    public func keep(_ report: OwnReport, journal note: JournalNote) throws(StoreError) {
        try write(StorePlace("report", "keep")) { database in
            try database.execute(sql: "DELETE FROM report WHERE id = ?", arguments: [report.id])
            try database.execute(
                sql: "INSERT INTO report (id, content, changed, actor) VALUES (?, ?, ?, ?)",
                arguments: [report.id, Data(report.content), report.changed.seconds, report.actor])
            try Book.append(note, database)
        }
    }

    /// - Throws: `StoreError.notFound` for an id that is not there.
    public func removeReport(_ id: String, journal note: JournalNote) throws(StoreError) {
        try write(StorePlace("report", "remove")) { database in
            try database.execute(sql: "DELETE FROM report WHERE id = ?", arguments: [id])
            guard database.changesCount == 1 else { throw StoreError.notFound("report \(id)") }
            try Book.append(note, database)
        }
    }
}
