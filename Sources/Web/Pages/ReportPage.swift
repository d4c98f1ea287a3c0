internal import Document
internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

extension ServicePages {
    func reportPage(_ visit: Visit, _ book: OpenBook, _ id: String) async throws -> Response {
        let caller = try visit.asker
        if visit.method == .change { return try await keepReport(visit, book, id) }
        let address = ReportAddress(id, try await reportDays(visit, book, caller), visit.query)
        let order = try address.order()
        if let form = DocumentForm(visit.wanted) {
            let document = try await blocking { try book.report(id, order, caller: caller) }
            let bytes = try await blocking { try book.render(document, as: form) }
            return .download(bytes, type: form.mediaType(), name: form.isFile ? "\(id)-\(address.days.first)." + form.fileExtension : nil)
        }
        let view = try await blocking { try book.reportView(id, order, caller: caller) }
        return try await reportPage(visit, book, address, view)
    }

    private func reportPage(_ visit: Visit, _ book: OpenBook, _ address: ReportAddress, _ view: ReportView) async throws -> Response {
        let caller = try visit.asker
        let (waiting, today) = try await blocking { (try book.problemCounts(caller: caller).waiting, try book.today()) }
        var frame = try await frame(visit, book, .reports, waiting: waiting)
        frame.period = PeriodPicker(
            days: address.days, today: today, route: .book(book.id, .report(address.id)), query: address.pairs)
        let texts = visit.texts.reports
        let controls = ReportControls(view: view, address: address, book: book.id)
        return .html(
            frame.document(visit, assets: links(book), title: view.document?.title ?? view.info.name) {
                element("a", .class("button"), .href(Route.book(book.id, .reports).link())) { texts.gallery }
                if view.document != nil {
                    for form in [DocumentForm.pdf, .xlsx, .csv, .json] {
                        element("a", .class("button"), .href(address.link(book.id, as: form))) { texts.forms[form.rawValue] ?? "" }
                    }
                    element("button", .class("main"), .text("type", "button"), .flag("data-print")) { visit.texts.bills.print }
                }
            } content: {
                controls.render(visit)
                if let document = view.document {
                    let links = DocumentLinks(book: book.id, days: address.days)
                    HTMLDocument(address: links.path, sorting: controls.sorting, picture: LogoLinks(book: book.id).path).fragment(document)
                } else {
                    EmptyState(view.info.name, texts.choose[view.info.parameter] ?? "").render()
                }
            })
    }

    /// What was changed of a report becomes one of the book's own, or one of these is dropped.
    private func keepReport(_ visit: Visit, _ book: OpenBook, _ id: String) async throws -> Response {
        let caller = try visit.asker
        if visit.form["drop"] == "yes" {
            try await blocking { try book.dropReport(id, caller: caller) }
            return .redirect(Route.book(book.id, .reports).link())
        }
        let address = ReportAddress(id, try await reportDays(visit, book, caller), visit.form.fields)
        let (order, name) = (try address.order(), visit.form["name"])
        let own = try await blocking { try book.keepReport(id, changed: order, as: name, caller: caller) }
        return .redirect(
            Route.book(book.id, .report(own)).link([("from", "\(address.days.first)"), ("to", "\(address.days.last)")]))
    }

    /// The days of the address; without any the newest month that has calls.
    private func reportDays(_ visit: Visit, _ book: OpenBook, _ caller: Caller) async throws -> DayRange {
        let query = visit.method == .change ? visit.form.fields : visit.query
        if let days = try AddressValues(query: query, texts: visit.texts.calls).days() { return days }
        let day = try await blocking { min(try book.newestDay(caller: caller) ?? CivilDay(number: .max), try book.today()) }
        guard let month = day.month else { throw PageError.bad() }
        return month
    }
}

extension DocumentForm {
    /// Whether a browser keeps it as a file.
    var isFile: Bool { self == .xlsx || self == .csv }
}
