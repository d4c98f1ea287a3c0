/// What is left of prices after costs, for each currency. Prices and costs in different currencies have no margin: nothing is taken 1:1.
public enum Margin {
    /// - Parameters:
    ///   - prices: what is charged, one sum a currency.
    ///   - costs: what it costs, one sum a currency.
    /// - Returns: price less cost, in each currency; empty where there are no costs, where either has a currency that the other has not,
    ///   and where a difference leaves the range. Sums of 0 have no currency.
    public static func of(prices: [Currency: Amount], costs: [Currency: Amount]) -> [Currency: Amount] {
        let (prices, costs) = (prices.filter { $0.value != .zero }, costs.filter { $0.value != .zero })
        guard !costs.isEmpty, prices.isEmpty || Set(prices.keys) == Set(costs.keys) else { return [:] }
        var margins: [Currency: Amount] = [:]
        for (currency, cost) in costs {
            guard let margin = (prices[currency] ?? .zero).subtracting(cost) else { return [:] }
            margins[currency] = margin
        }
        return margins
    }
}
