import Billing
import Document
import Model
import Money
import Time

/// A column before it is laid out: a field of calls, a measure, or the name of groups; money stands once for each currency.
struct ReportColumn {
    enum Content {
        case name
        case field(CallField)
        case measure(Measure)
    }
    let content: Content
    let currency: Currency?
    /// The first of the columns into which a measure of money falls.
    let isFirst: Bool
    let column: Column

    var measure: Measure? {
        switch content {
        case .name: nil
        case .field(let field): field.measure
        case .measure(let measure): measure
        }
    }
}

extension Report {
    func table(_ body: Body) -> Table {
        let columns = columns(body.tree)
        var table = Table(id: "main", caption: context.texts["caption"], columns: columns.map(\.column))
        rows(body.tree, level: -1, filter: context.callFilter, columns, into: &table.rows)
        table.rows += totals(body, columns)
        return table
    }

    private func columns(_ tree: GroupTree) -> [ReportColumn] {
        let definition = context.definition
        guard definition.layout == .summary else { return definition.columns.flatMap { column(.field($0), $0.rawValue, tree) } }
        let name = definition.groups.map { context.texts["group." + $0.by.rawValue] }.joined(separator: " / ")
        return [ReportColumn(content: .name, currency: nil, isFirst: true, column: Column(id: "name", title: name, kind: .text))]
            + definition.measures.flatMap { column(.measure($0), $0.rawValue, tree) }
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
        let title = context.texts["column." + id]
        guard let money = Measure(rawValue: id)?.money else {
            let kind: ColumnKind =
                switch content {
                case .name: .text
                case .field(let field): field.kind(nil)
                case .measure(.duration): .duration
                case .measure: .count
                }
            return [ReportColumn(content: content, currency: nil, isFirst: true, column: Column(id: id, title: title, kind: kind))]
        }
        let found = money == .margin ? tree.marginCurrencies : tree.sums.currencies(money)
        // Without a margin there is nothing to be headed; a price or cost of none is told as none.
        if money == .margin, found.isEmpty { return [] }
        if context.definition.totals == .bill, !isTold(money, tree.sums) { return [] }
        let currencies = found.isEmpty ? [context.currency] : found.sorted { $0.packed < $1.packed }
        return currencies.enumerated().map { index, currency in
            ReportColumn(
                content: content, currency: currency, isFirst: index == 0,
                column: Column(id: id + "." + currency.code, title: title, kind: .money(currency)))
        }
    }

    /// Headings, lines and subtotals below a group, or in a summary one line for each innermost group.
    private func rows(_ tree: GroupTree, level: Int, filter: CallFilter?, _ columns: [ReportColumn], into rows: inout [Row]) {
        var filter = filter
        if level >= 0 { narrow(&filter, tree.key) }
        let isSummary = context.definition.layout == .summary
        if isSummary, tree.children.isEmpty, level >= 0 {
            rows.append(sumRow(.line, tree, level, Cell(.text(tree.key.title), link: tree.key.link), filter, columns))
            return
        }
        let hasFrame = level >= 0 && context.definition.layout != .detail
        if hasFrame {
            let label = Cell(.text(tree.key.title), link: tree.key.link)
            rows.append(Row(.heading, level: level, cells: [label] + emptyCells(columns.count - 1), mark: mark(tree)))
        }
        for line in tree.lines { rows.append(row(line, level, columns)) }
        for child in tree.children { self.rows(child, level: level + 1, filter: filter, columns, into: &rows) }
        guard hasFrame else { return }
        let calls = context.texts.counted("calls", tree.sums.calls)
        let label = isSummary ? tree.key.title : context.texts.fill("subtotal", ["name": tree.key.title, "calls": calls])
        rows.append(sumRow(.subtotal, tree, level, Cell(.text(label)), filter, columns))
    }

    private func narrow(_ filter: inout CallFilter?, _ key: GroupKey) {
        guard let narrow = key.narrow, var narrowed = filter else {
            filter = nil
            return
        }
        narrow(&narrowed)
        filter = narrowed
    }

    private func mark(_ tree: GroupTree) -> Mark? { context.definition.colour ? tree.key.mark : nil }

    private func emptyCells(_ count: Int) -> [Cell] { [Cell](repeating: .empty, count: max(0, count)) }

    /// Sums under the columns that add up; in front of them the name.
    private func sumRow(
        _ kind: Row.Kind, _ tree: GroupTree, _ level: Int, _ label: Cell, _ filter: CallFilter?, _ columns: [ReportColumn]
    ) -> Row {
        let link = filter.map(Link.calls)
        let cells = columns.enumerated().map { index, column -> Cell in
            guard index > 0, let measure = column.measure, context.definition.measures.contains(measure) else {
                return index == 0 ? label : .empty
            }
            return Cell(value(tree.sums, measure, column.currency), link: link, zeroMeansNone: isNone(tree.sums, measure, column.currency))
        }
        return Row(kind, level: max(level, 0), cells: cells, mark: mark(tree))
    }

