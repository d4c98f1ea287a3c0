internal import Model
internal import Rendering

/// Rules and mail server as the site file has them, to be changed on the page.
struct AlertSettings {
    let text: String
    let isOpen: Bool
    let isFaulty: Bool
    let book: BookID

    func render(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.alerts
        let shown = text.isEmpty ? texts.settingsExample : text
        let rows = min(24, max(6, shown.utf8.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }))
        return element("section", .class("mend"), .id("settings")) {
            element("details", isOpen ? .flag("open") : nil) {
                element("summary") { element("h2") { texts.settings } }
                element("form", .class("stack wide"), .text("method", "post"), .action(Route.book(book, .alerts).link())) {
                    visit.formToken
                    TextArea(
                        "settings", texts.settingsLabel, value: shown, hint: texts.settingsHint, isFaulty: isFaulty, rows: rows
                    ).render()
                    element("button", .class("main"), .text("name", "do"), .text("value", "save")) { texts.save }
                }
            }
        }
    }
}
