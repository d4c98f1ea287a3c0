internal import Hummingbird
internal import Model
internal import Money
internal import Rendering
internal import Service
internal import Time

/// One proposal: how far it is, what differs, and the decision.
struct ReratingPage {
    let report: ReratingReport
    let calls: ReratingCallList
    /// Where the list of calls begins; `nil`: at the first.
    let after: String?
    let fault: String?
    let mayDecide: Bool
    let directory: BookDirectory
    let book: BookID

    private var view: ReratingView { report.view }
    private var route: Route { Route.book(book, .rerating(view.number)) }

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.reratings
        return together {
            if let fault { Notice(.bad, fault).render() }
            if view.isUnderWay {
                Progress(
                    texts.state(view.state), thousandths: Int(view.daysDone * 1000 / max(view.daysInAll, 1)),
                    sentence: texts.progress(view.daysDone, of: view.daysInAll), isRunning: true
                ).render()
            } else {
                // Where the progress was: whoever waited for its end reads the page again.
                element("div", .id("progress")) { status(texts) }
            }
            if mayDecide { acts(visit, texts) }
            if view.state != .proposing { differences(visit, texts) }
        }
    }

    private func status(_ texts: ReratingTexts) -> HTMLText {
        together {
            if !view.message.isEmpty { Notice(view.state == .failed ? .bad : .warning, view.message).render() }
            switch view.state {
            case .accepted: Notice(.good, texts.done(view.changed, view.anew)).render()
            case .ready where view.isOutOfDate: Notice(.warning, texts.outOfDate).render()
            case .ready where view.differing == 0: Notice(.plain, texts.same).render()
            default: if view.changed > 0 { Notice(.warning, texts.kept(view.changed)).render() }
            }
            element("p", .class("quiet")) { texts.looked(view.calls, view.differing) }
        }
    }

    private func acts(_ visit: Visit, _ texts: ReratingTexts) -> HTMLText {
        element("div", .class("acts")) {
            if view.mayAccept, view.differing > 0 {
                act("accept", view.changed > 0 ? texts.goOn : texts.accept, isMain: true, visit)
            }
            if view.isUnderWay { act("cancel", texts.cancel, isMain: false, visit) }
            if view.state != .accepting { act("drop", texts.drop, isMain: false, visit) }
        }
    }

    private func act(_ name: String, _ label: String, isMain: Bool, _ visit: Visit) -> HTMLText {
        element("form", .text("method", "post"), .action(route.link())) {
            visit.formToken
            single("input", .text("type", "hidden"), .text("name", "do"), .text("value", name))
            element("button", isMain ? .class("main") : nil) { label }
        }
    }

    // MARK: What differs

    private func differences(_ visit: Visit, _ texts: ReratingTexts) -> HTMLText {
        together {
            grid(texts.totals, nil, report.totals, visit) { _ in HTMLText() }
            grid(texts.parties, texts.party, report.parties, visit) { PartyName.render($0, directory) }
            grid(texts.types, texts.type, report.types, visit) { id in
                id.isEmpty ? Figures.none(visit.texts.pieces) : TypeName.render(id: id, name: directory.callTypeName(id))
            }
            if !report.credits.isEmpty { credits(visit, texts) }
            if !calls.calls.isEmpty { changes(visit, texts) }
        }
    }

    @HTML private func grid(
        _ title: String, _ name: String?, _ lines: [ReratingReport.Line], _ visit: Visit, _ cell: @escaping (String) -> HTMLText
    ) -> HTMLText {
        let texts = visit.texts.reratings
        // Of many parties and types those stand here that differ.
        let shown = name == nil ? lines : lines.filter { !$0.isSame }
        if !lines.isEmpty {
            element("section") {
                element("h2") { title }
                DataGrid(
                    caption: title,
                    columns: (name.map { [.init($0, phone: .who)] } ?? []) + [
                        .init(texts.scheme, phone: name == nil ? .who : .when), .init(texts.calls, isFigure: true),
                        .init(texts.differing, isFigure: true, phone: .where), .init(texts.old, isFigure: true),
                        .init(texts.new, isFigure: true), .init(texts.difference, isFigure: true, phone: .amount),
                        .init(texts.nowRated, isFigure: true), .init(texts.nowUnrated, isFigure: true),
                    ],
                    rows: shown.map { line in DataGrid.Row((name == nil ? [] : [cell(line.name)]) + cells(line, visit)) }
                ).render(visit.texts.pieces)
                if shown.count < lines.count {
                    element("p", .class("quiet")) { texts.rest(Figures.count(lines.count - shown.count)) }
                }
            }
        }
    }

    private func cells(_ line: ReratingReport.Line, _ visit: Visit) -> [HTMLText] {
        let texts = visit.texts.reratings
        func count(_ count: Int64) -> HTMLText { count == 0 ? Figures.none(visit.texts.pieces) : together { Figures.count(count) } }
        func amount(_ amount: Amount?) -> HTMLText {
            guard line.currency != nil, let amount else { return Figures.none(visit.texts.pieces) }
            return together { Figures.amount(line.text(amount)) }
        }
        let scheme = visit.texts.tariffs.schemes[line.scheme.rawValue] ?? line.scheme.rawValue
        return [
            together { scheme + ", " + (line.currency?.code ?? texts.noCharge) },
            together {
                Figures.count(line.calls)
                if line.newCalls != line.calls { " → " + Figures.count(line.newCalls) }
            }, count(line.differing), amount(line.old), amount(line.new), amount(line.difference), count(line.nowRated),
            count(line.nowUnrated),
        ]
    }

    private func credits(_ visit: Visit, _ texts: ReratingTexts) -> HTMLText {
        element("section") {
            element("h2") { texts.credits }
            element("p", .class("quiet")) { texts.creditsText }
            DataGrid(
                caption: texts.credits,
                columns: [
                    .init(texts.bill, phone: .when), .init(texts.party, phone: .who),
                    .init(texts.calls, isFigure: true, phone: .where), .init(texts.credit, isFigure: true, phone: .amount),
                ],
                rows: report.credits.map { credit in
                    let amounts = credit.amounts.map {
                        Figures.amount($0.amount.text(minorUnit: $0.currency.minorUnit)) + " " + $0.currency.code
                    }
                    return DataGrid.Row(
                        [
                            together { "\(credit.bill)" }, PartyName.render(credit.party, directory),
                            together { Figures.count(credit.calls) }, together { amounts.joined(separator: ", ") },
                        ], link: Route.book(book, .issuedBill(credit.bill)).link())
                }
            ).render(visit.texts.pieces)
        }
    }

    private func changes(_ visit: Visit, _ texts: ReratingTexts) -> HTMLText {
        element("section") {
            element("h2") { texts.changes }
            DataGrid(
                caption: texts.changes,
                columns: [
                    .init(texts.start, phone: .when), .init(texts.caller), .init(texts.number, phone: .who),
                    .init(texts.party, phone: .where), .init(texts.type), .init(texts.price, isFigure: true, phone: .amount),
                    .init(texts.cost, isFigure: true),
                ],
                rows: calls.calls.map { change($0, visit, texts) },
                pager: Pager(
                    summary: "", first: after == nil ? nil : route.link(), next: calls.next.map { route.link([("after", $0)]) })
            ).render(visit.texts.pieces)
        }
    }

    private func change(_ shown: ReratingCallView, _ visit: Visit, _ texts: ReratingTexts) -> DataGrid.Row {
        let call = shown.call
        func both(_ old: String, _ new: String) -> HTMLText {
            together {
                element("bdi") { old }
                if old != new { " → " }
                if old != new { element("bdi") { new } }
            }
        }
        func money(_ outcome: Outcome) -> String {
            outcome.charge.map { Figures.amount($0.amount.text(minorUnit: $0.currency.minorUnit)) + " " + $0.currency.code }
                ?? visit.texts.calls.state(outcome.state)
        }
        return DataGrid.Row(
            [
                element("span", .class("moment")) { shown.start.secondText }, together { element("bdi") { call.calling } },
                together {
                    element("bdi") { call.called }
                    if call.bill > 0 { element("div", .class("quiet")) { texts.onBill + " \(call.bill)" } }
                }, both(directory.partyName(call.old.party), directory.partyName(call.new.party)),
                both(directory.callTypeName(call.old.callType), directory.callTypeName(call.new.callType)),
                both(money(call.old.price), money(call.new.price)), both(money(call.old.cost), money(call.new.cost)),
            ], link: Route.book(book, .call(call.id)).link())
    }
}