    private func value(_ sums: ReportSums, _ measure: Measure, _ currency: Currency?) -> Value {
        switch measure {
        case .calls: .count(sums.calls)
        case .answered: .count(sums.answered)
        case .unrated: .count(sums.unrated)
        case .duration: .duration(sums.seconds)
        case .price, .surcharges, .discount, .cost, .margin, .final:
            currency.map { .money(Money(sums.amount(measure.money ?? .price, $0), $0)) } ?? .empty
        }
    }

    private func isNone(_ sums: ReportSums, _ measure: Measure, _ currency: Currency?) -> Bool {
        guard let money = measure.money, let currency else { return true }
        return !sums.currencies(money).contains(currency)
    }

    private func row(_ line: ReportLine, _ level: Int, _ columns: [ReportColumn]) -> Row {
        let cells = columns.map { column -> Cell in
            guard case .field(let field) = column.content else { return .empty }
            return line.cell(field, column.currency, isFirstMoney: column.isFirst, context)
        }
        let mark = context.definition.colour ? context.directory.callType(line.call.callType) : nil
        return Row(.line, level: max(level, 0), cells: cells, mark: mark, isBold: context.definition.bold && context.isOver(line))
    }

    private func totals(_ body: Body, _ columns: [ReportColumn]) -> [Row] {
        let texts = context.texts
        switch context.definition.totals {
        case .none: return []
        case .sum: return [sumRow(.total, body.tree, 0, Cell(.text(texts["total"])), context.callFilter, columns)]
        case .bill:
            let label = texts.fill("subtotal", ["name": texts["sum"], "calls": texts.counted("calls", body.tree.sums.calls)])
            let sum = sumRow(.sum, body.tree, 0, Cell(.text(label)), context.callFilter, columns)
            guard let bill = context.request.bill else {
                return [
                    sum, billRow(.adjustment, texts["rounding"], body, columns, \.rounding),
                    billRow(.total, texts["payable"], body, columns, \.total),
                ]
            }
            return [sum] + earlierRows(bill, columns) + settledRows(bill, columns)
        }
    }

    /// What comes to the calls of a settled bill, down to what is to pay.
    private func settledRows(_ bill: SettledBill, _ columns: [ReportColumn]) -> [Row] {
        let texts = context.texts
        var rows = bill.recurring.map { due in
            let values = ["name": due.name, "from": due.days.first.description, "to": due.days.last.description]
            return settledRow(.adjustment, texts.fill("recurring", values), due.amount, bill, columns)
        }
        rows.append(settledRow(.adjustment, texts["rounding"], bill.rounding, bill, columns))
        for line in bill.taxes {
            let net = Money(line.net, bill.currency).text
            let values = ["name": line.name, "percent": line.percent.text, "net": net, "tax": Money(line.tax, bill.currency).text]
            let label = texts.fill(line.isInclusive ? "tax.inclusive" : "tax", values)
            rows.append(settledRow(.adjustment, label, line.isInclusive ? .zero : line.tax, bill, columns))
        }
        return rows + [settledRow(.total, texts["payable"], bill.total, bill, columns)]
    }

    /// Calls that came after the bill of their period (DOMAIN section 10).
    private func earlierRows(_ bill: SettledBill, _ columns: [ReportColumn]) -> [Row] {
        let calls = context.request.earlier
        guard !calls.isEmpty else { return [] }
        let lines = calls.map { row(ReportLine(call: $0, final: $0.settled?.final), 0, columns) }
        let texts = context.texts
        let counted = texts.counted("calls", Int64(calls.count))
        return [Row(.heading, cells: [Cell(.text(texts["earlier"]))] + emptyCells(columns.count - 1))] + lines
            + [settledRow(.adjustment, texts.fill("subtotal", ["name": texts["earlier"], "calls": counted]), bill.earlier, bill, columns)]
    }

    private func settledRow(
        _ kind: Row.Kind, _ label: String, _ amount: Amount, _ bill: SettledBill, _ columns: [ReportColumn]
    ) -> Row {
        let cells = columns.enumerated().map { index, column -> Cell in
            guard index > 0 else { return Cell(.text(label)) }
            guard column.measure == .final, column.currency == bill.currency else { return .empty }
            return Cell(.money(Money(amount, bill.currency)), zeroMeansNone: kind == .adjustment)
        }
        return Row(kind, cells: cells)
    }

    private func billRow(_ kind: Row.Kind, _ label: String, _ body: Body, _ columns: [ReportColumn], _ part: KeyPath<BillSum, Amount>)
        -> Row
    {
        let cells = columns.enumerated().map { index, column -> Cell in
            guard index > 0 else { return Cell(.text(label)) }
            guard column.measure == .final, let currency = column.currency, let sum = body.bill.first(where: { $0.currency == currency })
            else {
                return .empty
            }
            return Cell(.money(Money(sum[keyPath: part], currency)), zeroMeansNone: kind == .adjustment)
        }
        return Row(kind, cells: cells)
    }
}
