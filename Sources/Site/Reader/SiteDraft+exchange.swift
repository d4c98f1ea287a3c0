import Model
import Money
import Reading
import Time

extension SiteDraft {
    mutating func readExchangeRates(_ root: inout Fields) {
        guard var fields = root.fields("exchangeRates", &problems) else { return }
        if let days = fields.integer("maxAge", in: 0...3660, &problems) { site.exchangeRates.maxAge = days }
        each(&fields, "rates") { draft, fields, _ in
            for key in ["date", "from", "to", "rate"] where fields.node(key) == nil { _ = fields.requiredText(key, &draft.problems) }
            let day = fields.day("date", &draft.problems)
            let (from, to) = (fields.currency("from", &draft.problems), fields.currency("to", &draft.problems))
            if let from, from == to {
                draft.problems.add(fields.problem("to", "A currency against itself.", mend: "Name two currencies."))
            }
            guard let rate = draft.rate(&fields), let day, let from, let to else { return }
            draft.site.exchangeRates.quotes.append(ExchangeRates.Quote(day: day, from: from, to: to, rate: rate))
        }
        fields.close(&problems)
    }

    private mutating func rate(_ fields: inout Fields) -> ExchangeRate? {
        guard let text = fields.text("rate", &problems) else { return nil }
        do throws(DecimalError) {
            return try ExchangeRate(text: text)
        } catch {
            let isZero = (try? DecimalText.parseWide(text, decimals: ExchangeRate.decimals)) == 0
            problems.add(
                fields.problem(
                    "rate", isZero ? "Not above zero." : error.message,
                    mend: isZero || error == .negative
                        ? "Write how much of `to` one unit of `from` is, such as \"25400\"." : error.mend))
            return nil
        }
    }

    /// `{day: 15}`, `{day: 15, from: 2026-03-01}` or a list of these by their days.
    mutating func billingCycle(_ fields: inout Fields) -> [BillingCycle] {
        guard let node = fields.node("billingCycle") else { return [] }
        var cycles: [BillingCycle] = []
        guard node.list != nil else {
            guard var one = fields.fields("billingCycle", &problems), node.map != nil else { return [] }
            if let cycle = cycle(&one, after: nil) { cycles.append(cycle) }
            one.close(&problems)
            return cycles
        }
        each(&fields, "billingCycle") { draft, fields, index in
            if index > 0, fields.node("from") == nil { _ = fields.requiredText("from", &draft.problems) }
            if let cycle = draft.cycle(&fields, after: cycles.last) { cycles.append(cycle) }
        }
        return cycles
    }

    private mutating func cycle(_ fields: inout Fields, after before: BillingCycle?) -> BillingCycle? {
        if fields.node("day") == nil { _ = fields.requiredText("day", &problems) }
        let day = fields.integer("day", in: 1...31, &problems)
        let from = fields.day("from", &problems)
        if let from, let last = before?.from, from <= last {
            problems.add(fields.problem("from", "Not after the one before, from \(last).", mend: "Let the days rise."))
        }
        return day.map { BillingCycle(from: from, day: $0) }
    }
}
