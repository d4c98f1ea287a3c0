internal import Model
internal import Money
internal import Rendering
internal import Service

/// How a charge becomes what is billed: discounts, exchange, line precision.
struct SettlementLedger {
    let settlement: CallSettlement
    let charge: Charge
    let book: BookID
    let words: CallTexts

    func render() -> HTMLText {
        together {
            if let bill = settlement.bill {
                element("p") {
                    words.onBill + " "
                    element("a", .href(Route.book(book, .issuedBill(bill)).link())) { String(bill) }
                    "."
                }
            } else if settlement.isBilled {
                element("p") { words.afterBill }
            }
            if let figures = settlement.figures { table(figures) } else { Notice(.warning, words.unsettled).render() }
        }
    }

    private func table(_ figures: SettledFigures) -> HTMLText {
        element("table", .class("ledger steps")) {
            element("tbody") {
                row(words.total, FineAmount(charge.amount))
                if settlement.steps.isEmpty {
                    if figures.packageDiscount != .zero { row(words.packages, .zero - figures.packageDiscount) }
                    if figures.volumeDiscount != .zero { row(words.volume, .zero - figures.volumeDiscount) }
                } else {
                    for step in settlement.steps { row(words.settlement(step.kind, step.text, step.rule + 1), .zero - step.off) }
                }
                if figures.rate != .one {
                    row(words.net, figures.net)
                    element("tr") {
                        element("td") { words.exchanged }
                        element("td", .class("figure")) { figures.rate.text }
                    }
                }
            }
            element("tbody", .class("totals")) {
                element("tr", .class("row-total")) {
                    element("td") { words.billedAs }
                    element("td", .class("figure")) { Figures.amount(figures.final.text) + " " + figures.final.currency.code }
                }
            }
        }
    }

    private func row(_ label: String, _ amount: FineAmount) -> HTMLText {
        element("tr") {
            element("td") { element("bdi") { label } }
            element("td", .class("figure")) { Figures.amount(amount.text(minorUnit: charge.currency.minorUnit)) }
        }
    }
}
