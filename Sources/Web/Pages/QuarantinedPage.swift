internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// Calls that are kept, listed and never charged.
struct QuarantinedPage {
    let list: ListedCalls
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.problems
        if list.calls.isEmpty { return EmptyState(texts.allClear, texts.noQuarantined).render() }
        return DataGrid(
            caption: texts.titles["quarantined"] ?? "",
            columns: [
                .init(texts.start, phone: .when), .init(texts.caller, phone: .who), .init(texts.called, phone: .where), .init(texts.reason),
                .init(texts.duration, isFigure: true, phone: .amount),
            ],
            rows: list.calls.map { listed in
                let call = listed.call
                return DataGrid.Row(
                    [
                        together { listed.start.secondText }, together { element("bdi") { call.calling } },
                        together { element("bdi") { call.called } },
                        Badge(call.reason.name, .warning).render(), together { Figures.duration(call.duration) },
                    ], link: Route.book(book, .call(call.id)).link())
            }, pager: list.next.map { Pager(summary: "", next: Route.book(book, .problems(.quarantined)).link([("cursor", $0)])) }
        ).render(visit.texts.pieces)
    }
}

extension ServicePages {
    func quarantinedPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        guard visit.method == .read else { throw PageError(.methodNotAllowed) }
        let caller = try visit.asker
        let cursor = visit.query["cursor"]
        let list = try await blocking { try book.quarantined(cursor: cursor, caller: caller) }
        let page = QuarantinedPage(list: list, book: book.id)
        return try await problems(visit, book, .quarantined, sentence: visit.texts.problems.noQuarantined) { page.content(visit) }
    }
}
