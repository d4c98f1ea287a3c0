import Model
public import Money
public import Site
public import Time

extension AlertCondition {
    /// What a rule on a day's or month's sum finds.
    /// - Parameters:
    ///   - value: calls, seconds or millionths that were summed up, of the types and directions that the rule counts.
    ///   - days: the whole period.
    public func total(_ value: Int64, of subject: PartySubject, _ days: DayRange, _ site: Site) -> PartyFinding? {
        guard case .total(let total) = ofParty, value > total.above.limit else { return nil }
        let (found, limit) = (total.above.words(value), total.above.words(total.above.limit))
        let words = "\(subject.words(site)): \(found)\(countedWords) \(DayWords.period(days)); the rule tells of more than \(limit)."
        let figures =
            total.above.facts + [
                .init("found", total.above.digits(value)), .init("limit", total.above.digits(total.above.limit)),
            ]
        return PartyFinding(
            cause: "\(subject.name) \(DayWords.name(days)) above \(limit)", words: words, facts: facts(subject, days, figures))
    }
}

/// How a budget stands in a month, reckoned by whoever knows the calls.
public struct BudgetStand: Hashable, Sendable {
    public var budget: Budget
    public var month: DayRange
    public var spent: Amount
    public var currency: Currency
    /// `nil`: below the mark at which one is warned.
    public var mark: PartyCondition.BudgetMark?

    public init(budget: Budget, month: DayRange, spent: Amount, currency: Currency, mark: PartyCondition.BudgetMark?) {
        (self.budget, self.month, self.spent, self.currency, self.mark) = (budget, month, spent, currency, mark)
    }
}

extension AlertCondition {
    /// What a rule on budgets finds. Who was told that all is spent is not told that it will be soon.
    public func finding(_ stand: BudgetStand, _ site: Site) -> PartyFinding? {
        guard case .budget(let marks) = ofParty, let mark = stand.mark else { return nil }
        // All that is spent is also beyond the mark of the warning.
        guard let told = marks.contains(mark) ? mark : (mark == .spent ? marks.first : nil) else { return nil }
        let (budget, days) = (stand.budget, stand.month)
        let subject: PartySubject =
            switch budget.holder {
            case .party(let id): .party(id.text)
            case .organisation(let id): .node(id.text)
            }
        let amount = Money(budget.amount, stand.currency).text
        let percent = Int64(clamping: Int128(stand.spent.millionths) * 100 / Int128(max(budget.amount.millionths, 1)))
        let sum = "\(Money(stand.spent, stand.currency).text) of \(amount) \(stand.currency.code)"
        let end = mark == .spent ? "nothing is left of the budget" : "warning at \(budget.warnAt) %"
        let words = "\(subject.words(site)) has spent \(sum) \(DayWords.period(days)) (\(percent) %), \(end)."
        func cause(_ mark: PartyCondition.BudgetMark) -> String {
            "budget \(budget.id) \(DayWords.name(days)) of \(amount) \(mark.rawValue)"
        }
        let figures: [FoundFacts.Fact] = [
            subject.fact, .init("budget", budget.id.text), .init("from", "\(days.first)"), .init("to", "\(days.last)"),
            .init("measure", "price"), .init("currency", stand.currency.code), .init("found", Money(stand.spent, stand.currency).text),
            .init("limit", amount), .init("percent", String(percent)), .init("warnAt", String(budget.warnAt)),
        ]
        let query = [FoundFacts.Fact("from", "\(days.first)"), .init("to", "\(days.last)"), subject.fact]
        return PartyFinding(
            cause: cause(told), stronger: told == .warned ? [cause(.spent)] : [], words: words,
            facts: FoundFacts(figures: figures, page: "reports/a18-budgets", query: query))
    }
}
