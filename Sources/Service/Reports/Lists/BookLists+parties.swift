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
    private static func idle(_ last: Instant?, _ ask: ListAsk) -> Cell {
        last.map { .count(max(0, ask.days.last - ask.zone.wall($0).day)) } ?? .empty
    }

    /// The trunks of the site in their order, then whatever else calls name as one.
    func trunks(_ ask: ListAsk, _ list: inout ListCollector) throws {
        var sums: [String: Measures] = [:]
        for row in try book.store.summary(SummaryQuery(days: ask.days, groups: [.trunk])) {
            guard let trunk = row.trunk, !trunk.isEmpty else { continue }
            sums[trunk, default: Measures()].calls += row.measures.calls
            sums[trunk, default: Measures()].seconds += row.measures.seconds
        }
        let zone = ask.zone
        let last = try book.store.lastCallsOfTrunks(until: ask.days.last) { zone.start(of: $0) }
        // The sums know a trunk by its name alone: one that two switches have is one row.
        var known: [Trunk] = []
        var names: Set<String> = []
        for trunk in ask.state.site.trunks where names.insert(trunk.id.text).inserted { known.append(trunk) }
        let others = Set(sums.keys).union(last.keys).subtracting(names).subtracting([""]).sorted()
        for (name, trunk) in known.map({ ($0.id.text, Optional($0)) }) + others.map({ ($0, Trunk?.none) }) {
            list.add([
                .text(name), .text(trunk?.group ?? ""), .text(trunk?.provider?.text ?? ""), ask.time(last[name]),
                Self.idle(last[name], ask), .count(sums[name]?.calls ?? 0), .duration(sums[name]?.seconds ?? 0),
            ])
        }
    }
}
