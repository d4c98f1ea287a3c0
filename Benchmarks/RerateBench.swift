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
        let bare = BareRerate(path: path + "/book.sqlite").run(chunk: chunk)
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

/// Reads every call by its start, all its columns, and writes the columns of its charges.
private final class BareRerate {
    private static let key = ["stamp", "switch", "called", "calling", "leg"]
    private static let written = ["price", "cost"].flatMap { scheme in
        ["state", "reason", "amount", "currency", "version", "row"].map { "\(scheme)_\($0)" }
    }
    private let connection: OpaquePointer?

    init(path: String) { connection = BareSQLite.open(path, synchronous: "FULL") }

    deinit { sqlite3_close(connection) }

    /// - Returns: calls a second.
    func run(chunk: Int) -> Double {
        // Another amount, so that there is something to write. Every column is decoded, as it is for whoever rates the row.
        let values = BareRerate.written.map { $0.hasSuffix("amount") ? "\($0) + 1" : $0 } + BareRerate.key
        let read = BareSQLite.prepare(connection, "SELECT \(values.joined(separator: ", ")), * FROM \"call\" ORDER BY start")
        let set = BareRerate.written.map { "\($0) = ?" }.joined(separator: ", ")
        let write = BareSQLite.prepare(
            connection, "UPDATE \"call\" SET \(set) WHERE " + BareRerate.key.map { "\($0) = ?" }.joined(separator: " AND "))
        defer { for statement in [read, write] { sqlite3_finalize(statement) } }
        var count = 0
        let begin = ContinuousClock.now
        while true {
            let rows = BareRows(read, width: values.count, most: chunk)
            guard rows.count > 0 else { return Double(count) / (ContinuousClock.now - begin).seconds }
            BareSQLite.check(sqlite3_exec(connection, "BEGIN IMMEDIATE", nil, nil, nil))
            rows.write(write)
            BareSQLite.check(sqlite3_exec(connection, "COMMIT", nil, nil, nil))
            count += rows.count
        }
    }
}
