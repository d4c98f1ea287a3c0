import Document
import Model
import Money

/// What two ways of counting found.
struct Tie {
    let ties: Bool
    /// The other way, as texts name it: tie.daily, tie.hourly, tie.calls.
    let other: String
    let comparesCalls: Bool
    let here: ReportSums
    let there: ReportSums
}

extension Report {
    /// Counts once more by a way of its own: what came from the calls by the summaries, what came from the summaries by the calls
    /// (CHECKLIST D3). Compared are charges before line precision, to the millionth.
    func tie(_ body: Body) throws -> Tie {
        let here = body.tree.sums
        guard context.scope?.isEmpty != true else {
            return Tie(ties: true, other: "tie.calls", comparesCalls: true, here: here, there: ReportSums())
        }
        let states = context.callFilter.states
        // What a bill may not tell costs nothing: then only charges can be compared.
        let counts = !context.leavesCallsOut
        let wholly = counts && [CallState.rated, .free, .unrated, .writtenOff].allSatisfy(states.contains)
        var there = ReportSums()
        let groups: [SummaryGroup] = context.callFilter.trunks.isEmpty ? [.currency] : [.currency, .trunk]
        if context.definition.dataSet == .calls, states.contains(.rated), let query = context.summaryQuery(groups) {
            for row in try source.summaries(query) { try there.add(row) }
            // The summaries count free calls too: without these on the report only charges and calls without rate can be compared.
            return Tie(
                ties: agree(here, there, calls: wholly, unrated: states.contains(.unrated)),
                other: groups.contains(.trunk) ? "tie.hourly" : "tie.daily", comparesCalls: wholly, here: here, there: there)
        }
        let (prices, costs) = (here.currencies(.price), here.currencies(.cost))
        if prices.count <= 1, costs.count <= 1,
            let sums = try source.totals(context.callFilter, price: prices.first, cost: costs.first)
        {
            there = try ReportSums(sums, nil, nil)
        } else {
            try source.tally(TallyQuery(context.callFilter, by: [])).each { try there.add(ReportSums($0)) }
        }
        return Tie(
            ties: agree(here, there, calls: counts, unrated: true), other: "tie.calls", comparesCalls: counts, here: here, there: there)
    }

    private func agree(_ here: ReportSums, _ there: ReportSums, calls: Bool, unrated: Bool) -> Bool {
        let counts = (here.calls, here.answered, here.seconds) == (there.calls, there.answered, there.seconds)
        return here.nonZero(.price) == there.nonZero(.price) && (!calls || (counts && here.nonZero(.cost) == there.nonZero(.cost)))
            && (!unrated || here.unrated == there.unrated)
    }

    func tieOut(_ tie: Tie) -> TieOut {
        func shown(_ sums: ReportSums) -> String {
            var values = ["money": context.moneyText(sums, .price)]
            guard tie.comparesCalls else { return context.texts.fill("tie.money", values) }
            values["calls"] = context.texts.counted("calls", sums.calls)
            return context.texts.fill("tie.charges", values)
        }
        let values = ["other": context.texts[tie.other], "shown": shown(tie.here), "counted": shown(tie.there)]
        return TieOut(ties: tie.ties, text: context.texts.fill(tie.ties ? "tie.ok" : "tie.bad", values))
    }
}

extension ReportContext {
    /// "128.40 USD and 12 JPY"; zero of the report's currency where nothing was charged.
    func moneyText(_ sums: ReportSums, _ measure: MoneyMeasure) -> String {
        moneyText(sums.currencies(measure).map { Money(sums.amount(measure, $0), $0) })
    }

    func moneyText(_ amounts: [Money]) -> String {
        let amounts = amounts.isEmpty ? [Money(.zero, currency)] : amounts.sorted { $0.currency.packed < $1.currency.packed }
        return amounts.map { texts.figure($0.text) + " " + $0.currency.code }.joined(separator: texts["and"])
    }
}
