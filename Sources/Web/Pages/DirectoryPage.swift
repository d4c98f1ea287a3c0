internal import HTTPTypes
internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// What calls bear and nobody described; one click or a list gives it an owner.
struct DirectoryPage {
    var unknown: [UnknownName] = []
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
            if isBegun { paste(visit, texts) }
            if mayChange, !unknown.isEmpty { element("p", .class("quiet")) { texts.giveHint } }
            for kind in UnknownName.kinds { grid(kind, visit, texts) }
            if unknown.isEmpty { EmptyState(texts.none, texts.noneText).render() }
            if mayChange, !isBegun { paste(visit, texts) }
        }
    }

    /// A list was begun by a click on one of the names: it stands first, to be gone on with.
    private var isBegun: Bool { mayChange && !list.isEmpty && entries.isEmpty && faults.isEmpty }

    private func grid(_ kind: String, _ visit: Visit, _ texts: DirectoryTexts) -> HTMLText {
        let rows = unknown.filter { $0.kindWord == kind }
        guard !rows.isEmpty else { return HTMLText() }
        return element("section") {
            element("h2") { texts.kinds[kind] ?? kind }
            DataGrid(
                caption: texts.kinds[kind] ?? kind,
                columns: [
                    .init(texts.number, phone: .who), .init(texts.switchName), .init(texts.calls, isFigure: true, phone: .amount),
                    .init(texts.talk, isFigure: true), .init(texts.period, phone: .where), .init(texts.owner, phone: .below),
                ],
                rows: rows.map { found in
                    DataGrid.Row([
                        element("bdi") { found.text }, element("bdi") { found.switch }, together { Figures.count(found.calls) },
                        together { Figures.duration(found.seconds) },
                        together { found.first == found.last ? "\(found.first)" : "\(found.first) – \(found.last)" },
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
        let form = element("form", .text("method", "post"), .action(Route.book(book, .directory).link())) {
            visit.formToken
            for (name, value) in fields { single("input", .text("type", "hidden"), .text("name", name), .text("value", value)) }
            element("button", .text("name", "do"), .text("value", "give")) {
                found.kindWord == "trunk" ? texts.makeKnown : texts.give
                element("span", .class("unseen")) { " " + found.text }
            }
        }
        return element("div", .class("acts")) {
            form
            // A trunk has no owner.
            if found.kindWord != "trunk" {
                element("a", .href(otherOwner(found))) {
                    texts.other
                    element("span", .class("unseen")) { " " + found.text }
                }
            }
        }
    }

    /// The form of one number is that of extensions; any other begins a list, in which the owner is to be written.
    private func otherOwner(_ found: UnknownName) -> LocalPath {
        guard found.kindWord != "extension" else {
            return Route.book(book, .problems(.unassigned)).link([("number", found.text), ("day", "\(found.first)")])
        }
        let cells = [found.text, "", "", "\(found.first)", found.kindWord, found.switch]
        let line = cells.map { String(decoding: CSVText.quoted(Array($0.utf8)), as: UTF8.self) }.joined(separator: ",")
        return Route.book(book, .directory).link([("line", line)])
    }

    private func paste(_ visit: Visit, _ texts: DirectoryTexts) -> HTMLText {
        element("section", .class("mend")) {
            element("h2") { texts.list }
            element("form", .class("stack wide"), .text("method", "post"), .action(Route.book(book, .directory).link())) {
                visit.formToken
                TextArea(
                    "list", texts.listLabel, value: list.isEmpty ? texts.first + "\n" : list, hint: texts.listHint,
                    isFaulty: faults.contains { $0.field == "list" },
                    rows: 6
                ).render()
                element("button", .text("name", "do"), .text("value", "preview")) { texts.preview }
            }
            upload(visit, texts)
        }
    }

    /// Calls of the list's names that were seen without an owner.
    private var seenCalls: Int64 {
        let names = Set(entries.map { [$0.kindWord, $0.switch, $0.text] })
        return unknown.filter { names.contains([$0.kindWord, $0.switch, $0.text]) }.reduce(0) { $0 + $1.calls }
    }

    private func preview(_ visit: Visit, _ texts: DirectoryTexts) -> HTMLText {
        element("section", .id("preview")) {
            element("h2") { texts.previewTitle }
            element("p", .class("sentence")) { texts.sums(names: Figures.count(Int64(entries.count)), calls: Figures.count(seenCalls)) }
            DataGrid(
                caption: texts.previewTitle,
                columns: [
                    .init(texts.number, phone: .who), .init(texts.owner, phone: .where), .init(texts.name, phone: .amount),
                    .init(texts.from, phone: .when),
                ],
                rows: entries.map { entry in
                    DataGrid.Row([
                        together {
                            element("bdi") { entry.text }
                            element("div", .class("quiet")) { entry.kindWord }
                        }, element("bdi") { entry.party }, element("bdi") { entry.name },
                        together { "\(entry.from)" },
                    ])
                }
            ).render(visit.texts.pieces)
            element("form", .class("actions"), .text("method", "post"), .action(Route.book(book, .directory).link())) {
                visit.formToken
                // A hidden field of one line would lose the line ends.
                element("textarea", .text("name", "list"), .flag("hidden"), .text("aria-hidden", "true")) { TextArea.content(list) }
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
        var page = DirectoryPage(mayChange: mayChange, book: book.id)
        if let line = visit.query["line"], visit.method != .change { page.list = texts.firstOfAll + "\n" + line + "\n" }
        if visit.method == .change {
            do {
                let fields = try await directoryFields(visit)
                page.list = fields["list"] ?? ""
                let (found, faults) = try await blocking { try book.directoryWish(fields.pairs, caller: caller) }
                page.faults = faults.prefix(20).map { .init(field: "list", text: $0) }
                if faults.count > 20 {
                    page.faults.append(.init(field: "list", text: texts.moreFaults(Figures.count(Int64(faults.count - 20)))))
                }
                page.entries = found
                if found.isEmpty, faults.isEmpty { page.faults = [.init(field: "list", text: texts.noRows)] }
                if page.faults.isEmpty, fields["do"] != "preview" {
                    let counts = try await blocking { try book.describe(found, caller: caller) }
                    page.done = Notice(.good, texts.done(names: Figures.count(Int64(found.count)), calls: Figures.count(counts.changed)))
                    (page.list, page.entries) = ("", [])
                }
            } catch let refused as RefusedList {
                page.faults.append(.init(field: "file", text: refused.text))
            } catch {
                guard let words = PlainWords.of(error) else { throw error }
                page.faults.append(.init(field: "list", text: words))
            }
        }
        page.unknown = try await blocking { try book.unknownNames(caller: caller) }
        let shown = page
        return try await framed(
            visit, book, .problems, title: texts.title, sentence: texts.sentence, status: shown.faults.isEmpty ? .ok : .unprocessableContent
        ) { shown.content(visit) }
    }
}