extension ServicePages {
    func reratingPage(_ visit: Visit, _ book: OpenBook, _ number: Int64) async throws -> Response {
        let caller = try visit.asker
        let texts = visit.texts.reratings
        var fault: String?
        if visit.method == .change {
            let act = visit.form["do"]
            do {
                switch act {
                case "accept": try await blocking { try book.acceptRerating(number, caller: caller) }
                case "cancel": try await blocking { try book.cancelRerating(number, caller: caller) }
                case "drop":
                    try await blocking { try book.dropRerating(number, caller: caller) }
                    return .redirect(Route.book(book.id, .reratings).link())
                default: throw PageError.bad()
                }
                return .redirect(Route.book(book.id, .rerating(number)).link())
            } catch {
                guard let words = PlainWords.of(error) else { throw error }
                fault = words
            }
        }
        let after = visit.query["after"]
        let report = try await blocking { try book.reratingReport(number, caller: caller) }
        if visit.wanted == .json { return .json(try await blocking { try book.reratingJSON(report, caller: caller) }) }
        guard visit.wanted == .html else { throw PageError.bad(visit.texts.errors.unknownForm) }
        let (calls, directory) = try await blocking {
            (try book.reratingCalls(number, after: after, caller: caller), try book.directory(caller: caller))
        }
        let page = ReratingPage(
            report: report, calls: calls, after: after, fault: fault, mayDecide: caller.may(.decide, in: book.id), directory: directory,
            book: book.id)
        let json = element("a", .class("button"), .href(Route.book(book.id, .rerating(number)).link([("as", "json")]))) { texts.json }
        return try await framed(
            visit, book, .tariffs, title: texts.title + " \(number)", sentence: texts.words(report.view) + ".",
            status: fault == nil ? .ok : .unprocessableContent, actions: json
        ) { page.content(visit) }
    }
}
