internal import HTTPTypes
internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// What calls bear and nobody described; one click or a list gives it an owner.
struct DirectoryPage {
    let unknown: [UnknownName]
    var list = ""
    var entries: [DirectoryEntry] = []
    var faults: [ErrorSummary.Fault] = []
    var done: Notice?
    let mayChange: Bool
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.directory
        return together {
            done?.render()
            if !faults.isEmpty { ErrorSummary(visit.texts.pieces, faults).render() }
            if !entries.isEmpty, faults.isEmpty { preview(visit, texts) }
            for kind in UnknownName.kinds { grid(kind, visit, texts) }
            if unknown.isEmpty { EmptyState(texts.none, texts.noneText).render() }
            if mayChange { paste(visit, texts) }
        }
    }

    private func grid(_ kind: String, _ visit: Visit, _ texts: DirectoryTexts) -> HTMLText {
        let rows = unknown.filter { $0.kindWord == kind }
        guard !rows.isEmpty else { return HTMLText() }
        return element("section") {
            element("h2") { texts.kinds[kind] ?? kind }
            DataGrid(
                caption: texts.kinds[kind] ?? kind,
                columns: [
                    .init(texts.number, phone: .who), .init(texts.switchName), .init(texts.calls, isFigure: true, phone: .amount),
                    .init(texts.talk, isFigure: true), .init(texts.period, phone: .where), .init(texts.owner, phone: .when),
                ],
                rows: rows.map { found in
                    DataGrid.Row([
                        element("bdi") { found.text }, element("bdi") { found.switch }, together { Figures.count(found.calls) },
                        together { Figures.duration(found.seconds) }, together { "\(found.first) – \(found.last)" },
                        mayChange ? give(found, visit, texts) : HTMLText(),
                    ])
                }
            ).render(visit.texts.pieces)
        }
    }

    /// One click: a party of the number's own name, from the first call on; a trunk is made known.
    private func give(_ found: UnknownName, _ visit: Visit, _ texts: DirectoryTexts) -> HTMLText {
        let fields = [
            ("kind", found.kindWord), ("switch", found.switch), ("number", found.text), ("party", found.text), ("day", "\(found.first)"),
        ]
        return element("form", .text("method", "post"), .action(Route.book(book, .directory).link())) {
            visit.formToken
            for (name, value) in fields { single("input", .text("type", "hidden"), .text("name", name), .text("value", value)) }
            element("button", .text("name", "do"), .text("value", "give")) {
                found.kindWord == "trunk" ? texts.makeKnown : texts.give
                element("span", .class("unseen")) { " " + found.text }
            }
        }
    }

    private func paste(_ visit: Visit, _ texts: DirectoryTexts) -> HTMLText {
        element("section", .class("mend")) {
            element("h2") { texts.list }
            element("form", .class("stack"), .text("method", "post"), .action(Route.book(book, .directory).link())) {
                visit.formToken
                TextArea("list", texts.listLabel, value: list, hint: texts.listHint, isFaulty: !faults.isEmpty).render()
                element("button", .text("name", "do"), .text("value", "preview")) { texts.preview }
            }
        }
    }

    private func preview(_ visit: Visit, _ texts: DirectoryTexts) -> HTMLText {
        element("section", .id("preview")) {
            element("h2") { texts.previewTitle }
            DataGrid(
                caption: texts.previewTitle,
                columns: [
                    .init(texts.number, phone: .who), .init(texts.owner, phone: .where), .init(texts.name, phone: .amount),
                    .init(texts.from, phone: .when),
                ],
                rows: entries.map { entry in
                    DataGrid.Row([
                        element("bdi") { entry.text }, element("bdi") { entry.party }, element("bdi") { entry.name },
                        together { "\(entry.from)" },
                    ])
                }
            ).render(visit.texts.pieces)
            element("form", .text("method", "post"), .action(Route.book(book, .directory).link())) {
                visit.formToken
                single("input", .text("type", "hidden"), .text("name", "list"), .text("value", list))
                element("button", .class("main"), .text("name", "do"), .text("value", "apply")) { texts.apply }
            }
        }
    }
}

extension ServicePages {
    func directoryPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let texts = visit.texts.directory
        let mayChange = caller.may(.configure, in: book.id) && caller.may(.decide, in: book.id)
        var page = DirectoryPage(unknown: [], mayChange: mayChange, book: book.id)
        if visit.method == .change {
            page.list = visit.form["list"]
            do {
                let (found, faults) = try await blocking { try book.directoryWish(visit.form.fields.pairs, caller: caller) }
                page.faults = faults.map { .init(field: "list", text: $0) }
                page.entries = found
                if faults.isEmpty, visit.form["do"] != "preview" {
                    let counts = try await blocking { try book.describe(found, caller: caller) }
                    page.done = Notice(.good, texts.done(names: Figures.count(Int64(found.count)), calls: Figures.count(counts.changed)))
                    (page.list, page.entries) = ("", [])
                }
            } catch {
                guard let words = PlainWords.of(error) else { throw error }
                page.faults.append(.init(field: "list", text: words))
            }
        }
        let unknown = try await blocking { try book.unknownNames(caller: caller) }
        page = DirectoryPage(
            unknown: unknown, list: page.list, entries: page.entries, faults: page.faults, done: page.done, mayChange: mayChange,
            book: book.id)
        return try await framed(
            visit, book, .problems, title: texts.title, sentence: texts.sentence, status: page.faults.isEmpty ? .ok : .unprocessableContent
        ) { page.content(visit) }
    }
}
