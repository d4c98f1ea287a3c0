internal import Document
internal import Hummingbird
internal import Model
internal import Money
internal import Rendering
internal import Service
internal import Time

extension ServicePages {
    /// The first page of a book: a day, its month, and what waits.
    func dashboardPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let day = try AddressValues(query: visit.query, texts: visit.texts.calls).day("day")
        let (board, directory, hasSite) = try await blocking {
            (
                try book.dashboard(day: day, caller: caller), try book.directory(caller: caller),
                try !book.tariffs(caller: caller).isEmpty
            )
        }
        var frame = try await frame(visit, book, .dashboard, waiting: board.problems.waiting)
        if board.newest != nil, let one = DayRange(board.today, board.today) {
            frame.period = PeriodPicker(days: one, today: board.now, route: .book(book.id, .dashboard))
            frame.period?.isOneDay = true
        }
        var content = DashboardContent(
            board: board, directory: directory, hasSite: hasSite, book: book.id, texts: visit.texts)
        content.sources = try await sourceViews(book, caller)
        // Whatever is the matter with a licence, the page is there.
        if caller.may(.administer, in: book.id) { content.licence = try? await blocking { try book.licence(caller: caller) } }
        return .html(
            frame.page(visit, assets: links(book), title: visit.texts.dashboard.title, sentence: content.sentence) {
                content.render(isAsked: day != nil)
            })
    }
}

/// What stands on the first page of a book.
struct DashboardContent {
    let board: Dashboard
    let directory: BookDirectory
    /// Somebody has described switches and tariffs.
    let hasSite: Bool
    let book: BookID
    let texts: Texts
    /// Those at which something is wrong are named first.
    var sources: [SourceView] = []
    /// For administrators.
    var licence: LicenceState?

    var words: DashboardTexts { texts.dashboard }
    private var calls: Int64 { board.todayByType.reduce(0) { $0 &+ $1.measures.calls } }
    private func shown(_ day: CivilDay) -> String { day.shown(texts.frame.periods) }

    var sentence: String {
        board.newest == nil ? "" : words.sentence(day: shown(board.today), calls: Figures.count(calls))
    }

    /// - Parameter isAsked: the day stands in the address.
    func render(isAsked: Bool) -> HTMLText {
        guard let newest = board.newest else { return FirstSteps(book: book, hasSite: hasSite, words: words).render() }
        return together {
            alarms
            if calls == 0 {
                Notice(
                    .plain, words.noCalls(shown(board.today), newest: shown(newest)),
                    link: (words.newestAction, Route.book(book, .dashboard).link([("day", "\(newest)")]))
                ).render()
            } else {
                if !isAsked, board.today < board.now { Notice(.plain, words.notYetToday(shown(board.now))).render() }
                FigureStrip(figures).render()
                element("section") {
                    element("h2") { words.strip + ", " + shown(board.today) }
                    if !board.silentHours.isEmpty {
                        Notice(
                            .warning, words.silent(board.silentHours.sorted()), link: (words.allImports, Route.book(book, .imports).link())
                        )
                        .render()
                    }
                    strip.render(texts.pieces)
                }
            }
            element("section") {
                element("h2") { words.monthStrip + ", " + month }
                monthStrip.render(texts.pieces)
            }
            element("div", .class("columns")) {
                if calls > 0 { byType(words.day + ", " + shown(board.today), board.todayByType, DayRange(board.today, board.today)) }
                byType(month, board.monthByType, board.month)
            }
            element("div", .class("columns")) {
                topParties
                element("div") {
                    waiting
                    imports
                }
            }
        }
    }

    /// What is wrong with the sources, each with the way to their page.
    private var alarms: HTMLText {
        let link = (texts.sources.title, Route.book(book, .sources).link())
        return together {
            if let licence, licence.needsWord { Notice(.warning, "\(licence)").render() }
            for view in sources {
                if let fault = view.fault { Notice(.bad, "\(view.id.text): \(fault)", link: link).render() }
                for finding in view.findings where finding.isBad {
                    Notice(.bad, "\(view.id.text): \(finding.text)", link: link).render()
                }
            }
        }
    }

    private var month: String { texts.frame.periods.month(board.month.first.parts.month) + " \(board.month.first.parts.year)" }

    private func callsLink(_ days: DayRange?, type: String? = nil) -> LocalPath {
        var filter = CallFilter(days: days)
        // Sums count the legs of a call once.
        filter.records = .calls
        if let type { filter.callTypes = [type] }
        return CallAddress(filter).link(book)
    }

    private var figures: [FigureStrip.Figure] {
        let sums = Sums(board.todayByType)
        let link = callsLink(DayRange(board.today, board.today))
        var figures: [FigureStrip.Figure] = [
            .init(words.calls, Figures.count(sums.calls), note: Figures.count(sums.answered) + " " + words.answered, link: link),
            .init(words.talk, Figures.duration(sums.seconds), unit: words.clock, link: link),
        ]
        for money in sums.prices { figures.append(.init(words.price, Figures.amount(money.text), unit: money.currency.code, link: link)) }
        for money in sums.costs { figures.append(.init(words.cost, Figures.amount(money.text), unit: money.currency.code, link: link)) }
        return figures
    }

