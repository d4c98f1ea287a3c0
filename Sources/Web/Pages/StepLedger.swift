internal import Model
internal import Money
internal import Rendering
internal import Service
internal import Time

/// A charge as an account: each step with what it adds and the sum so far, the charge under a rule.
struct StepLedger {
    let steps: ChargeSteps
    let book: BookID
    /// Place of the version in its table; `nil` where the table has it no more.
    let version: Int?
    let words: CallTexts

    func render() -> HTMLText {
        guard !steps.steps.isEmpty else { return element("p", .class("quiet")) { words.noTrace } }
        return element("table", .class("ledger steps")) {
            element("thead") {
                element("tr") {
                    heading(words.step, isFigure: false)
                    heading(words.times)
                    heading(words.unitPrice)
                    heading(words.amount)
                    heading(words.running)
                }
            }
            element("tbody") { for step in steps.steps { row(step) } }
            if let charge = steps.outcome.charge {
                element("tbody", .class("totals")) {
                    element("tr", .class("row-total")) {
                        element("td", .text("colspan", "4")) { words.total }
                        element("td", .class("figure")) {
                            Figures.amount(charge.amount.text(minorUnit: charge.currency.minorUnit)) + " " + charge.currency.code
                        }
                    }
                }
            }
        }
    }

    private func heading(_ text: String, isFigure: Bool = true) -> HTMLText {
        element("th", .text("scope", "col"), isFigure ? .class("figure") : nil) { text }
    }

    private func row(_ step: ChargeSteps.Step) -> HTMLText {
        element("tr") {
            element("td") {
                words.step(step.kind)
                if !step.text.isEmpty {
                    " "
                    if let link = link(step) { element("a", .href(link)) { text(step) } } else { text(step) }
                }
                if !step.band.isEmpty { element("span", .class("band")) { element("bdi") { step.band } } }
                if let at = step.at { element("span", .class("quiet moment-of")) { " " + words.fromMoment(String(at.shown.suffix(8))) } }
            }
            element("td", .class("figure")) { times(step) }
            element("td", .class("figure")) { price(step) }
            element("td", .class("figure")) { Figures.amount(step.amount) }
            element("td", .class("figure")) { Figures.amount(step.total) }
        }
    }

    private func text(_ step: ChargeSteps.Step) -> HTMLText {
        let text =
            switch step.kind {
            case "version": steps.version?.shownMinute ?? step.text
            case "rounding": words.rounding(step.text)
            default: step.text
            }
        return element("b") { element("bdi") { text } }
    }

    /// Where a step was taken from: its rate table, the version, the row.
    private func link(_ step: ChargeSteps.Step) -> LocalPath? {
        guard let table = steps.rateTable else { return nil }
        let version = version.map { [("version", String($0))] } ?? []
        let route = Route.book(book, .tariff(RateTableID(table)))
        return switch step.kind {
        case "table": route.link()
        case "version": route.link(version)
        case "prefix", "row": route.link(version + [("q", steps.prefix ?? "")])
        default: nil
        }
    }

    /// `3 × 60 s`, `3`, `60 s`.
    private func times(_ step: ChargeSteps.Step) -> String {
        let seconds = step.seconds.map { Figures.count($0) + " s" }
        guard let count = step.count else { return seconds ?? "" }
        return Figures.count(count) + (seconds.map { " × " + $0 } ?? "")
    }

    /// `0.12 / 60 s`.
    private func price(_ step: ChargeSteps.Step) -> String {
        step.price.isEmpty ? "" : step.price + (step.per.map { " / " + Figures.count($0) + " s" } ?? "")
    }
}
