internal import Model
internal import Site

/// The ways of a call to its charges where a table takes them from elsewhere, or where somebody wants to see them.
extension Rater {
    /// What both schemes came to.
    struct Ways {
        var price: Outcome
        var cost: Outcome
        /// The parts of the scheme that was asked for, where it has a charge, and c of it.
        var parts: ChargeParts?
        var seconds: Int64 = 0
    }

    /// - Parameters:
    ///   - noting: the scheme whose lines and parts are wanted.
    ///   - stored: the call's charges, where it has some: what is derived is derived from these.
    func way(
        _ price: borrowing Inquiry, _ cost: borrowing Inquiry, _ facts: borrowing CallFacts, _ kind: borrowing CallKind,
        _ bytes: Span<UInt8>, _ assessment: borrowing Assessment, noting: Scheme?, stored: Pinned = Pinned(), _ notes: inout ChargeNotes
    ) -> Ways {
        let (priceDerived, costDerived) = (isDerived(price), isDerived(cost))
        var silent = ChargeNotes()
        var priced: Own
        var costed: Own
        if priceDerived && costDerived {
            let neither = Other(outcome: .unrated(.derivedFromEachOther))
            priced = own(.price, price, facts, kind, bytes, assessment, neither, &silent)
            costed = own(.cost, cost, facts, kind, bytes, assessment, neither, &silent)
        } else if priceDerived {
            costed = own(.cost, cost, facts, kind, bytes, assessment, nil, &silent)
            priced = own(.price, price, facts, kind, bytes, assessment, costed.other(stored.cost), &silent)
        } else {
            priced = own(.price, price, facts, kind, bytes, assessment, nil, &silent)
            costed = own(.cost, cost, facts, kind, bytes, assessment, costDerived ? priced.other(stored.price) : nil, &silent)
        }
        switch noting {
        case nil: return Ways(price: priced.outcome, cost: costed.outcome)
        case .price?:
            let noted = own(.price, price, facts, kind, bytes, assessment, costed.other(stored.cost), &notes)
            return Ways(price: priced.outcome, cost: costed.outcome, parts: noted.parts, seconds: noted.seconds)
        case .cost?:
            let noted = own(.cost, cost, facts, kind, bytes, assessment, priced.other(stored.price), &notes)
            return Ways(price: priced.outcome, cost: costed.outcome, parts: noted.parts, seconds: noted.seconds)
        }
    }

    /// The parts of a call's charge in one scheme; the other one is looked at only where that makes it.
    /// - Parameter isPart: a part of the charge is stored: what is derived is derived from the whole.
    func noted(
        _ scheme: Scheme, _ inquiry: borrowing Inquiry, _ call: ChargedCall, _ facts: CallFacts, _ kind: CallKind,
        _ bytes: Span<UInt8>, _ assessment: Assessment, _ stored: Pinned, isPart: Bool
    ) -> (parts: ChargeParts?, seconds: Int64) {
        var notes = ChargeNotes()
        guard isDerived(inquiry) else {
            let own = own(scheme, inquiry, facts, kind, bytes, assessment, nil, &notes)
            return (own.parts, own.seconds)
        }
        let price = self.inquiry(.price, call, facts, kind, assessment, bytes, stored.price)
        let cost = self.inquiry(.cost, call, facts, kind, assessment, bytes, stored.cost)
        let ways = way(price, cost, facts, kind, bytes, assessment, noting: scheme, stored: isPart ? Pinned() : stored, &notes)
        return (ways.parts, ways.seconds)
    }

    private func isDerived(_ inquiry: borrowing Inquiry) -> Bool {
        if inquiry.hasRow { return false }
        return plans.tables[inquiry.table].kind == .derived
    }

    /// One scheme's outcome by itself.
    private struct Own {
        var outcome: Outcome
        var parts: ChargeParts?
        /// c of the charge.
        var seconds: Int64 = 0

        /// As the other scheme sees it; a stored charge goes before what would be charged now.
        func other(_ stored: Charge?) -> Other { Other(outcome: stored.map(Outcome.rated) ?? outcome, seconds: seconds) }
    }

    private func own(
        _ scheme: Scheme, _ inquiry: borrowing Inquiry, _ facts: borrowing CallFacts, _ kind: borrowing CallKind,
        _ bytes: Span<UInt8>, _ assessment: borrowing Assessment, _ other: Other?, _ notes: inout ChargeNotes
    ) -> Own {
        let (call, table) = (inquiry.call, inquiry.table)
        guard inquiry.hasRow else {
            let matching = surcharges(scheme, facts, kind, assessment, bytes)
            let isDerived = plans.tables[table].kind == .derived
            let version = inquiry.version
            let charging =
                isDerived
                ? derive(
                    scheme, call, table, version, from: other ?? Other(outcome: .unrated(.otherUnrated)), surcharges: matching, &notes)
                : given(scheme, call, facts, bytes, table, version, surcharges: matching, &notes)
            return Own(
                outcome: outcome(charging, table, version, row: -1), parts: charging.parts,
                seconds: isDerived ? other?.seconds ?? 0 : call.duration)
        }
        guard inquiry.version >= 0 else { return Own(outcome: inquiry.withoutVersion) }
        guard inquiry.match.value >= 0 else { return Own(outcome: .unrated(.noPrefix)) }
        let row = plans.rows[inquiry.match.plan]
        let matching = surcharges(scheme, facts, kind, assessment, bytes)
        let charging = charge(scheme, call, table, row, surcharges: matching, &notes)
        return Own(
            outcome: outcome(charging, table, inquiry.version, row: inquiry.match.value), parts: charging.parts,
            seconds: max(0, call.duration &- row.freeSeconds))
    }
}
