import Document
import Model
import Money
import Reporting
import Time

extension BookLists {
    /// What packages and volume discounts took off the charges of each party, in each currency.
    func discounts(_ ask: ListAsk, _ list: inout ListCollector) throws {
        var sums: [DiscountKey: DiscountSum] = [:]
        try eachCharged(ask) { row, charge in
            var sum = sums[DiscountKey(party: row.party, currency: charge.currency)] ?? DiscountSum()
            sum.calls += 1
            sum.charge = sum.charge + FineAmount(charge.amount)
            // Without figures settlement only rounds.
            sum.packages = sum.packages + (row.settled?.packageDiscount ?? .zero)
            sum.volume = sum.volume + (row.settled?.volumeDiscount ?? .zero)
            sum.net = sum.net + (row.settled?.net ?? FineAmount(charge.amount))
            sums[DiscountKey(party: row.party, currency: charge.currency)] = sum
        }
        for key in sums.keys.sorted(by: { ($0.party, $0.currency.code) < ($1.party, $1.currency.code) }) {
            guard let sum = sums[key] else { continue }
            let amounts = try [sum.charge, sum.packages, sum.volume, sum.net].map { try Cell.money($0, key.currency) }
            guard list.add(ask.party(key.party) + [.count(sum.calls)] + amounts) else { return }
        }
    }

    /// Charges that are billed in another currency than the tariff's.
    func exchanges(_ ask: ListAsk, _ list: inout ListCollector) throws {
        var sums: [ExchangeKey: ExchangeSum] = [:]
        try eachCharged(ask) { row, charge in
            guard let figures = row.settled, figures.final.currency != charge.currency else { return }
            let key = ExchangeKey(from: charge.currency, to: figures.final.currency, rate: figures.rate)
            var sum = sums[key] ?? ExchangeSum()
            sum.calls += 1
            sum.net = sum.net + figures.net
            sum.final = sum.final + FineAmount(figures.final.amount)
            sums[key] = sum
        }
        let keys = sums.keys.sorted { ($0.from.code, $0.to.code, $0.rate.units) < ($1.from.code, $1.to.code, $1.rate.units) }
        for key in keys {
            guard let sum = sums[key] else { continue }
            list.add([
                .text(key.from.code), .text(key.to.code), .text(key.rate.text), .count(sum.calls), try .money(sum.net, key.from),
                try .money(sum.final, key.to),
            ])
        }
    }

    /// Calls with a charge that settlement did not find to be without one, with their figures.
    private func eachCharged(_ ask: ListAsk, _ body: (CallRow, Charge) throws -> Void) throws {
        guard !ask.isNobody else { return }
        var filter = ask.filter
        filter.states = [.rated]
        try SettledReading(book: book, lists: self).eachCall(filter) { row in
            guard let charge = row.price.charge, !row.isUnsettled else { return }
            try body(row, charge)
        }
    }
}

private struct DiscountKey: Hashable {
    var party: String
    var currency: Currency
}

private struct DiscountSum {
    var calls: Int64 = 0
    var charge = FineAmount.zero
    var packages = FineAmount.zero
    var volume = FineAmount.zero
    var net = FineAmount.zero
}

private struct ExchangeKey: Hashable {
    var from: Currency
    var to: Currency
    var rate: ExchangeRate
}

private struct ExchangeSum {
    var calls: Int64 = 0
    var net = FineAmount.zero
    var final = FineAmount.zero
}
