import Model
import Rating
import Site
import Store
import Time

/// A settlement under way: all calls that it hangs on, and what became of them.
struct Settling {
    let scope: SettlementScope
    /// The book's last change of calls when it began.
    let change: Int64
    let scheme: Scheme
    /// Each party's calls, in the order of settlement.
    fileprivate(set) var rows: [String: [CallRow]] = [:]

    func rows(of party: PartyID) -> [CallRow] { rows[party.text] ?? [] }
}

extension OpenBook {
    /// Settles the periods that some days touch, with all calls whose allowances or volumes the party's share.
    /// - Parameters:
    ///   - span: whole periods of the party.
    ///   - billed: whose last day's exchange rates count for parties that are exchanged at the bill.
    ///   - everybody: keeps the others' figures too; else a rate that only they need stops nothing.
    func settling(
        _ party: PartyID, _ span: DayRange, billed: DayRange, _ scheme: Scheme, _ state: SiteState, everybody: Bool = false
    ) throws -> Settling {
        let scope = SettlementScope(state, party, span, scheme)
        var settling = Settling(scope: scope, change: try store.lastChange(), scheme: scheme)
        let frozen = scheme == .price ? try store.frozenPeriods(overlapping: scope.set.days) : [:]
        let pricing = try pricing(scope.filter, scheme, state, frozen: frozen)
        let rows = pricing.rows
        let settled = try state.settlement(scheme).settle(pricing.calls, billed: billed) { call in
            // What stands on a bill uses what it used, and keeps its figures.
            if scheme == .price, rows[call.place].bill != 0 { return false }
            return everybody || (rows[call.place].party == party.text && scope.touched.contains(call.day))
        }
        let standing = pricing.standing.filter { billed.contains($0.day) && (everybody || $0.party == party.text) }
        settling.rows = Dictionary(grouping: settled.map { $0.row(of: rows) } + standing, by: \.party)
        return settling
    }

    /// The calls of a filter as settlement takes them.
    /// - Parameter frozen: billed periods by party.
    func pricing(_ filter: CallFilter, _ scheme: Scheme, _ state: SiteState, frozen: [String: [DayRange]]) throws -> CallPricing {
        var pricing = CallPricing(book: self, state: state, scheme: scheme)
        var measured = MeasuredCalls(self, state, frozen: frozen)
        try store.eachSettledCall(scheme, filter) { row, linked in
            // What a call costs us stands on no bill.
            if try scheme == .cost || measured.contains(row) { try pricing.add(row, linked) } else if row.bill != 0 { pricing.stand(row) }
        }
        return pricing
    }

    /// Settles a period anew where it is stale, and keeps what comes out. Parties that are settled together are kept together.
    /// - Returns: whether anything was kept.
    @discardableResult
    func keepSettled(_ party: PartyID, _ period: DayRange, _ scheme: Scheme) throws -> Bool {
        // What changes while it is settled makes it stale at once: once more, with that.
        for _ in 0..<5 {
            let state = try site()
            if try current(period, of: party, scheme, state) != nil { return false }
            let settling: Settling
            do {
                settling = try self.settling(party, period, billed: period, scheme, state, everybody: true)
            } catch is SettlementFailure {
                // Another party's rate is missing: ours alone.
                settling = try self.settling(party, period, billed: period, scheme, state)
                if try keep(settling, of: party, period, state) { return true }
                continue
            }
            guard try keep(settling, of: party, period, state) else { continue }
            for other in try others(settling, party, period, state) { _ = try keep(settling, of: other, period, state) }
            return true
        }
        throw StoreError.changedMeanwhile
    }

    /// The settlement of a period (`billingPeriods`) as it is kept, where it holds: it is frozen, or neither its set nor the site changed
    /// since.
    func current(
        _ period: DayRange, of party: PartyID, _ scheme: Scheme, _ state: SiteState
    ) throws -> SettlementRecord? {
        if scheme == .price {
            let frozen = try store.frozenSettlements(of: party.text, overlapping: period)
            if let record = frozen.first(where: { $0.period.common(period) == period }) { return record }
        }
        guard let record = try store.settlement(scheme, of: party.text, from: period.first), record.period == period,
            record.site == state.number
        else { return nil }
        return try store.isTouched(SettlementScope(state, party, period, scheme).set, since: record.change) ? nil : record
    }

    private func keep(_ settling: Settling, of party: PartyID, _ period: DayRange, _ state: SiteState) throws -> Bool {
        let lines = settling.rows(of: party).filter { period.contains($0.day) }.map { SettledLine(id: $0.id, figures: $0.settled) }
        let record = SettlementRecord(
            scheme: settling.scheme, party: party.text, period: period, site: state.number, change: settling.change, settled: clock(),
            calls: Int64(lines.count))
        return try store.keep(record, lines, of: settling.scope.set)
    }

    /// The other parties whose same period was settled along with it.
    private func others(_ settling: Settling, _ party: PartyID, _ period: DayRange, _ state: SiteState) throws -> [PartyID] {
        guard settling.scope.set.parties?.count != 1 else { return [] }
        return settling.rows.keys.filter { $0 != party.text }.sorted().map { PartyID($0) }.filter { other in
            state.billingPeriods(of: other, period) == [period]
        }
    }
}
