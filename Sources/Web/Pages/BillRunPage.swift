internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// One run of bills: how far it is, what it came to, and the button that stops it.
struct BillRunPage {
    let run: BillRunView
    let fault: String?
    let mayDecide: Bool
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.bills
        return together {
            if let fault { Notice(.bad, fault).render() }
            if run.isUnderWay {
                Progress(
                    texts.runStates[run.state.rawValue] ?? "", thousandths: run.thousandths,
                    sentence: run.isGivingOut ? texts.runGivingOut : texts.runIssuing, isRunning: true
                ).render()
                if mayDecide { stop(visit, texts) }
            } else {
                // Where the progress was: whoever waited for its end reads the page again.
                element("div", .id("progress")) { outcome(texts) }
            }
        }
    }

    private func outcome(_ texts: BillTexts) -> HTMLText {
        together {
            if !run.message.isEmpty { Notice(run.state == .failed ? .bad : .warning, run.message).render() }
            if let outcome = run.outcome {
                if run.state == .done, outcome.failures.isEmpty { Notice(.good, texts.runDone).render() }
                FigureStrip([
                    .init(texts.issued, Figures.count(outcome.bills)), .init(texts.runFiles, Figures.count(outcome.files)),
                    .init(texts.runSent, Figures.count(outcome.mails)),
                ]).render()
                if !outcome.failures.isEmpty {
                    element("section") {
                        element("h2") { texts.runFailures }
                        element("ul") {
                            for failure in outcome.failures {
                                element("li") {
                                    element("bdi") { failure.party }
                                    ": "
                                    element("bdi") { failure.words }
                                }
                            }
                        }
                    }
                }
            }
            element("p") { element("a", .class("button"), .href(Route.book(book, .issuedBills).link())) { texts.issued } }
        }
    }

    private func stop(_ visit: Visit, _ texts: BillTexts) -> HTMLText {
        element("div", .class("acts")) {
            element("form", .text("method", "post"), .action(Route.book(book, .billRun(run.number)).link())) {
                visit.formToken
                element("button") { texts.runStop }
            }
            element("p", .class("hint")) { texts.runStopHint }
        }
    }
}

extension BillRunView {
    var tone: Badge.Tone {
        switch state {
        case .done: outcome?.failures.isEmpty == false ? .warning : .good
        case .failed: .bad
        case .cancelled: .warning
        case .waiting, .running: .plain
        }
    }
}

extension ServicePages {
    func billRunPage(_ visit: Visit, _ book: OpenBook, _ number: Int64) async throws -> Response {
        let caller = try visit.asker
        let texts = visit.texts.bills
        var fault: String?
        if visit.method == .change {
            do {
                try await blocking { try book.cancelBillRun(number, caller: caller) }
                return .redirect(Route.book(book.id, .billRun(number)).link())
            } catch {
                guard let words = PlainWords.of(error) else { throw error }
                fault = words
            }
        }
        let run = try await blocking { try book.billRun(number, caller: caller) }
        if visit.wanted == .json { return .json(run.json) }
        guard visit.wanted == .html else { throw PageError.bad(visit.texts.errors.unknownForm) }
        let page = BillRunPage(run: run, fault: fault, mayDecide: caller.may(.decide, in: book.id), book: book.id)
        return try await framed(
            visit, book, .bills, title: texts.runTitle, sentence: texts.runSentence("\(run.days.first)", "\(run.days.last)", run.node),
            status: fault == nil ? .ok : .unprocessableContent
        ) { page.content(visit) }
    }
}
