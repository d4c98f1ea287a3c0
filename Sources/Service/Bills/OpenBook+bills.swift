public import Document
public import Model
import Money
import Rating
public import Rendering
import Reporting
import Site
import Store
public import Time

extension OpenBook {
    /// Issued bills and credit notes, the newest first, from below `before` on.
    public func bills(of party: PartyID? = nil, before: Int64? = nil, limit: Int = 100, caller: Caller) throws -> [IssuedBill] {
        try require(.see, caller)
        return try store.bills(of: party?.text, before: before, limit: limit)
    }

    /// Issued bills and credit notes in the order of their numbers, for a program that reads on.
    public func bills(after cursor: String?, limit: Int, caller: Caller) throws -> BillPage {
        try require(.see, caller)
        let (bills, next) = try store.bills(after: cursor, limit: limit)
        return BillPage(bills: bills, next: next, more: bills.count == limit)
    }

    /// An issued bill with its document, as it was frozen.
    public func issuedBill(_ number: Int64, caller: Caller) throws -> (bill: IssuedBill, document: Document) {
        try require(.see, caller)
        return (try issued(number), try frozen(number).document)
    }

    /// An issued bill in a form: the frozen bytes for programs, the frozen document laid out for people.
    public func issuedBill(_ number: Int64, as form: DocumentForm, caller: Caller) throws -> [UInt8] {
        try require(.see, caller)
        let frozen = try frozen(number)
        return form == .json ? frozen.json : try render(frozen.document, as: form)
    }

    /// Takes an issued bill back as a whole by a credit note with the next number; its calls can be billed again.
    @discardableResult
    public func creditBill(_ number: Int64, reason: String, caller: Caller) throws -> IssuedBill {
        try require(.decide, caller)
        let bill = try issued(number)
        guard bill.kind == .bill else { throw ServiceError.refused("number \(number) is a credit note itself: it cannot be credited.") }
        let words = reason.trimmingBlanks
        guard !words.isEmpty else {
            throw ServiceError.refused("say why bill \(number) is credited: the reason stands on the credit note.")
        }
        guard let amount = Amount.zero.subtracting(bill.total.amount) else { throw StoreError.outOfRange(table: "bill") }
        let total = Money(amount, bill.total.currency)
        var draft = BillDraft(party: bill.party, name: bill.name, days: bill.days, total: total, site: try site().number)
        (draft.kind, draft.credits, draft.reason) = (.credit, number, words)
        let head = CreditNoteHead(bill: number, party: bill.party, days: bill.days, reason: words, total: total)
        let billed = try frozen(number).document
        // In the language of the bill.
        let note = CreditNote(head, texts: try billTexts(billed.language))
        let entry = self.note(caller, "bill.credit", bill.party, before: "bill \(number)", after: words)
        return try seal(note.document(of: billed), note.data(), entry, try site()) {
            try store.credit(draft, journal: entry, step: $0, seal: $1)
        }
    }

    /// What is wrong with issued bills: a number that is missing, one that was changed. Empty: all is well.
    func billProblems() throws -> [String] {
        var (problems, next, former): ([String], Int64, [UInt8]) = ([], 1, [])
        // From the first on: each is held against the one before.
        for bill in try store.bills(limit: .max).reversed() {
            if bill.number != next { problems.append("bill \(next) is missing: \(bill.number) follows \(next - 1)") }
            let (document, lines) = try store.billContent(bill.number)
            if bill.former != former || BillHash.of(bill, document: document, lines: lines) != bill.hash {
                problems.append("bill \(bill.number) is not what was issued: its hash differs. Restore a backup.")
            }
            (next, former) = (bill.number + 1, bill.hash)
        }
        return problems
    }

    func issued(_ number: Int64) throws -> IssuedBill {
        do { return try store.bill(number) } catch StoreError.notFound { throw ServiceError.unknown(what: "bill", name: "\(number)") }
    }

    func frozen(_ number: Int64) throws -> FrozenBill {
        guard let frozen = FrozenBill(try store.billContent(number).document) else {
            throw StoreError.damaged(StorePlace("bill", "document"))
        }
        return frozen
    }

    func billTexts(_ language: String) throws -> ReportTexts {
        let catalogue = try reports()
        return catalogue.texts(try catalogue.definition("a01-party-bill"), language: language)
    }
}

extension OpenBook {
    /// The calendar month before this one.
    public func lastMonth() throws -> DayRange {
        let today = try today()
        return BillingPeriods().period(of: today + -today.parts.day)
    }
}
