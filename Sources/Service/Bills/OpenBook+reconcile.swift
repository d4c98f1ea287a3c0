public import Model
import Money
import Site
import Store
public import Time

extension OpenBook {
    /// Holds the final charges of each party's calls against the bills on which they stand.
    /// - Parameters:
    ///   - party: `nil`: every party that has calls on the days.
    ///   - progress: is told of each.
    public func reconcile(
        _ party: PartyID?, _ days: DayRange, caller: Caller, progress: (Reconciliation) throws -> Void
    ) throws {
        try require(.see, caller)
        if let party {
            _ = try billedParty(party)
            try progress(try reconciliation(party, days))
            return
        }
        let query = SummaryQuery(days: days, groups: [.party, .currency])
        for party in Set(try store.summary(query).compactMap(\.party)).sorted() where !party.isEmpty {
            try progress(try reconciliation(PartyID(party), days))
        }
    }

    private func reconciliation(_ party: PartyID, _ days: DayRange) throws -> Reconciliation {
        let rows = try settledRows(party, days, .price).filter { days.contains($0.day) }
        let own = try site().site.settings.currency
        let currency = rows.lazy.compactMap(\.settled?.final.currency).first ?? own
        var result = Reconciliation(party: party, days: days, currency: currency)
        var bills: [Int32: (bill: IssuedBill, lines: [String: Money?])] = [:]
        func add(_ amount: Amount, _ sum: inout Amount) throws {
            guard let total = sum.adding(amount) else { throw StoreError.outOfRange(table: "call") }
            sum = total
        }
        for row in rows {
            guard let final = row.settled?.final else { continue }
            result.calls += 1
            try add(final.amount, &result.sum)
            guard row.bill != 0 else {
                try add(final.amount, &result.unbilled)
                continue
            }
            if bills[row.bill] == nil {
                let lines = try store.billedLines(Int64(row.bill)).map { ($0.id, $0.final) }
                bills[row.bill] = (try store.bill(Int64(row.bill)), Dictionary(lines, uniquingKeysWith: { first, _ in first }))
            }
            guard let (bill, lines) = bills[row.bill], let billed = lines[row.id], let billed, billed == final else {
                result.strays += 1
                continue
            }
            if bill.days.contains(row.day) { try add(billed.amount, &result.billed) } else { try add(billed.amount, &result.later) }
        }
        return result
    }
}
