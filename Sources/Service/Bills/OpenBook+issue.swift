import Billing
import Document
public import Model
import Money
import Reporting
import Site
import Store
public import Time

extension OpenBook {
    /// Issues the bill of a party over days that are over: it gets the next number, its calls stand on no other bill, and neither they nor
    /// it change any more. Calls of earlier periods that came too late for their bill are on it.
    /// - Throws: where a billing period that the days touch is not over, where days stand on a bill already, or nothing is to be billed.
    @discardableResult
    public func issueBill(
        of party: PartyID, _ days: DayRange, _ wish: BillWish = BillWish(), caller: Caller
    ) throws -> IssuedBill {
        try require(.decide, caller)
        let found = try billedParty(party)
        // DOMAIN section 2: what is nobody's is billed to nobody.
        if found == nil, party.text.hasPrefix("unassigned") {
            throw ServiceError.refused(
                "\(party) is nobody: there is no one to bill. Give the numbers a party in the site file and rate the calls again "
                    + "(`tollbook rerate`), or give single calls one (`tollbook calls correct`).")
        }
        let periods = try closedPeriods(of: party, days)
        // What comes in at this very moment is taken along the next time round.
        for _ in 0..<5 {
            for period in periods { try keepSettled(party, period, .price) }
            do { return try issue(party, name: found?.name ?? "", days, periods, wish, caller) } catch StoreError.changedMeanwhile {
                continue
            }
        }
        throw StoreError.changedMeanwhile
    }

    /// Every party with something to bill, each its billing periods that are over and end within the days, or what of
    /// one stands on no bill yet.
    /// - Parameters:
    ///   - node: only parties that belong to it, or to one below it, when the days end.
    ///   - proceed: is asked before each party, with how many came before it of how many.
    ///   - progress: is told of each bill, or of why a party has none.
    public func issueBills(
        _ days: DayRange, of node: NodeID? = nil, _ wish: BillWish = BillWish(), caller: Caller,
        proceed: (Int, Int) throws -> Bool = { _, _ in true },
        progress: (PartyID, Result<IssuedBill, any Error>) throws -> Void
    ) throws {
        try require(.decide, caller)
        // What is asked for in vain is said once, and not for each party.
        _ = try style(of: node, wish)
        let parties = try billedParties(of: node, on: days.last)
        for (index, party) in parties.enumerated() {
            guard try proceed(index, parties.count) else { return }
            for part in try unbilledParts(of: party, endingIn: days) {
                do {
                    try progress(party, .success(try issueBill(of: party, part, wish, caller: caller)))
                } catch let error as ServiceError {
                    if case .nothingToBill = error { continue }
                    try progress(party, .failure(error))
                } catch { try progress(party, .failure(error)) }
            }
        }
    }

    /// - Parameter node: `nil`: all parties.
    func billedParties(of node: NodeID?, on day: CivilDay) throws -> [PartyID] {
        let site = try site().site
        guard let node else { return site.parties.map(\.id) }
        guard site.organisation.contains(where: { $0.id == node }) else { throw ServiceError.unknown(what: "node", name: node.text) }
        return site.parties.filter { party in
            party.member.contains { $0.validity.contains(day) && site.isBelow($0.node, node) }
        }.map(\.id)
    }

    /// Of each period the days that are on no bill yet, in one part or several.
    private func unbilledParts(of party: PartyID, endingIn days: DayRange) throws -> [DayRange] {
        let (today, billed) = (try today(), try billedDays(of: party))
        return try billingPeriods(of: party, days, .price, site()).filter { days.contains($0.last) && $0.last < today }
            .flatMap { $0.without(billed) }
    }

    /// The days of a party's bills that are not credited.
    func billedDays(of party: PartyID) throws -> [DayRange] {
        try store.bills(of: party.text, limit: .max).filter { $0.kind == .bill && $0.creditedBy == nil }.map(\.days)
    }

    /// The billing periods that the days touch, all of which must be over: until then their charges may change.
    private func closedPeriods(of party: PartyID, _ days: DayRange) throws -> [DayRange] {
        let (today, periods) = (try today(), try billingPeriods(of: party, days, .price, site()))
        if let open = periods.first(where: { $0.last >= today }) {
            throw ServiceError.refused(
                "the billing period \(open.first) to \(open.last) is not over: its charges may still change. "
                    + "Look at the hot bill, or issue the bill from \(open.last + 1) on.")
        }
        return periods
    }

    private func issue(
        _ party: PartyID, name: String, _ days: DayRange, _ periods: [DayRange], _ wish: BillWish, _ caller: Caller
    ) throws -> IssuedBill {
        let (state, change) = (try site(), try store.lastChange())
        let settled = try settled(party, days, unbilled: true)
        var draft = BillDraft(
            party: party.text, name: name, days: days, total: Money(settled.bill.total, settled.bill.currency), site: state.number)
        draft.change = change
        draft.sets = periods.map { SettlementScope(state, party, $0, .price).set }
        draft.settlements = try periods.compactMap { try current($0, of: party, .price, state) }
        // Calls that settlement made unrated are on no bill until they have a rate.
        draft.lines =
            settled.figures.sorted { $0.key < $1.key }.compactMap { id, figures in figures.map { SettledLine(id: id, figures: $0) } }
            + settled.earlier.filter { $0.settled != nil }.map { SettledLine(id: $0.id, figures: $0.settled) }
        guard !draft.lines.isEmpty || !settled.bill.recurring.isEmpty else { throw ServiceError.nothingToBill(party.text, days) }
        let style = try style(of: party, days, wish)
        let (document, data) = try frozenForms(party, days, settled, style)
        let entry = note(
            caller, "bill.issue", party.text, after: "\(days.first) … \(days.last), \(draft.total.text) \(draft.total.currency.code)")
        let payment = FrozenBill.Payment(style: style, total: draft.total, party: name.isEmpty ? party.text : name)
        return try seal(document, data, entry, state, payment) { try store.issue(draft, journal: entry, step: $0, seal: $1) }
    }

    /// The document and the data as they would stand on the bill now.
    private func frozenForms(
        _ party: PartyID, _ days: DayRange, _ settled: SettledBook, _ style: BillStyle
    ) throws -> (Document, DataTree) {
        var request = ReportRequest(days: days, party: party, today: try today())
        (request.bill, request.earlier, request.isIssued) = (settled.bill, settled.earlier, true)
        request.style = style
        // Read once: the document and the data say the same of the same calls.
        var source = SettledSource(book: BookSource(store: store), figures: settled.figures, isUnbilled: true)
        try source.keep(
            BillHead(party: party, name: "", days: days, currency: settled.bill.currency, today: request.today).filter(free: false))
        return (try report("a01-party-bill", request, source), try billTree(party, days, settled, source, style))
    }

    /// Gives a bill its number and freezes it.
    func seal(
        _ document: Document, _ data: DataTree, _ entry: JournalNote, _ state: SiteState, _ payment: FrozenBill.Payment? = nil,
        _ write: (StepNote, BillSealing) throws -> IssuedBill
    ) throws -> IssuedBill {
        let issued = state.site.settings.zone.wall(entry.at)
        return try write(StepNote(site: state.number)) { bill, lines in
            let bytes = FrozenBill(document, data, number: bill.number, issued: issued, payment).bytes
            return (bytes, BillHash.of(bill, document: bytes, lines: lines))
        }
    }
}
