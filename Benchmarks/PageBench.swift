import Foundation
import Model
import Site
import Store
import Time

@testable import Service

/// What pages ask of a big book: milliseconds at the 50th and the 95th percentile, against what the issue allows at the 95th.
enum PageBench {
    private static let rounds = 100

    static func rows(calls: Int, folder: String) async throws -> [BenchRow] {
        let own = ProcessInfo.processInfo.environment["TOLLBOOK_BENCH_BOOK"]
        let path = own ?? folder + "/pages.book"
        let last = CivilDay(year: 2026, month: 6, day: 30)
        if own == nil { _ = try await DemoBook.make(at: path, calls: calls, seed: 1, until: last, caller: .console) { _ in } }
        let book = try OpenBook.open(path, for: .writing)
        guard let day = CivilDay(year: 2026, month: 6, day: 15), let month = DayRange(year: 2026, month: 5),
            let year = DayRange(CivilDay(number: day.number - 300), day)
        else { return [] }
        var first = CallQuery(CallFilter(days: year))
        first.limit = 100
        var deep = first
        for _ in 0..<50 { deep.cursor = try book.calls(deep, caller: .console).next ?? deep.cursor }
        var party = CallQuery(CallFilter(days: month))
        party.filter.parties = [PartyDays("233")]
        var rows: [BenchRow] = []
        rows += try measure("calls page, first", 50) { _ = try book.calls(first, caller: .console) }
        rows += try measure("calls page, deep", 50) { _ = try book.calls(deep, caller: .console) }
        rows += try measure("dashboard", 100) { _ = try book.dashboard(day: day, caller: .console) }
        rows += try measure("one party's month", 100) { _ = try book.calls(party, caller: .console) }
        return rows + (try reports(book, month))
    }

    /// The first page of every report of a month, or of those that `TOLLBOOK_BENCH_REPORTS` names by their ids: the median, the 95th
    /// percentile, the slowest, and all that miss the limit. Periods that are over are settled before, as a server does by itself.
    private static func reports(_ book: OpenBook, _ month: DayRange) throws -> [BenchRow] {
        _ = try book.settleStale(caller: .console)
        let node = try book.site().site.organisation.first { $0.kind == .department }?.id
        var times: [(id: String, milliseconds: Double)] = []
        let wanted = ProcessInfo.processInfo.environment["TOLLBOOK_BENCH_REPORTS"]?.split(separator: ",").map(String.init)
        for info in try book.reportList(caller: .console) where wanted?.contains(info.id) ?? true {
            var order = ReportOrder(month)
            order.page = 1
            if info.parameter == "party" { order.party = PartyID("233") }
            if info.parameter == "organisation" { order.node = node }
            let time = try ContinuousClock().measure { _ = try book.report(info.id, order, caller: .console) }
            times.append((info.id, time.seconds * 1000))
        }
        times.sort { $0.milliseconds < $1.milliseconds }
        guard !times.isEmpty else { return [] }
        let name = "first page of a report of a month, \(times.count) reports"
        var rows = [("\(name), median", times[times.count / 2]), ("\(name), 95th percentile", times[times.count * 95 / 100])]
        rows += times.enumerated().filter { $0.offset == times.count - 1 || $0.element.milliseconds > 1000 }.reversed().map {
            ("the same, \($0.element.id)", $0.element)
        }
        return rows.map { BenchRow(name: $0, value: $1.milliseconds, unit: "ms", limit: 1000, ratio: $1.milliseconds / 1000) }
    }

    private static func measure(_ name: String, _ limit: Double, _ work: () throws -> Void) throws -> [BenchRow] {
        try work()
        var times: [Double] = []
        for _ in 0..<rounds { times.append(try ContinuousClock().measure(work).seconds * 1000) }
        times.sort()
        return [(50, times[rounds / 2]), (95, times[rounds * 95 / 100])].map { percent, value in
            BenchRow(name: "\(name), \(percent)th percentile", value: value, unit: "ms", limit: limit, ratio: value / limit)
        }
    }
}
