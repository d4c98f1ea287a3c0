internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// What was configured and decided, by whom.
struct JournalPage {
    let lines: [JournalLine]
    let next: LocalPath?

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.journal
        if lines.isEmpty { return EmptyState(texts.none, texts.noneText).render() }
        return DataGrid(
            caption: texts.title,
            columns: [
                .init(texts.when, phone: .when), .init(texts.who, phone: .amount), .init(texts.what, phone: .who),
                .init(texts.subject, phone: .where),
                .init(texts.change),
            ],
            rows: lines.map { line in
                DataGrid.Row([
                    element("span", .class("moment")) { line.at.secondText }, together { element("bdi") { line.actor } },
                    element("code") { line.action }, element("div", .class("change")) { element("bdi") { line.subject } },
                    element("div", .class("change")) { change(line) },
                ])
            }, pager: next.map { Pager(summary: "", next: $0) }
        ).render(visit.texts.pieces)
    }

    /// One line as it is; more of them behind their first.
    private func change(_ line: JournalLine) -> HTMLText {
        let before = line.before.isEmpty ? "" : line.before + " → "
        let lines = (before + line.after).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count > 1 || (lines.first?.utf8.count ?? 0) > 160 else { return together { element("bdi") { lines.first ?? "" } } }
        return element("details") {
            element("summary") { element("bdi") { String((lines.first ?? "").prefix(120)) + " …" } }
            element("div", .class("bytes")) {
                for (index, text) in lines.enumerated() {
                    if index > 0 { literal("<br>") }
                    text
                }
            }
        }
    }
}

extension ServicePages {
    func journalPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let before = visit.query["before"].flatMap { Int64($0) }
        let lines = try await blocking { try book.journalLines(before: before, caller: caller) }
        let next = lines.count == 100 ? lines.last.map { Route.book(book.id, .journal).link([("before", String($0.number))]) } : nil
        let page = JournalPage(lines: lines, next: next)
        return try await framed(visit, book, .journal, title: visit.texts.journal.title, sentence: visit.texts.journal.sentence) {
            page.content(visit)
        }
    }
}
