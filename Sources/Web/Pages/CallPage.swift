internal import Hummingbird
internal import Model
internal import Money
internal import Rendering
internal import Service
internal import Time

extension ServicePages {
    /// One call with its way back: charge, steps, party, decode, raw line.
    func callPage(_ visit: Visit, _ book: OpenBook, _ id: String) async throws -> Response {
        let caller = try visit.asker
        var entry = CorrectionsForm.Entry()
        if visit.method == .change {
            guard let faulty = try await correct(visit, book, id) else { return .redirect(Route.book(book.id, .call(id)).link()) }
            entry = faulty
        }
        let detail = try await blocking { try book.call(id, caller: caller) }
        if visit.wanted == .json { return .bytes(try await blocking { try book.callJSON(detail) }, type: "application/json") }
        guard visit.wanted == .html else { throw PageError.bad(visit.texts.errors.unknownForm) }
        let (directory, waiting, tables) = try await blocking {
            (try book.directory(caller: caller), try book.problemCounts(caller: caller).waiting, try book.tariffs(caller: caller))
        }
        let witnesses = try await blocking { try book.witnesses(of: detail.call, caller: caller) }
        let frame = try await frame(visit, book, .calls, waiting: waiting)
        let corrections = CorrectionsForm(
            call: detail.call, corrections: detail.corrections, entry: entry, mayDecide: caller.may(.decide, in: book.id), book: book.id)
        let content = CallContent(
            detail: detail, directory: directory, tables: tables, witnesses: witnesses, book: book.id, texts: visit.texts)
        return .html(
            frame.page(visit, assets: links(book), title: content.title, sentence: content.sentence) {
                element("a", .class("button"), .href(Route.book(book.id, .call(id)).link([("as", "json")]))) { visit.texts.calls.json }
            } content: {
                if !entry.faults.isEmpty { ErrorSummary(visit.texts.pieces, entry.faults).render() }
                content.render(corrections.render(visit))
            }, status: entry.faults.isEmpty ? .ok : .unprocessableContent)
    }
}

/// What stands on the page of one call.
struct CallContent {
    let detail: CallDetail
    let directory: BookDirectory
    let tables: [TariffSummary]
    let witnesses: [CallWitness]
    let book: BookID
    let texts: Texts

    var call: CallRow { detail.call }
    private var words: CallTexts { texts.calls }
    private var partyName: String { directory.knows(party: call.party) ? directory.partyName(call.party) : words.nobody }

    var title: String {
        let other = call.direction == .in ? call.calling : call.called
        return other.isEmpty ? words.call : words.call + " " + other
    }

    var sentence: String {
        [partyName, detail.start.shown, Figures.duration(call.duration), call.destination].filter { !$0.isEmpty }.joined(separator: ", ")
            + "."
    }

    /// - Parameter corrections: what people decided, and the form to decide.
    func render(_ corrections: HTMLText) -> HTMLText {
        together {
            FigureStrip(figures).render()
            mend
            if call.isPrivate {
                element("p") {
                    Badge(texts.corrections.privateMark).render()
                    if call.codedPrivate { element("span", .class("quiet")) { " " + texts.corrections.privateByCode } }
                }
            }
            element("div", .class("columns way")) {
                element("section") {
                    element("h2") { words.way }
                    ledger(.price)
                    if let settlement = detail.settlement, let charge = call.price.charge {
                        element("h2") { words.settled }
                        SettlementLedger(settlement: settlement, charge: charge, book: book, words: words).render()
                    }
                    if call.cost.charge != nil {
                        element("h2") { words.costWay }
                        ledger(.cost)
                    }
                }
                element("section") {
                    element("h2") { words.facts }
                    facts
                }
            }
            if detail.legs.count > 1 {
                element("section") {
                    element("h2") { words.legs }
                    CallsGrid(rows: detail.legs, directory: directory, book: book, here: call.id).render(texts)
                }
            }
            if !witnesses.isEmpty { CallWitnesses(witnesses: witnesses, book: book, words: words).render() }
            corrections
            RecordBytes(detail: detail, words: words).render()
        }
    }

    private func ledger(_ scheme: Scheme) -> HTMLText {
        let steps = detail.steps(scheme)
        let table = tables.first { $0.id.text == steps.rateTable }
        return StepLedger(
            steps: steps, book: book, version: table?.versions.last { $0.from == steps.version }?.index, words: words
        ).render()
    }

    private var figures: [FigureStrip.Figure] {
        var figures = [figure(words.price, call.price)]
        if call.cost.charge != nil { figures.append(figure(words.cost, call.cost)) }
        if let margin = call.margin { figures.append(.init(words.margin, Figures.amount(margin.text), unit: margin.currency.code)) }
        figures.append(.init(words.length, Figures.duration(call.duration), unit: words.clock))
        return figures
    }

    private func figure(_ label: String, _ outcome: Outcome) -> FigureStrip.Figure {
        guard let charge = outcome.charge else {
            return .init(
                label, words.state(outcome.state), note: outcome.reason == .writtenOff ? "" : outcome.reason.name,
                isWarning: outcome.state != .free && outcome.state != .writtenOff)
        }
        return .init(label, Figures.amount(charge.amount.text(minorUnit: charge.currency.minorUnit)), unit: charge.currency.code)
    }

    @HTML private var mend: HTMLText {
        if let sentence = words.mend(
            call.state, call.reason, number: detail.steps(.price).number.isEmpty ? call.called : detail.steps(.price).number)
        {
            let kind: ProblemKind = call.state == .unrated ? .unrated : call.state == .conflict ? .conflict : .quarantined
            Notice(.warning, sentence, link: (texts.frame.problems, Route.book(book, .problems(kind)).link())).render()
        }
        if !directory.knows(party: call.party), call.state != .quarantined, call.direction != .in, call.reason != .witness {
            Notice(
                .warning, words.noOwner(call.extension), link: (words.assign, Route.book(book, .problems(.unassigned)).link())
            ).render()
        }
    }

    private var facts: HTMLText {
        element("dl", .class("facts-list")) {
            fact(words.party) { party }
            fact(words.start) { detail.start.shown }
            fact(words.direction) { words.direction(call.direction) }
            fact(words.state) {
                words.state(call.state) + (call.reason == .none || call.reason == .writtenOff ? "" : ": " + call.reason.name)
            }
            if !call.callType.isEmpty {
                fact(words.type) { TypeName.render(id: call.callType, name: directory.callTypeName(call.callType)) }
            }
            text(words.destination, call.destination)
            text(words.trunk, call.trunk)
            text(words.calledAs, call.called)
            text(words.callingAs, call.calling)
            text(words.comparedAs, detail.steps(.price).number)
            text(words.account, call.account)
            text(words.switchName, call.switch)
            text(words.source, call.source)
        }
    }

    @HTML private var party: HTMLText {
        if directory.knows(party: call.party), let month = call.day.month {
            let ends = [("from", "\(month.first)"), ("to", "\(month.last)")]
            element("a", .href(Route.book(book, .partyBill(PartyID(call.party))).link(ends))) { PartyName.render(call.party, directory) }
        } else {
            Badge(words.nobody, .warning).render()
        }
    }

    private func fact(_ name: String, @HTML _ value: () -> HTMLText) -> HTMLText {
        element("div") {
            element("dt") { name }
            element("dd", content: value)
        }
    }

    @HTML private func text(_ name: String, _ value: String) -> HTMLText {
        if !value.isEmpty { fact(name) { element("bdi") { value } } }
    }
}
