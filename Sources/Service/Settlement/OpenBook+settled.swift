import Billing
import Model
import Money
import Rating
import Site
import Store
import Time

extension OpenBook {
    /// The bill of a party over some days: what is kept of its settlements where that is current, else settled now. Writes nothing.
    /// - Parameter unbilled: leaves out calls that stand on an issued bill.
    func settled(_ party: PartyID, _ days: DayRange, unbilled: Bool = false) throws -> SettledBook {
        let state = try site()
        let rows = try settledRows(party, days, .price)
        let own = rows.filter { days.contains($0.day) && !(unbilled && $0.bill != 0) }
        let earlier = try earlierRows(party, of: days)
        let bill = try SettledBill(
            own.compactMap(\.billed), earlier: earlier.compactMap(\.billed), of: state.party(party), site: state.site, scheme: .price,
            days: days)
        var figures: [String: SettledFigures?] = [:]
        for row in own where row.settled != nil || row.isUnsettled { figures[row.id] = .some(row.settled) }
        return SettledBook(bill: bill, figures: figures, earlier: earlier)
    }

    /// A party's calls with a charge on some days and, where a period of them had to be settled, in all of that period, with what
    /// settlement makes of them.
    func settledRows(_ party: PartyID, _ days: DayRange, _ scheme: Scheme) throws -> [CallRow] {
        let state = try site()
        var (open, rows): ([DayRange], [CallRow]) = ([], [])
        for period in try billingPeriods(of: party, days, scheme, state) {
            if let record = try current(period, of: party, scheme, state), record.isFrozen || holds(record, party, days, state) {
                rows += try keptRows(party, period, days, scheme, state)
            } else {
                open.append(period)
            }
        }
        guard let first = open.first, let last = open.last, let span = DayRange(first.first, last.last) else { return rows }
        let billed = state.isExchangedAtBill(party) ? days : span
        let settling = try settling(party, span, billed: billed, scheme, state)
        return rows + settling.rows(of: party).filter { row in open.contains { $0.contains(row.day) } }
    }

    /// Whether the figures that stand with the calls of a period hold for a bill of some days.
    func isKept(
        _ period: DayRange, of party: PartyID, _ days: DayRange, _ scheme: Scheme, _ state: SiteState
    ) throws -> Bool {
        try current(period, of: party, scheme, state).map { holds($0, party, days, state) } ?? false
    }

    private func holds(_ record: SettlementRecord, _ party: PartyID, _ days: DayRange, _ state: SiteState) -> Bool {
        // They are exchanged at the rate of the period's last day; of a billed period each part has that of its own.
        !state.isExchangedAtBill(party) || (!record.isFrozen && days.last == record.period.last)
    }

    /// The calls of a period with the figures that are kept. What came after its bill is settled by itself, what was there and changed
    /// since with the period.
    private func keptRows(
        _ party: PartyID, _ period: DayRange, _ days: DayRange, _ scheme: Scheme, _ state: SiteState
    ) throws -> [CallRow] {
        var filter = CallFilter(days: period.clipped(to: days))
        filter.parties = [PartyDays(party.text)]
        filter.records = .calls
        if scheme == .price { filter.states = [.rated] }
        var (rows, late, changed): ([CallRow], [LateCall], [String: LateCall]) = ([], [], [:])
        try store.eachSettledCall(scheme, filter) { row, linked in
            guard (scheme == .price ? row.price : row.cost).charge != nil else { return }
            if row.settled != nil || row.isUnsettled {
                rows.append(row)
            } else if try scheme == .price && store.settledBefore(row.id) {
                changed[row.id] = (row, linked)
            } else {
                late.append((row, linked))
            }
        }
        if scheme == .price, state.isExchangedAtBill(party) { rows = try rows.map { try exchanged($0, on: days.last, state) } }
        if !changed.isEmpty {
            let settling = try settling(party, period, billed: days, scheme, state)
            rows += settling.rows(of: party).filter { changed.removeValue(forKey: $0.id) != nil }
            // Under another cycle than that of its bill nothing tells any more what an allowance of the period has left for it.
            late += changed.values
        }
        return rows + (try settledLate(late, on: days.last, scheme, state))
    }

    /// Calls of periods before some days that came when these were billed already, and stand on no bill yet.
    private func earlierRows(_ party: PartyID, of days: DayRange) throws -> [CallRow] {
        let state = try site()
        var (rows, late): ([CallRow], [LateCall]) = ([], [])
        let frozen = try store.frozenWithNews(.price, of: party.text).filter { $0.period.first < days.first }
        // What would still stand on a bill of its own days is not late.
        let billed = frozen.isEmpty ? [] : try billedDays(of: party)
        for record in frozen {
            var filter = CallFilter(days: record.period)
            filter.parties = [PartyDays(party.text)]
            filter.states = [.rated]
            filter.records = .calls
            try store.eachSettledCall(.price, filter) { row, linked in
                guard row.bill == 0, row.day < days.first, billed.contains(where: { $0.contains(row.day) }) else { return }
                if row.settled != nil || row.isUnsettled { rows.append(row) } else { late.append((row, linked)) }
            }
        }
        if state.isExchangedAtBill(party) { rows = try rows.map { try exchanged($0, on: days.last, state) } }
        return rows + (try settledLate(late, on: days.last, .price, state))
    }

    /// A call that stands on no bill yet as one that ends on a day has it.
    private func exchanged(_ row: CallRow, on day: CivilDay, _ state: SiteState) throws -> CallRow {
        guard row.bill == 0, var figures = row.settled, let charge = row.price.charge else { return row }
        (figures.final, figures.rate) = try state.settlement(.price).exchanged(
            figures.net, from: charge.currency, of: state.index(of: PartyID(row.party)), on: day)
        var row = row
        row.settled = figures
        return row
    }

    /// A call that came after the bill of its period, with all records of it where it has several.
    private typealias LateCall = (row: CallRow, linked: [CallRow])

    /// Late calls: charged by their own start; allowances and volumes of the billed period are not reopened (DOMAIN section 10).
    /// - Parameter day: the bill's last, none of them starts after it: its rates count for parties that are exchanged at the bill.
    private func settledLate(_ calls: [LateCall], on day: CivilDay, _ scheme: Scheme, _ state: SiteState) throws -> [CallRow] {
        guard let first = calls.map(\.row.day).min(), let days = DayRange(first, day) else { return [] }
        var pricing = CallPricing(book: self, state: state, scheme: scheme)
        for call in calls { try pricing.add(call.row, call.linked) }
        let settled = try Settlement(state.site, rater: state.rater, scheme: scheme, isClosed: true)
            .settle(pricing.calls, billed: days) { _ in true }
        return settled.map { $0.row(of: pricing.rows) }
    }
}

extension SettledCall {
    /// The call as it is stored, with its figures.
    func row(of rows: [CallRow]) -> CallRow {
        var row = rows[call.place]
        row.isUnsettled = unrated != nil
        row.settled = row.isUnsettled ? nil : SettledFigures(self)
        return row
    }
}

extension DayRange {
    /// The days that are in another range too; all of them where none is.
    func clipped(to other: DayRange) -> DayRange { common(other) ?? self }
}
