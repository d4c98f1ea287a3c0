internal import HTTPTypes
internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

extension ServicePages {
    /// Calls of a period priced under other tables. What takes long goes on by itself, and the page shows it when it is there.
    func whatIfPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        guard visit.wanted != .csv else { throw PageError.bad(visit.texts.errors.unknownForm) }
        let today = try await blocking { try book.today() }
        guard let month = today.month, let usual = (month.first + -1).month else { throw PageError.bad() }
        let address = WhatIfAddress(query: visit.query, usual: usual)
        var answer = WhatIfAnswer()
        if address.isAsked || visit.wanted == .json { answer = try await Self.asked(address, visit, book, caller) }
        if visit.wanted == .json {
            if let fault = answer.faults.first { throw PageError.bad(fault.text) }
            guard let report = answer.report else { throw PageError(.serviceUnavailable, visit.texts.whatIf.runningText) }
            return .json(report.json)
        }
        return try await page(visit, book, address, answer)
    }

    private static func asked(
        _ address: WhatIfAddress, _ visit: Visit, _ book: OpenBook, _ caller: Caller
    ) async throws -> WhatIfAnswer {
        var answer = WhatIfAnswer()
        do {
            let question = try address.question(visit.texts.calls)
            answer.report = try await blocking { try book.whatIfReport(question, caller: caller) }
            answer.isRunning = answer.report == nil
        } catch let fault as WhatIfQuestion.Fault {
            answer.faults = [.init(field: fault.field, text: fault.text)]
        } catch let error as PageError {
            answer.faults = [.init(field: "from", text: error.text ?? visit.texts.errors.sentence(error.status))]
        } catch {
            guard let words = PlainWords.of(error) else { throw error }
            answer.faults = [.init(field: "table", text: words)]
        }
        return answer
    }

    private func page(_ visit: Visit, _ book: OpenBook, _ address: WhatIfAddress, _ answer: WhatIfAnswer) async throws -> Response {
        let caller = try visit.asker
        let texts = visit.texts.whatIf
        let (directory, tables) = try await blocking { (try book.directory(caller: caller), try book.tariffs(caller: caller)) }
        let form = WhatIfForm(address: address, faults: answer.faults, directory: directory, tables: tables, book: book.id)
        let json = answer.report.map { _ in
            element("a", .class("button"), .href(Route.book(book.id, .whatIf).link(address.pairs + [("as", "json")]))) { texts.json }
        }
        let sentence = answer.report.map {
            texts.found(Figures.count($0.total.calls), $0.days.first.description, $0.days.last.description)
        }
        return try await framed(
            visit, book, .tariffs, title: texts.title, sentence: sentence ?? texts.sentence,
            status: answer.faults.isEmpty ? .ok : .unprocessableContent, actions: json
        ) {
            TariffTabs(current: .whatIf, book: book.id).render(visit.texts.tester)
            if !answer.faults.isEmpty { ErrorSummary(visit.texts.pieces, answer.faults).render() }
            form.render(texts)
            if answer.isRunning { Progress(texts.running, thousandths: nil, sentence: texts.runningText, isRunning: true).render() }
            if let report = answer.report {
                WhatIfContent(report: report, address: address, book: book.id, texts: visit.texts).render()
            }
        }
    }
}

/// What came of a question.
struct WhatIfAnswer: Sendable {
    var report: WhatIfReport?
    var isRunning = false
    var faults: [ErrorSummary.Fault] = []
}
