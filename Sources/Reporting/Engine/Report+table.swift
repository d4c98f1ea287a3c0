import Billing
import Document
import Model
import Money
import Time

extension Report {
    func table(_ body: Body) -> Table {
        let columns = columns(body)
        let whole = Whole(sums: body.tree.sums, seconds: context.periodSeconds, zone: context.zone)
        var table = Table(id: "main", caption: context.texts["caption"], columns: columns.map(\.column))
        var walk = LineWalk(body.part, top: context.definition.layout == .summary ? nil : context.definition.top, from: body.passed)
        rows(body.tree, level: -1, filter: context.callFilter, columns, whole, &walk, into: &table.rows)
        guard body.part?.isLast ?? true else { return table }
        if let cut = cutRow(body.tree, columns) { table.rows.append(cut) }
        table.rows += totals(body, columns, whole)
        return table
    }

    /// Headings, lines and subtotals below a group, or in a summary one line for each innermost group; of a page what belongs to its lines.
    private func rows(
        _ tree: GroupTree, level: Int, filter: CallFilter?, _ columns: [ReportColumn], _ whole: Whole, _ walk: inout LineWalk,
        into rows: inout [Row]
    ) {
        let isSummary = context.definition.layout == .summary
        let isLine = isSummary && tree.children.isEmpty && level >= 0
        if isLine, !walk.step() { return }
        let begin = walk.place
        let lines = begin..<begin + context.lineCount(tree)
        guard isLine || level < 0 || walk.meets(lines) else { return walk.pass(lines.count) }
        let filter = level < 0 ? filter : filter.flatMap(tree.key.narrowed)
        if isLine {
            rows.append(sumRow(.line, tree, level, Cell(.text(tree.key.title), link: tree.key.link), filter, columns, whole))
            return
        }
        let hasFrame = level >= 0 && context.definition.layout != .detail
        if hasFrame {
            let label = Cell(.text(tree.key.title), link: tree.key.link)
            rows.append(Row(.heading, level: level, cells: [label] + emptyCells(columns.count - 1), mark: mark(tree)))
        }
        if !isSummary { for line in walk.lines(of: tree, context.ownLineCount(tree)) { rows.append(row(line, level, columns)) } }
        for child in tree.children { self.rows(child, level: level + 1, filter: filter, columns, whole, &walk, into: &rows) }
        guard hasFrame, walk.ends(begin..<walk.place) else { return }
        let calls = context.texts.counted("calls", tree.sums.calls)
        let label = isSummary ? tree.key.title : context.texts.fill("subtotal", ["name": tree.key.title, "calls": calls])
        rows.append(sumRow(.subtotal, tree, level, Cell(.text(label)), filter, columns, whole))
    }

    private func mark(_ tree: GroupTree) -> Mark? { context.isColoured ? tree.key.mark : nil }

    private func emptyCells(_ count: Int) -> [Cell] { [Cell](repeating: .empty, count: max(0, count)) }

    /// What a limit of the lines left out: it is in the totals.
    private func cutRow(_ tree: GroupTree, _ columns: [ReportColumn]) -> Row? {
        guard let top = context.definition.top, context.definition.layout != .summary, tree.sums.calls > Int64(top) else { return nil }
        let text = context.texts.fill("cut", ["n": String(tree.sums.calls - Int64(top))])
        return Row(.aside, cells: [Cell(.text(text))] + emptyCells(columns.count - 1))
    }

    /// Sums under the columns that add up; in front of them the name.
    private func sumRow(
        _ kind: Row.Kind, _ tree: GroupTree, _ level: Int, _ label: Cell, _ filter: CallFilter?, _ columns: [ReportColumn],
        _ whole: Whole
    ) -> Row {
        let link = filter.map(Link.calls)
        let cells = columns.enumerated().map { index, column -> Cell in
            guard index > 0, let measure = column.measure, context.definition.measures.contains(measure) else {
                return index == 0 ? label : .empty
            }
            return cell(tree, column, measure, link, whole)
        }
        return Row(kind, level: max(level, 0), cells: cells, mark: mark(tree))
    }

    private func cell(_ tree: GroupTree, _ column: ReportColumn, _ measure: Measure, _ link: Link?, _ whole: Whole) -> Cell {
        func figure(_ sums: ReportSums, _ link: Link?) -> Cell {
            Cell(
                sums.value(measure, column.currency, of: whole), link: link, zeroMeansNone: sums.isNone(measure, column.currency))
        }
        switch column.content {
        case .across(let key, _): return figure(tree.across[key] ?? ReportSums(), column.link(link))
        case .before: return figure(tree.before, nil)
        case .change: return Cell(change(tree, measure, column.currency, whole))
        default: return figure(tree.sums, link)
        }
    }

