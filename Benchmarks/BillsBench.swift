import Foundation
import Model
import Service
import Store
import Time

/// Settling, billing and reconciling the calls of a book, database included, against reading the same calls bare.
enum BillsBench {
    static func rows(calls: Int, folder: String) async throws -> [BenchRow] {
        let path = folder + "/bills.book"
        _ = try await DemoBook.make(at: path, calls: calls, seed: 1, until: CivilDay(year: 2026, month: 6, day: 30), caller: .console) {
            _ in
        }
        let book = try OpenBook.open(path, for: .writing)
        guard let days = DayRange(CivilDay(number: 20_000), CivilDay(number: 20_634)) else { return [] }
        try discount(book, folder)
        var read = 0
        let reading = try ContinuousClock().measure {
            try book.store.eachCall(CallFilter(days: days)) { _ in
                read += 1
                return true
            }
        }
        let limit = Double(read) / reading.seconds
        func row(_ name: String, _ work: () throws -> Void) throws -> BenchRow {
            let speed = Double(read) / (try ContinuousClock().measure(work)).seconds
            return BenchRow(name: "\(name), \(read) calls of a book", value: speed, unit: "calls/s", limit: limit, ratio: speed / limit)
        }
        var rows: [BenchRow] = []
        rows.append(try row("settling all periods") { _ = try book.settleStale(caller: .console) })
        rows.append(try row("issuing all bills") { try book.issueBills(days, caller: .console) { _, result in _ = try result.get() } })
        rows.append(try row("reconciling") { try book.reconcile(nil, days, caller: .console) { precondition($0.ties, $0.text) } })
        try book.store.close()
        try FileManager.default.removeItem(atPath: path)
        return rows
    }

    /// Without a discount settlement would have nothing to do.
    private static func discount(_ book: OpenBook, _ folder: String) throws {
        let exported = try book.exportSite(caller: .console)
        let package = """

            packages:
              - {id: p, rules: [{when: {type: [mobile]}, percent: "10"}, {when: {type: [local]}, allowance: {minutes: 30}}], assigned: [{organisation: hq}]}

            """
        let path = folder + "/bills.yaml"
        try (String(decoding: exported.main, as: UTF8.self) + package).write(toFile: path, atomically: true, encoding: .utf8)
        _ = try book.importSite(try SiteLoader().load(path), caller: .console)
    }
}
