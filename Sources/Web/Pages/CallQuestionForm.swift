internal import Model
internal import Rendering
internal import Service

/// A call to be typed in. The address is the state: the form is read by GET, and its link can be sent.
struct CallQuestionForm {
    let question: CallQuestion
    let faults: [CallQuestion.Fault]
    /// Ids of the site's switches; a choice only where there are several.
    let switches: [String]
    let trunks: [String]
    let book: BookID

    /// Names of the fields beside those that are always shown.
    private static let rare = ["switch", "account", "sourceIP", "pulses", "given", "givenCurrency"]

    func errors(_ texts: PieceTexts) -> HTMLText {
        faults.isEmpty
            ? HTMLText() : ErrorSummary(texts, faults.map { .init(field: $0.field, text: $0.text) }).render()
    }

    func render(_ page: BookPage, button: String, _ texts: TesterTexts, _ calls: CallTexts) -> HTMLText {
        element(
            "form", .class("question"), .text("method", "get"), .action(Route.book(book, page).link()), .text("aria-label", texts.test)
        ) {
            element("div", .class("filter")) {
                field("caller", texts.caller, question.caller, isRequired: false)
                Choice(
                    "callerForm", texts.callerIs,
                    options: CallQuestion.CallerForm.allCases.map { ($0.rawValue, texts.callerForms[$0.rawValue] ?? $0.rawValue) },
                    selected: question.callerForm.rawValue
                ).render()
                field("called", texts.called, question.called, hint: texts.calledHint)
                trunk(texts, calls)
                Choice(
                    "direction", texts.direction,
                    options: Direction.allCases.compactMap { way in way.name.map { ($0, calls.direction(way)) } },
                    selected: question.direction
                ).render()
                Field(
                    "day", texts.day, kind: .date, value: question.day, isFaulty: isFaulty("day"), isRequired: false
                ).render()
                field("time", texts.time, question.time, isRequired: false)
                field("duration", texts.duration, question.duration, hint: texts.durationHint, isRequired: false)
                field("ring", texts.ring, question.ring, isRequired: false)
                Choice(
                    "answered", texts.answered, options: ["", "yes", "no"].map { ($0, texts.answers[$0] ?? $0) },
                    selected: question.answered
                ).render()
            }
            rare(texts)
            element("div", .class("actions")) { element("button", .class("main")) { button } }
        }
    }

    private func rare(_ texts: TesterTexts) -> HTMLText {
        let values = [
            question.switch, question.account, question.sourceIP, question.pulses, question.given, question.givenCurrency,
        ]
        let isOpen = values.contains { !$0.isEmpty } || Self.rare.contains(where: isFaulty)
        return element("details", isOpen ? .flag("open") : nil) {
            element("summary") { texts.more }
            element("div", .class("filter")) {
                field("account", texts.account, question.account, isRequired: false)
                field("sourceIP", texts.sourceIP, question.sourceIP, isRequired: false)
                if switches.count > 1 || isFaulty("switch") {
                    Choice(
                        "switch", texts.switchName,
                        options: [("", texts.anySwitch)] + withTyped(switches, question.switch).map { ($0, $0) },
                        selected: question.switch
                    ).render()
                }
                field("pulses", texts.pulses, question.pulses, isRequired: false)
                field("given", texts.given, question.given, isRequired: false)
                field("givenCurrency", texts.givenCurrency, question.givenCurrency, isRequired: false)
            }
        }
    }

    private func trunk(_ texts: TesterTexts, _ calls: CallTexts) -> HTMLText {
        Choice(
            "trunk", texts.trunk, options: [("", "–")] + withTyped(trunks, question.trunk).map { ($0, $0) }, selected: question.trunk
        ).render()
    }

    /// What was asked for stands among the options, also where the site does not name it.
    private func withTyped(_ known: [String], _ typed: String) -> [String] {
        typed.isEmpty || known.contains(typed) ? known : known + [typed]
    }

    private func field(_ name: String, _ label: String, _ value: String, hint: String = "", isRequired: Bool = true) -> HTMLText {
        Field(name, label, value: value, hint: hint, isFaulty: isFaulty(name), isRequired: isRequired).render()
    }

    private func isFaulty(_ name: String) -> Bool { faults.contains { $0.field == name } }
}

extension CallQuestion {
    /// `nil` where nothing was asked yet.
    static func asked(_ query: Query) -> CallQuestion? { query["called"] == nil && query["caller"] == nil ? nil : CallQuestion(query) }

    /// As typed. A word that is none of a choice is a fault of its own, told by the reader.
    init(_ query: Query) {
        self.init()
        func text(_ name: String) -> String { query[name] ?? "" }
        (caller, called, trunk, self.switch) = (text("caller"), text("called"), text("trunk"), text("switch"))
        callerForm = CallerForm(rawValue: text("callerForm")) ?? .any
        direction = query["direction"].flatMap { $0.isEmpty ? nil : $0 } ?? "out"
        (day, time, duration, ring, answered) = (text("day"), text("time"), text("duration"), text("ring"), text("answered"))
        (account, sourceIP, pulses) = (text("account"), text("sourceIP"), text("pulses"))
        (given, givenCurrency) = (text("given"), text("givenCurrency"))
    }

    /// The query that reads as this question again.
    var pairs: [(name: String, value: String)] {
        [
            ("caller", caller), ("callerForm", callerForm == .any ? "" : callerForm.rawValue), ("called", called), ("trunk", trunk),
            ("switch", self.switch), ("direction", direction), ("day", day), ("time", time), ("duration", duration), ("ring", ring),
            ("answered", answered), ("account", account), ("sourceIP", sourceIP), ("pulses", pulses), ("given", given),
            ("givenCurrency", givenCurrency),
        ]
    }
}
