internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// What people decided about a call, and the form to decide.
struct CorrectionsForm {
    /// What was typed and could not be taken.
    struct Entry: Sendable {
        var kind = ""
        var value = ""
        var reason = ""
        var faults: [ErrorSummary.Fault] = []
    }

    let call: CallRow
    let corrections: [CorrectionView]
    let entry: Entry
    let mayDecide: Bool
    let book: BookID

    func render(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.corrections
        guard mayDecide || !corrections.isEmpty else { return HTMLText() }
        return element("section", .class("mend"), .id("corrections")) {
            element("h2") { texts.title }
            if !corrections.isEmpty { list(visit, texts) }
            if mayDecide, call.state != .quarantined, call.state != .conflict { form(visit, texts) }
        }
    }

    private func list(_ visit: Visit, _ texts: CorrectionTexts) -> HTMLText {
        DataGrid(
            caption: texts.title,
            columns: [
                .init(texts.number, isFigure: true, phone: .when), .init(texts.decided, phone: .who), .init(texts.when, phone: .where),
                .init(texts.reason, phone: .below), .init(texts.state, phone: .below),
            ],
            rows: corrections.map { view in
                DataGrid.Row([
                    together { "\(view.correction.number)" }, together { element("bdi") { texts.words(view.correction) } },
                    together { texts.by(view.correction.actor, view.at.minuteText) },
                    together { element("bdi") { view.correction.reason } }, state(view, visit, texts),
                ])
            }
        ).render(visit.texts.pieces)
    }

    private func state(_ view: CorrectionView, _ visit: Visit, _ texts: CorrectionTexts) -> HTMLText {
        if let undone = view.correction.undone {
            return together {
                Badge(texts.undone).render()
                element("div", .class("quiet")) { texts.by(undone.actor, view.undoneAt?.minuteText ?? "") + ": " + undone.reason }
            }
        }
        guard mayDecide else { return Badge(texts.holds, .good).render() }
        let number = String(view.correction.number)
        return element("form", .class("fields"), .text("method", "post"), .action(Route.book(book, .call(call.id)).link())) {
            visit.formToken
            single("input", .text("type", "hidden"), .text("name", "undo"), .text("value", number))
            Field("undo-why-" + number, texts.whyUndo, isFaulty: entry.faults.contains { $0.field == "undo-why-" + number }).render()
            element("button") { texts.undo }
        }
    }

    private func form(_ visit: Visit, _ texts: CorrectionTexts) -> HTMLText {
        let kinds: [(CorrectionKind, String)] = [
            (.writeOff, texts.writeOff), (.private, texts.isPrivate), (.account, texts.account), (.party, texts.party),
        ]
        func isFaulty(_ field: String) -> Bool { entry.faults.contains { $0.field == field } }
        return element("details", entry.faults.isEmpty ? nil : .flag("open")) {
            element("summary") { texts.correct }
            element("form", .class("fields"), .text("method", "post"), .action(Route.book(book, .call(call.id)).link())) {
                visit.formToken
                element("p", .class("quiet")) { texts.text }
                element("fieldset", .class("choices"), .id("f-kind")) {
                    element("legend") { texts.what }
                    for (kind, text) in kinds {
                        element("label") {
                            single(
                                "input", .text("type", "radio"), .text("name", "kind"), .text("value", kind.rawValue), .flag("required"),
                                entry.kind == kind.rawValue ? .flag("checked") : nil)
                            " " + text
                        }
                    }
                }
                Field("value", texts.value, value: entry.value, hint: texts.valueHint, isFaulty: isFaulty("value"), isRequired: false)
                    .render()
                Field("reason", texts.why, value: entry.reason, isFaulty: isFaulty("reason")).render()
                element("button", .class("main")) { texts.button }
            }
        }
    }
}

extension ServicePages {
    /// Takes what the form of a call says.
    /// - Returns: what could not be taken; `nil`: all is done.
    func correct(_ visit: Visit, _ book: OpenBook, _ id: String) async throws -> CorrectionsForm.Entry? {
        let caller = try visit.asker
        let texts = visit.texts.corrections
        let form = visit.form
        var entry = CorrectionsForm.Entry(kind: form["kind"], value: form["value"], reason: form["reason"])
        if let number = Int64(form["undo"]) {
            let field = "undo-why-\(number)"
            let why = form[field]
            if why.isEmpty { entry.faults.append(.init(field: field, text: texts.needsReason)) }
            return try await taken(&entry, field) { try book.undoCorrection(number, reason: why, caller: caller) }
        }
        guard let kind = CorrectionKind(rawValue: entry.kind) else {
            entry.faults.append(.init(field: "kind", text: texts.needsKind))
            return entry
        }
        let needsValue = kind == .account || kind == .party
        if needsValue, entry.value.isEmpty { entry.faults.append(.init(field: "value", text: texts.needsValue)) }
        if entry.reason.isEmpty { entry.faults.append(.init(field: "reason", text: texts.needsReason)) }
        let (value, reason) = (needsValue ? entry.value : "", entry.reason)
        return try await taken(&entry, needsValue ? "value" : "kind") {
            try book.correct(id, kind, value, reason: reason, caller: caller)
        }
    }

    private func taken(
        _ entry: inout CorrectionsForm.Entry, _ field: String, _ work: @escaping @Sendable () throws -> Correction
    ) async throws -> CorrectionsForm.Entry? {
        guard entry.faults.isEmpty else { return entry }
        do {
            _ = try await blocking(work)
            return nil
        } catch {
            guard let words = PlainWords.of(error) else { throw error }
            entry.faults.append(.init(field: field, text: words))
            return entry
        }
    }
}
