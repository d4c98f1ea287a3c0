internal import HTTPTypes
internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// Sets up a source: first the way, then its settings, in the words of the site file's rules.
struct SourceFormPage {
    let form: SourceForm
    /// `nil`: a new one.
    let id: SourceID?
    let switches: [NamedID]
    let formats: [NamedID]
    var faults: [ErrorSummary.Fault] = []
    var trial: SourceTrial?
    let book: BookID

    private var link: LocalPath { Route.book(book, .sourceForm(id)).link() }

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.sourceForm
        return together {
            if !faults.isEmpty { ErrorSummary(visit.texts.pieces, faults).render() }
            if let trial { result(trial, texts) }
            if form.way.isEmpty { ways(texts) } else { settings(visit, texts) }
            if let id { remove(id, visit, texts) }
        }
    }

    private func ways(_ texts: SourceFormTexts) -> HTMLText {
        element("section") {
            element("h2") { texts.ways }
            element("ul", .class("stack")) {
                for way in SourceForm.ways {
                    element("li") {
                        element("a", .href(Route.book(book, .sourceForm(nil)).link([("way", way)]))) { texts.wayNames[way] ?? way }
                        element("div", .class("quiet")) { texts.wayHints[way] ?? "" }
                    }
                }
            }
        }
    }

    private func settings(_ visit: Visit, _ texts: SourceFormTexts) -> HTMLText {
        let faulty = Set(faults.map(\.field))
        return element("form", .class("stack"), .text("method", "post"), .action(link)) {
            visit.formToken
            single("input", .text("type", "hidden"), .text("name", "way"), .text("value", form.way))
            element("p") { texts.wayHints[form.way] ?? "" }
            if id == nil {
                Field("id", texts.id, value: form.id, hint: texts.idHint, isFaulty: faulty.contains("id")).render()
            } else {
                single("input", .text("type", "hidden"), .text("name", "id"), .text("value", form.id))
            }
            if form.way == "http" { address(texts) }
            Choice("switch", texts.switchName, options: switches.map { ($0.id, $0.name) }, selected: form.switchID).render()
            Choice(
                "format", texts.format, options: [("", texts.formatOfSwitch)] + formats.map { ($0.id, $0.name) }, selected: form.format
            ).render()
            for (key, kind) in SourceForm.settings(of: form.way) { field(key, kind, faulty, texts) }
            Field(
                "silentAfter", texts.silentAfter, value: form.silentAfter, hint: texts.silentAfterHint,
                isFaulty: faulty.contains("silentAfter"), isRequired: false
            ).render()
            Choice("on", texts.on, options: [("true", texts.yes), ("false", texts.no)], selected: form.isOn ? "true" : "false").render()
            element("div", .class("actions")) {
                element("button", .class("main"), .text("name", "do"), .text("value", "save")) { texts.save }
                element("button", .text("name", "do"), .text("value", "test")) { texts.test }
                element("a", .href(Route.book(book, .sources).link())) { texts.cancel }
            }
            element("p", .class("quiet")) { texts.testHint }
        }
    }

    private func field(_ key: String, _ kind: SourceForm.Kind, _ faulty: Set<String>, _ texts: SourceFormTexts) -> HTMLText {
        let (label, hint, value) = (texts.labels[key] ?? key, texts.hints[key] ?? "", form[key])
        let isFaulty = faulty.contains(key)
        return switch kind {
        case .text: Field(key, label, value: value, hint: hint, isFaulty: isFaulty, isRequired: false).render()
        case .flag: Choice(key, label, options: [("true", texts.yes), ("false", texts.no)], selected: value).render()
        case .choice(let words): Choice(key, label, options: words.map { ($0, texts.words[$0] ?? $0) }, selected: value).render()
        case .lines: TextArea(key, label, value: value, hint: hint, isFaulty: isFaulty).render()
        case .steps:
            together {
                TextArea(key, label, value: value, hint: hint, isFaulty: isFaulty).render()
                if key != "answers" { typed(texts, isFaulty: false) }
            }
        case .secret:
            together {
                Field(key, label, value: value, hint: hint, isFaulty: isFaulty, isRequired: false).render()
                typed(texts, isFaulty: isFaulty || faulty.contains("typed"))
            }
        }
    }

    private func typed(_ texts: SourceFormTexts, isFaulty: Bool) -> HTMLText {
        together {
            Field(
                "typed", texts.typed, kind: .password, hint: texts.typedHint, autocomplete: "new-password", isFaulty: isFaulty,
                isRequired: false
            ).render()
            if !form.typed.isEmpty { Notice(.warning, texts.typeAgain).render() }
        }
    }

    private func address(_ texts: SourceFormTexts) -> HTMLText {
        let name = SourceID(form.id.isEmpty ? "NAME" : form.id)
        return element("p") { texts.postedTo(Route.book(book, .intake(name)).link().text) }
    }

    private func result(_ trial: SourceTrial, _ texts: SourceFormTexts) -> HTMLText {
        element("section", .id("trial")) {
            element("h2") { texts.result }
            Notice(trial.isGood ? .good : .warning, trial.words).render()
            if !trial.trace.isEmpty {
                element("h3") { texts.trace }
                element("ol") { for line in trial.trace { element("li") { element("bdi") { line } } } }
            }
            if trial.hasBytes {
                element("h3") { texts.bytes }
                element("pre", .class("bytes")) { HTMLText.lines(of: trial.bytes) }
                element("h3") { texts.decoded }
                element("ol") { for line in trial.lines { element("li") { element("bdi") { line } } } }
            }
        }
    }

    private func remove(_ id: SourceID, _ visit: Visit, _ texts: SourceFormTexts) -> HTMLText {
        element("section", .class("mend")) {
            element("h2") { texts.remove }
            element("form", .class("stack"), .text("method", "post"), .action(link)) {
                visit.formToken
                element("p") { texts.removeText }
                element("button", .class("danger"), .text("name", "do"), .text("value", "remove")) { texts.remove + " " + id.text }
            }
        }
    }
}
