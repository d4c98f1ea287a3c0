internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// Lines, a definition, and what the one makes of the other.
struct WorkbenchPage {
    let entries: WorkbenchEntries
    let bench: Workbench?
    let candidates: [Workbench.Candidate]?
    let refusal: String?
    let isSaved: Bool
    let mayConfigure: Bool
    let place: String
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.workbench
        return together {
            if isSaved {
                Notice(.good, texts.saved, link: (text: visit.texts.frame.imports, path: Route.book(book, .imports).link())).render()
            }
            if let refusal { Notice(.bad, refusal).render() }
            if let candidates { CandidateList(candidates: candidates, book: book).render(texts) }
            if let bench { WorkbenchResult(bench: bench).render(visit) }
            if mayConfigure { form(visit, texts) } else { element("pre", .class("bytes"), .text("tabindex", "0")) { entries.definition } }
        }
    }

    private func form(_ visit: Visit, _ texts: WorkbenchTexts) -> HTMLText {
        element("form", .class("stack workbench"), .text("method", "post"), .action(Route.book(book, .format(place)).link())) {
            visit.formToken
            area("lines", texts.lines, texts.linesHint, entries.lines, rows: 10)
            element("div", .class("actions")) {
                act(.look, texts.look, "main")
                act(.detect, texts.detect)
                act(.propose, texts.propose)
            }
            area("definition", texts.definition, texts.definitionHint, entries.definition, rows: 24)
            element("div", .class("actions")) {
                act(.look, texts.look, "main")
                act(.save, texts.save)
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

    private func act(_ act: WorkbenchEntries.Act, _ text: String, _ style: String = "") -> HTMLText {
        element("button", .class(style), .text("name", "do"), .text("value", act.rawValue)) { text }
    }

    private func area(_ name: String, _ label: String, _ hint: String, _ value: String, rows: Int) -> HTMLText {
        element("div", .class("field")) {
            element("label", .text("for", "f-" + name)) { label }
            element("p", .class("hint"), .id("h-" + name)) { hint }
            element(
                "textarea", .id("f-" + name), .class("code"), .text("name", name), .text("rows", String(rows)), .text("wrap", "off"),
                .text("spellcheck", "false"), .text("autocomplete", "off"), .text("aria-describedby", "h-" + name)
            ) {
                // The first line end inside a text area is none of its text.
                "\n" + value
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
        let isNew = id == "new"
        var entries = WorkbenchEntries(visit.form)
        var (bench, candidates, refusal): (Workbench?, [Workbench.Candidate]?, String?) = (nil, nil, nil)
        if visit.method == .change {
            do {
                let asked = entries
                switch asked.act {
                case .save:
                    let saved = try await blocking { try book.saveFormat(asked.definition, caller: caller) }
                    return .redirect(Route.book(book.id, .format(saved)).link([("saved", "1")]))
                case .detect: candidates = try await blocking { try book.detect(lines: asked.lines, caller: caller) }
                case .propose: entries.definition = try await blocking { try book.proposal(lines: asked.lines, caller: caller) }
                case .table:
                    entries.definition = try await blocking {
                        try book.definition(
                            id: asked.id, name: asked.name, stamp: asked.stamp, columns: asked.columns, lines: asked.lines, caller: caller)
                    }
                case .look, nil: break
                }
            } catch {
                guard !(error is PageError), let words = PlainWords.of(error) else { throw error }
                refusal = words
            }
            let shown = entries
            if refusal == nil || shown.act == .save, candidates == nil {
                bench = try await blocking { try book.workbench(definition: shown.definition, lines: shown.lines, caller: caller) }
                if bench?.faults.isEmpty == false { refusal = nil }
            }
        } else if !isNew {
            entries = WorkbenchEntries(definition: try await blocking { try book.formatDefinition(id, caller: caller) })
        }
        let page = WorkbenchPage(
            entries: entries, bench: bench, candidates: candidates, refusal: refusal, isSaved: visit.query["saved"] == "1",
            mayConfigure: caller.may(.configure, in: book.id), place: id, book: book.id)
        let isBad = refusal != nil || bench?.faults.isEmpty == false
        return try await framed(
            visit, book, .imports, title: isNew ? visit.texts.workbench.newTitle : id, status: isBad ? .unprocessableContent : .ok
        ) { page.content(visit) }
    }
}
