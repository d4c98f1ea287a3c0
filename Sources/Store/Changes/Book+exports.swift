internal import GRDB
public import Model
public import Time

/// How far an export came. All up to its position is out, in the order in which calls came.
public struct ExportRecord: Hashable, Sendable {
    public var id: ExportID
    var position: ChangePosition
    /// Lines in all.
    public var sent: Int64
    /// The file under way, and how many bytes of it are sure; more than these are of a write that was cut.
    public var file: String
    public var through: Int64
    /// When it came so far.
    public var at: Instant
    /// Why nothing goes out since `failed`; empty: it goes.
    public var error: String
    public var failed: Instant?
}

extension ExportRecord {
    /// The position of before; lines, file and error stay what they are.
    public mutating func goBack(to other: ExportRecord) { position = other.position }
}

extension Book {
    /// The position of an export, which begins at the calls of now where it has none.
    public func beginExport(_ id: ExportID, at now: Instant) throws(StoreError) -> ExportRecord {
        // Asked for all the time: whoever only looks takes nothing from the writer.
        let found = try read(StorePlace("export_position", "one")) { database in try Book.export(id, database) }
        if let found { return found }
        return try write(StorePlace("export_position", "begin")) { database in
            if let known = try Book.export(id, database) { return known }
            let record = ExportRecord(
                id: id, position: try lastChangePosition(database), sent: 0, file: "", through: 0, at: now, error: "", failed: nil)
            try Book.put(record, database)
            return record
        }
    }

    /// Lets an export go on with the calls that come from now on, wherever it was.
    public func restartExport(_ id: ExportID, at now: Instant, journal note: JournalNote) throws(StoreError) {
        try write(StorePlace("export_position", "restart")) { database in
            var record =
                try Book.export(id, database)
                ?? ExportRecord(
                    id: id, position: try lastChangePosition(database), sent: 0, file: "", through: 0, at: now, error: "", failed: nil)
            record.position = try lastChangePosition(database)
            (record.at, record.error, record.failed) = (now, "", nil)
            try Book.put(record, database)
            try Book.append(note, database)
        }
    }

    /// The next calls for an export, at most `limit` of those that came or changed, and where it stands behind them.
    /// - Parameter changes: calls that changed count too; else only those that are new.
    /// - Throws: `staleCursor` where the book is not the one that the position is of.
    public func exportBatch(
        _ record: ExportRecord, _ filter: CallFilter, changes: Bool, limit: Int
    ) throws(StoreError) -> (rows: [CallRow], next: ExportRecord) {
        let walk = CallWalk(filter, names)
        return try read(StorePlace("call_change", "export")) { database in
            try check(record.position, database)
            var next = record
            let (entries, position) = try entries(after: record.position, limit, database)
            next.position = position
            let one = try SQLStatement(database, walk.recordSQL, StorePlace("call", "export"))
            var (rows, seen): ([CallRow], Set<CallKey>) = ([], [])
            for entry in entries where (entry.kind == .new || changes && entry.kind == .changed) && !walk.isImpossible {
                guard seen.insert(entry.key).inserted else { continue }
                defer { one.reset() }
                one.bind(from: one.bind(from: 1, entry.key.values), walk.condition.values)
                if try one.step(), walk.isMember(one) { rows.append(try row(one)) }
            }
            return (rows, next)
        }
    }

    /// Keeps how far an export came, durably.
    public func keep(_ record: ExportRecord) throws(StoreError) {
        try write(StorePlace("export_position", "keep")) { database in try Book.put(record, database) }
    }

    /// All exports that ever began, by id, each with the number of changes behind its position; `nil`: nobody knows where it stands.
    public func exports() throws(StoreError) -> [(record: ExportRecord, waiting: Int64?)] {
        try read(StorePlace("export_position", "list")) { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT e.*, (SELECT through FROM call_change ORDER BY number DESC LIMIT 1) - (c.through - c.calls + e.place) AS waiting
                    FROM export_position AS e LEFT JOIN call_change AS c ON c.number = e.change AND c.mark = e.mark ORDER BY e.export
                    """)
            return rows.map { (Book.export($0), $0["waiting"]) }
        }
    }

    /// Forgets exports that the site has no more, so that nothing is kept for them.
    public func dropExports(except ids: [ExportID]) throws(StoreError) {
        let known = Set(ids.map(\.text))
        let found = try exports().map(\.record.id).filter { !known.contains($0.text) }
        guard !found.isEmpty else { return }
        try write(StorePlace("export_position", "drop")) { database in
            for id in found { try database.execute(sql: "DELETE FROM export_position WHERE export = ?", arguments: [id.text]) }
        }
    }

    private static func export(_ id: ExportID, _ database: Database) throws -> ExportRecord? {
        try Row.fetchOne(database, sql: "SELECT * FROM export_position WHERE export = ?", arguments: [id.text]).map(export)
    }

    private static func export(_ row: Row) -> ExportRecord {
        let failed: Int64? = row["failed"]
        return ExportRecord(
            id: ExportID(row["export"]), position: ChangePosition(change: row["change"], place: row["place"], mark: row["mark"]),
            sent: row["sent"], file: row["file"], through: row["through"], at: Instant(seconds: row["at"]), error: row["error"],
            failed: failed.map { Instant(seconds: $0) })
    }

    private static func put(_ record: ExportRecord, _ database: Database) throws {
        try database.execute(sql: "DELETE FROM export_position WHERE export = ?", arguments: [record.id.text])
        try database.execute(
            sql: """
                INSERT INTO export_position (export, change, place, mark, sent, file, through, at, error, failed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                record.id.text, record.position.change, record.position.place, record.position.mark, record.sent, record.file,
                record.through, record.at.seconds, record.error, record.failed?.seconds,
            ])
    }
}
