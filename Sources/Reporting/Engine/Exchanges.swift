import Model
import Money

/// At which rates the charges of a bill were exchanged into what is to pay.
struct Exchanges {
    private struct Pair: Hashable {
        let from: Currency
        let to: Currency
    }

    private var calls: [Pair: [ExchangeRate: Int64]] = [:]

    /// So many rates of two currencies are told one by one.
    private static let told = 6

    mutating func add(_ charge: Money, _ figures: SettledFigures?) {
        guard let figures, figures.final.currency != charge.currency else { return }
        calls[Pair(from: charge.currency, to: figures.final.currency), default: [:]][figures.rate, default: 0] += 1
    }

    func notes(_ texts: ReportTexts) -> [String] {
        calls.sorted { ($0.key.from.packed, $0.key.to.packed) < ($1.key.from.packed, $1.key.to.packed) }.flatMap { pair, rates in
            let names = ["from": pair.from.code, "to": pair.to.code]
            guard rates.count <= Self.told else {
                let all = ["rates": String(rates.count), "calls": texts.counted("calls", rates.values.reduce(0, +))]
                return [texts.fill("exchange.many", names.merging(all) { first, _ in first })]
            }
            return rates.sorted { $0.key.text < $1.key.text }.map { rate, count in
                let one = ["rate": texts.figure(rate.text), "calls": texts.counted("calls", count)]
                return texts.fill("exchange", names.merging(one) { first, _ in first })
            }
        }
    }
}
