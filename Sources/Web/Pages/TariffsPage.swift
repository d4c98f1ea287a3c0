internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// The rate tables.
struct TariffsPage {
    let tables: [TariffSummary]
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.tariffs
        if tables.isEmpty { return EmptyState(texts.none, texts.noneText).render() }
        return DataGrid(
            caption: texts.title,
            columns: [
                .init(texts.table, phone: .who), .init(texts.scheme, phone: .where), .init(texts.kind), .init(texts.currency),
                .init(texts.inForce, phone: .when), .init(texts.versions, isFigure: true),
                .init(texts.rows, isFigure: true, phone: .amount),
            ],
            rows: tables.map { table in
                DataGrid.Row(
                    [
                        together { element("bdi") { table.id.text } },
                        together {
                            texts.schemes[table.scheme.rawValue] ?? table.scheme.rawValue
                            if !table.provider.isEmpty { ": " + table.provider }
                        }, together { table.isPulse ? texts.pulse : texts.block }, together { table.currency },
                        table.inForce.map { version in together { version.from.minuteText } } ?? Badge(texts.notYet, .warning).render(),
                        together { Figures.count(table.versions.count) },
                        together { Figures.count((table.inForce ?? table.versions.last)?.rows ?? 0) },
                    ], link: Route.book(book, .tariff(table.id)).link())
            }
        ).render(visit.texts.pieces)
    }
}

extension ServicePages {
    func tariffsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let tables = try await blocking { try book.tariffs(caller: caller) }
        let page = TariffsPage(tables: tables, book: book.id)
        let again = element("a", .class("button"), .href(Route.book(book.id, .reratings).link())) { visit.texts.reratings.title }
        return try await framed(visit, book, .tariffs, title: visit.texts.tariffs.title, actions: again) {
            TariffTabs(current: .tariffs, book: book.id).render(visit.texts.tester)
            page.content(visit)
        }
    }
}
