internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// Where records come from, and whether they do.
struct SourcesPage {
    let sources: [SourceView]
    let sessions: [SessionView]
    let book: BookID
    let mayChange: Bool
    let wall: (Instant) -> String

    private var form: LocalPath { Route.book(book, .sourceForm(nil)).link() }

    func actions(_ texts: SourceTexts) -> HTMLText? {
        mayChange && !sources.isEmpty ? element("a", .class("button main"), .href(form)) { texts.add } : nil
    }

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.sources
        guard !sources.isEmpty else {
            let files = (texts.imports, Route.book(book, .imports).link())
            return EmptyState(texts.none, texts.noneText, action: mayChange ? (texts.add, form) : files).render()
        }
        return together {
            for view in sources {
                if let fault = view.fault { Notice(.bad, "\(view.id.text): \(fault)").render() }
                for finding in view.findings {
                    Notice(finding.isBad ? .bad : .warning, "\(view.id.text): \(finding.text)").render()
                }
            }
            DataGrid(
                caption: texts.title,
                columns: [
                    .init(texts.source, phone: .who), .init(texts.state, phone: .amount), .init(texts.heard, phone: .where),
                    .init(texts.hour, unit: texts.records, isFigure: true),
                    .init(texts.decoded, unit: texts.ofLines, isFigure: true), .init(texts.stored, unit: texts.bytes, isFigure: true),
                    .init(texts.today, phone: .when), .init(texts.decide, phone: .below),
                ],
                rows: sources.map { row($0, visit, texts) }
            ).render(visit.texts.pieces)
            gaps(texts, visit.texts.pieces)
            if !sessions.isEmpty { OpenSessions(sessions: sessions, book: book, mayEnd: mayChange).render(visit) }
        }
    }

    /// What never came, by the numbers that the switch counts.
    private func gaps(_ texts: SourceTexts, _ pieces: PieceTexts) -> HTMLText {
        let rows = sources.flatMap { view in view.record.gaps.map { (view, $0) } }
        guard !rows.isEmpty else { return HTMLText() }
        return element("section") {
            element("h2") { texts.gaps }
            element("p", .class("quiet")) { texts.gapsText }
            DataGrid(
                caption: texts.gaps,
                columns: [
                    .init(texts.source, phone: .who), .init(texts.gapFirst, isFigure: true, phone: .where),
                    .init(texts.gapLast, isFigure: true), .init(texts.gapCount, isFigure: true, phone: .amount),
                    .init(texts.gapSeen, phone: .when),
                ],
                rows: rows.map { view, gap in
                    DataGrid.Row([
                        together { view.id.text }, together { String(gap.first) }, together { String(gap.last) },
                        together { Figures.count(gap.last - gap.first + 1) }, together { gap.seen.minuteText },
                    ])
                }
            ).render(pieces)
        }
    }

    private func row(_ view: SourceView, _ visit: Visit, _ texts: SourceTexts) -> DataGrid.Row {
        let (health, pieces) = (view.record, visit.texts.pieces)
        return DataGrid.Row([
            together {
                element("strong") { view.id.text }
                element("div", .class("quiet")) { element("bdi") { view.words } }
                element("div", .class("quiet")) { texts.facts(switch: view.switch.text, format: view.format) }
            },
            together {
                Badge(texts.states[view.state.rawValue] ?? view.state.rawValue, tone(view.state)).render()
                if view.reconnects > 0 { note(texts.reconnects(Figures.count(view.reconnects))) }
                if view.lost > 0 { note(texts.lost(Figures.count(view.lost))) }
            },
            moment(view, texts),
            together {
                health.thisHour > 0 ? together { Figures.count(health.thisHour) } : Figures.none(pieces)
                if let usual = health.usualHour { note(texts.usually(Figures.count(usual))) }
            },
            together {
                if let share = health.decoded { Self.percent(share) } else { Figures.none(pieces) }
                if let usual = health.usuallyDecoded { note(texts.usually(Self.percent(usual))) }
            },
            together {
                view.behind > 0 ? together { Figures.count(view.behind) } : Figures.none(pieces)
                if view.lag > 0 { note(texts.waits(Figures.duration(view.lag))) }
            },
            newest(view, texts),
            mayChange ? SourceButtons(view: view, book: book).render(visit) : HTMLText(),
        ])
    }

    private func note(_ text: String) -> HTMLText { element("div", .class("quiet")) { text } }

    /// Thousandths as percent, cut: 100 % only where nothing is missing.
    private static func percent(_ thousandths: Int) -> String { "\(thousandths / 10) %" }

    private func moment(_ view: SourceView, _ texts: SourceTexts) -> HTMLText {
        together {
            element("span", .class("moment")) {
                element("span", .class("only-phone")) { texts.heard + ": " }
                // What came before the server started is in the book, its moments are not.
                view.lastByte.map(wall) ?? (view.newest == nil ? texts.never : texts.notSinceStart)
            }
            if let record = view.lastRecord { note(texts.record(wall(record))) }
        }
    }

    private func newest(_ view: SourceView, _ texts: SourceTexts) -> HTMLText {
        guard let sums = view.newest else { return together { texts.never } }
        return element("a", .href(Route.book(book, .importResult(sums.number)).link())) {
            texts.day(records: Figures.count(sums.records), new: Figures.count(sums.new))
        }
    }

    private func tone(_ state: SourceView.State) -> Badge.Tone {
        switch state {
        case .running: .good
        case .off, .unknown: .plain
        case .waiting: .warning
        case .stalled, .failed, .silent: .bad
        }
    }
}

extension ServicePages {
    func sourcesPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        if visit.method == .change {
            let (key, pbx) = (visit.form["session"], SwitchID(visit.form["switch"]))
            try await blocking { try book.endSession(key, of: pbx, caller: caller) }
            return .redirect(Route.book(book.id, .sources).link())
        }
        let views = try await sourceViews(book, caller)
        if visit.wanted == .json { return .json(SourceList.json(views)) }
        let sessions = try await blocking { try book.openSessions(caller: caller) }
        let page = SourcesPage(
            sources: views, sessions: sessions, book: book.id, mayChange: caller.may(.administer, in: book.id)
        ) { (try? book.wall($0))?.minuteText ?? "" }
        let texts = visit.texts.sources
        let exports = ExportTable(views: try await blocking { try book.exports(caller: caller) }, wall: page.wall)
        return try await framed(
            visit, book, .sources, title: texts.title, sentence: texts.sentence, actions: page.actions(texts)
        ) {
            page.content(visit)
            exports.render(visit)
        }
    }

    /// How the sources are: as this server runs them, or as another one left it.
    func sourceViews(_ book: OpenBook, _ caller: Caller) async throws -> [SourceView] {
        if let service = services[book.id] { return try await service.views(caller: caller) }
        return try await blocking { try book.sources(caller: caller) }
    }
}
