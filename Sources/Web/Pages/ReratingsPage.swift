internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// All proposals, and the form that makes one.
struct ReratingsPage {
    /// What stands in the form.
    struct Entry: Sendable {
        var from = ""
        var to = ""
        var kind = ""
        var name = ""
        var faults: [ErrorSummary.Fault] = []
    }

    let views: [ReratingView]
    let entry: Entry
    let mayDecide: Bool
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.reratings
        return together {
            if !entry.faults.isEmpty { ErrorSummary(visit.texts.pieces, entry.faults).render() }
            if views.isEmpty { EmptyState(texts.none, texts.noneText).render() } else { list(visit, texts) }
            if mayDecide { form(visit, texts) }
        }
    }

    private func list(_ visit: Visit, _ texts: ReratingTexts) -> HTMLText {
        DataGrid(
            caption: texts.proposals,
            columns: [
                .init(texts.calls, phone: .who), .init(texts.state, phone: .where), .init(texts.by, phone: .when),
                .init(texts.differing, isFigure: true, phone: .amount),
            ],
            rows: views.map { view in
                DataGrid.Row(
                    [
                        together { element("bdi") { texts.words(view) } },
                        together { Badge(texts.state(view.state), view.tone).render() },
                        together { view.actor + ", " + view.at.minuteText }, together { Figures.count(view.differing) },
                    ], link: Route.book(book, .rerating(view.number)).link())
            }
        ).render(visit.texts.pieces)
    }

    private func form(_ visit: Visit, _ texts: ReratingTexts) -> HTMLText {
        func isFaulty(_ field: String) -> Bool { entry.faults.contains { $0.field == field } }
        let kinds =
            [("", texts.kinds[""] ?? "")] + RerateChoice.Kind.allCases.map { ($0.rawValue, texts.kinds[$0.rawValue] ?? $0.rawValue) }
        return element("section", .class("mend")) {
            element("h2") { texts.propose }
            element("form", .class("fields"), .text("method", "post"), .action(Route.book(book, .reratings).link())) {
                visit.formToken
                Field("from", texts.from, kind: .date, value: entry.from, isFaulty: isFaulty("from")).render()
                Field("to", texts.to, kind: .date, value: entry.to, isFaulty: isFaulty("from")).render()
                Choice("kind", texts.which, options: kinds, selected: entry.kind).render()
                Field("name", texts.name, value: entry.name, hint: texts.nameHint, isFaulty: isFaulty("name"), isRequired: false).render()
                element("button", .class("main")) { texts.propose }
            }
        }
    }
}

extension ReratingView {
    var tone: Badge.Tone {
        switch state {
        case .ready: isOutOfDate ? .warning : .good
        case .failed: .bad
        case .proposing, .accepting, .accepted, .cancelled: .plain
        }
    }
}

extension ServicePages {
    func reratingsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let texts = visit.texts.reratings
        let days = try await blocking { try book.newestDay(caller: caller) ?? book.today() }.month
        var entry = ReratingsPage.Entry(
            from: visit.query["from"] ?? days.map { "\($0.first)" } ?? "", to: visit.query["to"] ?? days.map { "\($0.last)" } ?? "",
            kind: visit.query["kind"] ?? "", name: visit.query["name"] ?? "")
        if visit.method == .change {
            let form = visit.form
            entry = .init(from: form["from"], to: form["to"], kind: form["kind"], name: form["name"])
            if let number = try await propose(&entry, book, texts, caller) {
                return .redirect(Route.book(book.id, .rerating(number)).link())
            }
        }
        let views = try await blocking { try book.reratings(caller: caller) }
        if visit.wanted == .json { return .json("[" + views.map(\.json).joined(separator: ",") + "]\n") }
        let page = ReratingsPage(views: views, entry: entry, mayDecide: caller.may(.decide, in: book.id), book: book.id)
        return try await framed(
            visit, book, .tariffs, title: texts.title, sentence: texts.sentence,
            status: entry.faults.isEmpty ? .ok : .unprocessableContent
        ) { page.content(visit) }
    }

    private func propose(
        _ entry: inout ReratingsPage.Entry, _ book: OpenBook, _ texts: ReratingTexts, _ caller: Caller
    ) async throws -> Int64? {
        guard let from = CivilDay(text: entry.from), let to = CivilDay(text: entry.to), let days = DayRange(from, to) else {
            entry.faults.append(.init(field: "from", text: texts.badDays))
            return nil
        }
        var choice = RerateChoice()
        if !entry.kind.isEmpty {
            guard let kind = RerateChoice.Kind(rawValue: entry.kind) else { throw PageError.bad() }
            guard !entry.name.isEmpty else {
                entry.faults.append(.init(field: "name", text: texts.needsName))
                return nil
            }
            choice.add(kind, entry.name)
        }
        do {
            let chosen = choice
            return try await blocking { try book.proposeRerating(chosen, days, caller: caller) }
        } catch {
            guard let words = PlainWords.of(error) else { throw error }
            entry.faults.append(.init(field: "name", text: words))
            return nil
        }
    }
}
