internal import Document
internal import Model
internal import Money
internal import Rendering
internal import Time

extension Outcome {
    /// The amount; its currency beside it where it is not the one of the heading.
    func text(heading: Currency) -> String? {
        charge.map { charge in
            let amount = Figures.amount(charge.amount.text(minorUnit: charge.currency.minorUnit))
            return charge.currency == heading ? amount : amount + " " + charge.currency.code
        }
    }
}

extension CallRow {
    /// Price less cost, where both are in one currency.
    var margin: Money? {
        guard let price = price.charge, let cost = cost.charge, price.currency == cost.currency else { return nil }
        return price.amount.subtracting(cost.amount).map { Money($0, price.currency) }
    }
}

extension Money {
    /// The amount; its currency beside it where it is not the one of the heading.
    func text(heading: Currency) -> String { Figures.amount(text) + (currency == heading ? "" : " " + currency.code) }
}

extension Outcome {
    /// The amount with its currency.
    var full: String? {
        charge.map { Figures.amount($0.amount.text(minorUnit: $0.currency.minorUnit)) + " " + $0.currency.code }
    }
}

extension WallTime {
    /// `2026-03-02 09:15:07`.
    var shown: String { description.replacing("T", with: " ") }
    /// `2026-03-02 09:15`.
    var shownMinute: String { String(shown.prefix(16)) }
}

extension CivilDay {
    /// `2 March 2026`.
    func shown(_ texts: PeriodTexts) -> String { "\(parts.day) \(texts.month(parts.month)) \(parts.year)" }

    /// The whole month in which the day is.
    var month: DayRange? { DayRange(year: parts.year, month: parts.month) }
}
