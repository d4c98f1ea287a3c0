import Billing
import Document
import Model
import Money
import Reporting
import Site
import Store
import Time

extension BookLists {
    /// The budgets of each month that the days touch, as they stand today.
    func budgets(_ ask: ListAsk, _ list: inout ListCollector) throws {
        guard !ask.isNobody || ask.request.node != nil else { return }
        for month in Self.months(ask.days) {
            for standing in try BudgetReading(book: book, lists: self).standings(month, ask) {
                guard list.add(row(standing, month, ask)) else { return }
            }
        }
    }

    private func row(_ standing: BudgetStanding, _ month: DayRange, _ ask: ListAsk) -> [Cell] {
        let (use, currency) = (standing.use, standing.currency)
        let party: [Cell]
        let node: Cell
        switch standing.budget.holder {
        case .party(let id): (party, node) = (ask.party(id.text), .empty)
        case .organisation(let id):
            let name = ask.state.reporting.chain(of: id.text).last?.name ?? ""
            (party, node) = ([.empty, .text(name)], Cell(.text(id.text), link: .node(id.text)))
        }
        return [
            party[0], node, party[1], .text(Self.month(month.first)), .money(use.budget, currency), .money(use.spent, currency),
            use.used.map { Cell(.decimal($0, digits: 1)) } ?? .empty, use.forecast.map { .money($0, currency) } ?? .empty,
            use.left.map { .money($0, currency) } ?? .empty, .text(use.level.rawValue), .count(standing.calls), .count(standing.others),
        ]
    }

    /// The whole months that some days touch.
    static func months(_ days: DayRange) -> [DayRange] {
        var months: [DayRange] = []
        var day = days.first
        while day <= days.last, let month = DayRange(year: day.parts.year, month: day.parts.month) {
            months.append(month)
            day = month.last + 1
        }
        return months
    }
}

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

    private struct Spent {
        var amount = Amount.zero
        var calls: Int64 = 0
        var others: Int64 = 0
    }

    /// All budgets of a month that concern who is asked about, in the order of the site.
    func standings(_ month: DayRange, _ ask: ListAsk) throws -> [BudgetStanding] {
        let site = ask.state.site
        let budgets = site.budgets.filter { days($0, in: month) != nil && concerns($0, ask) }
        guard !budgets.isEmpty else { return [] }
        // A call counts for its party's budgets and for those of the nodes to which the party belongs on its day.
        var members: [String: [(budget: Int, days: DayRange)]] = [:]
        for (index, budget) in budgets.enumerated() {
            guard let days = days(budget, in: month) else { continue }
            switch budget.holder {
            case .party(let id): members[id.text, default: []].append((index, days))
            case .organisation(let id):
                for member in ask.state.reporting.members(of: id.text, in: days) {
                    members[member.party, default: []].append((index, member.days ?? days))
                }
            }
        }
        var spent = [Spent](repeating: Spent(), count: budgets.count)
        try add(members, to: &spent, budgets, month, site)
        return budgets.enumerated().compactMap { index, budget in
            days(budget, in: month).map { days in
                let use = BudgetUse(
                    budget: budget.amount, spent: spent[index].amount, warnAt: budget.warnAt, days: days, today: ask.request.today)
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
        (filter.states, filter.wholeCalls) = ([.rated], true)
        let precision = LinePrecision(site.settings)
        try SettledReading(book: book, days: month, lists: lists).eachCall(filter) { row in
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

    /// Of a party its own; of a node those of it, of the nodes below, and of their parties.
    private func concerns(_ budget: Budget, _ ask: ListAsk) -> Bool {
        switch budget.holder {
        case .party(let id): ask.concerns(id.text)
        case .organisation(let id):
            if ask.request.party != nil {
                false
            } else if let node = ask.request.node {
                ask.state.reporting.chain(of: id.text).contains { $0.id == node }
            } else {
                true
            }
        }
    }
}
