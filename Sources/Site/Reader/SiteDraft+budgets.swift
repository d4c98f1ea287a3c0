import Model
import Money
import Reading
import Time

extension SiteDraft {
    /// `budgets: [{id: b1, party: "101", amount: "50.00", every: month, from: 2026-01-01, warnAt: 80}]`
    mutating func readBudgets(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        var lines: [BudgetID: Int] = [:]
        each(&root, "budgets") { draft, fields, _ in
            let id = draft.unique(&fields, BudgetID.self, &seen)
            let holder = draft.holder(&fields)
            for key in ["amount", "every", "from"] where fields.node(key) == nil { _ = fields.requiredText(key, &draft.problems) }
            let amount = draft.budgetAmount(&fields)
            let currency = fields.currency("currency", &draft.problems)
            let every = fields.choice("every", Budget.Every.self, &draft.problems)
            let validity = fields.validity(&draft.problems)
            let warnAt = fields.integer("warnAt", in: 1...100, &draft.problems)
            guard let id, let holder, let amount, let every, let from = validity.from else { return }
            var budget = Budget(id: id, holder: holder, amount: amount, from: from)
            (budget.currency, budget.every, budget.to) = (currency, every, validity.to)
            if let warnAt { budget.warnAt = warnAt }
            if let other = draft.site.budgets.first(where: { draft.overlap($0, budget) }) {
                draft.problems.add(
                    fields.problem(
                        "from", "The budget \(other.id) in line \(lines[other.id] ?? 0) is for the same days in the same currency.",
                        mend: "Let one end before the other begins, or take one out."))
                return
            }
            lines[id] = fields.node.line
            draft.site.budgets.append(budget)
        }
    }

    private mutating func budgetAmount(_ fields: inout Fields) -> Amount? {
        guard let amount = fields.decimal("amount", &problems, { text throws(DecimalError) in try Amount(text: text) }) else { return nil }
        if amount > .zero { return amount }
        problems.add(fields.problem("amount", "A budget is more than nothing.", mend: "Write such as \"50.00\"."))
        return nil
    }

    /// Of one holder a month has one budget in a currency, so that what is left is told once.
    private func overlap(_ left: Budget, _ right: Budget) -> Bool {
        let standard = site.settings.currency
        return left.holder == right.holder && (left.currency ?? standard) == (right.currency ?? standard)
            && left.validity.overlaps(right.validity)
    }
}
