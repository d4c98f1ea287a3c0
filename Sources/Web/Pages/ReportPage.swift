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
        // A person gets a page of a long report; a file has all of it unless the address names a page.
        var shown = order
        shown.page = order.page ?? 1
        let view = try await blocking { [shown] in try book.reportView(id, shown, caller: caller) }
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
                        element("a", .class("button"), .href(address.whole.link(book.id, as: form))) { texts.forms[form.rawValue] ?? "" }
                    }
                    // What is on paper is whole: of a page the files are printed.
                    if view.document?.part?.isWhole ?? true {
                        element("button", .class("main"), .text("type", "button"), .flag("data-print")) { visit.texts.bills.print }
                    }
                }
            } content: {
                controls.render(visit)
                if let document = view.document {
                    let links = DocumentLinks(book: book.id, days: address.days)
                    HTMLDocument(address: links.path, sorting: controls.sorting, picture: LogoLinks(book: book.id).path).fragment(document)
                    if let part = document.part, !part.isWhole { pager(part, address, book.id, texts).render(visit.texts.pieces) }
                } else {
                    EmptyState(view.info.name, texts.choose[view.info.parameter] ?? "").render()
                }
            })
    }

    private func pager(_ part: Part, _ address: ReportAddress, _ book: BookID, _ texts: ReportsTexts) -> Pager {
        func link(_ page: Int) -> LocalPath? { (1...part.pages).contains(page) ? address.page(page).link(book) : nil }
        return Pager(
            summary: texts.lines(part.first, part.last, part.total), first: part.page > 1 ? link(1) : nil, previous: link(part.page - 1),
            next: link(part.page + 1), last: part.isLast ? nil : link(part.pages))
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
