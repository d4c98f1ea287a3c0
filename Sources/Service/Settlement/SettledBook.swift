import Billing
import Model
import Reporting
import Store
import Time

/// A party's bill with the settlement of its calls, as things stand now.
struct SettledBook {
    var bill: SettledBill
    /// By the call's id; `nil` figures for one that settlement made unrated.
    var figures: [String: SettledFigures?]
    /// Calls of earlier periods, which were billed before these came, with their figures.
    var earlier: [CallRow]
}

/// A book's calls as they stand on a settled bill.
struct SettledSource: ReportSource {
    let book: BookSource
    let figures: [String: SettledFigures?]
    /// Only those that stand on no issued bill.
    var isUnbilled = false

    func eachCall(_ filter: CallFilter, _ body: (CallRow) throws -> Void) throws {
        try book.eachCall(filter) { row in
            if isUnbilled, row.bill != 0 { return }
            try body(row.settled(by: figures))
        }
    }

    func summaries(_ query: SummaryQuery) throws -> [SummaryRow] { try book.summaries(query) }
}

extension CallRow {
    /// With what settlement made of it; a call that came in since then is as the tariff made it.
    func settled(by figures: [String: SettledFigures?]) -> CallRow {
        guard let found = figures[id] else { return self }
        var row = self
        row.settled = found
        row.isUnsettled = found == nil
        return row
    }

    /// As a bill adds it up; `nil` for one without final charge.
    var billed: BilledCall? {
        settled.map { BilledCall(final: $0.final, callType: callType.isEmpty ? nil : CallTypeID(callType), day: day) }
    }
}
