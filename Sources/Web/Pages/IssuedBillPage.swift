internal import Document
internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// Takes an issued bill back.
struct CreditForm {
    let number: Int64
    let reason: String
    let fault: String?
    let book: BookID

    func render(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.bills
        return element("section", .class("mend unprinted")) {
            element("h2") { texts.credit }
            element("p", .class("hint")) { texts.creditHint }
            element("form", .class("fields"), .text("method", "post"), .action(Route.book(book, .issuedBill(number)).link())) {
                visit.formToken
                Field("reason", texts.reason, value: reason, isFaulty: fault != nil).render()
                element("button", .class("danger")) { texts.credit }
            }
        }
    }
}

extension ServicePages {
    /// An issued bill or credit note, as it was frozen.
    func issuedBillPage(_ visit: Visit, _ book: OpenBook, _ number: Int64) async throws -> Response {
        let caller = try visit.asker
        let (texts, reason) = (visit.texts.bills, visit.form["reason"])
        var fault: String?
        if visit.method == .change {
            do {
                let note = try await blocking { try book.creditBill(number, reason: reason, caller: caller) }
                return .redirect(Route.book(book.id, .issuedBill(note.number)).link())
            } catch {
                guard let words = PlainWords.of(error) else { throw error }
                fault = words
            }
        }
        if let form = DocumentForm(visit.wanted) {
            return .bytes(try await blocking { try book.issuedBill(number, as: form, caller: caller) }, type: form.mediaType())
        }
        let (bill, document) = try await blocking { try book.issuedBill(number, caller: caller) }
        let waiting = try await blocking { try book.problemCounts(caller: caller).waiting }
        let frame = try await frame(visit, book, .bills, waiting: waiting)
        let route = Route.book(book.id, .issuedBill(number))
        let mayCredit = caller.may(.decide, in: book.id) && bill.kind == .bill && bill.creditedBy == nil
        return .html(
            frame.document(visit, assets: links(book), title: document.title) {
                element("a", .class("button"), .href(Route.book(book.id, .issuedBills).link())) { texts.issued }
                element("a", .class("button"), .href(route.link([("as", DataForm.pdf.rawValue)]))) { texts.pdf }
                element("a", .class("button"), .href(route.link([("as", DataForm.csv.rawValue)]))) { texts.csv }
                element("a", .class("button"), .href(route.link([("as", DataForm.json.rawValue)]))) { texts.json }
                element("button", .class("main"), .text("type", "button"), .flag("data-print")) { texts.print }
            } content: {
                if let fault { ErrorSummary(visit.texts.pieces, [.init(field: "reason", text: fault)]).render() }
                if let other = bill.creditedBy {
                    Notice(
                        .warning, texts.credited + " \(other)",
                        link: (texts.kinds["credit"] ?? "", Route.book(book.id, .issuedBill(other)).link())
                    ).render()
                }
                HTMLDocument(address: DocumentLinks(book: book.id, days: bill.days).path, picture: LogoLinks(book: book.id).path)
                    .fragment(document)
                if mayCredit { CreditForm(number: number, reason: reason, fault: fault, book: book.id).render(visit) }
            }, status: fault == nil ? .ok : .unprocessableContent)
    }
}
