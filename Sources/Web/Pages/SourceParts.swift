internal import Model
internal import Rendering
internal import Service

/// Leads to the settings of a source, and starts or stops it for good.
struct SourceButtons {
    let view: SourceView
    let book: BookID

    func render(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.sources
        let (isOn, link) = (view.isOn, Route.book(book, .sourceForm(view.id)).link())
        return element("div", .class("acts")) {
            element("form", .text("method", "post"), .action(link)) {
                visit.formToken
                element("button", .text("name", "do"), .text("value", isOn ? "stop" : "start")) {
                    isOn ? texts.stop : texts.start
                    element("span", .class("unseen")) { " " + view.id.text }
                }
            }
            element("a", .href(link)) {
                texts.change
                element("span", .class("unseen")) { " " + view.id.text }
            }
        }
    }
}

/// Calls that go on, and a way to end those of which nothing more will come.
struct OpenSessions {
    let sessions: [SessionView]
    let book: BookID
    let mayEnd: Bool

    func render(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.sources
        return element("section") {
            element("h2") { texts.sessions }
            element("p", .class("quiet")) { texts.sessionsText }
            DataGrid(
                caption: texts.sessions,
                columns: [
                    .init(texts.calling, phone: .who), .init(texts.called, phone: .where), .init(texts.source), .init(texts.opened),
                    .init(texts.lastSign, phone: .when), .init(texts.decide, phone: .below),
                ],
                rows: sessions.map { session in
                    DataGrid.Row([
                        element("bdi") { session.calling }, element("bdi") { session.called }, together { session.source },
                        together { session.opened.minuteText },
                        together {
                            session.seen.minuteText
                            if session.isSilent { Badge(texts.noSign, .bad).render() }
                        }, mayEnd ? form(session, visit, texts) : HTMLText(),
                    ])
                }
            ).render(visit.texts.pieces)
        }
    }

    private func form(_ session: SessionView, _ visit: Visit, _ texts: SourceTexts) -> HTMLText {
        element("form", .class("acts"), .text("method", "post"), .action(Route.book(book, .sources).link())) {
            visit.formToken
            single("input", .text("type", "hidden"), .text("name", "session"), .text("value", session.key))
            single("input", .text("type", "hidden"), .text("name", "switch"), .text("value", session.switch))
            element("button") {
                texts.end
                element("span", .class("unseen")) { " " + session.called }
            }
        }
    }
}
