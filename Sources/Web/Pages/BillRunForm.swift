internal import Model
internal import Rendering
internal import Service
internal import Time

/// Asks for a run of bills: of which days, of whom, in what forms, and what becomes of them.
struct BillRunForm: Sendable {
    var from: String
    var to: String
    let layouts: [String]
    var organisation = ""
    var forms: [String] = [DocumentForm.pdf.rawValue]
    var folder = ""
    var mails = false
    var layout = ""
    var language = ""
    var faults: [String] = []

    init(days: DayRange, layouts: [String]) { (from, to, self.layouts) = (days.first.description, days.last.description, layouts) }

    /// What somebody typed.
    mutating func take(_ form: Form) {
        (from, to, organisation) = (form["from"], form["to"], form["organisation"])
        (folder, mails) = (form["folder"], form["mails"] == "yes")
        (layout, language, forms) = (form["layout"], form["language"], form.all("as"))
    }

    func order(_ days: DayRange) -> BillRunOrder {
        func given(_ text: String) -> String? { text.isEmpty ? nil : text }
        var order = BillRunOrder(days)
        (order.node, order.drop, order.mails) = (given(organisation).map { NodeID($0) }, given(folder), mails)
        order.forms = forms.compactMap { DocumentForm(rawValue: $0) }
        order.wish = BillWish(layout: given(layout), language: given(language))
        return order
    }

    func faultsText(_ visit: Visit) -> HTMLText {
        faults.isEmpty ? HTMLText() : ErrorSummary(visit.texts.pieces, faults.map { .init(field: "from", text: $0) }).render()
    }

    func render(_ visit: Visit, _ book: BookID) -> HTMLText {
        let texts = visit.texts.bills
        return element("section", .class("mend")) {
            element("h2") { texts.run }
            element("p", .class("hint")) { texts.runHint }
            element("form", .class("fields"), .text("method", "post"), .action(Route.book(book, .issuedBills).link())) {
                visit.formToken
                Field("from", texts.from, kind: .date, value: from, isFaulty: !faults.isEmpty).render()
                Field("to", texts.to, kind: .date, value: to, isFaulty: !faults.isEmpty).render()
                Field("organisation", texts.runNode, value: organisation, hint: texts.runNodeHint, isRequired: false).render()
                Field("folder", texts.runFolder, value: folder, hint: texts.runFolderHint, isRequired: false).render()
                boxes(texts)
                if !layouts.isEmpty {
                    Choice("layout", texts.runLayout, options: [("", texts.runOwn)] + layouts.map { ($0, $0) }, selected: layout).render()
                }
                Choice(
                    "language", texts.runLanguage,
                    options: [("", texts.runOwn)] + OpenBook.languages.map { ($0, texts.languages[$0] ?? $0) },
                    selected: language
                ).render()
                element("button", .class("main")) { texts.runButton }
            }
        }
    }

    private func boxes(_ texts: BillTexts) -> HTMLText {
        element("fieldset") {
            element("legend") { texts.runForms }
            for form in [DocumentForm.pdf, .html, .xlsx, .csv, .json] {
                box("as", form.rawValue, texts.formNames[form.rawValue] ?? form.rawValue, forms.contains(form.rawValue))
            }
            box("mails", "yes", texts.runMails, mails)
        }
    }

    private func box(_ name: String, _ value: String, _ label: String, _ isChecked: Bool) -> HTMLText {
        element("span", .class("choice")) {
            element("label") {
                single(
                    "input", .text("type", "checkbox"), .text("name", name), .text("value", value), isChecked ? .flag("checked") : nil)
                label
            }
        }
    }
}
