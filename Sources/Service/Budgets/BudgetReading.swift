import Billing
import Model
import Money
import Reporting
import Site
import Store
import Time

/// A budget in a month, and what was spent of it.
struct BudgetStanding {
    var budget: Budget
    var use: BudgetUse
    var currency: Currency
    /// Calls whose final charges were added up.
    var calls: Int64
    /// Calls in other currencies: they are in no sum.
    var others: Int64
}

/// Adds up what budgets allow: final charges of the calls of a month, without recurring charges and taxes.
struct BudgetReading {
    let book: OpenBook
    let lists: BookLists
    let state: SiteState

    private struct Spent {
        var amount = Amount.zero
        var calls: Int64 = 0
        var others: Int64 = 0
    }

    /// Those of some budgets that are in force in a month, in their order.
    /// - Parameter month: a whole one of the calendar.
    func standings(of budgets: [Budget], _ month: DayRange, today: CivilDay) throws -> [BudgetStanding] {
        let site = state.site
        let budgets = budgets.filter { days($0, in: month) != nil }
        guard !budgets.isEmpty else { return [] }
        // A call counts for its party's budgets and for those of the nodes to which the party belongs on its day.
        var members: [String: [(budget: Int, days: DayRange)]] = [:]
        for (index, budget) in budgets.enumerated() {
            guard let days = days(budget, in: month) else { continue }
            switch budget.holder {
            case .party(let id): members[id.text, default: []].append((index, days))
            case .organisation(let id):
                for member in state.reporting.members(of: id.text, in: days) {
                    members[member.party, default: []].append((index, member.days ?? days))
                }
            }
        }
        var spent = [Spent](repeating: Spent(), count: budgets.count)
        try add(members, to: &spent, budgets, month, site)
        return budgets.enumerated().compactMap { index, budget in
            days(budget, in: month).map { days in
                let use = BudgetUse(
                    budget: budget.amount, spent: spent[index].amount, warnAt: budget.warnAt, days: days, today: today)
                return BudgetStanding(
                    budget: budget, use: use, currency: budget.currency ?? site.settings.currency, calls: spent[index].calls,
                    others: spent[index].others)
            }
        }
    }

    private func add(
        _ members: [String: [(budget: Int, days: DayRange)]], to spent: inout [Spent], _ budgets: [Budget], _ month: DayRange, _ site: Site
    ) throws {
        guard !members.isEmpty else { return }
        var filter = CallFilter(days: month)
        filter.parties = members.keys.sorted().map { PartyDays($0) }
        (filter.states, filter.records) = ([.rated], .calls)
        let precision = LinePrecision(site.settings)
        try SettledReading(book: book, lists: lists).eachCall(filter) { row in
            guard let charge = row.price.charge, !row.isUnsettled else { return }
            guard let final = row.settled?.final ?? precision.final(Money(charge.amount, charge.currency)) else {
                throw ReportFailure.sumOutOfRange
            }
            for member in members[row.party] ?? [] where member.days.contains(row.day) {
                guard final.currency == budgets[member.budget].currency ?? site.settings.currency else {
                    spent[member.budget].others += 1
                    continue
                }
                guard let sum = spent[member.budget].amount.adding(final.amount) else { throw ReportFailure.sumOutOfRange }
                spent[member.budget].amount = sum
                spent[member.budget].calls += 1
            }
        }
    }

    /// The days of a month on which a budget is in force.
    private func days(_ budget: Budget, in month: DayRange) -> DayRange? {
        DayRange(max(budget.from, month.first), min(budget.to ?? month.last, month.last))
    }
}
