internal import Document
internal import Hummingbird
internal import Model
internal import Money
internal import Rendering
internal import Service
internal import Time

extension ServicePages {
    func partyBillPage(_ visit: Visit, _ book: OpenBook, _ party: PartyID) async throws -> Response {
        let caller = try visit.asker
        let days = try await billDays(visit, book, caller)
        let wish = visit.billWish
        if let form = DocumentForm(visit.wanted) {
            let bytes = try await blocking { try book.bill(of: party, days, as: form, wish, caller: caller) }
            return .bytes(bytes, type: form.mediaType())
        }
        let (document, margin) = try await blocking { try book.officeBill(of: party, days, wish, caller: caller) }
        let mayIssue = caller.may(.decide, in: book.id)
        let isOver = try await blocking { try book.today() > days.last }
        return try await bill(
            visit, book, .partyBill(party), days, document, office: margin,
            filter: { filter in filter.parties = [PartyDays(party.text)] },
            end: mayIssue && isOver ? IssueForm(party: party, days: days, book: book.id).render(visit) : nil)
    }

    /// - Parameter node: `nil`: the whole site.
    func organisationBillPage(_ visit: Visit, _ book: OpenBook, _ node: NodeID?) async throws -> Response {
        let caller = try visit.asker
        let days = try await billDays(visit, book, caller)
        let wish = visit.billWish
        let document = try await blocking { try book.organisationDocument(of: node, days, wish, caller: caller) }
        if let form = DocumentForm(visit.wanted) {
            return .bytes(try await blocking { try book.render(document, as: form) }, type: form.mediaType())
        }
        return try await bill(visit, book, node.map { .organisationBill($0) } ?? .bills, days, document, filter: nil)
    }

    /// The days of the address; without any the newest month that has calls.
    private func billDays(_ visit: Visit, _ book: OpenBook, _ caller: Caller) async throws -> DayRange {
        let asked = try AddressValues(query: visit.query, texts: visit.texts.calls).days()
        if let asked { return asked }
        let day = try await blocking { min(try book.newestDay(caller: caller) ?? CivilDay(number: .max), try book.today()) }
        guard let month = day.month else { throw PageError.bad() }
        return month
    }

    /// The document in the frame, with what leads on from it.
    /// - Parameter office: what the office sees beside it; it is no part of the document, and not printed.
    private func bill(
        _ visit: Visit, _ book: OpenBook, _ page: BookPage, _ days: DayRange, _ document: Document, office: BillMargin? = nil,
        filter edit: ((inout CallFilter) -> Void)?, end: HTMLText? = nil
    ) async throws -> Response {
        let caller = try visit.asker
        let (waiting, today) = try await blocking { (try book.problemCounts(caller: caller).waiting, try book.today()) }
        var frame = try await frame(visit, book, .bills, waiting: waiting)
        var language: [(name: String, value: String)] = []
        if let asked = visit.billWish.language { language.append(("language", asked)) }
        frame.period = PeriodPicker(
            days: days, today: today, route: .book(book.id, page), query: language)
        let ends: [(name: String, value: String)] = [("from", "\(days.first)"), ("to", "\(days.last)")]
        func link(_ form: DataForm) -> LocalPath { Route.book(book.id, page).link(ends + language + [("as", form.rawValue)]) }
        let texts = visit.texts.bills
        return .html(
            frame.document(visit, assets: links(book), title: document.title) {
                if let edit {
                    var filter = CallFilter(days: days)
                    let _ = edit(&filter)
                    element("a", .class("button"), .href(CallAddress(filter).link(book.id))) { texts.calls }
                }
                element("a", .class("button"), .href(Route.book(book.id, .issuedBills).link())) { texts.issued }
                element("a", .class("button"), .href(link(.pdf))) { texts.pdf }
                element("a", .class("button"), .href(link(.xlsx))) { texts.xlsx }
                element("a", .class("button"), .href(link(.csv))) { texts.csv }
                element("a", .class("button"), .href(link(.json))) { texts.json }
                element("button", .class("main"), .text("type", "button"), .flag("data-print")) { texts.print }
            } content: {
                if let office, !office.costs.isEmpty { OfficeMargin(margin: office).render(texts) }
                HTMLDocument(address: DocumentLinks(book: book.id, days: days).path, picture: LogoLinks(book: book.id).path).fragment(
                    document)
                if let end { end }
            })
    }
}

/// What is left of a party's bill after what its calls cost: for the office alone.
struct OfficeMargin {
    let margin: BillMargin

    func render(_ texts: BillTexts) -> HTMLText {
        element("aside", .class("office"), .text("aria-label", texts.office)) {
            element("p", .class("quiet")) { texts.office }
            FigureStrip(figures(texts)).render()
        }
    }

    private func figures(_ texts: BillTexts) -> [FigureStrip.Figure] {
        var figures = [figure(texts.billed, margin.billed)] + margin.costs.map { figure(texts.cost, $0) }
        if let left = margin.margin {
            figures.append(figure(texts.margin, left, isWarning: left.amount < .zero))
        } else {
            figures.append(.init(texts.margin, "–", note: texts.noMargin))
        }
        return figures
    }

    private func figure(_ label: String, _ money: Money, isWarning: Bool = false) -> FigureStrip.Figure {
        .init(label, Figures.amount(money.text), unit: money.currency.code, isWarning: isWarning)
    }
}

/// Where the figures of a document lead.
struct DocumentLinks {
    let book: BookID
    let days: DayRange

    func path(_ link: Link) -> LocalPath? {
        let ends = [("from", "\(days.first)"), ("to", "\(days.last)")]
        switch link {
        case .call(let id): return Route.book(book, .call(id)).link()
        case .party(let id): return Route.book(book, .partyBill(PartyID(id))).link(ends)
        case .node(let id): return Route.book(book, .organisationBill(NodeID(id))).link(ends)
        case .calls(let filter):
            let address = CallAddress(filter)
            return address.fits ? address.link(book) : nil
        }
    }
}

/// Where the pictures of letterheads lie.
struct LogoLinks {
    let book: BookID

    func path(_ picture: Picture) -> LocalPath? { Route.book(book, .logo(picture.digest)).link() }
}

extension Visit {
    /// The language that the address asks for.
    var billWish: BillWish { BillWish(language: query["language"].flatMap { $0.isEmpty ? nil : $0 }) }
}

extension ServicePages {
    func logo(_ visit: Visit, _ book: OpenBook, _ digest: [UInt8]) async throws -> Response {
        let caller = try visit.asker
        return .bytes(try await blocking { try book.logo(digest, caller: caller) }, type: "image/png")
    }
}

extension DocumentForm {
    /// `nil`: as a page.
    init?(_ wanted: DataForm) {
        guard wanted != .html else { return nil }
        self.init(rawValue: wanted.rawValue)
    }
}
