internal import Model
internal import Money
internal import Rendering
internal import Service

/// What the other side has of a call: a carrier's bill, a second recorder, or we.
struct CallWitnesses {
    let witnesses: [CallWitness]
    let book: BookID
    let words: CallTexts

    func render() -> HTMLText {
        element("section", .class("witnesses")) {
            element("h2") { words.witness }
            for witness in witnesses { one(witness) }
        }
    }

    private func one(_ witness: CallWitness) -> HTMLText {
        element("dl", .class("facts-list")) {
            fact(words.witnessName) {
                element("bdi") { ([witness.provider] + witness.switches).filter { !$0.isEmpty }.joined(separator: ", ") }
            }
            fact(words.state) { state(witness) }
            if let other = witness.other {
                fact(words.otherRecord) {
                    element("a", .href(Route.book(book, .call(other.id)).link())) { other.start.shown }
                }
                fact(words.otherTalk) { Figures.duration(other.talk) }
            }
            if let billed = witness.billed { fact(words.billed) { amount(billed) } }
            if let difference = witness.difference { fact(words.billedBeyond) { amount(difference) } }
        }
    }

    @HTML private func state(_ witness: CallWitness) -> HTMLText {
        let text = words.witnessState(witness.state, witness.differs)
        if witness.state == .matched { text } else { Badge(text, .warning).render() }
    }

    private func amount(_ money: Money) -> String { Figures.amount(money.text) + " " + money.currency.code }

    private func fact(_ name: String, @HTML _ value: () -> HTMLText) -> HTMLText {
        element("div") {
            element("dt") { name }
            element("dd", content: value)
        }
    }
}
