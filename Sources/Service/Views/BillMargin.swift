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

    init(billed: Money, costs: Amounts) {
        self.billed = billed
        self.costs = costs.nonZero.map { Money($0.amount, $0.currency) }
        let margins = Margin.of(prices: Amounts(billed.amount, billed.currency), costs: costs).map { Money($0.amount, $0.currency) }
        margin = margins.count == 1 ? margins.first : nil
    }
}

extension OpenBook {
    /// The margin of a party's bill as the bill stands now.
    /// - Parameter billed: the sum of the calls on the bill.
    func margin(of party: PartyID, _ days: DayRange, billed: Money) throws -> BillMargin {
        var query = SummaryQuery(days: days, groups: [.currency])
        query.parties = [PartyDays(party.text)]
        var costs = Amounts()
        for row in try store.summary(query) {
            guard let currency = row.currency else { continue }
            guard costs.add(row.measures.cost, currency) else {
                throw ServiceError.refused("the costs add up to more than can be written. Take fewer days.")
            }
        }
        return BillMargin(billed: billed, costs: costs)
    }
}
