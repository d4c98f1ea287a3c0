internal import Model
internal import Money
internal import Rendering
internal import Service
internal import Time

/// What would become of a call that was typed in.
struct TestedCallContent {
    let tested: TestedCall
    let book: BookID
    let mayConfigure: Bool
    let texts: Texts

    private var words: TesterTexts { texts.tester }

    func render() -> HTMLText {
        together {
            FigureStrip(figures).render()
            mend
            element("div", .class("columns way")) {
                element("section") {
                    for way in tested.ways { scheme(way) }
                }
                element("section") {
                    element("h2") { words.facts }
                    facts
                }
            }
        }
    }

    private var figures: [FigureStrip.Figure] {
        var figures = [figure(words.price, tested.price), figure(words.cost, tested.cost)]
        if let margin = tested.margin {
            figures.append(
                .init(words.margin, Figures.amount(margin.text), unit: margin.currency.code, isWarning: margin.amount < .zero))
        }
        figures.append(.init(words.charged, Figures.duration(tested.charged), unit: texts.calls.clock))
        return figures
    }

    private func figure(_ label: String, _ way: TestedCall.Way) -> FigureStrip.Figure {
        guard let charge = way.outcome.charge else {
            return .init(label, texts.calls.state(way.outcome.state), note: way.outcome.reason.name, isWarning: way.outcome.state != .free)
        }
        return .init(label, Figures.amount(Money(charge.amount, charge.currency).text), unit: charge.currency.code)
    }

    /// What the price lacks, and where it is added.
    @HTML private var mend: HTMLText {
        let outcome = tested.price.outcome
        if let sentence = texts.calls.mend(outcome.state, outcome.reason, number: tested.number.isEmpty ? tested.called : tested.number) {
            Notice(.warning, sentence, link: addLink).render()
        }
    }

    private var addLink: (text: String, path: LocalPath)? {
        guard mayConfigure, tested.price.outcome.reason == .noPrefix, let table = tested.price.table else { return nil }
        let query = [("prefix", String(tested.number.prefix(5))), ("name", tested.destination), ("add", "1")]
        return (words.addRate, Route.book(book, .tariff(table)).link(query))
    }

    private func scheme(_ way: TestedCall.Way) -> HTMLText {
        together {
            element("h2") { words.schemes[way.scheme.rawValue] ?? way.scheme.rawValue }
            TableWhy(way: way, book: book).render(words)
            StepLedger(steps: way.steps, book: book, version: way.version, words: texts.calls).render()
        }
    }

    private var facts: HTMLText {
        element("dl", .class("facts-list")) {
            fact(words.party) {
                if tested.isNobody { Badge(texts.calls.nobody, .warning).render() } else { party }
                element("div", .class("quiet")) { element("bdi") { tested.partyWhy } }
            }
            fact(words.takenAs) { element("bdi") { words.caller(tested.caller) } }
            fact(words.state) {
                texts.calls.state(tested.state) + (tested.price.outcome.reason == .none ? "" : ": " + tested.price.outcome.reason.name)
            }
            fact(words.direction) { texts.calls.direction(tested.direction) }
            fact(words.called) { element("bdi") { tested.called } }
            fact(words.number) {
                if tested.number.isEmpty { words.noNumber } else { element("bdi") { tested.number } }
                if tested.isPrivate {
                    " "
                    Badge(texts.corrections.privateMark).render()
                    element("span", .class("quiet")) { " " + texts.corrections.privateByCode }
                }
            }
            if !tested.destination.isEmpty { fact(words.destination) { element("bdi") { tested.destination } } }
            if !tested.callType.isEmpty {
                fact(words.callType) { TypeName.render(id: tested.callType, name: tested.callTypeName) }
            }
            if !tested.trunk.isEmpty {
                fact(words.trunk) {
                    element("bdi") { tested.trunk }
                    if !tested.isTrunkKnown { element("div", .class("quiet")) { words.unknownTrunk } }
                }
            }
            if !tested.switchName.isEmpty { fact(words.switchName) { element("bdi") { tested.switchName } } }
            fact(words.start) { tested.start.shown + " " + tested.zone }
            if tested.charging != tested.start { fact(words.charging) { tested.charging.shown } }
        }
    }

    private var party: HTMLText {
        element("bdi", .class("name")) {
            tested.partyName.isEmpty || tested.partyName == tested.party ? tested.party : tested.party + " " + tested.partyName
        }
    }

    private func fact(_ name: String, @HTML _ value: () -> HTMLText) -> HTMLText {
        element("div") {
            element("dt") { name }
            element("dd", content: value)
        }
    }
}

/// Why a call gets its table, with the way to it.
struct TableWhy {
    let way: TestedCall.Way
    let book: BookID

    func render(_ words: TesterTexts) -> HTMLText {
        element("p", .class("table-why")) {
            element("bdi") { way.why }
            if let table = way.table {
                " "
                element(
                    "a", .href(Route.book(book, .tariff(table)).link(way.version.map { [("version", String($0))] } ?? []))
                ) { element("bdi") { table.text } }
                if way.version == nil {
                    " "
                    Badge(words.noVersion, .warning).render()
                }
            }
        }
    }
}
