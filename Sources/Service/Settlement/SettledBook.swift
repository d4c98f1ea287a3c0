import Billing
import Model
import Money
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
    private var kept: (filter: CallFilter, rows: [CallRow])?

    init(book: BookSource, figures: [String: SettledFigures?], isUnbilled: Bool = false) {
        (self.book, self.figures, self.isUnbilled) = (book, figures, isUnbilled)
    }

    /// Reads the calls of a filter now: who asks for the same again is given these.
    mutating func keep(_ filter: CallFilter) throws {
        var rows: [CallRow] = []
        try eachCall(filter) { rows.append($0) }
        kept = (filter, rows)
    }

    func eachCall(_ filter: CallFilter, _ body: (CallRow) throws -> Void) throws {
        if let kept, kept.filter == filter { return try kept.rows.forEach(body) }
        try book.eachCall(filter) { row in
            if isUnbilled, row.bill != 0 { return }
            try body(row.settled(by: figures))
        }
    }

    func summaries(_ query: SummaryQuery) throws -> [SummaryRow] { try book.summaries(query) }

    func tally(_ query: TallyQuery) throws -> any TalliedGroups { try book.tally(query) }

    func totals(_ filter: CallFilter, price: Currency?, cost: Currency?) throws -> CallSums? {
        try book.totals(filter, price: price, cost: cost)
    }
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
