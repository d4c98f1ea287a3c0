internal import Model
internal import Money
internal import Rendering

/// Sums over rows of summaries; amounts of two currencies are never added.
struct Sums {
    var calls: Int64 = 0
    var answered: Int64 = 0
    var seconds: Int64 = 0
    var prices: [Money] = []
    var costs: [Money] = []

    init(_ rows: [SummaryRow]) {
        for row in rows {
            calls &+= row.measures.calls
            answered &+= row.measures.answered
            seconds &+= row.measures.seconds
            guard let currency = row.currency else { continue }
            Self.add(row.measures.price, currency, to: &prices)
            Self.add(row.measures.cost, currency, to: &costs)
        }
        prices.removeAll { $0.amount == .zero }
        costs.removeAll { $0.amount == .zero }
    }

    /// Prices less costs, where both are in the same currencies.
    var margins: [Money] {
        func amounts(_ sums: [Money]) -> Amounts { sums.reduce(into: Amounts()) { $0[$1.currency] = $1.amount } }
        return Margin.of(prices: amounts(prices), costs: amounts(costs)).map { Money($0.amount, $0.currency) }
    }

    /// One sum for each key, in the order in which the keys come first: a group has a row for each currency.
    static func grouped(_ rows: [SummaryRow], by key: (SummaryRow) -> String) -> [(key: String, sums: Sums)] {
        var keys: [String] = []
        for row in rows where !keys.contains(key(row)) { keys.append(key(row)) }
        let groups = Dictionary(grouping: rows, by: key)
        return keys.map { ($0, Sums(groups[$0] ?? [])) }
    }

    private static func add(_ amount: Amount, _ currency: Currency, to sums: inout [Money]) {
        guard let index = sums.firstIndex(where: { $0.currency == currency }) else { return sums.append(Money(amount, currency)) }
        // What does not fit any more was refused when it was stored.
        sums[index] = Money(sums[index].amount.adding(amount) ?? sums[index].amount, currency)
    }
}

/// Summary rows as a table: label, calls, minutes, price; cost and margin where there are any.
struct SummaryTable {
    struct Line {
        let label: HTMLText
        let type: String
        let sums: Sums
        /// `nil` where the list of calls has no filter for them.
        let link: LocalPath?
    }

    let rows: [Line]
    /// The sums of all, where they are shown.
    let total: Sums?
    let heading: String
    let currency: Currency
    /// What the total is a sum of.
    let link: LocalPath?
    let texts: Texts

    func render(caption: String) -> HTMLText {
        let words = texts.dashboard
        let hasCost = rows.contains { !$0.sums.costs.isEmpty }
        // The currency stands once in the heading, where all amounts have the same one.
        let costs = Set(rows.flatMap { $0.sums.costs.map(\.currency) })
        let costCurrency = costs.count == 1 ? costs.first ?? currency : currency
        var columns: [DataGrid.Column] = [
            .init(heading, phone: .who), .init(words.calls, isFigure: true, phone: .where),
            .init(words.talk, isFigure: true, phone: .when),
            .init(words.price, unit: currency.code, isFigure: true, phone: .amount),
        ]
        let hasMargin = rows.contains { !$0.sums.margins.isEmpty }
        if hasCost { columns.append(.init(words.cost, unit: costCurrency.code, isFigure: true)) }
        if hasMargin { columns.append(.init(texts.calls.margin, unit: costCurrency.code, isFigure: true)) }
        func cells(_ label: HTMLText, _ sums: Sums) -> [HTMLText] {
            [
                label, together { Figures.count(sums.calls) },
                sums.seconds == 0 ? Figures.none(texts.pieces) : together { Figures.duration(sums.seconds) },
                amounts(sums.prices, currency),
            ] + (hasCost ? [amounts(sums.costs, costCurrency)] : []) + (hasMargin ? [amounts(sums.margins, costCurrency)] : [])
        }
        var lines = rows.map { line in
            DataGrid.Row(cells(line.label, line.sums), link: line.link, type: line.type.isEmpty ? nil : line.type)
        }
        if let total { lines.append(DataGrid.Row(cells(together { words.total }, total), link: link, kind: .total)) }
        return DataGrid(caption: caption, columns: columns, rows: lines).render(texts.pieces)
    }

    private func amounts(_ sums: [Money], _ heading: Currency) -> HTMLText {
        guard !sums.isEmpty else { return Figures.none(texts.pieces) }
        return together {
            sums.map { Figures.amount($0.text) + ($0.currency == heading ? "" : " " + $0.currency.code) }.joined(separator: " + ")
        }
    }
}
