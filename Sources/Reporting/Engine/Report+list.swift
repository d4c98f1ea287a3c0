public import Document
public import Model
import Money

/// The rows of a list as a source gives them: a cell for each column of its kind.
public struct ListRows: Sendable {
    public var rows: [[Cell]]
    /// More than were asked for.
    public var isCut: Bool
    /// Rows of the whole list, where these are those of the page that was asked for.
    public var total: Int?

    public init(rows: [[Cell]] = [], isCut: Bool = false) { (self.rows, self.isCut) = (rows, isCut) }
}

/// What one asks of a source for a list.
public struct ListQuery: Sendable {
    public var kind: ListKind
    public var request: ReportRequest
    /// Calls that the figures of a list are made of.
    public var filter: CallFilter
    /// Only these rows are shown: who can tell them apart in the order of the list need give no others.
    public var page: LinePage?
}

extension Report {
    /// Rows of something else than calls: filtered, sorted, cut and added up here.
    func listDocument() throws -> Document {
        let definition = context.definition
        guard let kind = definition.list else { throw ReportFailure.unknownReport(definition.id) }
        guard context.request.tests.isEmpty || kind.takesConditions else { throw ReportFailure.noConditions(report: definition.id) }
        let found = try source.list(
            ListQuery(kind: kind, request: context.request, filter: context.callFilter, page: takesPage(kind) ? context.request.page : nil))
        let places = Dictionary(uniqueKeysWithValues: kind.columns.enumerated().map { ($1.name, $0) })
        var rows = found.rows.filter { row in
            definition.filter.list.allSatisfy { test in
                let text = places[test.column].map { row[$0].value.text } ?? ""
                return test.patterns.contains { FieldTest.matches(text, $0) } != test.isNot
            }
        }
        if let place = places[definition.sort.column] { sort(&rows, by: place, descending: definition.sort.descending) }
        let columns = listColumns(kind, rows, places)
        var table = Table(id: "main", caption: context.texts["caption"], columns: columns.map(\.column))
        let count = found.total ?? min(rows.count, definition.top ?? .max)
        let page = context.request.page
        let shown = found.total == nil ? rows[page?.lines(of: count) ?? 0..<count] : rows[...]
        table.rows = shown.map { row in Row(.line, cells: columns.map { $0.cell(row, context.texts) }) }
        let part = page?.part(of: count)
        if found.total == nil, part?.isLast ?? true { table.rows += try listEnd(rows, count, columns) }
        var document = layOutList(table, count: found.total ?? rows.count, isCut: found.isCut)
        document.part = part
        return document
    }

    /// Whether rows of other pages change nothing on this one.
    private func takesPage(_ kind: ListKind) -> Bool {
        let definition = context.definition
        return kind.hasPages && definition.filter.list.isEmpty && definition.sort.column.isEmpty && definition.totals == .none
            && definition.top == nil
    }

    /// What a limit left out, and the total of all rows.
    private func listEnd(_ rows: [[Cell]], _ shown: Int, _ columns: [ListColumn]) throws -> [Row] {
        var end: [Row] = []
        if rows.count > shown {
            let text = context.texts.fill("cut.rows", ["n": String(rows.count - shown)])
            end.append(Row(.aside, cells: [Cell(.text(text))] + [Cell](repeating: .empty, count: columns.count - 1)))
        }
        if context.definition.totals == .sum, columns.contains(where: \.addsUp) { end.append(try listTotal(rows, columns)) }
        return end
    }

    private func sort(_ rows: inout [[Cell]], by place: Int, descending: Bool) {
        rows = rows.enumerated().sorted { left, right in
            let order = left.element[place].value.order(to: right.element[place].value)
            return order == 0 ? left.offset < right.offset : (order < 0) != descending
        }.map(\.element)
    }

