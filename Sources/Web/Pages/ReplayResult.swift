internal import Model
internal import Rendering
internal import Service

/// How the calls of a raw log differ when a definition decodes it again.
struct ReplayResult {
    let replay: ReplayView
    /// Of the form that accepts it.
    let formID: String
    let book: BookID

    func render(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.workbench
        return element("section") {
            element("h2") { texts.replayTitle(replay.source) }
            if replay.isAccepted {
                Notice(.good, texts.replayStored, link: (text: visit.texts.frame.journal, path: Route.book(book, .journal).link())).render()
            } else {
                Notice(replay.isEmpty ? .good : .warning, replay.isEmpty ? texts.replayNone : texts.replayShown).render()
            }
            figures(texts).render(visit.texts.pieces)
            if !replay.examples.isEmpty { examples(texts) }
            if !replay.isAccepted, !replay.isEmpty {
                element("div", .class("actions")) {
                    element("button", .class("main"), .text("form", formID), .text("name", "do"), .text("value", "accept")) {
                        texts.replayAccept
                    }
                }
            }
        }
    }

    private func figures(_ texts: WorkbenchTexts) -> DataGrid {
        let counts = [
            (texts.replayed, replay.records), (texts.same, replay.same), (texts.changed, replay.changed), (texts.added, replay.added),
            (texts.gone, replay.gone), (texts.conflicts, replay.conflicts),
        ].map { ($0.0, Figures.count($0.1)) }
        let sums = replay.sums.map { (texts.sums[$0.kind] ?? $0.kind, $0.text) }
        return DataGrid(
            caption: texts.replayTitle(replay.source),
            columns: [.init(texts.reading, phone: .who), .init(texts.records, isFigure: true, phone: .amount)],
            rows: (counts + sums).map { name, figure in DataGrid.Row([together { name }, together { figure }]) })
    }

    private func examples(_ texts: WorkbenchTexts) -> HTMLText {
        together {
            element("h3") { texts.examplesTitle }
            element("ul", .class("differences")) {
                for example in replay.examples {
                    element("li") {
                        if let before = example.before { line("del", texts.callBefore, before) }
                        if let after = example.after { line("ins", texts.callAfter, after) }
                    }
                }
            }
        }
    }

    private func line(_ tag: StaticString, _ label: String, _ text: String) -> HTMLText {
        element("div", .class("difference")) {
            element("span", .class("quiet")) { label + " " }
            element(tag) { element("bdi") { text } }
        }
    }
}
