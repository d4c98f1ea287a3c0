internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// Where records come from, and whether they do.
struct SourcesPage {
    let sources: [SourceView]
    let book: BookID
    let wall: (Instant) -> String

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.sources
        guard !sources.isEmpty else {
            return EmptyState(texts.none, texts.noneText, action: (texts.imports, Route.book(book, .imports).link())).render()
        }
        return together {
            for view in sources {
                if let fault = view.fault { Notice(.bad, "\(view.id.text): \(fault)").render() }
            }
            DataGrid(
                caption: texts.title,
                columns: [
                    .init(texts.source, phone: .who), .init(texts.way, phone: .where), .init(texts.state, phone: .amount),
                    .init(texts.heard, phone: .when), .init(texts.stored, unit: texts.bytes, isFigure: true), .init(texts.today),
                ],
                rows: sources.map { row($0, texts) }
            ).render(visit.texts.pieces)
        }
    }

    private func row(_ view: SourceView, _ texts: SourceTexts) -> DataGrid.Row {
        DataGrid.Row([
            together {
                element("strong") { view.id.text }
                element("div", .class("quiet")) { texts.facts(switch: view.switch.text, format: view.format) }
            },
            together { element("bdi") { view.words } },
            together {
                Badge(texts.states[view.state.rawValue] ?? view.state.rawValue, tone(view.state)).render()
                if view.lost > 0 { element("div", .class("quiet")) { Figures.count(view.lost) + " " + texts.lost } }
            },
            element("span", .class("moment")) { view.lastByte.map(wall) ?? texts.never },
            together { Figures.count(view.behind) },
            newest(view, texts),
        ])
    }

    private func newest(_ view: SourceView, _ texts: SourceTexts) -> HTMLText {
        guard let sums = view.newest else { return together { texts.never } }
        return element("a", .href(Route.book(book, .importResult(sums.number)).link())) {
            texts.day(records: Figures.count(sums.records), new: Figures.count(sums.new))
        }
    }

    private func tone(_ state: SourceView.State) -> Badge.Tone {
        switch state {
        case .running: .good
        case .off, .unknown: .plain
        case .waiting: .warning
        case .stalled, .failed, .silent: .bad
        }
    }
}

extension ServicePages {
    func sourcesPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let views: [SourceView]
        if let service = services[book.id] {
            views = try await service.views(caller: caller)
        } else {
            views = try await blocking { try book.sources(caller: caller) }
        }
        if visit.wanted == .json { return .json(SourceList.json(views)) }
        let page = SourcesPage(sources: views, book: book.id) { (try? book.wall($0))?.minuteText ?? "" }
        let texts = visit.texts.sources
        return try await framed(visit, book, .sources, title: texts.title, sentence: texts.sentence) { page.content(visit) }
    }
}
