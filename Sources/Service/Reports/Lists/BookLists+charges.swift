import Billing
import Document
import Model
import Money
import Reporting
import Site
import Time

extension BookLists {
    /// What packages and volume discounts took off the charges of each party, in each currency.
    func discounts(_ ask: ListAsk, _ list: inout ListCollector) throws {
        var sums: [DiscountKey: DiscountSum] = [:]
        try eachCharged(ask, apart: .settled) { party, calls, charge in
            let key = DiscountKey(party: party, currency: charge.currency)
            sums[key, default: DiscountSum()].add(charge.amount, calls: calls)
        } _: { row, charge in
            let key = DiscountKey(party: row.party, currency: charge.currency)
            // Without figures settlement only rounds.
            guard let figures = row.settled else { return sums[key, default: DiscountSum()].add(charge.amount, calls: 1) }
            sums[key, default: DiscountSum()].add(charge.amount, figures)
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
        try eachCharged(ask, apart: .exchanged) { _, _, _ in
        } _: { row, charge in
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

    /// Calls with a charge that settlement did not find to be without one.
    /// - Parameters:
    ///   - sum: is given the charges of parties of which nothing more is to be known: whose, of how many calls, how much.
    ///   - body: is given the calls of the others, with their figures.
    private func eachCharged(
        _ ask: ListAsk, apart: FinalAnswer.Apart, _ sum: (String, Int64, Money) -> Void, _ body: (CallRow, Charge) throws -> Void
    ) throws {
        guard !ask.isNobody else { return }
        var filter = ask.filter
        filter.states = [.rated]
        let reading = SettledReading(book: book, lists: self)
        // Told apart by tariff too, of which each has one currency.
        let query = TallyQuery(filter, by: [.party, .priceCurrency])
        let answer = try reading.finals(query, LinePrecision(ask.state.site.settings), apart: apart)
        try answer.rows.each { tallied in
            guard let finals = tallied.finals else { return }
            let (row, calls) = (tallied.row, tallied.row.sums.calls - finals.unsettled)
            for (currency, amount) in finals.charges { sum(row.party, calls, Money(amount, currency)) }
        }
        guard let rest = answer.rest else { return }
        try reading.eachCall(rest) { row in
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

    /// Charges of which nothing was taken off.
    mutating func add(_ charge: Amount, calls: Int64) {
        self.calls += calls
        self.charge = self.charge + FineAmount(charge)
        net = net + FineAmount(charge)
    }

    mutating func add(_ charge: Amount, _ figures: SettledFigures) {
        calls += 1
        self.charge = self.charge + FineAmount(charge)
        packages = packages + figures.packageDiscount
        volume = volume + figures.volumeDiscount
        net = net + figures.net
    }
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
