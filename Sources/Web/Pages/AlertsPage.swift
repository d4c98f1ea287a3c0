internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// What was told to whom, what became of it, and how the mail server is.
struct AlertsPage {
    var overview: AlertOverview
    var state: DeliveryState?
    let book: BookID
    let wall: (Instant) -> String
    /// What a test came to; a fault of its form.
    var tested: DeliveryOutcome?
    var faults: [ErrorSummary.Fault] = []
    var address = ""
    /// Rules and mail server as somebody edits them; `nil`: who looks may not.
    var settings: String?
    var isSaved = false

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.alerts
        let mayDecide = visit.caller?.may(.decide, in: book) == true
        return together {
            if !faults.isEmpty { ErrorSummary(visit.texts.pieces, faults).render() }
            if isSaved { Notice(.good, texts.saved).render() }
            if let tested {
                Notice(tested.state == .sent ? .good : .bad, texts.tested(texts.name(tested.state), answer: tested.answer)).render()
            }
            if overview.counts.needPerson > 0 { needs(visit, texts, mayDecide) }
            element("section") {
                element("h2") { texts.history }
                if !overview.counts.states.isEmpty || state != nil { tabs(texts) }
                if !overview.alerts.isEmpty {
                    grid(visit, texts, mayDecide)
                } else if state != nil {
                    element("p") { texts.noneOfState }
                } else {
                    EmptyState(texts.none, nothingYet(texts)).render()
                }
            }
            rules(texts)
            server(visit, texts)
            if let settings { AlertSettings(text: settings, isOpen: isOpen, isFaulty: isFaulty, book: book).render(visit) }
        }
    }

    private var isFaulty: Bool { faults.contains { $0.field == "settings" } }
    private var isOpen: Bool { isFaulty || overview.rules.isEmpty }

    private func nothingYet(_ texts: AlertTexts) -> String {
        guard overview.rules.isEmpty else { return texts.rulesLook }
        return texts.noneText + " " + (settings == nil ? texts.askForRules : texts.writeRules)
    }

    private func needs(_ visit: Visit, _ texts: AlertTexts, _ mayDecide: Bool) -> HTMLText {
        together {
            Notice(.warning, texts.need(Figures.count(overview.counts.needPerson), one: overview.counts.needPerson == 1)).render()
            if mayDecide { act("acknowledge", "all", texts.acknowledgeAll, visit) }
        }
    }

    private func tabs(_ texts: AlertTexts) -> HTMLText {
        element("nav", .class("tabs"), .text("aria-label", texts.state)) {
            element("a", .href(Route.book(book, .alerts).link()), state == nil ? .text("aria-current", "page") : nil) { texts.all }
            for other in DeliveryState.allCases where (overview.counts.states[other] ?? 0) > 0 || other == state {
                element(
                    "a", .href(Route.book(book, .alerts).link([("state", other.rawValue)])),
                    other == state ? .text("aria-current", "page") : nil
                ) {
                    texts.name(other) + " "
                    element("b") { Figures.count(overview.counts.states[other] ?? 0) }
                }
            }
        }
    }

    private func grid(_ visit: Visit, _ texts: AlertTexts, _ mayDecide: Bool) -> HTMLText {
        let more = overview.next.map { next in
            Route.book(book, .alerts).link([("state", state?.rawValue ?? ""), ("before", String(next))])
        }
        return DataGrid(
            caption: texts.history,
            columns: [
                .init(texts.what, phone: .who), .init(texts.when, phone: .when), .init(texts.who, phone: .where),
                .init(texts.state, phone: .amount), .init(texts.answer, phone: .below), .init(texts.act, phone: .below),
            ],
            rows: overview.alerts.map { row($0, visit, texts, mayDecide) },
            pager: more.map { Pager(summary: "", first: Route.book(book, .alerts).link(), next: $0) }
        ).render(visit.texts.pieces)
    }

    private func row(_ view: AlertView, _ visit: Visit, _ texts: AlertTexts, _ mayDecide: Bool) -> DataGrid.Row {
        let item = view.item
        return DataGrid.Row(
            [
                together {
                    element("bdi") { item.draft.kind == .daily ? texts.daily : AlertList.subject(view) }
                    element("div", .class("quiet")) { facts(view) }
                },
                element("span", .class("moment")) { wall(item.created) },
                together { element("bdi") { item.draft.recipient } },
                together {
                    Badge(texts.name(item.state), item.tone).render()
                    if item.attempts > 1 { element("div", .class("quiet")) { texts.tries(item.attempts) } }
                    if item.state == .failed { element("div", .class("quiet")) { texts.next(wall(item.next)) } }
                },
                together { element("bdi") { item.answer } },
                acts(item, visit, texts, mayDecide),
            ], link: link(view), type: view.call?.callType)
    }

    /// Why it was told: the rule, and of a call what the rule looks at.
    private func facts(_ view: AlertView) -> String {
        var parts = view.item.draft.rule.text.isEmpty ? [] : [view.item.draft.rule.text]
        if let call = view.call {
            parts.append(Figures.duration(call.talk))
            if let price = call.price.full { parts.append(price) }
        }
        return parts.joined(separator: " · ")
    }

    private func link(_ view: AlertView) -> LocalPath? {
        switch view.item.draft.kind {
        case .call: view.call.map { Route.book(book, .call($0.id)).link() }
        case .source: Route.book(book, .sources).link()
        case .party: link(view.item.draft.facts)
        case .digest: Route.book(book, .alerts).link([("state", DeliveryState.digest.rawValue)])
        case .daily: nil
        case .report: Route.book(book, .schedules).link()
        }
    }

    /// The page with the calls behind a finding.
    private func link(_ facts: FoundFacts) -> LocalPath? {
        let pieces = facts.page.split(separator: "/")
        guard !pieces.isEmpty, let page = BookPage(pieces: pieces[...]) else { return nil }
        return Route.book(book, page).link(facts.query.map { ($0.name, $0.value) })
    }

    private func acts(_ item: OutboxItem, _ visit: Visit, _ texts: AlertTexts, _ mayDecide: Bool) -> HTMLText {
        let maySee = mayDecide && item.acknowledged == nil && item.state != .digest
        let mayRepeat = mayDecide && [.unknown, .failed, .givenUp].contains(item.state)
        guard maySee || mayRepeat || item.acknowledged != nil else { return HTMLText() }
        return element("div", .class("acts")) {
            if let seen = item.acknowledged {
                element("span", .class("quiet")) { texts.seen(by: item.acknowledgedBy, at: wall(seen)) }
            }
            if maySee { act("acknowledge", String(item.id), texts.acknowledge, visit) }
            if mayRepeat { act("again", String(item.id), texts.again, visit) }
        }
    }

    private func act(_ name: String, _ value: String, _ label: String, _ visit: Visit) -> HTMLText {
        element("form", .text("method", "post"), .action(Route.book(book, .alerts).link())) {
            visit.formToken
            single("input", .text("type", "hidden"), .text("name", name), .text("value", value))
            element("button") { label }
        }
    }

    private func rules(_ texts: AlertTexts) -> HTMLText? {
        guard !overview.rules.isEmpty else { return nil }
        return element("section") {
            element("h2") { texts.rules }
            element("ul", .class("waits")) {
                for rule in overview.rules {
                    element("li") {
                        element("b") { rule.id }
                        ": \(rule.words) → "
                        element("bdi") { rule.recipients.joined(separator: ", ") }
                    }
                }
            }
        }
    }

    private func server(_ visit: Visit, _ texts: AlertTexts) -> HTMLText {
        element("section", .class("mend")) {
            element("h2") { texts.server }
            if let server = overview.server {
                element("p") { element("bdi") { server } }
                element("p", .class("quiet")) {
                    overview.lastMail.map { texts.last(wall($0.at), state: texts.name($0.state), answer: $0.answer) } ?? texts.neverTried
                }
                if visit.caller?.may(.configure, in: book) == true { testForm(visit, texts) }
            } else {
                element("p") { texts.noServer }
            }
        }
    }

    private func testForm(_ visit: Visit, _ texts: AlertTexts) -> HTMLText {
        element("form", .class("fields"), .text("method", "post"), .action(Route.book(book, .alerts).link())) {
            visit.formToken
            Field("test", texts.testTo, value: address, hint: texts.testHint, isFaulty: faults.contains { $0.field == "test" }).render()
            element("button", .class("main")) { texts.testButton }
        }
    }
}

extension AlertTexts {
    func name(_ state: DeliveryState) -> String { states[state.rawValue] ?? state.rawValue }
}

extension OutboxItem {
    fileprivate var tone: Badge.Tone {
        switch state {
        case .sent: .good
        case .waiting, .sending, .digest: .plain
        case .unknown, .failed: .warning
        case .givenUp: acknowledged == nil ? .bad : .plain
        }
    }
}
