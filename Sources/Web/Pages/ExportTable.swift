internal import Model
internal import Rendering
internal import Service
internal import Time

/// Calls that go on to other systems: how far each export came, and what holds it up.
struct ExportTable {
    let views: [ExportView]
    let wall: (Instant) -> String

    func render(_ visit: Visit) -> HTMLText {
        guard !views.isEmpty else { return HTMLText() }
        let texts = visit.texts.exports
        return element("section") {
            element("h2") { texts.title }
            DataGrid(
                caption: texts.title,
                columns: [
                    .init(texts.name, phone: .who), .init(texts.place, phone: .where), .init(texts.state, phone: .amount),
                    .init(texts.sent, isFigure: true), .init(texts.waiting, isFigure: true), .init(texts.last, phone: .when),
                ],
                rows: views.map { view in
                    DataGrid.Row([
                        element("bdi") { view.id.text }, element("bdi") { view.place }, state(view, texts),
                        together { Figures.count(view.sent ?? 0) },
                        view.waiting.map { waiting in together { Figures.count(waiting) } } ?? Figures.none(visit.texts.pieces),
                        together { view.at.map(wall) ?? texts.never },
                    ])
                }
            ).render(visit.texts.pieces)
        }
    }

    private func state(_ view: ExportView, _ texts: ExportTexts) -> HTMLText {
        together {
            if view.isPaused {
                Badge(texts.paused).render()
            } else if let error = view.error {
                Badge(texts.failing, .bad).render()
                element("div", .class("quiet")) { error }
                if let failed = view.failed { element("div", .class("quiet")) { texts.since + " " + wall(failed) } }
            } else if view.sent == nil {
                Badge(texts.notBegun).render()
            } else {
                Badge(texts.running, .good).render()
            }
        }
    }
}
