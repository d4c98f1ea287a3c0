import Document
import Model
import Money
import Time

extension Report {
    /// A picture of each chosen measure over the outermost groups; of a cross-tab, its columns upon each other.
    func charts(_ body: Body) -> [Chart] {
        let definition = context.definition
        guard let field = definition.groups.first?.by else { return [] }
        return definition.charts.enumerated().map { index, rule in
            let groups = body.tree.children.prefix(rule.top ?? 60)
            let currency = rule.measure.currencyMeasure.map { chartCurrency($0, body) }
            let whole = Whole(sums: body.tree.sums, seconds: context.periodSeconds, zone: context.zone)
            func values(_ sums: (GroupTree) -> ReportSums) -> [Value] {
                groups.map { sums($0).value(rule.measure, currency, of: whole) }
            }
            let title = context.texts["column." + rule.measure.rawValue]
            var series = body.across.map { key in
                Chart.Series(name: key.title, mark: key.mark, values: values { $0.across[key.id] ?? ReportSums() })
            }
            if series.isEmpty { series = [Chart.Series(name: title, values: values(\.sums))] }
            if definition.comparesBefore, body.across.isEmpty {
                series.append(Chart.Series(name: context.texts.fill("column.before", ["name": title]), values: values(\.before)))
            }
            return Chart(
                id: "chart\(index + 1)", title: title, axis: context.texts["group." + field.rawValue],
                labels: groups.map(\.key.title), kind: rule.measure.kind(currency), series: series)
        }
    }

    /// A chart has one scale: the report's own currency, or the first that there is.
    private func chartCurrency(_ money: MoneyMeasure, _ body: Body) -> Currency {
        let found = body.tree.sums.currencies(money)
        return found.contains(context.currency) ? context.currency : found.min { $0.packed < $1.packed } ?? context.currency
    }
}

extension ReportContext {
    /// The length of the report's days: 23 and 25 hours where the clock was changed.
    var periodSeconds: Int64 {
        let period = zone.period(days)
        return period.to.seconds - period.from.seconds
    }
}
