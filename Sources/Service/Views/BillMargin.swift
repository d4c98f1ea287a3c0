import Model
public import Money
import Site
import Store
import Time

/// What the office sees beside a party's bill and the party does not: what its calls cost, and what is left.
public struct BillMargin: Sendable, Hashable {
    /// The calls as the bill has them, after discounts, before recurring charges and taxes.
    public var billed: Money
    /// What the party's calls of these days cost us, one sum a currency; empty: nothing is known.
    public var costs: [Money]
    /// Billed less cost, where both are in one currency.
    public var margin: Money?

    init(billed: Money, costs: [Currency: Amount]) {
        self.billed = billed
        self.costs = costs.filter { $0.value != .zero }.sorted { $0.key.packed < $1.key.packed }.map { Money($0.value, $0.key) }
        let prices = billed.amount == .zero ? [:] : [billed.currency: billed.amount]
        let margins = Margin.of(prices: prices, costs: costs)
        margin = margins.count == 1 ? margins.first.map { Money($0.value, $0.key) } : nil
    }
}

extension OpenBook {
    /// The margin of a party's bill as the bill stands now.
    /// - Parameter billed: the sum of the calls on the bill.
    func margin(of party: PartyID, _ days: DayRange, billed: Money) throws -> BillMargin {
        var query = SummaryQuery(days: days, groups: [.currency])
        query.parties = [PartyDays(party.text)]
        var costs: [Currency: Amount] = [:]
        for row in try store.summary(query) {
            guard let currency = row.currency else { continue }
            guard let sum = (costs[currency] ?? .zero).adding(row.measures.cost) else {
                throw ServiceError.refused("the costs add up to more than can be written. Take fewer days.")
            }
            costs[currency] = sum
        }
        return BillMargin(billed: billed, costs: costs)
    }
}
