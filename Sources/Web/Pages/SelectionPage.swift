internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// The rules that find a call's table, in their order, and which of them finds it for a call typed in.
struct SelectionPage {
    let selection: SelectionView
    let answer: TestCallAnswer
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.tester
        return together {
            TariffTabs(current: .selection, book: book).render(texts)
            answer.form(book).errors(visit.texts.pieces)
            if let tested = answer.tested { result(tested, texts) }
            element("div", .class("columns")) {
                for list in selection.lists { self.list(list, texts) }
            }
            element("section", .class("mend")) {
                element("h2") { texts.question }
                answer.form(book).render(.selection, button: texts.selectionButton, texts, visit.texts.calls)
            }
        }
    }

    private func result(_ tested: TestedCall, _ texts: TesterTexts) -> HTMLText {
        element("section", .class("selection-answer")) {
            for way in tested.ways {
                element("h2") {
                    let name = texts.lists[way.scheme.rawValue] ?? way.scheme.rawValue
                    way.table.map { texts.gets(name, $0.text) } ?? texts.getsNone(name)
                }
                TableWhy(way: way, book: book).render(texts)
            }
            element("p", .class("quiet")) { element("bdi") { tested.partyWhy } }
            element("a", .class("button"), .href(Route.book(book, .testCall).link(answer.question.pairs))) { texts.fullTest }
        }
    }

    private func list(_ list: SelectionView.List, _ texts: TesterTexts) -> HTMLText {
        let way = answer.tested?.ways.first { $0.scheme == list.scheme }
        return element("section") {
            element("h2") { texts.lists[list.scheme.rawValue] ?? list.scheme.rawValue }
            if list.rules.isEmpty { element("p", .class("quiet")) { texts.noRules } }
            element("ol", .class("selection-rules")) {
                for rule in list.rules { self.rule(rule, way, texts) }
            }
            element("p") { texts.then + ":" }
            element("ol", .class("selection-rest")) { for words in list.after { element("li") { element("bdi") { words } } } }
        }
    }

    private func rule(_ rule: SelectionView.Rule, _ way: TestedCall.Way?, _ texts: TesterTexts) -> HTMLText {
        let wins = way?.rule == rule.number - 1
        let fits = way?.fitting.contains(rule.number - 1) ?? false
        return element("li", .text("value", String(rule.number)), wins ? .class("wins") : nil) {
            element("bdi") { rule.calls }
            ": "
            element("a", .href(Route.book(book, .tariff(rule.table)).link())) { element("bdi") { texts.table(rule.table.text) } }
            if wins { badge(texts.wins, .good) } else if fits { badge(texts.fits, .plain) }
            if rule.isUnreachable { badge(texts.unreachable, .warning) }
        }
    }

    private func badge(_ text: String, _ tone: Badge.Tone) -> HTMLText {
        together {
            " "
            Badge(text, tone).render()
        }
    }
}

extension ServicePages {
    func selectionPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let asked = CallQuestion.asked(visit.query)
        let (selection, answer) = try await blocking {
            (try book.selection(caller: caller), try TestCallAnswer.make(asked, book, caller))
        }
        switch visit.wanted {
        case .csv, .pdf, .xlsx: throw PageError.bad(visit.texts.errors.unknownForm)
        case .json:
            guard answer.faults.isEmpty else { throw PageError.bad(Self.words(answer.faults, visit.texts.tester)) }
            return .json(answer.tested?.json ?? selection.json)
        case .html: break
        }
        let texts = visit.texts.tester
        let page = SelectionPage(selection: selection, answer: answer, book: book.id)
        let json = element("a", .class("button"), .href(Route.book(book.id, .selection).link([("as", "json")]))) { texts.json }
        return try await framed(
            visit, book, .tariffs, title: texts.selectionTitle, sentence: texts.selectionSentence, status: answer.status, actions: json
        ) { page.content(visit) }
    }
}
