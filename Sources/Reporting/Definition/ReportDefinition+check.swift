import Reading

extension ReportDefinition {
    /// What each key alone cannot show: parts that do not go together.
    func check(_ fields: Fields, _ problems: inout Problems) {
        guard dataSet != .list else { return checkList(fields, &problems) }
        if list != nil {
            problems.add(fields.problem("list", "Only the data set list has rows of something else.", mend: "Write `dataSet: list`."))
        }
        checkLayout(fields, &problems)
        for field in groups.map(\.by) + (across.map { [$0] } ?? []) where !field.isKnown(to: dataSet) {
            problems.add(
                fields.problem(
                    "groups", "The data set \(dataSet.rawValue) does not know \(field.rawValue).",
                    mend: "Group by another field, or write `dataSet: calls`."))
        }
        for measure in measures where !measure.isKnown(to: dataSet) {
            problems.add(
                fields.problem(
                    "measures", "The data set \(dataSet.rawValue) does not know \(measure.rawValue): it is known call by call only.",
                    mend: "Write `dataSet: calls`, or measure something else."))
        }
        if dataSet != .calls, totals == .bill {
            problems.add(fields.problem("totals", "A bill is made of calls.", mend: "Write `dataSet: calls`, or `totals: sum`."))
        }
        if totals == .bill, !measures.contains(.final) {
            problems.add(fields.problem("totals", "A bill adds up final charges.", mend: "Add `final` to `measures`."))
        }
        for chart in charts where !measures.contains(chart.measure) || groups.isEmpty {
            problems.add(
                fields.problem(
                    "charts", "A chart shows a measure of the groups.",
                    mend: "Add \(chart.measure.rawValue) to `measures`, and a group."))
        }
        checkScope(fields, &problems)
    }

    private func checkLayout(_ fields: Fields, _ problems: inout Problems) {
        if layout != .summary, dataSet != .calls, dataSet != .legs {
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
        if layout != .summary, across != nil || comparesBefore {
            problems.add(
                fields.problem(
                    across != nil ? "across" : "compare", "Only a summary has columns for this.", mend: "Write `layout: summary`."))
        }
    }

    private func checkScope(_ fields: Fields, _ problems: inout Problems) {
        let isWide = dataSet == .calls || dataSet == .legs
        let narrow =
            filter.calledPrefix.isEmpty && filter.minimumDuration == nil && filter.answered == nil && filter.accounts.isEmpty
            && filter.switches.isEmpty && filter.states.isEmpty && filter.isPrivate == nil && filter.tests.isEmpty
        if !isWide, !narrow {
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

    private func checkList(_ fields: Fields, _ problems: inout Problems) {
        guard let list else {
            let kinds = ListKind.allCases.map(\.rawValue).joined(separator: ", ")
            problems.add(fields.problem("list", "A list says of what.", mend: "Add `list:` with one of \(kinds)."))
            return
        }
        if listColumns.isEmpty {
            problems.add(fields.problem("columns", "A list needs columns.", mend: "Add `columns: [\(list.columns[0].name)]`."))
        }
        let named = listColumns + filter.list.map(\.column) + (sort.column.isEmpty ? [] : [sort.column])
        for name in named where list.kind(of: name) == nil {
            let known = list.columns.map(\.name).joined(separator: ", ")
            problems.add(
                fields.problem("columns", "A list of \(list.rawValue) has no column \"\(name)\".", mend: "Choose of \(known)."))
        }
        if layout != .detail || !groups.isEmpty || !measures.isEmpty || across != nil {
            problems.add(
                fields.problem(
                    "layout", "A list has lines and totals, no groups of calls.",
                    mend: "Leave `groups`, `measures`, `across` and `layout` out."))
        }
    }
}
