internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// All formats that this book can be read with.
struct FormatsPage {
    let entries: [FormatEntry]
    let search: String
    let mayConfigure: Bool
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.workbench
        return together {
            if mayConfigure {
                element("p") { element("a", .class("button main"), .href(Route.book(book, .format("new")).link())) { texts.new } }
            }
            element("form", .class("fields filters"), .text("method", "get"), .action(Route.book(book, .formats).link())) {
                Field("q", texts.search, kind: .search, value: search, isRequired: false).render()
                element("button") { texts.find }
            }
            if entries.isEmpty {
                EmptyState(
                    texts.title, texts.none,
                    action: mayConfigure ? (text: texts.new, link: Route.book(book, .format("new")).link()) : nil
                ).render()
            } else {
                DataGrid(
                    caption: texts.title,
                    columns: [
                        .init(texts.format, phone: .who), .init(texts.confirmed, phone: .amount), .init(texts.origin, phone: .when),
                    ], rows: entries.map { row($0, texts) }
                ).render(visit.texts.pieces)
            }
        }
    }

    private func row(_ entry: FormatEntry, _ texts: WorkbenchTexts) -> DataGrid.Row {
        let tone: Badge.Tone = entry.confirmed == "yes" ? .good : entry.confirmed == "no" ? .warning : .plain
        return DataGrid.Row([
            together {
                element("a", .href(Route.book(book, .format(entry.id)).link())) { element("bdi") { entry.name } }
                element("span", .class("quiet")) { " " + entry.id }
            },
            Badge(texts.confirmedWords[entry.confirmed] ?? "", tone).render(),
            together { entry.isOwn ? texts.own(older: entry.olderVersions) : texts.builtIn },
        ])
    }
}

extension ServicePages {
    func formatsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let search = String((visit.query["q"] ?? "").prefix(100))
        let entries = try await blocking { try book.formatEntries(search: search, caller: caller) }
        let page = FormatsPage(entries: entries, search: search, mayConfigure: caller.may(.configure, in: book.id), book: book.id)
        let texts = visit.texts.workbench
        return try await framed(visit, book, .imports, title: texts.title, sentence: texts.sentence(entries.count)) {
            page.content(visit)
        }
    }
}
