import Billing
import Delivery
import Model
import Money
import Reporting
import Site
import Store
import Time

extension PartyLook {
    /// Looks at the budgets whose calls changed. What is spent of one is only reckoned out of its calls where the daily sums say that it
    /// can have reached a mark that nobody was told of.
    mutating func budgets(_ rules: [AlertRule], _ memory: inout PartyMemory) throws {
        let rules = rules.filter { if case .budget = $0.when.ofParty { true } else { false } }
        for month in Set(rules.flatMap(months)).sorted(by: { $0.first < $1.first }) {
            for budget in state.site.budgets {
                let concerned = rules.filter { concerns($0, budget) && months($0).contains(month) }
                guard !concerned.isEmpty,
                    let days = DayRange(max(budget.from, month.first), min(budget.to ?? month.last, month.last))
                else { continue }
                try look(at: budget, month, days, concerned, &memory)
            }
        }
    }

    private mutating func look(
        at budget: Budget, _ month: DayRange, _ days: DayRange, _ rules: [AlertRule], _ memory: inout PartyMemory
    ) throws {
        let name = LedgerName(budget, month)
        let scope = scope(of: budget, days)
        let parties = try parties(in: days, scope, isFirst: memory.ledgers[name] == nil)
        let currency = budget.currency ?? state.site.settings.currency
        // Rounding each call's charge adds less than one unit of its last decimal.
        let decimals = LinePrecision(state.site.settings).decimals(of: currency)
        let unit = (0..<(Amount.decimals - decimals)).reduce(Int64(1)) { value, _ in value * 10 }
        let most = try sums(of: parties, scope) { sums in
            Self.most(sums, currency, unit)
        } counts: { _ in
            true
        }
        var ledger = memory.ledgers.removeValue(forKey: name) ?? [:]
        ledger.merge(most) { $1 }
        memory.ledgers[name] = ledger
        guard !parties.isEmpty, let mark = try lowestMark(budget, month, currency, rules) else { return }
        let bound = Self.sum(ledger.values)
        // What was discounted when it was read last is so still; what came since counts with its whole charge.
        let spent = memory.budgets[name].map { $0.spent &+ max(bound &- $0.most, 0) } ?? bound
        guard bound == .max || Int128(max(spent, 0)) * 100 >= Int128(budget.amount.millionths) * Int128(mark) else { return }
        let reading = BudgetReading(book: book, lists: BookLists(book: book, caller: .delivery), state: state)
        // A sum that cannot be reckoned is told of by whoever asks for it; the other budgets are looked at nonetheless.
        guard let standing = try? reading.standings(of: [budget], month, today: today).first else { return }
        memory.budgets[name] = BudgetRead(most: bound, spent: standing.use.spent.millionths)
        let stand = BudgetStand(
            budget: budget, month: month, spent: standing.use.spent, currency: currency,
            mark: PartyCondition.BudgetMark(rawValue: standing.use.level.rawValue))
        for rule in rules { if let finding = rule.when.finding(stand, state.site) { add(rule, finding) } }
    }

    private func scope(of budget: Budget, _ days: DayRange) -> PartyScope {
        switch budget.holder {
        case .party(let id): PartyScope(parties: [id], nodes: [], days, state.reporting)
        case .organisation(let id): PartyScope(parties: [], nodes: [id], days, state.reporting)
        }
    }

    /// What calls can come to at most in a currency; without a bound where some could be exchanged into it.
    private static func most(_ sums: [CallSums], _ currency: Currency, _ unit: Int64) -> Int64 {
        if sums.contains(where: { $0.price.contains { $0.currency != currency && $0.amount > .zero } }) { return .max }
        return sum(sums.flatMap { [$0.price[currency]?.millionths ?? 0, $0.calls.multipliedReportingOverflow(by: unit).partialValue] })
    }

    /// Percent of the lowest mark that a rule asks for and of which nobody was told; `nil`: none is left.
    private func lowestMark(_ budget: Budget, _ month: DayRange, _ currency: Currency, _ rules: [AlertRule]) throws -> Int? {
        for mark in PartyCondition.BudgetMark.allCases {
            let stand = BudgetStand(budget: budget, month: month, spent: .zero, currency: currency, mark: mark)
            for rule in rules {
                guard let finding = rule.when.finding(stand, state.site), try !isTold(rule, finding) else { continue }
                return mark == .warned ? budget.warnAt : 100
            }
        }
        return nil
    }

    /// A rule that names parties or nodes looks at their budgets, and at those of what is below the nodes.
    private func concerns(_ rule: AlertRule, _ budget: Budget) -> Bool {
        let (parties, nodes) = (rule.when.parties, Set(rule.when.organisation.map(\.text)))
        switch budget.holder {
        case .party(let id):
            guard parties.isEmpty || parties.contains(id) else { return false }
            return nodes.isEmpty || state.reporting.chain(of: id.text, on: today).contains { nodes.contains($0.id.text) }
        case .organisation(let id):
            return parties.isEmpty && (nodes.isEmpty || state.reporting.chain(of: id.text).contains { nodes.contains($0.id.text) })
        }
    }
}
