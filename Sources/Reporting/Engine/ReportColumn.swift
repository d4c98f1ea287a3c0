import Document
import Model
import Money

/// A column before it is laid out: a field of calls, a measure, or the name of groups; money stands once for each currency.
struct ReportColumn {
    enum Content {
        case name
        case field(CallField)
        case measure(Measure)
        /// The measure in one column of a cross-tab.
        case across(String, Measure)
        /// The measure in the period before; how much it changed since.
        case before(Measure)
        case change(Measure)
    }
    let content: Content
    let currency: Currency?
    /// The first of the columns into which a measure of money falls.
    let isFirst: Bool
    let column: Column
    /// Narrows a filter to a column of a cross-tab, where that goes with whatever its rows are.
    var narrow: (@Sendable (inout CallFilter) -> Void)?

    /// Whether it holds a measure of the report's own period, as a whole.
    func isOwn(_ wanted: Measure) -> Bool {
        switch content {
        case .field(let field): field.measure == wanted
        case .measure(let measure): measure == wanted
        default: false
        }
    }

    /// The calls of a row that count in its column of a cross-tab.
    func link(_ row: Link?) -> Link? {
        guard let narrow, case .calls(var filter)? = row else { return nil }
        narrow(&filter)
        return .calls(filter)
    }

    /// What its totals add up.
    var measure: Measure? {
        switch content {
        case .name: nil
        case .field(let field): field.measure
        case .measure(let measure), .across(_, let measure), .before(let measure), .change(let measure): measure
        }
    }
}

extension Report {
    func columns(_ body: Body) -> [ReportColumn] {
        let definition = context.definition
        let tree = body.tree
        guard definition.layout == .summary else { return definition.columns.flatMap { column(.field($0), $0.rawValue, tree) } }
        let name = definition.groups.map { context.texts["group." + $0.by.rawValue] }.joined(separator: " / ")
        var columns = [ReportColumn(content: .name, currency: nil, isFirst: true, column: Column(id: "name", title: name, kind: .text))]
        for key in body.across {
            for measure in definition.measures {
                columns += column(.across(key.id, measure), measure.rawValue, tree).map { titled($0, key) }
            }
        }
        for measure in definition.measures {
            columns += column(.measure(measure), measure.rawValue, tree)
            guard definition.comparesBefore, measure.isCompared else { continue }
            columns += column(.before(measure), measure.rawValue, tree) + column(.change(measure), measure.rawValue, tree)
        }
        return columns
    }

    /// A column of a cross-tab is headed by its value; by the measure too where there are several.
    private func titled(_ column: ReportColumn, _ key: GroupKey) -> ReportColumn {
        let title = context.definition.measures.count > 1 ? key.title + " " + column.column.title : key.title
        return ReportColumn(
            content: column.content, currency: column.currency, isFirst: column.isFirst,
            column: Column(id: "across." + key.id + "." + column.column.id, title: title, kind: column.column.kind),
            narrow: key.isLookedUp ? key.narrow : nil)
    }

    /// A bill shows how a charge became what is to pay only where something made it so: surcharges, discounts, an exchange.
    private func isTold(_ money: MoneyMeasure, _ sums: ReportSums) -> Bool {
        let discounted = !sums.nonZero(.discount).isEmpty
        switch money {
        case .surcharges, .discount: return !sums.nonZero(money).isEmpty
        case .price: return discounted || !sums.nonZero(.surcharges).isEmpty || sums.currencies(.price) != sums.currencies(.final)
        default: return true
        }
    }

    private func column(_ content: ReportColumn.Content, _ id: String, _ tree: GroupTree) -> [ReportColumn] {
        let texts = context.texts
        let (title, id) =
            switch content {
            case .before: (texts.fill("column.before", ["name": texts["column." + id]]), id + ".before")
            case .change: (texts.fill("column.change", ["name": texts["column." + id]]), id + ".change")
            default: (texts["column." + id], id)
            }
        func one(_ kind: ColumnKind) -> [ReportColumn] {
            [ReportColumn(content: content, currency: nil, isFirst: true, column: Column(id: id, title: title, kind: kind))]
        }
        let measure: Measure
        switch content {
        case .name: return one(.text)
        case .field(let field):
            guard let found = field.measure, found.money != nil else { return one(field.kind(nil)) }
            measure = found
        case .measure(let found), .across(_, let found), .before(let found), .change(let found): measure = found
        }
        guard let money = measure.currencyMeasure else { return one(kind(content, measure, nil)) }
        return currencies(measure, money, tree).enumerated().map { index, currency in
            ReportColumn(
                content: content, currency: currency, isFirst: index == 0,
                column: Column(id: id + "." + currency.code, title: title, kind: kind(content, measure, currency)))
        }
    }

    private func kind(_ content: ReportColumn.Content, _ measure: Measure, _ currency: Currency?) -> ColumnKind {
        if case .change = content { return .percent }
        return measure.kind(currency)
    }

    /// In which currencies a measure has columns; in none where there is nothing to be headed.
    private func currencies(_ measure: Measure, _ money: MoneyMeasure, _ tree: GroupTree) -> [Currency] {
        var found =
            money == .margin ? tree.marginCurrencies : Set(tree.sums.currencies(money)).union(tree.before.currencies(money))
        // A line may have a margin in a currency in which the sums have none.
        if money == .margin, context.definition.layout != .summary {
            found.formUnion(Set(tree.sums.currencies(.cost)).intersection(tree.sums.currencies(.price)))
        }
        // Without a margin there is nothing to be headed; a price or cost of none is told as none.
        if money == .margin, found.isEmpty { return [] }
        if context.definition.totals == .bill, !isTold(money, tree.sums) { return [] }
        return found.isEmpty ? [context.currency] : found.sorted { $0.packed < $1.packed }
    }
}

extension Measure {
    /// The amounts whose currencies it has a column for.
    var currencyMeasure: MoneyMeasure? {
        switch self {
        case .shareOfPrice: .price
        case .marginRate: .margin
        default: money
        }
    }
}
