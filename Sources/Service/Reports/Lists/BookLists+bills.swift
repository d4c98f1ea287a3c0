import Document
import Foundation
import Model
import Money
import Reporting
import Store
import Time

extension BookLists {
    /// Bills and credit notes that were issued in the days, the newest first.
    func bills(_ ask: ListAsk, _ list: inout ListCollector) throws {
        try eachBill(ask) { bill in
            list.add(
                [.count(bill.number), .text(bill.kind.rawValue)]
                    + [ask.party(bill.party)[0], .text(bill.name)] + [
                        .day(bill.days.first), .day(bill.days.last), ask.time(bill.issued), .text(bill.actor), .count(bill.calls),
                        .money(bill.total.amount, bill.total.currency), (bill.creditedBy ?? bill.credits).map { Cell.count($0) } ?? .empty,
                    ])
        }
    }

    /// The taxes on the bills that were issued in the days, told apart by rate and currency. A credit note takes off what its bill has.
    func taxes(_ ask: ListAsk, _ list: inout ListCollector) throws {
        var sums: [TaxKey: TaxSum] = [:]
        try eachBill(ask) { bill in
            let lines = try FrozenTaxes.of(try book.frozen(bill.credits ?? bill.number).json)
            for line in lines {
                try sums[TaxKey(line, bill.total.currency), default: TaxSum(name: line.name)].add(line, isCredit: bill.kind == .credit)
            }
            return true
        }
        let keys = sums.keys.sorted { ($0.id, $0.percent, $0.currency.code) < ($1.id, $1.percent, $1.currency.code) }
        let isFine = keys.contains { !$0.percent.isMultiple(of: 100) }
        for key in keys {
            guard let sum = sums[key], let gross = sum.net.adding(sum.tax) else { throw ReportFailure.sumOutOfRange }
            list.add([
                .text(key.id), .text(sum.name), Cell(.decimal(isFine ? key.percent : key.percent / 100, digits: isFine ? 4 : 2)),
                .text(key.isInclusive ? "yes" : ""), .count(sum.bills), .money(sum.net, key.currency), .money(sum.tax, key.currency),
                .money(gross, key.currency),
            ])
        }
    }

    /// - Parameter body: returns whether to go on.
    private func eachBill(_ ask: ListAsk, _ body: (IssuedBill) throws -> Bool) throws {
        var before: Int64?
        while true {
            let page = try book.store.bills(before: before, limit: 1000)
            for bill in page where ask.contains(bill.issued) && ask.concerns(bill.party) {
                guard try body(bill) else { return }
            }
            // Numbers rise with time; a clock that was put back by days is not followed.
            guard let last = page.last, ask.zone.wall(last.issued).day + 2 >= ask.days.first else { return }
            before = last.number
        }
    }
}

private struct TaxKey: Hashable {
    var id: String
    /// In 10^-4 percent.
    var percent: Int64
    var isInclusive: Bool
    var currency: Currency

    init(_ line: FrozenTaxes.Line, _ currency: Currency) {
        (id, percent, isInclusive, self.currency) = (line.id, line.rate.units, line.inclusive, currency)
    }
}

private struct TaxSum {
    var name: String
    var bills: Int64 = 0
    var net = Amount.zero
    var tax = Amount.zero

    mutating func add(_ line: FrozenTaxes.Line, isCredit: Bool) throws {
        let (net, tax) = (try Amount(text: line.net), try Amount(text: line.tax))
        let sums = isCredit ? (self.net.subtracting(net), self.tax.subtracting(tax)) : (self.net.adding(net), self.tax.adding(tax))
        guard let first = sums.0, let second = sums.1 else { throw ReportFailure.sumOutOfRange }
        (self.net, self.tax) = (first, second)
        bills += 1
    }
}

/// The taxes in the frozen data of a bill.
private struct FrozenTaxes: Decodable {
    struct Line: Decodable {
        var id: String
        var name: String
        var percent: String
        var inclusive: Bool
        var net: String
        var tax: String

        var rate: Percent { (try? Percent(text: percent)) ?? Percent(units: 0) }
    }

    struct Bill: Decodable {
        /// `nil`: a bill without taxes.
        var taxes: [Line]?
    }

    var bill: Bill

    static func of(_ json: [UInt8]) throws -> [Line] {
        do { return try JSONDecoder().decode(FrozenTaxes.self, from: Data(json)).bill.taxes ?? [] } catch {
            throw StoreError.damaged(StorePlace("bill", "taxes"))
        }
    }
}
