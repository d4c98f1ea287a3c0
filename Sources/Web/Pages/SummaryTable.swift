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
        costs.removeAll { $0.amount == .zero }
    }

    private static func add(_ amount: Amount, _ currency: Currency, to sums: inout [Money]) {
        guard let index = sums.firstIndex(where: { $0.currency == currency }) else { return sums.append(Money(amount, currency)) }
        // What does not fit any more was refused when it was stored.
        sums[index] = Money(sums[index].amount.adding(amount) ?? sums[index].amount, currency)
    }
}

/// Summary rows as a table: label, calls, minutes, price, cost where there is one.
struct SummaryTable {
    struct Line {
        let label: HTMLText
        let type: String
        let sum: SummaryRow
        let link: LocalPath
    }

    let rows: [Line]
    let heading: String
    let currency: Currency
    /// What the total is a sum of.
    let link: LocalPath?
    let total: Bool
    let texts: Texts

    func render(caption: String) -> HTMLText {
        let words = texts.dashboard
        let hasCost = rows.contains { $0.sum.measures.cost != .zero }
        var columns: [DataGrid.Column] = [
            .init(heading, phone: .who), .init(words.calls, isFigure: true, phone: .where), .init(words.talk, isFigure: true, phone: .when),
            .init(words.price, unit: currency.code, isFigure: true, phone: .amount),
        ]
        if hasCost { columns.append(.init(words.cost, unit: currency.code, isFigure: true)) }
        var lines = rows.map { line in
            DataGrid.Row(
                cells(line.label, line.sum.measures, line.sum.currency, hasCost), link: line.link, type: line.type.isEmpty ? nil : line.type
            )
        }
        if total {
            let sums = Sums(rows.map(\.sum))
            for (index, price) in sums.prices.enumerated() {
                var measures = Measures()
                measures.price = price.amount
                measures.cost = sums.costs.first { $0.currency == price.currency }?.amount ?? .zero
                if index == 0 { (measures.calls, measures.seconds) = (sums.calls, sums.seconds) }
                lines.append(DataGrid.Row(cells(together { words.total }, measures, price.currency, hasCost), link: link, kind: .total))
            }
        }
        return DataGrid(caption: caption, columns: columns, rows: lines).render(texts.pieces)
    }

    private func cells(_ label: HTMLText, _ sum: Measures, _ own: Currency?, _ hasCost: Bool) -> [HTMLText] {
        var cells = [
            label, together { sum.calls == 0 ? "" : Figures.count(sum.calls) },
            sum.seconds == 0 ? Figures.none(texts.pieces) : together { Figures.duration(sum.seconds) }, amount(sum.price, own),
        ]
        if hasCost { cells.append(amount(sum.cost, own)) }
        return cells
    }

    private func amount(_ amount: Amount, _ own: Currency?) -> HTMLText {
        guard amount != .zero else { return Figures.none(texts.pieces) }
        let text = amount.text(minorUnit: (own ?? currency).minorUnit)
        return together { own == nil || own == currency ? text : text + " " + (own ?? currency).code }
    }
}
