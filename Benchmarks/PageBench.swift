import Foundation
import Model
import Service
import Store
import Time

/// What pages ask of a big book: milliseconds at the 50th and the 95th percentile, against what the issue allows at the 95th.
enum PageBench {
    private static let rounds = 100

    static func rows(calls: Int, folder: String) async throws -> [BenchRow] {
        let path = folder + "/pages.book"
        _ = try await DemoBook.make(at: path, calls: calls, seed: 1, until: CivilDay(year: 2026, month: 6, day: 30), caller: .console) {
            _ in
        }
        let book = try OpenBook.open(path, for: .reading)
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

    /// Every report of a month that names nobody: the median and the slowest, each made twice.
    private static func reports(_ book: OpenBook, _ month: DayRange) throws -> [BenchRow] {
        var times: [(id: String, milliseconds: Double)] = []
        for info in try book.reportList(caller: .console) where info.parameter == "none" && info.layout == "summary" {
            let work = { _ = try book.report(info.id, ReportOrder(month), caller: .console) }
            try work()
            times.append((info.id, try ContinuousClock().measure(work).seconds * 1000))
        }
        times.sort { $0.milliseconds < $1.milliseconds }
        guard let slowest = times.last else { return [] }
        return [
            ("summaries of a month, median of \(times.count) reports", times[times.count / 2].milliseconds),
            ("summaries of a month, slowest (\(slowest.id))", slowest.milliseconds),
        ].map { BenchRow(name: $0, value: $1, unit: "ms", limit: 1000, ratio: $1 / 1000) }
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
