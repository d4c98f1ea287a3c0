internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// The skipped lines of one import, with the bytes as the switch sent them.
struct SkippedPage {
    let lines: [SkippedLine]
    let imports: [NamedID]
    let chosen: Int64?
    let next: LocalPath?
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.problems
        return together {
            if !imports.isEmpty { choice(texts) }
            if lines.isEmpty {
                EmptyState(texts.allClear, texts.noSkips).render()
            } else {
                DataGrid(
                    caption: texts.titles["skipped"] ?? "",
                    columns: [
                        .init(texts.line, isFigure: true, phone: .amount), .init(texts.reason, phone: .who),
                        .init(texts.bytes, phone: .where),
                    ], rows: lines.map { row($0, texts) },
                    pager: next.map { Pager(summary: "", first: nil, next: $0) }
                ).render(visit.texts.pieces)
            }
        }
    }

    private func row(_ line: SkippedLine, _ texts: ProblemTexts) -> DataGrid.Row {
        let place = line.lines > 1 ? "\(line.line)–\(line.line + line.lines - 1)" : "\(line.line)"
        return DataGrid.Row([
            together { place }, together { element("bdi") { line.reason } },
            line.bytes.isEmpty
                ? element("span", .class("quiet")) { texts.noBytes }
                : element("div", .class("bytes")) {
                    raw(line.bytes)
                    if line.size > line.bytes.count { element("span", .class("quiet")) { " … \(Figures.count(line.size)) B" } }
                },
        ])
    }

    private func raw(_ bytes: [UInt8]) -> HTMLText {
        var html = HTMLText()
        var shown = bytes[...]
        while let last = shown.last, last == 10 || last == 13 { shown.removeLast() }
        html.text(bytes: shown)
        return html
    }

    private func choice(_ texts: ProblemTexts) -> HTMLText {
        element("form", .class("fields"), .text("method", "get"), .action(Route.book(book, .problems(.skipped)).link())) {
            Choice("import", texts.import, options: imports.map { ($0.id, $0.name) }, selected: chosen.map { String($0) } ?? "").render()
            element("button") { texts.chooseImport }
        }
    }
}

extension ServicePages {
    func skippedPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        guard visit.method == .read else { throw PageError(.methodNotAllowed) }
        let caller = try visit.asker
        let asked = visit.query["import"].flatMap { Int64($0) }
        let after = max(0, visit.query["after"].flatMap { Int64($0) } ?? 0)
        let page = try await blocking {
            let newest = try book.imports(limit: 100, caller: caller).filter { !$0.skipped.isEmpty || $0.number == asked }
            let chosen = asked ?? newest.first?.number
            let lines = try chosen.map { try book.skippedLines(of: $0, after: after, caller: caller) } ?? []
            let next =
                lines.count == 100
                ? lines.last.flatMap { last in
                    chosen.map { Route.book(book.id, .problems(.skipped)).link([("import", String($0)), ("after", String(last.number))]) }
                } : nil
            return SkippedPage(
                lines: lines,
                imports: newest.map { sums in
                    NamedID(
                        id: String(sums.number),
                        name: "\(sums.number): \(sums.name.prefix(60)), \(Figures.count(sums.skipped.values.reduce(0, &+)))")
                }, chosen: chosen, next: next, book: book.id)
        }
        return try await problems(visit, book, .skipped) { page.content(visit) }
    }
}
