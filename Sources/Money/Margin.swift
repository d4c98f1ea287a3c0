/// What is left of prices after costs, for each currency. Prices and costs in different currencies have no margin: nothing is taken 1:1.
public enum Margin {
    /// - Parameters:
    ///   - prices: what is charged, one sum a currency.
    ///   - costs: what it costs, one sum a currency.
    /// - Returns: price less cost, in each currency; empty where there are no costs, where either has a currency that the other has not,
    ///   and where a difference leaves the range. Sums of 0 have no currency.
    public static func of(prices: Amounts, costs: Amounts) -> Amounts {
        let (prices, costs) = (prices.nonZero, costs.nonZero)
        guard !costs.isEmpty, prices.isEmpty || prices.currencies == costs.currencies else { return Amounts() }
        var margins = Amounts()
        for (currency, cost) in costs {
            guard let margin = (prices[currency] ?? .zero).subtracting(cost) else { return Amounts() }
            margins[currency] = margin
        }
        return margins
    }
}
