import Reading

extension ReportDefinition {
    /// What each key alone cannot show: parts that do not go together.
    func check(_ fields: Fields, _ problems: inout Problems) {
        if layout != .summary, dataSet != .calls {
            problems.add(
                fields.problem(
                    "layout", "Lines are calls, and the data set \(dataSet.rawValue) has none.",
                    mend: "Write `dataSet: calls` or `layout: summary`."))
        }
        if layout == .summary, !columns.isEmpty {
            problems.add(
                fields.problem("columns", "A summary has no lines of calls.", mend: "Leave `columns` out, or write `layout: both`."))
        }
        if layout != .summary, columns.isEmpty {
            problems.add(
                fields.problem("columns", "A list of calls needs columns.", mend: "Add `columns: [start, called, duration, price]`."))
        }
        if layout == .summary, groups.isEmpty {
            problems.add(fields.problem("groups", "A summary needs a group for its lines.", mend: "Add `groups: [{by: party}]`."))
        }
        if measures.isEmpty {
            problems.add(
                fields.problem("measures", "A report needs something to add up.", mend: "Add `measures: [calls, duration, price]`."))
        }
        for group in groups where !group.by.isKnown(to: dataSet) {
            problems.add(
                fields.problem(
                    "groups", "The data set \(dataSet.rawValue) does not know \(group.by.rawValue).",
                    mend: "Group by another field, or write `dataSet: calls`."))
        }
        if dataSet != .calls, totals == .bill || !measures.allSatisfy({ ![.final, .surcharges, .discount].contains($0) }) {
            problems.add(
                fields.problem(
                    "measures", "Final charges, surcharges and discounts are known call by call only.",
                    mend: "Write `dataSet: calls`, or `price` and `totals: sum`.")
            )
        }
        if totals == .bill, !measures.contains(.final) {
            problems.add(fields.problem("totals", "A bill adds up final charges.", mend: "Add `final` to `measures`."))
        }
        checkScope(fields, &problems)
    }

    private func checkScope(_ fields: Fields, _ problems: inout Problems) {
        let narrow =
            filter.calledPrefix.isEmpty && filter.minimumDuration == nil && filter.answered == nil && filter.accounts.isEmpty
            && filter.switches.isEmpty && filter.states.isEmpty
        if dataSet != .calls, !narrow {
            problems.add(
                fields.problem(
                    "filter", "The summaries know directions, callTypes and trunks only.",
                    mend: "Filter by these, or write `dataSet: calls`."))
        }
        if dataSet == .daily, !filter.trunks.isEmpty {
            problems.add(fields.problem("filter", "The daily summary does not know trunks.", mend: "Write `dataSet: hourly` or `calls`."))
        }
        if dataSet == .hourly, parameter != .none {
            problems.add(
                fields.problem("parameter", "The hourly summary does not know parties.", mend: "Write `dataSet: daily` or `calls`."))
        }
    }
}
