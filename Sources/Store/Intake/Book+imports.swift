internal import Foundation
internal import GRDB
public import Model
public import Time

extension Book {
    /// Registers a part before its first batch. With a position at its beginning, so that a killed import is found and gone on with.
    /// - Returns: the import's number.
    public func beginImport(
        _ start: ImportStart, position: RawPosition? = nil, step: StepNote? = nil
    ) throws(StoreError) -> Int64 {
        try write(StorePlace("import", "begin"), .replayed) { database in
            let number = try Book.insert(start, database)
            if let position { try save(position, database) }
            if var step {
                step.fed = position?.offset ?? start.partBegin
                try Book.append(.begin, at: start.started, subject: number, step, detail: position?.decoder ?? [], database)
            }
            return number
        }
    }

    /// A new running import.
    static func insert(_ start: ImportStart, _ database: Database) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO import (source, name, format, switch, started, state, actor, message, part_begin, physical_lines,
                lines_in_records, records, new, duplicate, repeated, conflict, quarantined)
                VALUES (?, ?, ?, ?, ?, 'running', ?, '', ?, 0, 0, 0, 0, 0, 0, 0, 0)
                """,
            arguments: [
                start.source.number, start.name, start.format, start.switch, start.started.seconds, start.actor, start.partBegin,
            ])
        return database.lastInsertedRowID
    }

    /// Ends a running import; `message` says why where it failed.
    public func finishImport(_ number: Int64, _ state: ImportState, message: String = "", at finished: Instant) throws(StoreError) {
        try write(StorePlace("import", "finish"), .answered) { database in
            try database.execute(
                sql: "UPDATE import SET state = ?, message = ?, finished = ? WHERE number = ? AND state = 'running'",
                arguments: [state.rawValue, message, finished.seconds, number])
            guard database.changesCount == 1 else { throw StoreError.notFound("running import \(number)") }
            let note = StepNote(site: 0)
            try Book.append(.end, at: finished, subject: number, note, word: state.rawValue, detail: Array(message.utf8), database)
        }
    }

    /// The last imports first, from below `before` on.
    public func imports(before: Int64? = nil, limit: Int = 100) throws(StoreError) -> [ImportInfo] {
        try read(StorePlace("import", "list")) { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM import WHERE number < ? ORDER BY number DESC LIMIT ?",
                arguments: [before ?? Int64.max, limit])
            return try rows.map { try info($0, database) }
        }
    }

    public func importInfo(_ number: Int64) throws(StoreError) -> ImportInfo {
        try read(StorePlace("import", "one")) { database in
            guard let row = try Row.fetchOne(database, sql: "SELECT * FROM import WHERE number = ?", arguments: [number]) else {
                throw StoreError.notFound("import \(number)")
            }
            return try info(row, database)
        }
    }

    /// Imports that a crash or a full disk left running: each is gone on with from its source's position.
    public func runningImports() throws(StoreError) -> [ImportInfo] {
        try read(StorePlace("import", "running")) { database in
            try Row.fetchAll(database, sql: "SELECT * FROM import WHERE state = 'running' ORDER BY number").map { try info($0, database) }
        }
    }

    /// The last import of a source; `nil` for one that never sent anything.
    public func newestImport(of source: NameNumber) throws(StoreError) -> ImportInfo? {
        try read(StorePlace("import", "newest")) { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM import WHERE source = ? ORDER BY number DESC LIMIT 1", arguments: [source.number]
            ).map { try info($0, database) }
        }
    }

    /// The last imports of a source, the newest first.
    public func newestImports(of source: NameNumber, limit: Int) throws(StoreError) -> [ImportInfo] {
        try read(StorePlace("import", "of source")) { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM import WHERE source = ? ORDER BY number DESC LIMIT ?", arguments: [source.number, limit]
            ).map { try info($0, database) }
        }
    }

    /// Calls that imports made, in all.
    public func importedCalls() throws(StoreError) -> Int64 {
        try read(StorePlace("import", "sum")) { database in
            try Int64.fetchOne(database, sql: "SELECT coalesce(sum(new + quarantined), 0) FROM import") ?? 0
        }
    }

    /// How far a source's raw log has been committed; `nil` for a source that never was.
    public func position(of source: NameNumber) throws(StoreError) -> RawPosition? {
        try read(StorePlace("raw_position", "one")) { database in
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT raw_offset, line, decoder FROM raw_position WHERE source = ?", arguments: [source.number])
            else { return nil }
            let decoder: Data = row[2]
            return RawPosition(source: source, offset: row[0], line: row[1], decoder: Array(decoder))
        }
    }

    func info(_ row: Row, _ database: Database) throws -> ImportInfo {
        let source = NameNumber(number: row["source"])
        let start = ImportStart(
            source: source, name: row["name"], format: row["format"], switch: row["switch"],
            started: Instant(seconds: row["started"]), actor: row["actor"], partBegin: row["part_begin"])
        let finished: Int64? = row["finished"]
        let number: Int64 = row["number"]
        return ImportInfo(
            number: number, start: start, sourceName: names.text(.source, source), finished: finished.map { Instant(seconds: $0) },
            state: ImportState(rawValue: row["state"]) ?? .failed, message: row["message"],
            counts: try counts(row, number, database))
    }

    private func counts(_ row: Row, _ number: Int64, _ database: Database) throws -> ImportCounts {
        var counts = ImportCounts()
        counts.lines = row["physical_lines"]
        counts.linesInRecords = row["lines_in_records"]
        counts.records = row["records"]
        counts.new = row["new"]
        counts.duplicate = row["duplicate"]
        counts.repeated = row["repeated"]
        counts.conflict = row["conflict"]
        counts.quarantined = row["quarantined"]
        let rows = try Row.fetchAll(
            database, sql: "SELECT kind, reason, number FROM import_count WHERE import = ? AND number <> 0", arguments: [number])
        for row in rows {
            let kind: String = row[0]
            let word: String = row[1]
            let reason = UInt8(word).flatMap(Reason.init(rawValue:)) ?? .none
            switch kind {
            case "skipped": counts.skipped[word] = row[2]
            case "free": counts.free[reason] = row[2]
            case "unrated": counts.unrated[reason] = row[2]
            case "replaced": counts.replaced = row[2]
            default: counts.rated = row[2]
            }
        }
        return counts
    }
}
