internal import Foundation
internal import GRDB
public import Model
public import Time

extension Book {
    /// Seconds that an ended session is remembered, for records of it that come late.
    private static let remembered: Int64 = 172_800

    /// Sessions are opened and kept open by records, and closed by the one that makes the call, in whatever order they come.
    func apply(_ events: [SessionEvent], _ switchNumber: NameNumber, _ origin: BatchOrigin, _ database: Database) throws {
        guard !events.isEmpty else { return }
        for event in events {
            let at = (event.at ?? origin.at).seconds
            let row = try database.repeatedRows(
                sql: "SELECT opened, seen, ended FROM open_session WHERE switch = ? AND session = ?",
                arguments: [switchNumber.number, Data(event.key)]
            ).first
            guard let row else {
                try insert(event, at: at, switchNumber, origin, database)
                continue
            }
            let ended: Int64? = row[2]
            if event.isEnd {
                try database.repeated(
                    sql: "UPDATE open_session SET seen = max(seen, ?), ended = max(coalesce(ended, 0), ?) WHERE switch = ? AND session = ?",
                    arguments: [at, at, switchNumber.number, Data(event.key)])
            } else if let ended {
                // What was sent before the end and came behind it changes nothing; a switch that counts anew begins another session.
                guard at > ended else { continue }
                try database.repeated(
                    sql: "DELETE FROM open_session WHERE switch = ? AND session = ?", arguments: [switchNumber.number, Data(event.key)])
                try insert(event, at: at, switchNumber, origin, database)
            } else {
                try database.repeated(
                    sql: """
                        UPDATE open_session SET opened = min(opened, ?), seen = max(seen, ?), raw_offset = ?, raw_count = ?
                        WHERE switch = ? AND session = ?
                        """, arguments: [at, at, event.rawOffset, event.rawCount, switchNumber.number, Data(event.key)])
            }
        }
        try database.repeated(sql: "DELETE FROM open_session WHERE ended < ?", arguments: [origin.at.seconds - Book.remembered])
    }

    private func insert(
        _ event: SessionEvent, at: Int64, _ switchNumber: NameNumber, _ origin: BatchOrigin, _ database: Database
    ) throws {
        try database.repeated(
            sql: """
                INSERT INTO open_session (switch, session, source, opened, seen, calling, called, raw_offset, raw_count, ended, actor)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
                """,
            arguments: [
                switchNumber.number, Data(event.key), origin.source.number, at, at, Data(event.calling), Data(event.called),
                event.rawOffset, event.rawCount, event.isEnd ? at : nil,
            ])
    }

    /// Sessions that are open, those that were silent for longest first.
    public func openSessions(limit: Int = 200) throws(StoreError) -> [OpenSession] {
        try read(StorePlace("open_session", "list")) { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM open_session WHERE ended IS NULL ORDER BY seen, switch, session LIMIT ?", arguments: [limit]
            ).map { row in
                let (key, calling, called): (Data, Data, Data) = (row["session"], row["calling"], row["called"])
                return OpenSession(
                    switch: NameNumber(number: row["switch"]), key: Array(key), source: NameNumber(number: row["source"]),
                    opened: Instant(seconds: row["opened"]), seen: Instant(seconds: row["seen"]), calling: Array(calling),
                    called: Array(called), rawOffset: row["raw_offset"], rawCount: row["raw_count"])
            }
        }
    }

    /// How many sessions of a source are open, and how many of them gave no sign since a moment.
    public func openSessions(of source: NameNumber, silentSince: Instant) throws(StoreError) -> (open: Int64, silent: Int64) {
        try read(StorePlace("open_session", "sum")) { database in
            let row = try Row.fetchOne(
                database,
                sql: "SELECT count(*), coalesce(sum(seen <= ?), 0) FROM open_session WHERE ended IS NULL AND source = ?",
                arguments: [silentSince.seconds, source.number])
            return (row?[0] ?? 0, row?[1] ?? 0)
        }
    }

    /// A person says that a session is over; no call comes of it.
    /// - Throws: `StoreError.notFound`: it is not open.
    public func endSession(_ key: [UInt8], of switchNumber: NameNumber, journal note: JournalNote) throws(StoreError) {
        try write(StorePlace("open_session", "end")) { database in
            try database.execute(
                sql: "UPDATE open_session SET ended = ?, actor = ? WHERE switch = ? AND session = ? AND ended IS NULL",
                arguments: [note.at.seconds, note.actor, switchNumber.number, Data(key)])
            guard database.changesCount == 1 else { throw StoreError.notFound("open session") }
            try Book.append(note, database)
        }
    }
}
