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
        let content = DashboardContent(
            board: board, directory: directory, hasSite: hasSite, book: book.id, texts: visit.texts)
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
            if calls == 0 {
                Notice(
                    .plain, words.noCalls(shown(board.today), newest: shown(newest)),
                    link: (words.newestAction, Route.book(book, .dashboard).link([("day", "\(newest)")]))
                ).render()
            } else {
                if !isAsked, board.today < board.now { Notice(.plain, words.notYetToday(shown(board.now))).render() }
                FigureStrip(figures).render()
                element("section") {
                    element("h2") { words.strip }
                    if !board.silentHours.isEmpty {
                        Notice(
                            .warning, words.silent(board.silentHours.sorted()), link: (words.allImports, Route.book(book, .imports).link())
                        )
                        .render()
                    }
                    strip.render(texts.pieces)
                }
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

    private var month: String { texts.frame.periods.month(board.month.first.parts.month) + " \(board.month.first.parts.year)" }

    private func callsLink(_ days: DayRange?, type: String? = nil) -> LocalPath {
        var filter = CallFilter(days: days)
        if let type, !type.isEmpty { filter.callTypes = [type] }
        return CallAddress(filter).link(book)
    }

    private var figures: [FigureStrip.Figure] {
        let sums = Sums(board.todayByType)
        let link = callsLink(DayRange(board.today, board.today))
        var figures: [FigureStrip.Figure] = [
            .init(words.calls, Figures.count(sums.calls), note: Figures.count(sums.answered) + " " + words.answered, link: link),
            .init(words.talk, Figures.duration(sums.seconds)),
        ]
        for money in sums.prices { figures.append(.init(words.price, money.text, unit: money.currency.code, link: link)) }
        for money in sums.costs { figures.append(.init(words.cost, money.text, unit: money.currency.code)) }
        return figures
    }

    private var strip: DayStrip {
        let last = max(23, board.hours.compactMap(\.hour).max() ?? 0)
        return DayStrip(
            title: words.strip + ", " + shown(board.today),
            (0...last).map { hour in
                let rows = board.hours.filter { $0.hour == hour }
                var parts: [(type: String, name: String, calls: Int64)] = []
                for type in order {
                    let count = rows.filter { ($0.callType ?? "") == type }.reduce(Int64(0)) { $0 &+ $1.measures.calls }
                    if count > 0 { parts.append((type, name(type), count)) }
                }
                return .init(hour, parts, isSilent: board.silentHours.contains(hour), isAhead: board.hourNow.map { hour > $0 } ?? false)
            })
    }

    /// The call types in the site's order, what it does not name behind them.
    private var order: [String] {
        let known = directory.callTypes.map(\.id)
        let seen = Set(board.hours.map { $0.callType ?? "" })
        return known.filter(seen.contains) + seen.subtracting(known).sorted()
    }

    private func name(_ type: String) -> String { type.isEmpty ? words.noType : directory.callTypeName(type) }

    private func byType(_ title: String, _ rows: [SummaryRow], _ days: DayRange?) -> HTMLText {
        element("section") {
            element("h2") { title }
            SummaryTable(
                rows: Sums.grouped(rows) { $0.callType ?? "" }.map { type, sums in
                    .init(
                        label: TypeName.render(id: type, name: name(type)), type: type, sums: sums, link: callsLink(days, type: type))
                }, total: Sums(rows), heading: words.type, currency: directory.currency, link: callsLink(days), texts: texts
            ).render(caption: title)
        }
    }

    private var topParties: HTMLText {
        let ends = [("from", "\(board.month.first)"), ("to", "\(board.month.last)")]
        return element("section") {
            element("h2") { words.top }
            SummaryTable(
                rows: Sums.grouped(board.topParties) { $0.party ?? "" }.map { id, sums in
                    let isKnown = directory.knows(party: id)
                    return .init(
                        label: isKnown ? element("bdi") { directory.partyName(id) } : Badge(texts.calls.nobody, .warning).render(),
                        type: "",
                        sums: sums,
                        link: isKnown
                            ? Route.book(book, .partyBill(PartyID(id))).link(ends) : Route.book(book, .problems(.unassigned)).link())
                }, total: nil, heading: words.party, currency: directory.currency, link: nil, texts: texts
            ).render(caption: words.top)
            element("p") { element("a", .href(Route.book(book, .bills).link(ends))) { words.summaries } }
        }
    }

    private var waiting: HTMLText {
        let counts: [(ProblemKind, Int64)] = [
            (.unrated, board.problems.unrated), (.unassigned, board.problems.unassigned), (.conflict, board.problems.conflicts),
            (.quarantined, board.problems.quarantined), (.skipped, board.problems.skipped),
        ]
        return element("section") {
            element("h2") { words.waiting }
            if board.problems.waiting == 0 { element("p") { words.nothingWaits } }
            element("ul", .class("waits")) {
                for (kind, count) in counts where count > 0 {
                    element("li", kind == .skipped ? .class("quiet") : nil) {
                        element("a", .href(Route.book(book, .problems(kind)).link())) { element("b") { Figures.count(count) } }
                        " " + words.waits(kind.rawValue, one: count == 1)
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