    private func listColumns(_ kind: ListKind, _ rows: [[Cell]], _ places: [String: Int]) -> [ListColumn] {
        context.definition.listColumns.flatMap { name -> [ListColumn] in
            guard let place = places[name], let held = kind.kind(of: name) else { return [] }
            let title = context.texts["list." + name]
            guard held == .money else {
                return [ListColumn(place: place, kind: held, column: Column(id: name, title: title, kind: held.columnKind))]
            }
            var found: Set<Currency> = []
            for row in rows { if case .money(let money) = row[place].value { found.insert(money.currency) } }
            let currencies = found.isEmpty ? [context.currency] : found.sorted { $0.packed < $1.packed }
            return currencies.map { currency in
                ListColumn(
                    place: place, kind: held, column: Column(id: name + "." + currency.code, title: title, kind: .money(currency)))
            }
        }
    }

    private func listTotal(_ rows: [[Cell]], _ columns: [ListColumn]) throws -> Row {
        let cells = try columns.enumerated().map { index, column -> Cell in
            guard index > 0 else { return Cell(.text(context.texts["total"])) }
            return column.addsUp ? Cell(try column.total(rows)) : .empty
        }
        return Row(.total, cells: cells)
    }

    private func layOutList(_ table: Table, count: Int, isCut: Bool) -> Document {
        let texts = context.texts
        let values = [
            "rows": texts.counted("rows", Int64(count)), "subject": subject, "period": periodText(context.days, texts),
        ]
        var document = Document(
            language: texts.language, title: texts.fill("title", values), sentence: texts.fill("sentence.list", values))
        dress(&document)
        document.facts = facts
        if isCut { document.notices.append(Notice(.warning, texts["notice.cut"])) }
        document.sections = [Section(id: "main", tables: [table])]
        document.notes = [texts["countingRule"]]
        return document
    }
}

/// A column of a list as it is laid out: money stands once for each currency.
private struct ListColumn {
    let place: Int
    let kind: ListColumnKind
    let column: Column

    var addsUp: Bool { kind.addsUp }

    /// As it is shown.
    func cell(_ row: [Cell], _ texts: ReportTexts) -> Cell {
        guard kind == .word, case .text(let word) = row[place].value else { return cell(row) }
        var cell = row[place]
        cell.value = .word(word, shown: texts.words(word))
        return cell
    }

    private func cell(_ row: [Cell]) -> Cell {
        guard case .money(let currency) = column.kind, case .money(let money) = row[place].value else { return row[place] }
        return money.currency == currency ? row[place] : .empty
    }

    func total(_ rows: [[Cell]]) throws -> Value {
        var (count, amount) = (Int64(0), Amount.zero)
        for row in rows {
            switch cell(row).value {
            case .count(let value), .duration(let value):
                let (sum, overflow) = count.addingReportingOverflow(value)
                guard !overflow else { throw ReportFailure.sumOutOfRange }
                count = sum
            case .money(let money):
                guard let sum = amount.adding(money.amount) else { throw ReportFailure.sumOutOfRange }
                amount = sum
            default: break
            }
        }
        switch column.kind {
        case .money(let currency): return .money(Money(amount, currency))
        case .duration: return .duration(count)
        default: return .count(count)
        }
    }
}

extension ListColumnKind {
    fileprivate var columnKind: ColumnKind {
        switch self {
        case .text, .money, .word: .text
        case .number: .number
        case .count, .serial: .count
        case .duration: .duration
        case .decimal, .quantity: .decimal
        case .percent: .percent
        case .day: .day
        case .time: .time
        }
    }
}

extension Value {
    /// Below 0 where it comes before another of its kind; nothing comes first.
    fileprivate func order(to other: Value) -> Int {
        func compare<Key: Comparable>(_ left: Key, _ right: Key) -> Int { left < right ? -1 : right < left ? 1 : 0 }
        return switch (self, other) {
        case (.count(let left), .count(let right)), (.duration(let left), .duration(let right)): compare(left, right)
        case (.decimal(let left, _), .decimal(let right, _)): compare(left, right)
        case (.money(let left), .money(let right)): compare(left.amount, right.amount)
        case (.day(let left), .day(let right)): compare(left, right)
        case (.time(let left), .time(let right)): compare(left, right)
        default: compare(text, other.text)
        }
    }
}
