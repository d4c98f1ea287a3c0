internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// What was typed into the form of an import.
struct ImportEntries: Sendable {
    /// In place of a format: the bytes tell it.
    static let findOut = "?"

    var format = ""
    var switchID = ""
    var source = ""
    var year = ""
    var faults: [ErrorSummary.Fault] = []

    init() {}

    /// Takes a form and looks at each entry.
    init(_ form: Form, fileName: String, formats: [NamedID], switches: [NamedID], texts: ImportTexts) {
        (format, switchID, source, year) = (form["format"], form["switch"], form["source"], form["year"])
        func fault(_ field: String, _ text: String) { faults.append(.init(field: field, text: text)) }
        if fileName.isEmpty { fault("file", texts.chooseFile) }
        if format != Self.findOut, !formats.contains(where: { $0.id == format }) { fault("format", texts.chooseFormat) }
        if !switches.contains(where: { $0.id == switchID }) { fault("switch", texts.chooseSwitch) }
        if !source.isEmpty, !BookID.isValid(source) { fault("source", texts.badSource) }
        if !year.isEmpty, !(Int(year).map { (1970...2099).contains($0) } ?? false) { fault("year", texts.badYear) }
    }

    func order(name: String) -> ImportOrder {
        ImportOrder(
            format: .id(format), switch: switchID.isEmpty ? nil : switchID, source: source.isEmpty ? nil : source, name: name,
            year: Int(year))
    }
}

/// The list of imports with the form that brings a file in.
struct ImportsPage {
    let imports: [ImportSummary]
    let started: [Int64: String]
    let formats: [NamedID]
    let switches: [NamedID]
    let entries: ImportEntries
    let mayImport: Bool
    let older: LocalPath?
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.imports
        return together {
            if !entries.faults.isEmpty { ErrorSummary(visit.texts.pieces, entries.faults).render() }
            if mayImport { form(visit, texts) }
            if imports.isEmpty {
                EmptyState(texts.none, texts.noneText).render()
            } else {
                for sums in imports { entry(sums, texts) }
                if let older {
                    element("nav", .class("pager")) { element("a", .class("button"), .text("rel", "next"), .href(older)) { texts.older } }
                }
            }
        }
    }

    private func entry(_ sums: ImportSummary, _ texts: ImportTexts) -> HTMLText {
        let shown = ImportSums(sums: sums, book: book, texts: texts)
        return element("section", .class("import")) {
            element("h2") {
                element("a", .href(Route.book(book, .importResult(sums.number)).link())) { element("bdi") { sums.name } }
                " "
                shown.state().render()
            }
            element("p", .class("quiet")) {
                (started[sums.number] ?? "") + " · "
                texts.facts(format: sums.format, switch: sums.switch, source: sums.source, actor: sums.actor)
            }
            shown.strip().render()
        }
    }

    private func form(_ visit: Visit, _ texts: ImportTexts) -> HTMLText {
        let faulty = Set(entries.faults.map(\.field))
        return element("section", .class("upload")) {
            element("h2") { texts.upload }
            element(
                "form", .class("stack"), .text("method", "post"), .text("enctype", "multipart/form-data"),
                .action(Route.book(book, .imports).link())
            ) {
                // The token and the other fields stand before the file: nothing of it is kept before they were looked at.
                visit.formToken
                element("div", .class("fields")) {
                    Choice(
                        "format", texts.format,
                        options: [(value: ImportEntries.findOut, text: texts.findOut)] + formats.map { (value: $0.id, text: $0.name) },
                        selected: entries.format
                    ).render()
                    Choice("switch", texts.switch, options: switches.map { ($0.id, $0.name) }, selected: entries.switchID).render()
                }
                element("details", faulty.isDisjoint(with: ["source", "year"]) ? nil : .flag("open")) {
                    element("summary") { texts.more }
                    element("div", .class("columns")) {
                        Field(
                            "source", texts.source, value: entries.source, hint: texts.sourceHint, isFaulty: faulty.contains("source"),
                            isRequired: false
                        ).render()
                        Field(
                            "year", texts.year, value: entries.year, hint: texts.yearHint, isFaulty: faulty.contains("year"),
                            isRequired: false
                        )
                        .render()
                    }
                }
                Field("file", texts.file, kind: .file, hint: texts.fileHint, isFaulty: faulty.contains("file")).render()
                element("div", .class("actions")) {
                    element("button", .class("main")) { texts.button }
                    element("a", .class("button"), .href(Route.book(book, .formats).link())) { texts.formats }
                }
            }
        }
    }
}

extension ServicePages {
    func importsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        guard visit.method == .change else { return try await importsPage(visit, book, ImportEntries()) }
        do {
            return .redirect(Route.book(book.id, .importResult(try await receiveImport(visit, book))).link())
        } catch let refused as RefusedImport {
            return try await importsPage(visit, book, refused.entries)
        }
    }

    private func importsPage(_ visit: Visit, _ book: OpenBook, _ entries: ImportEntries) async throws -> Response {
        let caller = try visit.asker
        let before = visit.query["before"].flatMap { Int64($0) }
        let page = try await blocking {
            let imports = try book.imports(before: before, limit: 20, caller: caller)
            let started = try Dictionary(imports.map { ($0.number, try book.wall($0.started).minuteText) }) { first, _ in first }
            let older = imports.count == 20 ? imports.last.map { Route.book(book.id, .imports).link([("before", String($0.number))]) } : nil
            return ImportsPage(
                imports: imports, started: started, formats: try book.formats(caller: caller), switches: try book.switches(caller: caller),
                entries: entries, mayImport: caller.may(.import, in: book.id), older: older, book: book.id)
        }
        let texts = visit.texts.imports
        return try await framed(
            visit, book, .imports, title: texts.title, sentence: texts.sentence(page.imports.count),
            status: entries.faults.isEmpty ? .ok : .unprocessableContent
        ) { page.content(visit) }
    }
}
