internal import Model
internal import Rendering

/// The pages about tariffs, as tabs.
struct TariffTabs {
    let current: BookPage
    let book: BookID

    static func places(_ texts: TesterTexts) -> [(label: String, page: BookPage)] {
        [
            (texts.tables, .tariffs), (texts.selection, .selection), (texts.test, .testCall), (texts.whatIf, .whatIf),
            (texts.timeline, .timeline),
        ]
    }

    func render(_ texts: TesterTexts) -> HTMLText {
        element("nav", .class("tabs"), .text("aria-label", texts.area)) {
            for place in Self.places(texts) {
                element(
                    "a", .href(Route.book(book, place.page).link()), place.page == current ? .text("aria-current", "page") : nil
                ) { place.label }
            }
        }
    }
}
