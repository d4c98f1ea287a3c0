internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

extension ServicePages {
    /// The list of calls: a filter, a table, pages by key.
    func callsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let texts = visit.texts.calls
        if let words = visit.query["q"], !words.isEmpty {
            guard let found = try await search(words, book, caller) else { return try await nothingFound(visit, book, words) }
            return .redirect(found.link(book.id))
        }
        let address = try CallAddress(visit.query, texts)
        if visit.wanted == .csv {
            return .bytes(try await blocking { try book.listCSV(address.filter, caller: caller) }, type: "text/csv; charset=utf-8")
        }
        let listing: CallListing
        do {
            listing = try await blocking { try book.list(address.query, caller: caller) }
        } catch {
            guard visit.wanted == .html, let refusal = Refusal(error), refusal.kind == .bad else { throw error }
            return try await refused(visit, book, address, refusal.text)
        }
        if visit.wanted == .json {
            return .bytes(try await blocking { try book.listJSON(listing, caller: caller) }, type: "application/json")
        }
        let (directory, waiting, today) = try await blocking {
            (try book.directory(caller: caller), try book.problemCounts(caller: caller).waiting, try book.today())
        }
        var frame = try await frame(visit, book, .calls, waiting: waiting)
        frame.period = period(address, today, book.id, texts)
        let page = CallsContent(listing: listing, address: address, directory: directory, book: book.id)
        return .html(
            frame.page(visit, assets: links(book), title: texts.title, sentence: page.sentence(visit.texts)) {
                element("a", .class("button"), .href(address.link(book.id, as: .csv))) { texts.csv }
                element("a", .class("button"), .href(address.link(book.id, as: .json))) { texts.json }
            } content: {
                page.render(visit.texts)
            })
    }

    /// What cannot be listed so: why, the same by time, and the filter to narrow it.
    private func refused(_ visit: Visit, _ book: OpenBook, _ address: CallAddress, _ text: String) async throws -> Response {
        let caller = try visit.asker
        let texts = visit.texts.calls
        let (directory, waiting, today) = try await blocking {
            (try book.directory(caller: caller), try book.problemCounts(caller: caller).waiting, try book.today())
        }
        var frame = try await frame(visit, book, .calls, waiting: waiting)
        frame.period = period(address, today, book.id, texts)
        let byTime = address.byTime
        let page = frame.page(visit, assets: links(book), title: texts.title) {
            Notice(.warning, text, link: (texts.byTime, byTime.link(book.id))).render()
            CallsForm(address: address, directory: directory, book: book.id).render(texts, visit.texts.corrections)
        }
        return .html(page, status: .badRequest)
    }

    private func period(_ address: CallAddress, _ today: CivilDay, _ book: BookID, _ texts: CallTexts) -> PeriodPicker? {
        guard let days = address.filter.days ?? today.month else { return nil }
        var picker = PeriodPicker(days: days, today: today, route: .book(book, .calls), query: address.at(nil).pairs)
        if address.filter.days == nil { picker.wholeName = texts.all }
        return picker
    }

    /// A number, a trunk, an extension, or a name: the first that fits.
    private func search(_ words: String, _ book: OpenBook, _ caller: Caller) async throws -> CallAddress? {
        let directory = try await blocking { try book.directory(caller: caller) }
        let wanted = words.trimmingBlanks.lowercased()
        var filter = CallFilter()
        let named = directory.parties.filter { $0.id.lowercased() == wanted || $0.name.lowercased().contains(wanted) }
        if let trunk = directory.trunks.first(where: { $0.lowercased() == wanted }) {
            filter.trunks = [trunk]
        } else if !named.isEmpty, named.count <= 50 {
            filter.parties = named.map { PartyDays($0.id) }
        } else if let number = wanted.dialledDigits {
            filter.calledPrefix = number
        } else {
            return nil
        }
        return CallAddress(filter)
    }

    private func nothingFound(_ visit: Visit, _ book: OpenBook, _ words: String) async throws -> Response {
        let texts = visit.texts.calls
        var frame = try await frame(visit, book, .calls, waiting: 0)
        frame.search = words
        return .html(
            frame.page(visit, assets: links(book), title: texts.title, sentence: words) {
                EmptyState(texts.none, texts.nothingFound, action: (texts.reset, Route.book(book.id, .calls).link())).render()
            })
    }
}

extension String {
    /// A number as it may be dialled, without the signs that people put between digits; `nil` for anything else.
    fileprivate var dialledDigits: String? {
        let digits = filter { !" -/().".contains($0) }
        return !digits.isEmpty && digits.allSatisfy { "0123456789+*#".contains($0) } ? digits : nil
    }
}

/// What stands on the page of calls.
private struct CallsContent {
    let listing: CallListing
    let address: CallAddress
    let directory: BookDirectory
    let book: BookID

    func sentence(_ texts: Texts) -> String {
        let period = address.filter.days.map {
            PeriodPicker(days: $0, today: $0.last, route: .book(book, .calls)).label(texts.frame.periods)
        }
        return texts.calls.sentence(count: count(texts.calls), period: period ?? texts.calls.all)
    }

    private func count(_ texts: CallTexts) -> String {
        guard let count = listing.count else {
            return texts.shown(texts.count(Figures.count(listing.rows.count), isOne: listing.rows.count == 1, atLeast: false))
        }
        return texts.count(Figures.count(count), isOne: count == 1, atLeast: listing.countIsAtLeast)
    }

    func render(_ texts: Texts) -> HTMLText {
        together {
            element("details", .class("filters"), .flag("open")) {
                element("summary") { texts.calls.filter }
                CallsForm(address: address, directory: directory, book: book).render(texts.calls, texts.corrections)
            }
            if let until = listing.searchedUntil {
                Notice(.plain, texts.calls.searched(until: directory.zone.wall(until).shown)).render()
            }
            if listing.rows.isEmpty && listing.next == nil {
                EmptyState(texts.calls.none, texts.calls.noneText, action: (texts.calls.reset, Route.book(book, .calls).link())).render()
            } else {
                CallsGrid(rows: listing.rows, directory: directory, book: book, address: address, pager: pager(texts.calls)).render(texts)
                element("p", .class("quiet")) { texts.calls.sortBound }
            }
        }
    }

    private func pager(_ texts: CallTexts) -> Pager {
        Pager(
            summary: texts.shown(texts.count(Figures.count(listing.rows.count), isOne: listing.rows.count == 1, atLeast: false)),
            first: address.cursor == nil ? nil : address.at(nil).link(book),
            previous: listing.previous.map { address.at($0).link(book) }, next: listing.next.map { address.at($0).link(book) })
    }
}
