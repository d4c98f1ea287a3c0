internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// Calls without a rate by what they wait for, where the rate is added, and the button that rates them again.
struct UnratedPage {
    let views: [UnratedView]
    let days: (from: String, to: String)
    let result: RerateCounts?
    let faults: [ErrorSummary.Fault]
    let mayRate: Bool
    let mayConfigure: Bool
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.problems
        return together {
            if let result { self.result(result, texts, visit.texts.pieces) }
            if !faults.isEmpty { ErrorSummary(visit.texts.pieces, faults).render() }
            if views.isEmpty { EmptyState(texts.allClear, texts.noUnrated).render() }
            for view in views { entry(view, texts, visit.texts.pieces) }
            if mayRate, !views.isEmpty || !faults.isEmpty {
                element("section", .class("mend")) {
                    element("h2") { texts.again }
                    RateAgain(book: book, days: days, faulty: Set(faults.map(\.field)), isMain: true).form(visit)
                }
            }
        }
    }

    private func entry(_ view: UnratedView, _ texts: ProblemTexts, _ pieces: PieceTexts) -> HTMLText {
        let beginnings = Self.beginnings(view.parts)
        return element("section", .class("waits")) {
            element("p", .class("lead")) {
                texts.unrated(
                    calls: Figures.count(view.calls), destination: view.destination, reason: view.reason, prefix: view.prefix,
                    table: view.table?.text ?? "")
                if let table = view.table {
                    " "
                    element(
                        "a",
                        .href(
                            Route.book(book, .tariff(table)).link(
                                mayConfigure && view.reason == .noPrefix
                                    ? [("prefix", view.prefix), ("name", view.destination), ("add", "1")] : [("q", view.prefix)]))
                    ) { mayConfigure && view.reason == .noPrefix ? texts.addRate : table.text }
                }
            }
            DataGrid(
                caption: texts.titles["unrated"] ?? "",
                columns: [
                    .init(texts.prefix, phone: .who), .init(texts.trunk, phone: .where), .init(texts.calls, isFigure: true, phone: .amount),
                ],
                rows: beginnings.prefix(10).map { part in
                    let calls = Route.book(book, .calls).link([("state", CallState.unrated.name), ("called", part.prefix)])
                    return DataGrid.Row(
                        [
                            together { element("bdi") { part.prefix + "…" } }, together { element("bdi") { texts.trunks(part.trunks) } },
                            together { Figures.count(part.calls) },
                        ], link: calls)
                } + [
                    DataGrid.Row(
                        [
                            beginnings.count > 10 ? together { "+ \(beginnings.count - 10)" } : HTMLText(), HTMLText(),
                            together { Figures.count(view.calls) },
                        ], kind: .total)
                ]
            ).render(pieces)
        }
    }

    /// First digits with all their trunks, in the order in which they come first.
    static func beginnings(_ parts: [(prefix: String, trunk: String, calls: Int64)]) -> [(prefix: String, trunks: [String], calls: Int64)] {
        var found: [(prefix: String, trunks: [String], calls: Int64)] = []
        for part in parts {
            if let index = found.firstIndex(where: { $0.prefix == part.prefix }) {
                found[index].trunks.append(part.trunk)
                found[index].calls += part.calls
            } else {
                found.append((part.prefix, [part.trunk], part.calls))
            }
        }
        return found
    }

    private func result(_ counts: RerateCounts, _ texts: ProblemTexts, _ pieces: PieceTexts) -> HTMLText {
        together {
            Notice(
                counts.changed > 0 ? .good : .warning,
                texts.rerated(calls: Figures.count(counts.calls), changed: Figures.count(counts.changed))
            ).render()
            DataGrid(
                caption: texts.again,
                columns: [
                    .init(texts.state, phone: .who), .init(texts.before, isFigure: true, phone: .where),
                    .init(texts.after, isFigure: true, phone: .amount),
                ],
                rows: CallState.allCases.compactMap { state in
                    let (before, after) = (counts.before[state] ?? 0, counts.after[state] ?? 0)
                    guard (before, after) != (0, 0) else { return nil }
                    return DataGrid.Row([
                        together { state.name }, before == 0 ? Figures.none(pieces) : together { Figures.count(before) },
                        after == 0 ? Figures.none(pieces) : together { Figures.count(after) },
                    ])
                }
            ).render(pieces)
        }
    }
}

/// The form that rates calls without a rate again.
struct RateAgain {
    let book: BookID
    let days: (from: String, to: String)
    var faulty: Set<String> = []
    /// Not the second button of a page.
    var isMain = false

    func form(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.problems
        return element("form", .class("stack"), .text("method", "post"), .action(Route.book(book, .problems(.unrated)).link())) {
            visit.formToken
            element("div", .class("fields")) {
                Field("again-from", texts.from, kind: .date, value: days.from, isFaulty: faulty.contains("again-from")).render()
                Field("again-to", texts.to, kind: .date, value: days.to, isFaulty: faulty.contains("again-from")).render()
                element("button", isMain ? .class("main") : nil) { texts.again }
            }
            element("p", .class("quiet")) { texts.againText }
        }
    }

    /// A year back until today: what waits longer is asked for by its days.
    static func days(until today: CivilDay) -> (from: String, to: String) { ("\(today + -366)", "\(today)") }
}

extension ServicePages {
    func unratedPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        var days = RateAgain.days(until: try await blocking { try book.today() })
        var faults: [ErrorSummary.Fault] = []
        var result: RerateCounts?
        if visit.method == .change {
            days = (visit.form["again-from"], visit.form["again-to"])
            if let from = CivilDay(text: days.from), let to = CivilDay(text: days.to), let range = DayRange(from, to) {
                do { result = try await book.rerateUnrated(range, caller: caller) } catch {
                    guard let words = PlainWords.of(error) else { throw error }
                    faults.append(.init(field: "again-from", text: words))
                }
            } else {
                faults.append(.init(field: "again-from", text: visit.texts.problems.badDays))
            }
        }
        let views = try await blocking { try book.unratedViews(caller: caller) }
        let page = UnratedPage(
            views: views, days: days, result: result, faults: faults, mayRate: caller.may(.decide, in: book.id),
            mayConfigure: caller.may(.configure, in: book.id), book: book.id)
        return try await problems(visit, book, .unrated, status: faults.isEmpty ? .ok : .unprocessableContent) {
            page.content(visit)
        }
    }
}
