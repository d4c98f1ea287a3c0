internal import Model
public import Rendering

/// What stands around every page of a book: the rail, the top, and the place of the content.
public struct Frame: Sendable {
    /// Entries of the rail, in its order.
    public enum Place: String, Sendable, CaseIterable {
        case dashboard, calls, bills, reports, sources, imports, problems, tariffs, alerts, journal, settings
    }

    public var book: BookLink
    public var books: [BookLink]
    public var place: Place
    /// What waits for a person; shown beside the entry.
    public var waiting: Int64 = 0
    /// Messages that did not arrive for sure.
    public var alerts: Int64 = 0
    public var period: PeriodPicker?
    /// What the search field holds.
    public var search = ""

    public init(book: BookLink, books: [BookLink], place: Place) {
        self.book = book
        self.books = books
        self.place = place
    }

    /// - Parameters:
    ///   - sentence: says what is shown, in one sentence.
    ///   - actions: stand at the right of the title, dangerous ones last.
    public func page(
        _ visit: Visit, assets: AssetLinks, title: String, sentence: String = "", @HTML actions: () -> HTMLText = { HTMLText() },
        @HTML content: () -> HTMLText
    ) -> HTMLText {
        around(visit, assets, title) {
            Shell.heading(title, sentence: sentence, actions: actions)
            content()
        }
    }

    /// A document has its own title and sentence; only the actions stand above it.
    func document(
        _ visit: Visit, assets: AssetLinks, title: String, @HTML actions: () -> HTMLText, @HTML content: () -> HTMLText
    ) -> HTMLText {
        around(visit, assets, title) {
            element("div", .class("actions document-actions"), content: actions)
            content()
        }
    }

    private func around(_ visit: Visit, _ assets: AssetLinks, _ title: String, @HTML content: () -> HTMLText) -> HTMLText {
        Shell.document(visit.texts, assets: assets, title: title + " · " + book.name, body: "framed") {
            element("a", .class("skip"), .text("href", "#content")) { visit.texts.frame.skip }
            rail(visit)
            top(visit)
            element("main", .id("content"), .text("tabindex", "-1"), content: content)
            Palette(book: book.id, books: books).render(visit)
        }
    }

    private func rail(_ visit: Visit) -> HTMLText {
        element("nav", .class("rail"), .text("aria-label", visit.texts.frame.navigation)) {
            element("ul") {
                for place in Place.allCases where visit.caller?.may(place.right, in: book.id) == true { entry(place, visit) }
            }
        }
    }

    private func entry(_ place: Place, _ visit: Visit) -> HTMLText {
        element("li", .class("rail-" + place.rawValue)) {
            element("a", .href(place.link(book.id)), place == self.place ? .text("aria-current", "page") : nil) {
                Symbol.of(place)
                element("span", .class("rail-label")) { place.label(visit.texts.frame) }
                if count(place) > 0 {
                    element("span", .class("count")) {
                        Figures.waiting(count(place))
                        element("span", .class("unseen")) { " " + visit.texts.frame.waiting }
                    }
                }
            }
        }
    }

    private func count(_ place: Place) -> Int64 {
        switch place {
        case .problems: waiting
        case .alerts: alerts
        default: 0
        }
    }

    private func top(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.frame
        return element("header", .class("top")) {
            switcher(texts)
            period?.render(texts)
            element(
                "form", .class("search"), .text("role", "search"), .action(Route.book(book.id, .calls).link()), .text("method", "get")
            ) {
                element("label", .class("unseen"), .text("for", "search")) { texts.search }
                single(
                    "input", .id("search"), .text("type", "search"), .text("name", "q"), .text("value", search),
                    .text("placeholder", texts.searchShort), .text("maxlength", "100"), .text("data-focus-key", "/"))
                element("kbd", .text("aria-hidden", "true")) { "/" }
            }
            account(visit)
        }
    }

    private func switcher(_ texts: FrameTexts) -> HTMLText {
        guard books.count > 1 else {
            return element("a", .class("book"), .href(Route.book(book.id, .dashboard).link())) { book.name }
        }
        return element("details", .class("menu book"), .flag("data-menu")) {
            element("summary") {
                element("span", .class("unseen")) { texts.book + ": " }
                book.name
            }
            element("ul") {
                for other in books {
                    element("li") {
                        element(
                            "a", .href(Route.book(other.id, .dashboard).link()), other.id == book.id ? .text("aria-current", "true") : nil
                        ) { other.name }
                    }
                }
            }
        }
    }

    private func account(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.frame
        return element("details", .class("menu account"), .flag("data-menu")) {
            element("summary") {
                element("span", .class("unseen")) { texts.account + ": " }
                Symbol.person
                element("span", .class("account-name")) { element("bdi") { visit.caller?.name ?? "" } }
            }
            element("ul") {
                // What the bar of a phone has no room for.
                for place in [Place.alerts, .journal, .settings] where visit.caller?.may(place.right, in: book.id) == true {
                    element("li", .class("more")) { element("a", .href(place.link(book.id))) { place.label(texts) } }
                }
                element("li") { element("a", .href(Route.password.link())) { texts.changePassword } }
                element("li") {
                    element("form", .text("method", "post"), .action(Route.logOut.link())) {
                        visit.formToken
                        element("button", .class("plain")) { texts.logOut }
                    }
                }
            }
        }
    }
}

extension Frame.Place {
    var right: Right {
        switch self {
        case .settings: .administer
        case .journal: .readJournal
        default: .see
        }
    }

    func link(_ book: BookID) -> LocalPath {
        switch self {
        case .dashboard: Route.book(book, .dashboard).link()
        case .calls: Route.book(book, .calls).link()
        case .bills: Route.book(book, .bills).link()
        case .reports: Route.book(book, .reports).link()
        case .sources: Route.book(book, .sources).link()
        case .imports: Route.book(book, .imports).link()
        case .problems: Route.book(book, .problems(.unrated)).link()
        case .tariffs: Route.book(book, .tariffs).link()
        case .alerts: Route.book(book, .alerts).link()
        case .journal: Route.book(book, .journal).link()
        case .settings: Route.book(book, .keys).link()
        }
    }

    func label(_ texts: FrameTexts) -> String {
        switch self {
        case .dashboard: texts.dashboard
        case .calls: texts.calls
        case .bills: texts.bills
        case .reports: texts.reports
        case .sources: texts.sources
        case .imports: texts.imports
        case .problems: texts.problems
        case .tariffs: texts.tariffs
        case .alerts: texts.alerts
        case .journal: texts.journal
        case .settings: texts.settings
        }
    }
}
