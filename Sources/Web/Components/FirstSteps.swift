internal import Model
internal import Rendering

/// The first visit to an empty book: what to do, in order, with what is done already.
struct FirstSteps {
    let book: BookID
    let hasSite: Bool
    let words: DashboardTexts

    func render() -> HTMLText {
        element("section", .class("first-steps")) {
            element("h2") { words.emptyTitle }
            element("p") { words.emptyText }
            element("ol") {
                step(words.firstSite, isDone: hasSite) {
                    element("p") { words.firstSiteText }
                    element("p") { element("code") { words.firstSiteCommand } }
                    if hasSite { element("p") { element("a", .href(Route.book(book, .tariffs).link())) { words.firstSiteLink } } }
                }
                step(words.firstFile, isDone: false) {
                    element("p") { words.firstFileText }
                    element("p") {
                        element("a", .class(hasSite ? "button main" : "button"), .href(Route.book(book, .imports).link())) {
                            words.emptyAction
                        }
                    }
                }
                step(words.firstBill, isDone: false) { element("p") { words.firstBillText } }
            }
        }
    }

    private func step(_ title: String, isDone: Bool, @HTML _ content: () -> HTMLText) -> HTMLText {
        element("li", isDone ? .class("done") : nil) {
            element("h3") {
                title
                if isDone {
                    " "
                    Badge(words.done, .good).render()
                }
            }
            content()
        }
    }
}
