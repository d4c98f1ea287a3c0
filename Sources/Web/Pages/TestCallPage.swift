internal import HTTPTypes
internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// What a page about a call typed in was asked, and what came of it.
struct TestCallAnswer: Sendable {
    var question: CallQuestion
    var tested: TestedCall?
    var faults: [CallQuestion.Fault] = []
    let directory: BookDirectory
    let switches: [String]

    /// - Parameter asked: `nil`: only the form is to be shown, with the moment filled in.
    static func make(_ asked: CallQuestion?, _ book: OpenBook, _ caller: Caller) throws -> TestCallAnswer {
        let directory = try book.directory(caller: caller)
        var question = asked ?? CallQuestion()
        if asked == nil {
            let now = directory.zone.wall(book.clock())
            (question.day, question.time) = (now.day.description, String(now.description.dropFirst(11).prefix(5)))
        }
        let switches = try book.switches(caller: caller).map(\.id)
        var answer = TestCallAnswer(question: question, directory: directory, switches: switches)
        guard asked != nil else { return answer }
        do {
            let tested = try book.testCall(question, caller: caller)
            // The moment that was taken stands in the form and in its links.
            (answer.question.day, answer.question.time) = (tested.start.day.description, String(tested.start.description.dropFirst(11)))
            answer.tested = tested
        } catch let faults as CallQuestion.Faults {
            answer.faults = faults.list
        }
        return answer
    }

    func form(_ book: BookID) -> CallQuestionForm {
        CallQuestionForm(question: question, faults: faults, switches: switches, trunks: directory.trunks, book: book)
    }

    var status: HTTPResponse.Status { faults.isEmpty ? .ok : .unprocessableContent }
}

extension ServicePages {
    /// A call typed in: who would pay, by which table, and what it would come to.
    func testCallPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let asked = CallQuestion.asked(visit.query)
        let answer = try await blocking { try TestCallAnswer.make(asked, book, caller) }
        switch visit.wanted {
        case .csv, .pdf, .xlsx: throw PageError.bad(visit.texts.errors.unknownForm)
        case .json:
            guard let tested = answer.tested else { throw PageError.bad(Self.words(answer.faults, visit.texts.tester)) }
            return .json(tested.json)
        case .html: break
        }
        let texts = visit.texts.tester
        let json = answer.tested.map { _ in
            element("a", .class("button"), .href(Route.book(book.id, .testCall).link(answer.question.pairs + [("as", "json")]))) {
                texts.json
            }
        }
        return try await framed(
            visit, book, .tariffs, title: texts.testTitle, sentence: texts.testSentence, status: answer.status, actions: json
        ) {
            TariffTabs(current: .testCall, book: book.id).render(texts)
            answer.form(book.id).errors(visit.texts.pieces)
            answer.form(book.id).render(.testCall, button: texts.button, texts, visit.texts.calls)
            if let tested = answer.tested {
                TestedCallContent(
                    tested: tested, book: book.id, mayConfigure: caller.may(.configure, in: book.id), texts: visit.texts
                ).render()
            }
        }
    }

    /// All that is wrong with a question, for a program.
    static func words(_ faults: [CallQuestion.Fault], _ texts: TesterTexts) -> String {
        faults.isEmpty ? texts.nothingAsked : faults.map { "\($0.field): \($0.text)" }.joined(separator: " ")
    }
}
