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
            let budgets = ask.state.site.budgets.filter { concerns($0, ask) }
            let reading = BudgetReading(book: book, lists: self, state: ask.state)
            for standing in try reading.standings(of: budgets, month, today: ask.request.today) {
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