    /// By how many hundredths a measure changed since the period before; nothing where it was nothing.
    private func change(_ tree: GroupTree, _ measure: Measure, _ currency: Currency?, _ whole: Whole) -> Value {
        let now = tree.sums.value(measure, currency, of: whole).weight
        let before = tree.before.value(measure, currency, of: whole).weight
        let (difference, overflow) = now.subtractingReportingOverflow(before)
        return overflow ? .empty : Value.percent(difference, of: before)
    }

    private func row(_ line: ReportLine, _ level: Int, _ columns: [ReportColumn]) -> Row {
        let cells = columns.map { column -> Cell in
            guard case .field(let field) = column.content else { return .empty }
            return context.cell(line, field, column.currency, isFirstMoney: column.isFirst)
        }
        let mark = context.isColoured ? context.directory.callType(line.call.callType) : nil
        return Row(.line, level: max(level, 0), cells: cells, mark: mark, isBold: context.definition.bold && context.isOver(line))
    }

    private func totals(_ body: Body, _ columns: [ReportColumn], _ whole: Whole) -> [Row] {
        let texts = context.texts
        switch context.definition.totals {
        case .none: return []
        case .sum: return [sumRow(.total, body.tree, 0, Cell(.text(texts["total"])), context.callFilter, columns, whole)]
        case .bill:
            let label = texts.fill("subtotal", ["name": texts["sum"], "calls": texts.counted("calls", body.tree.sums.calls)])
            let sum = sumRow(.sum, body.tree, 0, Cell(.text(label)), context.callFilter, columns, whole)
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
            let values = ["name": due.name, "from": texts.day(due.days.first), "to": texts.day(due.days.last)]
            return settledRow(.adjustment, texts.fill("recurring", values), due.amount, bill, columns)
        }
        rows.append(settledRow(.adjustment, texts["rounding"], bill.rounding, bill, columns))
        for line in bill.taxes {
            let values = [
                "name": line.name, "percent": texts.figure(line.percent.text), "net": texts.figure(Money(line.net, bill.currency).text),
                "tax": texts.figure(Money(line.tax, bill.currency).text),
            ]
            let label = texts.fill(line.isInclusive ? "tax.inclusive" : "tax", values)
            rows.append(settledRow(.adjustment, label, line.isInclusive ? .zero : line.tax, bill, columns))
        }
        return rows + [settledRow(.total, texts["payable"], bill.total, bill, columns)]
    }

    /// Calls that came after the bill of their period (DOMAIN section 10).
    private func earlierRows(_ bill: SettledBill, _ columns: [ReportColumn]) -> [Row] {
        let calls = context.request.earlier
        guard !calls.isEmpty else { return [] }
        let texts = context.texts
        let listed = calls.filter { !context.leavesOut($0) }
        let counted = texts.counted("calls", Int64(listed.count))
        guard context.isItemised else {
            let label = texts.fill("subtotal", ["name": texts["earlier"], "calls": counted])
            return [settledRow(.adjustment, label, bill.earlier, bill, columns)]
        }
        let lines = listed.map { row(ReportLine(call: context.shown($0), final: $0.settled?.final), 0, columns) }
        return [Row(.heading, cells: [Cell(.text(texts["earlier"]))] + emptyCells(columns.count - 1))] + lines
            + [settledRow(.adjustment, texts.fill("subtotal", ["name": texts["earlier"], "calls": counted]), bill.earlier, bill, columns)]
    }

    private func settledRow(
        _ kind: Row.Kind, _ label: String, _ amount: Amount, _ bill: SettledBill, _ columns: [ReportColumn]
    ) -> Row {
        let cells = columns.enumerated().map { index, column -> Cell in
            guard index > 0 else { return Cell(.text(label)) }
            guard column.isOwn(.final), column.currency == bill.currency else { return .empty }
            return Cell(.money(Money(amount, bill.currency)), zeroMeansNone: kind == .adjustment)
        }
        return Row(kind, cells: cells)
    }

    private func billRow(_ kind: Row.Kind, _ label: String, _ body: Body, _ columns: [ReportColumn], _ part: KeyPath<BillSum, Amount>)
        -> Row
    {
        let cells = columns.enumerated().map { index, column -> Cell in
            guard index > 0 else { return Cell(.text(label)) }
            guard column.isOwn(.final), let currency = column.currency, let sum = body.bill.first(where: { $0.currency == currency })
            else {
                return .empty
            }
            return Cell(.money(Money(sum[keyPath: part], currency)), zeroMeansNone: kind == .adjustment)
        }
        return Row(kind, cells: cells)
    }
}