    private var strip: DayStrip {
        let last = max(23, board.hours.compactMap(\.hour).max() ?? 0, board.silentHours.max() ?? 0)
        return DayStrip(
            title: words.strip + ", " + shown(board.today), heading: texts.pieces.hour, order: order,
            (0...last).map { hour in
                .init(
                    hour, parts(board.hours.filter { $0.hour == hour }), isSilent: board.silentHours.contains(hour),
                    isAhead: board.hourNow.map { hour > $0 } ?? false)
            })
    }

    private var monthStrip: DayStrip {
        let byDay = Dictionary(grouping: board.days) { $0.day }
        return DayStrip(
            title: words.monthStrip + ", " + month, heading: words.oneDay, order: order,
            (0..<board.month.count).map { index in
                let day = board.month.first + index
                return .init(
                    day: day.parts.day, label: shown(day), parts(byDay[day] ?? []), isAhead: day > board.now,
                    link: Route.book(book, .dashboard).link([("day", "\(day)")]))
            })
    }

    private func parts(_ rows: [SummaryRow]) -> [(type: String, name: String, calls: Int64)] {
        let counts = Dictionary(rows.map { ($0.callType ?? "", $0.measures.calls) }) { $0 &+ $1 }
        return order.compactMap { type in counts[type].flatMap { $0 > 0 ? (type, name(type), $0) : nil } }
    }

    /// Place of a call type in the site's order; what it does not name stands behind.
    private func place(_ type: String) -> Int { directory.callTypes.firstIndex { $0.id == type } ?? (type.isEmpty ? .max : .max - 1) }

    /// The call types in the site's order, what it does not name behind them.
    private var order: [String] {
        let known = directory.callTypes.map(\.id)
        let seen = Set((board.hours + board.days).map { $0.callType ?? "" })
        return known.filter(seen.contains) + seen.subtracting(known).sorted().reversed()
    }

    private func name(_ type: String) -> String { type.isEmpty ? words.noType : directory.callTypeName(type) }

    private func byType(_ title: String, _ rows: [SummaryRow], _ days: DayRange?) -> HTMLText {
        element("section") {
            element("h2") { title }
            SummaryTable(
                rows: Sums.grouped(rows) { $0.callType ?? "" }.sorted { place($0.key) < place($1.key) }.map { type, sums in
                    .init(
                        label: TypeName.render(id: type, name: name(type)), type: type, sums: sums, link: callsLink(days, type: type))
                }, total: Sums(rows), heading: words.type, currency: directory.currency, link: callsLink(days), texts: texts
            ).render(caption: title)
        }
    }

    private var topParties: HTMLText {
        let ends = [("from", "\(board.month.first)"), ("to", "\(board.month.last)")]
        return element("section") {
            element("h2") { words.top + ", " + month }
            SummaryTable(
                rows: Sums.grouped(board.topParties) { $0.party ?? "" }.map { id, sums in
                    let isKnown = directory.knows(party: id)
                    return .init(
                        label: isKnown ? PartyName.render(id, directory) : Badge(texts.calls.nobody, .warning).render(),
                        type: "",
                        sums: sums,
                        link: isKnown
                            ? Route.book(book, .partyBill(PartyID(id))).link(ends) : Route.book(book, .problems(.unassigned)).link())
                }, total: nil, heading: words.party, currency: directory.currency, link: nil, texts: texts
            ).render(caption: words.top + ", " + month)
            element("p") { element("a", .href(Route.book(book, .bills).link(ends))) { words.summaries } }
        }
    }

    private var waiting: HTMLText {
        element("section") {
            element("h2") { words.waiting }
            if board.problems.waiting == 0 { element("p") { words.nothingWaits } }
            element("ul", .class("waits")) {
                if board.problems.alerts > 0 {
                    element("li") {
                        element("a", .href(Route.book(book, .alerts).link())) { element("b") { Figures.count(board.problems.alerts) } }
                        " " + words.waits("alert", one: board.problems.alerts == 1)
                    }
                }
                for kind in ProblemKind.shown where kind.count(board.problems) > 0 {
                    element("li", kind == .skipped ? .class("quiet") : nil) {
                        element("a", .href(Route.book(book, .problems(kind)).link())) {
                            element("b") { kind.figure(board.problems) }
                        }
                        " " + words.waits(kind.rawValue, one: kind.count(board.problems) == 1)
                    }
                }
            }
        }
    }

    private var imports: HTMLText {
        element("section") {
            element("h2") { words.imports }
            element("ul", .class("waits")) {
                for sums in board.imports {
                    element("li") {
                        element("a", .href(Route.book(book, .importResult(sums.number)).link())) { element("bdi") { sums.name } }
                        " · \(directory.zone.wall(sums.started).shownMinute) · \(Figures.count(sums.new)) \(words.new)"
                    }
                }
            }
            element("p") { element("a", .href(Route.book(book, .imports).link())) { words.allImports } }
        }
    }
}
