internal import Hummingbird
internal import Model
internal import Money
internal import Rendering
internal import Service
internal import Time

/// Records that differ from stored ones of the same identity: both versions side by side, and the form that decides.
struct ConflictPage {
    let conflicts: [ConflictView]
    let isDecided: Bool
    let mayDecide: Bool
    let done: String?
    let faults: [ErrorSummary.Fault]
    /// What was typed for the conflict that could not be decided.
    let entries: (number: Int64, decision: String, reason: String)?
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.problems
        let route = Route.book(book, .problems(.conflict))
        return together {
            if let done, let text = texts.done(done) { Notice(.good, text).render() }
            if !faults.isEmpty { ErrorSummary(visit.texts.pieces, faults).render() }
            element("p", .class("switch")) {
                element("a", .href(route.link()), isDecided ? nil : .text("aria-current", "true")) { texts.waiting }
                " · "
                element("a", .href(route.link([("decided", "1")])), isDecided ? .text("aria-current", "true") : nil) { texts.decided }
            }
            if conflicts.isEmpty { EmptyState(texts.allClear, texts.noConflicts).render() }
            for conflict in conflicts { entry(conflict, visit, texts) }
        }
    }

    private func entry(_ conflict: ConflictView, _ visit: Visit, _ texts: ProblemTexts) -> HTMLText {
        element("section", .class("conflict")) {
            element("h2") {
                conflict.start.secondText + " · "
                element("bdi") { conflict.record.calling }
                " → "
                element("bdi") { conflict.record.called }
            }
            versions(conflict, texts)
            if let decision = conflict.decision {
                element("p", .class("quiet")) {
                    (texts.done(decision) ?? decision) + " " + conflict.actor + ", " + (conflict.decided?.minuteText ?? "")
                    if !conflict.note.isEmpty { ": " + conflict.note }
                }
            } else if mayDecide {
                form(conflict, visit, texts)
            }
        }
    }

    private func versions(_ conflict: ConflictView, _ texts: ProblemTexts) -> HTMLText {
        let (left, right) = (conflict.stored.map(fields), fields(conflict.record))
        return element("table", .class("ledger versions")) {
            element("thead") {
                element("tr") {
                    element("th", .text("scope", "col")) { texts.field }
                    element("th", .text("scope", "col")) {
                        if let stored = conflict.stored {
                            element("a", .href(Route.book(book, .call(stored.id)).link())) { texts.inBook }
                        } else {
                            texts.inBook
                        }
                    }
                    element("th", .text("scope", "col")) { texts.later }
                }
            }
            element("tbody") {
                for (index, field) in right.enumerated() {
                    let stored = left?[index].value ?? texts.gone
                    if !(field.value.isEmpty && stored.isEmpty) {
                        let differs = stored != field.value
                        element("tr", differs ? .class("differs") : nil) {
                            element("th", .text("scope", "row")) { field.name }
                            element("td") { element(differs ? "mark" : "bdi") { stored } }
                            element("td") { element(differs ? "mark" : "bdi") { field.value } }
                        }
                    }
                }
            }
        }
    }

    private func fields(_ row: CallRow) -> [(name: String, value: String)] {
        let charge = row.price.charge.map { $0.amount.text(minorUnit: $0.currency.minorUnit) + " " + $0.currency.code }
        return [
            ("duration", Figures.duration(row.duration)), ("ring", row.ring < 0 ? "" : "\(row.ring) s"),
            ("direction", row.direction.name ?? ""),
            ("answered", row.answered ? "yes" : "no"), ("calling", row.calling), ("called", row.called), ("extension", row.extension),
            ("trunk", row.trunk), ("account", row.account), ("party", row.party), ("destination", row.destination),
            ("pulses", row.pulses < 0 ? "" : "\(row.pulses)"), ("price", charge ?? row.price.reason.name), ("source", row.source),
        ]
    }

    private func form(_ conflict: ConflictView, _ visit: Visit, _ texts: ProblemTexts) -> HTMLText {
        let own = entries.flatMap { $0.number == conflict.number ? $0 : nil }
        let number = String(conflict.number)
        return element("form", .class("fields"), .text("method", "post"), .action(Route.book(book, .problems(.conflict)).link())) {
            visit.formToken
            single("input", .text("type", "hidden"), .text("name", "number"), .text("value", number))
            element("fieldset", .class("choices")) {
                element("legend") { texts.what }
                for (value, text) in [("instead", texts.instead), ("own", texts.own), ("rejected", texts.rejected)] {
                    element("label") {
                        single(
                            "input", .text("type", "radio"), .text("name", "decision"), .text("value", value), .flag("required"),
                            own?.decision == value ? .flag("checked") : nil)
                        " " + text
                    }
                }
            }
            element("div", .class("field")) {
                element("label", .text("for", "f-why-" + number)) { texts.why }
                single(
                    "input", .id("f-why-" + number), .text("name", "reason"), .text("value", own?.reason ?? ""), .text("maxlength", "500"),
                    .flag("required"))
            }
            element("button") { texts.decide }
        }
    }
}

extension ServicePages {
    func conflictPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let texts = visit.texts.problems
        var faults: [ErrorSummary.Fault] = []
        var entries: (number: Int64, decision: String, reason: String)?
        if visit.method == .change {
            let (decision, reason) = (visit.form["decision"], visit.form["reason"])
            guard let number = Int64(visit.form["number"]), number > 0 else { throw PageError.bad() }
            let field = "why-\(number)"
            if texts.done(decision) == nil { faults.append(.init(field: field, text: texts.what + "?")) }
            if reason.isEmpty || reason.utf8.count > 2_000 { faults.append(.init(field: field, text: texts.why + "?")) }
            if faults.isEmpty {
                do {
                    try await blocking { _ = try book.decide(number, word: decision, reason: reason, caller: caller) }
                    return .redirect(Route.book(book.id, .problems(.conflict)).link([("done", decision)]))
                } catch {
                    guard let words = PlainWords.of(error) else { throw error }
                    faults.append(.init(field: field, text: words))
                }
            }
            entries = (number, decision, reason)
        }
        let isDecided = visit.query["decided"] == "1"
        let conflicts = try await blocking { try book.conflictViews(decided: isDecided, caller: caller) }
        let page = ConflictPage(
            conflicts: conflicts, isDecided: isDecided, mayDecide: caller.may(.decide, in: book.id), done: visit.query["done"],
            faults: faults,
            entries: entries, book: book.id)
        return try await problems(visit, book, .conflict, status: faults.isEmpty ? .ok : .unprocessableContent) {
            page.content(visit)
        }
    }
}
