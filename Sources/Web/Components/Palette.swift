internal import Model
internal import Rendering

/// Every place of a book, a few letters away: Ctrl-K opens it. Without the script it stays closed, and the rail leads everywhere.
struct Palette {
    let book: BookID
    let books: [BookLink]

    func render(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.frame
        return element("dialog", .class("palette"), .flag("data-palette"), .text("aria-label", texts.palette)) {
            element("form", .text("method", "get"), .action(Route.book(book, .calls).link())) {
                element("label", .class("unseen"), .text("for", "palette")) { texts.palette }
                single(
                    "input", .id("palette"), .text("name", "q"), .text("autocomplete", "off"), .text("maxlength", "100"),
                    .text("placeholder", texts.palette))
                element("ul") {
                    for (label, path) in places(visit) { element("li") { element("a", .href(path)) { label } } }
                    // What is typed and names no place is looked for among the calls.
                    element("li", .flag("data-search")) { element("button", .class("plain")) { texts.paletteSearch } }
                }
            }
        }
    }

    private func places(_ visit: Visit) -> [(label: String, path: LocalPath)] {
        let texts = visit.texts
        func may(_ right: Right) -> Bool { visit.caller?.may(right, in: book) == true }
        var found = Frame.Place.allCases.filter { may($0.right) }.map { ($0.label(texts.frame), $0.link(book)) }
        var pages: [(Right, String, BookPage)] = [
            (.see, texts.workbench.title, .formats), (.see, texts.directory.title, .directory),
            (.configure, texts.workbench.newTitle, .format(WorkbenchAnswer.new)),
            (.administer, texts.sourceForm.title, .sourceForm(nil)),
        ]
        pages += TariffTabs.places(texts.tester).dropFirst().map { (.see, texts.frame.tariffs + ": " + $0.label, $0.page) }
        pages += ProblemKind.allCases.compactMap { kind in
            texts.problems.titles[kind.rawValue].map { (.see, texts.frame.problems + ": " + $0, .problems(kind)) }
        }
        found += pages.filter { may($0.0) }.map { ($0.1, Route.book(book, $0.2).link()) }
        found += books.filter { $0.id != book }.map { (texts.frame.book + ": " + $0.name, Route.book($0.id, .dashboard).link()) }
        return found + [(texts.frame.changePassword, Route.password.link())]
    }
}
