import GRDBSQLite

/// The limit of an import: a bare loop of SQLite's C interface that writes the very rows of a finished book into an empty one (calls,
/// indexes, summaries, list of changes), with the same journal, synchronous mode and batch. It looks at nothing and adds up nothing.
final class BareReplay {
    private static let batch = 10_000
    private let from: OpaquePointer?
    private let into: OpaquePointer?
    private let calls: OpaquePointer?
    private let insert: OpaquePointer?
    private let cells: [(read: OpaquePointer?, write: OpaquePointer?)]
    private let note: OpaquePointer?

    /// - Parameters:
    ///   - finished: the file of the book whose calls are written again.
    ///   - empty: the file of a new book.
    /// - Returns: calls a second.
    static func run(_ finished: String, into empty: String) -> Double {
        let replay = BareReplay(finished, empty)
        var time = Duration.zero
        var count = 0
        while true {
            let calls = BareRows(replay.calls, most: batch)
            guard calls.count > 0 else { return Double(count) / time.seconds }
            count += calls.count
            let (sums, changes) = (replay.sums(calls), replay.changes(calls))
            time += ContinuousClock().measure { replay.write(calls, sums, changes) }
        }
    }

    private init(_ finished: String, _ empty: String) {
        (from, into) = (BareSQLite.open(finished), BareSQLite.open(empty))
        calls = BareSQLite.prepare(from, "SELECT * FROM \"call\" ORDER BY stamp, switch, called, calling, leg")
        let marks = Array(repeating: "?", count: Int(sqlite3_column_count(calls))).joined(separator: ",")
        insert = BareSQLite.prepare(into, "INSERT INTO \"call\" VALUES (\(marks)) ON CONFLICT DO NOTHING")
        let kind = "type, flags & 7, coalesce(price_currency, 0)"
        let sums = "count(*), count(*), 0, sum(talk), sum(coalesce(price_amount, 0)), sum(coalesce(cost_amount, 0))"
        let source = "FROM \"call\" WHERE stamp BETWEEN ? AND ?"
        let add =
            "calls = calls + excluded.calls, answered = answered + excluded.answered, seconds = seconds + excluded.seconds, "
            + "price = price + excluded.price, cost = cost + excluded.cost"
        let statements = [
            (
                "SELECT day, party, \(kind), \(sums) \(source) GROUP BY 1, 2, 3, 4, 5",
                "INSERT INTO summary_day VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET " + add
            ),
            (
                "SELECT day, hour, trunk, \(kind), \(sums) \(source) GROUP BY 1, 2, 3, 4, 5, 6",
                "INSERT INTO summary_hour VALUES (?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET " + add
            ),
            (
                "SELECT DISTINCT party, day, stamp / 10000 \(source) GROUP BY 1, 2",
                "INSERT INTO touched VALUES (?,?,?) ON CONFLICT DO UPDATE SET change = excluded.change"
            ),
        ]
        cells = statements.map { [from, into] in (BareSQLite.prepare(from, $0.0), BareSQLite.prepare(into, $0.1)) }
        note = BareSQLite.prepare(into, "INSERT INTO call_change (mark, calls, through, keys) VALUES (1, ?, 0, ?)")
    }

    deinit {
        for statement in [calls, insert, note] + cells.flatMap({ [$0.read, $0.write] }) { sqlite3_finalize(statement) }
        for connection in [from, into] { sqlite3_close(connection) }
    }

    private func write(_ calls: BareRows, _ sums: [BareRows], _ changes: [[UInt8]]) {
        BareSQLite.check(sqlite3_exec(into, "BEGIN IMMEDIATE", nil, nil, nil))
        calls.write(insert)
        for (rows, statement) in zip(sums, cells) { rows.write(statement.write) }
        for keys in changes {
            sqlite3_bind_int64(note, 1, 1000)
            keys.withUnsafeBytes { bytes in
                sqlite3_bind_blob(note, 2, bytes.baseAddress, Int32(bytes.count), nil)
                BareSQLite.check(sqlite3_step(note))
            }
            sqlite3_reset(note)
        }
        BareSQLite.check(sqlite3_exec(into, "COMMIT", nil, nil, nil))
    }

    /// The cells of the summaries that a batch touches, with what it adds to them.
    private func sums(_ calls: BareRows) -> [BareRows] {
        cells.map { cell in
            sqlite3_bind_int64(cell.read, 1, calls.integer(0, 0))
            sqlite3_bind_int64(cell.read, 2, calls.integer(calls.count - 1, 0))
            defer { sqlite3_reset(cell.read) }
            return BareRows(cell.read)
        }
    }

    /// The keys of the calls, a thousand in a row.
    private func changes(_ calls: BareRows) -> [[UInt8]] {
        stride(from: 0, to: calls.count, by: 1000).map { first in
            (first..<min(first + 1000, calls.count)).flatMap { row -> [UInt8] in
                // Kind, stamp and switch; then each text behind its length.
                [UInt8](repeating: 1, count: 13) + (2...4).flatMap { [0, 0, 0, 0] + calls.text(row, $0) }
            }
        }
    }
}
