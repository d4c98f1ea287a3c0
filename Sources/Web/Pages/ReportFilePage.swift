internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

extension ServicePages {
    /// A report's definition as a file: read, copied, changed and kept.
    func reportFilePage(_ visit: Visit, _ book: OpenBook, _ id: String) async throws -> Response {
        let caller = try visit.asker
        var (text, faults): (String, [String]) = ("", [])
        if visit.method == .change {
            text = visit.form["content"]
            let bytes = Array(text.utf8)
            do {
                let kept = try await blocking { try book.keepReport(bytes, caller: caller) }
                return .redirect(Route.book(book.id, .report(kept)).link())
            } catch {
                guard let refusal = Refusal(error) else { throw error }
                faults = refusal.text.split(separator: "\n").map(String.init)
            }
        } else {
            let bytes = try await blocking { try book.reportFile(id, caller: caller) }
            text = String(decoding: bytes, as: UTF8.self)
        }
        let texts = visit.texts.reports
        return try await framed(visit, book, .reports, title: texts.fileTitle, sentence: texts.fileSentence) {
            if !faults.isEmpty {
                element("ul", .class("faults"), .text("role", "alert")) { for fault in faults { element("li") { fault } } }
            }
            element("form", .class("fields"), .text("method", "post"), .action(Route.book(book.id, .reportFile(id)).link())) {
                visit.formToken
                TextArea(
                    "content", texts.definition, value: text, hint: texts.definitionHint, isFaulty: !faults.isEmpty, rows: 30, isCode: true
                ).render()
                element("button", .class("main")) { texts.save }
            }
        }
    }
}
