internal import Document
internal import Model
internal import Rendering
internal import Service
internal import Time

/// The filter of the list of calls as a form; what the form has no field for stays in hidden ones.
struct CallsForm {
    let address: CallAddress
    let directory: BookDirectory
    let book: BookID

    private static let shown: Set<String> = [
        "from", "to", "party", "direction", "state", "type", "trunk", "called", "calling", "duration",
        "private", "where",
    ]

    func render(_ texts: CallTexts, _ corrections: CorrectionTexts) -> HTMLText {
        let filter = address.filter
        let type = filter.callTypes.first.map { $0.isEmpty ? CallAddress.noType : $0 }
        return element(
            "form", .class("filter"), .text("method", "get"), .action(Route.book(book, .calls).link()), .text("aria-label", texts.filter)
        ) {
            for pair in address.pairs where !Self.shown.contains(pair.name) {
                single("input", .text("type", "hidden"), .text("name", pair.name), .text("value", pair.value))
            }
            Field("from", texts.from, kind: .date, value: filter.days.map { "\($0.first)" } ?? "", isRequired: false).render()
            Field("to", texts.to, kind: .date, value: filter.days.map { "\($0.last)" } ?? "", isRequired: false).render()
            Choice(
                "party", texts.party,
                options: choices(
                    directory.parties.map { ($0.id, $0.id == $0.name ? $0.id : $0.id + " " + $0.name) },
                    filter.parties.first?.party, texts),
                selected: filter.parties.first?.party ?? ""
            ).render()
            Choice(
                "direction", texts.direction,
                options: [("", texts.any)] + Direction.allCases.map { ($0.name ?? "unknown", texts.direction($0)) },
                selected: filter.directions.first.map { $0.name ?? "unknown" } ?? ""
            ).render()
            Choice(
                "state", texts.state, options: [("", texts.any)] + CallState.allCases.map { ($0.name, texts.state($0)) },
                selected: filter.states.first?.name ?? ""
            ).render()
            Choice(
                "type", texts.type,
                options: choices(
                    directory.callTypes.map { ($0.id, $0.name) } + [(CallAddress.noType, texts.noType)], type, texts),
                selected: type ?? ""
            ).render()
            Choice(
                "trunk", texts.trunk, options: choices(directory.trunks.map { ($0, $0) }, filter.trunks.first, texts),
                selected: filter.trunks.first ?? ""
            ).render()
            Field("called", texts.called, value: filter.calledPrefix, isRequired: false).render()
            Field("calling", texts.calling, value: filter.callingPrefix, isRequired: false).render()
            Field("duration", texts.duration, value: filter.minimumDuration.map { "\($0)" } ?? "", isRequired: false).render()
            Choice(
                "private", corrections.privateCalls, options: [("", texts.any), ("yes", corrections.yes), ("no", corrections.no)],
                selected: filter.isPrivate.map { $0 ? "yes" : "no" } ?? ""
            ).render()
            for (index, words) in (filter.tests.map(FieldWords.text) + [""]).enumerated() {
                Field(
                    "where", index == 0 ? texts.condition : texts.andCondition, value: words, isRequired: false
                ).apart("where\(index)").render()
            }
            element("p", .class("hint below")) { texts.conditionHint }
            element("div", .class("actions")) {
                element("button", .class("main")) { texts.show }
                element("a", .class("button"), .href(Route.book(book, .calls).link())) { texts.reset }
            }
        }
    }

    /// What is filtered by stands among the options even where the site does not name it (any more).
    private func choices(_ known: [(String, String)], _ chosen: String?, _ texts: CallTexts) -> [(value: String, text: String)] {
        var options = [("", texts.any)] + known
        if let chosen, !known.contains(where: { $0.0 == chosen }) { options.append((chosen, chosen)) }
        return options
    }
}
