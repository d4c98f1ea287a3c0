public import Document
import Model
public import Money
public import Time

/// What a credit note says of the bill that it is for.
public struct CreditNoteHead: Hashable, Sendable {
    /// Number of the bill.
    public var bill: Int64
    public var party: String
    public var days: DayRange
    public var reason: String
    /// To pay back, below zero.
    public var total: Money

    public init(bill: Int64, party: String, days: DayRange, reason: String, total: Money) {
        (self.bill, self.party, self.days, self.reason, self.total) = (bill, party, days, reason, total)
    }
}

/// The document of a credit note, made of the frozen document of its bill: whatever became of the book since, what was billed is taken
/// back.
public struct CreditNote {
    private let head: CreditNoteHead
    private let texts: ReportTexts

    public init(_ head: CreditNoteHead, texts: ReportTexts) { (self.head, self.texts) = (head, texts) }

    /// Takes back the whole bill: its sum, what came to it, its total, each below zero.
    public func document(of bill: Document) -> Document {
        var table = bill.tables.first ?? Table(id: "main", caption: "", columns: [])
        table.caption = texts["credit.caption"]
        // What the bill comes to: its lines stand on the bill.
        let kept = table.columns.indices.filter { $0 == 0 || table.columns[$0].kind.currency != nil }
        table.rows = table.rows.filter { [.sum, .adjustment, .total].contains($0.kind) }.map { row in
            var row = row
            row.cells = kept.filter(row.cells.indices.contains).map { Self.negated(row.cells[$0]) }
            if row.kind == .total, !row.cells.isEmpty { row.cells[0] = Cell(.text(texts["credit.total"])) }
            return row
        }
        table.columns = kept.map { $0 == 0 ? Column(id: "line", title: texts["credit.line"], kind: .text) : table.columns[$0] }
        return document(bill, [table])
    }

    /// Its head, and tables of its own.
    public func document(_ bill: Document, _ tables: [Table]) -> Document {
        let subject = bill.facts.first { $0.id == "party" }?.cell.value.text ?? head.party
        let values = [
            "subject": subject, "period": "\(texts.day(head.days.first)) – \(texts.day(head.days.last))",
            "total": texts.figure(head.total.text) + " " + head.total.currency.code,
        ]
        var document = Document(
            language: bill.language, title: texts.fill("credit.title", values), sentence: texts.fill("credit.sentence", values))
        (document.letterhead, document.logo, document.footer) = (bill.letterhead, bill.logo, bill.footer)
        document.facts =
            [
                Fact(id: "number", label: texts["fact.credit"], .empty), Fact(id: "issued", label: texts["fact.issued"], .empty),
                Fact(id: "credits", label: texts["fact.credits"], Cell(.number(String(head.bill)))),
                Fact(id: "reason", label: texts["fact.reason"], Cell(.text(head.reason))),
            ] + bill.facts.filter { ["party", "period", "from", "to"].contains($0.id) }
        document.sections = [Section(id: "main", tables: tables)]
        return document
    }

    /// The same for programs.
    public func data() -> DataTree {
        .object([
            "credit": .object([
                "number": .null, "issued": .null, "bill": .integer(head.bill), "party": .text(head.party),
                "from": .text(head.days.first.description), "to": .text(head.days.last.description), "reason": .text(head.reason),
                "currency": .text(head.total.currency.code), "total": .text(head.total.text),
            ])
        ])
    }

    private static func negated(_ cell: Cell) -> Cell {
        guard case .money(let money) = cell.value, let amount = Amount.zero.subtracting(money.amount) else {
            var plain = cell
            plain.link = nil
            return plain
        }
        return Cell(.money(Money(amount, money.currency)), zeroMeansNone: cell.zeroMeansNone)
    }
}
