import Document
import Model
import Money
import Reporting
import Site
import Store
import Time

extension BookLists {
    /// The directory in its order, then whoever else has calls in the days; a further row for each further currency of a party's calls.
    func parties(_ ask: ListAsk, _ list: inout ListCollector) throws {
        guard !ask.isNobody else { return }
        var query = SummaryQuery(days: ask.days, groups: [.party])
        query.parties = ask.filter.parties
        var sums: [String: [SummaryRow]] = [:]
        for row in try book.store.summary(query) where row.measures.calls != 0 { sums[row.party ?? "", default: []].append(row) }
        let known = ask.state.site.parties.map(\.id.text).filter { ask.concerns($0) }
        let others = Set(sums.keys).subtracting(known).sorted()
        let asked = (known + others).prefix(ListCollector.most + 1)
        let last = try book.store.lastCalls(of: Array(asked.prefix(ListCollector.most)), before: ask.period.to)
        for id in asked {
            for (index, row) in Self.byCurrency(sums[id] ?? [], ask.state.site.settings.currency).enumerated() {
                let moment = index == 0 ? last[id] : nil
                let isAdded = list.add(
                    ask.party(id) + [
                        .text(organisation(of: id, ask)), ask.time(moment), Self.idle(moment, ask), .count(row.calls),
                        .duration(row.seconds), .money(row.price, row.currency),
                    ])
                guard isAdded else { return }
            }
        }
    }

    private struct PartySum {
        var currency: Currency
        var calls: Int64 = 0
        var seconds: Int64 = 0
        var price = Amount.zero
    }

    /// Calls without a charge stand with those of the first currency.
    private static func byCurrency(_ rows: [SummaryRow], _ standard: Currency) -> [PartySum] {
        var sums: [PartySum] = []
        for row in rows.sorted(by: { ($0.currency?.code ?? "") < ($1.currency?.code ?? "") }) where row.currency != nil {
            guard let currency = row.currency else { continue }
            sums.append(
                PartySum(currency: currency, calls: row.measures.calls, seconds: row.measures.seconds, price: row.measures.price))
        }
        if sums.isEmpty { sums = [PartySum(currency: standard)] }
        for row in rows where row.currency == nil {
            sums[0].calls += row.measures.calls
            sums[0].seconds += row.measures.seconds
        }
        return sums
    }

    /// `Company / Sales`, on the last day.
    private func organisation(of id: String, _ ask: ListAsk) -> String {
        let member = ask.state.party(PartyID(id))?.member.first { $0.validity.contains(ask.days.last) }
        guard let member else { return "" }
        return ask.state.reporting.chain(of: member.node.text).map { $0.name.isEmpty ? $0.id.text : $0.name }.joined(separator: " / ")
    }

    /// Days from the last call to the last day that is asked about.
    static func idle(_ last: Instant?, _ ask: ListAsk) -> Cell {
        last.map { .count(max(0, ask.days.last - ask.zone.wall($0).day)) } ?? .empty
    }
}
