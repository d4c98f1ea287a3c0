internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// Lines, a definition, and what the one makes of the other.
struct WorkbenchPage {
    let answer: WorkbenchAnswer
    let isSaved: Bool
    let mayConfigure: Bool
    let place: String
    let book: BookID

    private static let formID = "bench"
    private var entries: WorkbenchEntries { answer.entries }

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.workbench
        return together {
            if isSaved {
                Notice(.good, texts.saved, link: (text: visit.texts.frame.imports, path: Route.book(book, .imports).link())).render()
            }
            if let refusal = answer.refusal { Notice(.bad, refusal).render() }
            if let candidates = answer.candidates { CandidateList(candidates: candidates, book: book).render(texts) }
            if answer.isReplaying { replaying(texts) }
            if let replay = answer.replay { ReplayResult(replay: replay, formID: Self.formID, book: book).render(visit) }
            if let bench = answer.bench { WorkbenchResult(bench: bench).render(visit) }
            if mayConfigure {
                form(visit, texts)
            } else {
                element("pre", .class("bytes"), .text("tabindex", "0")) { HTMLText.lines(of: entries.definition) }
            }
        }
    }

    private func form(_ visit: Visit, _ texts: WorkbenchTexts) -> HTMLText {
        element(
            "form", .id(Self.formID), .class("stack workbench"), .text("method", "post"), .action(Route.book(book, .format(place)).link())
        ) {
            visit.formToken
            TextArea("lines", texts.lines, value: entries.lines, hint: texts.linesHint, rows: 10, isCode: true).render()
            if !answer.sources.isEmpty { rawLog(texts) }
            element("div", .class("actions")) {
                act(.look, texts.look, "main")
                act(.detect, texts.detect)
                act(.propose, texts.propose)
            }
            TextArea(
                "definition", texts.definition, value: entries.definition, hint: texts.definitionHint, rows: 24, isCode: true
            ).render()
            element("div", .class("actions")) {
                act(.look, texts.look, "main")
                act(.save, texts.save)
                if !answer.sources.isEmpty { act(.replay, texts.replay) }
            }
            element("details", entries.act == .table || entries.definition.isEmpty ? .flag("open") : nil) {
                element("summary") { element("h2") { texts.table } }
                element("p", .class("quiet")) { texts.tableText }
                element("div", .class("fields")) {
                    Field("id", texts.id, value: entries.id, isRequired: false).render()
                    Field("name", texts.name, value: entries.name, isRequired: false).render()
                    Choice("stamp", texts.stamp, options: texts.stamps.map { ($0.0, $0.1) }, selected: entries.stamp).render()
                }
                columns(texts)
                element("div", .class("actions")) { act(.table, texts.make) }
            }
        }
    }

    /// In place of the lines: what a source sent, byte by byte, in whatever code page.
    private func rawLog(_ texts: WorkbenchTexts) -> HTMLText {
        element("div", .class("fields")) {
            Choice(
                "source", texts.rawLog, options: [("", texts.pasted)] + answer.sources.map { ($0, $0) }, selected: entries.source
            ).render()
            Field("from", texts.rawFrom, value: entries.from, hint: texts.rawFromHint, isRequired: false).render()
        }
    }

    private func act(_ act: WorkbenchEntries.Act, _ text: String, _ style: String = "") -> HTMLText {
        element("button", .class(style), .text("name", "do"), .text("value", act.rawValue)) { text }
    }

    /// The same question again tells how far it is.
    private func replaying(_ texts: WorkbenchTexts) -> HTMLText {
        element("section") {
            Notice(.plain, texts.replayRuns).render()
            element("div", .class("actions")) {
                element(
                    "button", .class("main"), .text("form", Self.formID), .text("name", "do"),
                    .text("value", (entries.act ?? .replay).rawValue)
                ) { texts.replayLook }
            }
        }
    }

    private func columns(_ texts: WorkbenchTexts) -> HTMLText {
        element("table", .class("ledger columns-table")) {
            element("thead") {
                element("tr") {
                    for title in [texts.columnName, texts.from, texts.to, texts.what, texts.form] {
                        element("th", .text("scope", "col")) { title }
                    }
                }
            }
            element("tbody") { for (row, column) in entries.columns.enumerated() { entry(row, column, texts) } }
        }
    }

    private func entry(_ row: Int, _ column: ColumnEntry, _ texts: WorkbenchTexts) -> HTMLText {
        func cell(_ name: String, _ label: String, _ value: String) -> HTMLText {
            element("td", .class("cell-" + name)) {
                single(
                    "input", .text("name", "c\(row)-\(name)"), .text("value", value), .text("autocomplete", "off"),
                    .text("aria-label", "\(texts.row) \(row + 1), \(label)"))
            }
        }
        return element("tr") {
            cell("name", texts.columnName, column.name)
            cell("from", texts.from, column.from)
            cell("to", texts.to, column.to)
            element("td", .class("cell-what")) {
                element("select", .text("name", "c\(row)-what"), .text("aria-label", "\(texts.row) \(row + 1), \(texts.what)")) {
                    for kind in OpenBook.columnKinds {
                        element("option", .text("value", kind), kind == column.what ? .flag("selected") : nil) { texts.kinds[kind] ?? kind }
                    }
                }
            }
            cell("form", texts.form, column.form)
        }
    }
}

extension ServicePages {
    func workbenchPage(_ visit: Visit, _ book: OpenBook, _ id: String) async throws -> Response {
        let caller = try visit.asker
        let asked = visit.method == .change ? WorkbenchEntries(visit.form) : nil
        let answer = try await blocking { try WorkbenchAnswer.make(asked, id, book, caller) }
        if let saved = answer.saved, answer.replay == nil, !answer.isReplaying, answer.refusal == nil {
            return .redirect(Route.book(book.id, .format(saved)).link([("saved", "1")]))
        }
        let page = WorkbenchPage(
            answer: answer, isSaved: visit.query["saved"] == "1", mayConfigure: caller.may(.configure, in: book.id), place: id,
            book: book.id)
        let title = id == WorkbenchAnswer.new ? visit.texts.workbench.newTitle : id
        return try await framed(visit, book, .imports, title: title, status: answer.isBad ? .unprocessableContent : .ok) {
            page.content(visit)
        }
    }
}
