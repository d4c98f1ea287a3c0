import Foundation
import GRDBSQLite
import Intake
import Model
import Reading
import Site
import Store
import Time

@testable import Service

/// Rating stored calls again after all prices have changed: read, charged, written with the summaries and the journal's steps. Its
/// limit is a bare loop of SQLite that reads the same rows in the same order and writes their charges, with as many to a transaction,
/// and reckons nothing.
enum RerateBench {
    private static let chunk = 2000

    static func rows(calls: Int, folder: String) async throws -> [BenchRow] {
        let path = folder + "/rerate.book"
        let last = CivilDay(year: 2026, month: 6, day: 30)
        let made = try await DemoBook.make(at: path, calls: calls, seed: 1, until: last, caller: .console) { _ in }
        let book = try OpenBook.open(path, for: .writing)
        try dearer(book)
        let state = try book.site()
        let rerater = CallRerater(rater: state.rater, names: book.store.names)
        let step = RerateStep(at: book.clock(), site: state.number, why: "bench")
        let begin = ContinuousClock.now
        let rule = RerateRule(filter: CallFilter(), change: { rerater.rerate(&$0, $1) })
        let result = try book.store.rerate(rule, chunk: chunk, step: step)
        let speed = Double(result.calls) / (ContinuousClock.now - begin).seconds
        precondition(result.calls >= made.sums.new && result.changed > result.calls / 4, "all prices have changed")
        try book.store.close()
        let bare = try BareRerate(path: path + "/book.sqlite").run(chunk: chunk)
        try FileManager.default.removeItem(atPath: path)
        return [BenchRow(name: "re-rating, \(result.calls) calls", value: speed, unit: "calls/s", limit: bare, ratio: speed / bare)]
    }

    /// The same site with other prices for everything.
    private static func dearer(_ book: OpenBook) throws {
        guard let document = try book.store.site() else { return }
        let text = String(decoding: document.main, as: UTF8.self).replacingOccurrences(of: "price: \"0.", with: "price: \"1.")
        let main = Array(text.utf8)
        let reading = SiteLoader().read(file: document.name, main) { document.files[$0] }.result
        guard let site = reading.site else { throw reading.problems }
        let loaded = LoadedSite(main: main, decks: document.files, site: site, problems: reading.problems, lines: reading.lines)
        _ = try book.importSite(loaded, caller: .console)
    }
}

/// Reads every call by its start and writes the columns of its charges.
private final class BareRerate {
    private struct Key {
        var stamp: Int64
        var line: Int64
        var texts: [[UInt8]]
        var columns: [Int64?]
    }

    private static let key = ["stamp", "switch", "called", "calling", "leg"]
    private static let written = ["price", "cost"].flatMap { scheme in
        ["state", "reason", "amount", "currency", "version", "row"].map { "\(scheme)_\($0)" }
    }
    private var connection: OpaquePointer?

    init(path: String) {
        BareSQLite.check(sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil))
        for pragma in ["journal_mode = WAL", "synchronous = FULL", "cache_size = -49152", "wal_autocheckpoint = 4000"] {
            BareSQLite.check(sqlite3_exec(connection, "PRAGMA " + pragma, nil, nil, nil))
        }
    }

    deinit { sqlite3_close(connection) }

    /// - Returns: calls a second.
    func run(chunk: Int) throws -> Double {
        // Every column is decoded, as it is for whoever rates the row.
        let all = "SELECT \((BareRerate.key + BareRerate.written).joined(separator: ", ")), * FROM \"call\" ORDER BY start"
        let read = BareSQLite.prepare(connection, all)
        let set = BareRerate.written.map { "\($0) = ?" }.joined(separator: ", ")
        let write = BareSQLite.prepare(
            connection, "UPDATE \"call\" SET \(set) WHERE " + BareRerate.key.map { "\($0) = ?" }.joined(separator: " AND "))
        defer { for statement in [read, write] { sqlite3_finalize(statement) } }
        var count = 0
        let begin = ContinuousClock.now
        var isOpen = true
        while isOpen {
            var keys: [Key] = []
            while keys.count < chunk {
                isOpen = sqlite3_step(read) == SQLITE_ROW
                guard isOpen else { break }
                keys.append(key(read))
            }
            BareSQLite.check(sqlite3_exec(connection, "BEGIN IMMEDIATE", nil, nil, nil))
            for key in keys { update(write, key) }
            BareSQLite.check(sqlite3_exec(connection, "COMMIT", nil, nil, nil))
            count += keys.count
        }
        return Double(count) / (ContinuousClock.now - begin).seconds
    }

    private func key(_ read: OpaquePointer?) -> Key {
        let texts = (Int32(2)..<5).map { column -> [UInt8] in
            guard let bytes = sqlite3_column_blob(read, column) else { return [] }
            return Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(read, column))))
        }
        let columns = (0..<BareRerate.written.count).map { index -> Int64? in
            let column = Int32(index + 5)
            return sqlite3_column_type(read, column) == SQLITE_NULL ? nil : sqlite3_column_int64(read, column)
        }
        return Key(stamp: sqlite3_column_int64(read, 0), line: sqlite3_column_int64(read, 1), texts: texts, columns: columns)
    }

    private func update(_ write: OpaquePointer?, _ key: Key) {
        var column: Int32 = 0
        for (index, value) in key.columns.enumerated() {
            column += 1
            // Another amount, so that there is something to write.
            if let value { sqlite3_bind_int64(write, column, index % 6 == 2 ? value + 1 : value) } else { sqlite3_bind_null(write, column) }
        }
        sqlite3_bind_int64(write, column + 1, key.stamp)
        sqlite3_bind_int64(write, column + 2, key.line)
        for (index, text) in key.texts.enumerated() {
            text.withUnsafeBytes { bytes in
                // An empty text is no NULL.
                _ = sqlite3_bind_blob(
                    write, column + 3 + Int32(index), bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1), Int32(bytes.count), transient)
            }
        }
        BareSQLite.check(sqlite3_step(write))
        sqlite3_reset(write)
    }

    /// SQLite copies what is bound.
    private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
