public import Model
internal import Money
internal import Site
internal import Time

/// What became of a call in one scheme, with what settlement needs where it has a charge.
public struct Priced: Sendable {
    public var outcome: Outcome
    public var assessment: Assessment
    /// `nil` where it has no charge.
    public var call: PricedCall?
}

extension Rater {
    /// A call on its way to its parts.
    private struct Asked {
        var scheme: Scheme
        var identity: CallIdentity
        var place: Int
        var pinned: Pinned
        /// Of a charge that several parties bear the part of this one.
        var share: LegShare?
    }

    /// The charge of a call with its parts.
    /// - Parameters:
    ///   - place: the caller's own number of it.
    ///   - quarantine: why it is not charged, `.none` otherwise.
    ///   - pinned: its stored charges, where it has some.
    public func priced(
        _ scheme: Scheme, _ facts: CallFacts, _ bytes: Span<UInt8>, identity: CallIdentity, place: Int, quarantine: Reason = .none,
        pinned: Pinned = Pinned()
    ) -> Priced {
        let kind = kind(facts, bytes)
        let assessment = assess(facts, kind, bytes, quarantine: quarantine)
        let call = ChargedCall(instant: facts.chargingInstant, duration: assessment.charged, pulses: facts.pulses)
        let asked = Asked(scheme: scheme, identity: identity, place: place, pinned: pinned)
        return priced(asked, call, facts, kind, assessment, by: assessment, bytes)
    }

    /// The same for one of linked legs.
    public func priced(
        _ scheme: Scheme, legs: [CallFacts], leg: Int, _ bytes: Span<UInt8>, identity: CallIdentity, place: Int, pinned: Pinned
    ) -> Priced {
        guard legs.count > 1 else { return priced(scheme, legs[leg], bytes, identity: identity, place: place, pinned: pinned) }
        let linked = linked(legs, bytes)
        let asked = Asked(scheme: scheme, identity: identity, place: place, pinned: pinned, share: linked.share(of: leg))
        return priced(
            asked, linked.call, linked.facts, linked.kind, assess(linked, bytes)[leg], by: linked.asking(for: leg), bytes)
    }

    /// - Parameter whole: by whose party and day the charge is looked up.
    private func priced(
        _ asked: Asked, _ call: ChargedCall, _ facts: CallFacts, _ kind: CallKind, _ assessment: Assessment, by whole: Assessment,
        _ bytes: Span<UInt8>
    ) -> Priced {
        let scheme = asked.scheme
        var priced = Priced(outcome: assessment[scheme], assessment: assessment)
        guard let charge = asked.pinned[scheme] ?? assessment[scheme].charge else { return priced }
        let inquiry = inquiry(scheme, call, facts, kind, whole, bytes, asked.pinned[scheme])
        let ways = noted(scheme, inquiry, call, facts, kind, bytes, whole, asked.pinned, isPart: asked.share != nil)
        // Where what made the charge has changed since, it stands as it is, all of it base.
        let known = ways.parts.flatMap { asked.share != nil || $0.amount == charge.amount ? $0 : nil }
        let parts = known.flatMap { Parts($0, asked.share, FineAmount(charge.amount)) } ?? Parts(FineAmount(charge.amount))
        var rest = RestTerms(isShare: true, rater: self, call: call, table: inquiry.table, row: -1, surcharges: [], freeSeconds: 0)
        if known != nil, inquiry.hasRow, asked.share == nil, !Engine.isMetered(plans.tables[inquiry.table], call) {
            (rest.isShare, rest.row) = (false, inquiry.match.plan)
            rest.freeSeconds = plans.rows[inquiry.match.plan].freeSeconds
            rest.surcharges = self.surcharges(scheme, facts, kind, whole, bytes)
        }
        let seconds = asked.share?.of(ways.seconds) ?? ways.seconds
        let duration = asked.share == nil ? call.duration : assessment.charged
        priced.call = PricedCall(
            place: asked.place, chargingInstant: assessment.chargingInstant, day: assessment.day, party: assessment.party,
            callType: assessment.callType, charge: Money(charge.amount, charge.currency), base: parts.base, surcharges: parts.surcharges,
            adjustment: parts.adjustment, table: inquiry.table, version: version(of: charge, inquiry),
            destination: assessment.destination, duration: duration, seconds: known == nil ? max(seconds, duration) : seconds,
            flat: parts.flat,
            detail: PricedCall.Detail(
                identity: asked.identity, number: kind.number.isTelephone ? kind.number.text : text(facts.called, bytes), rest: rest))
        return priced
    }

    /// Index of the version that made a charge: nearly always the one that was just looked up.
    private func version(of charge: Charge, _ inquiry: Inquiry) -> Int32 {
        if inquiry.version >= 0, plans.versions[inquiry.version].number == charge.version { return inquiry.version }
        return versionIndex(numbered: charge.version) ?? inquiry.version
    }

    /// What a charge is made of, as it is printed.
    private struct Parts {
        var base: FineAmount
        var surcharges = FineAmount.zero
        var flat = FineAmount.zero
        var adjustment = FineAmount.zero

        init(_ whole: FineAmount) { base = whole }

        init?(_ parts: ChargeParts, _ share: LegShare?, _ charge: FineAmount) {
            func part(_ whole: Exact) -> FineAmount? {
                guard let share else { return whole.fine }
                return whole.share(share.part, of: share.whole)?.fine
            }
            guard let base = part(parts.base), let surcharges = part(parts.surcharges), let flat = part(parts.flat) else { return nil }
            (self.base, self.surcharges, self.flat) = (base, surcharges, flat)
            adjustment = charge - base - surcharges
        }
    }

    private func text(_ ref: TextRef, _ bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        for index in ref.range { text.append(bytes[index]) }
        return text
    }

    /// A call that an earlier state of the site priced, as this one names things: its types, destinations and tables go by their names.
    /// A table that is there no more measures nothing.
    /// - Parameter party: index of its party here.
    public func adopting(_ call: PricedCall, of former: Rater, party: Int32) -> PricedCall {
        var call = call
        call.party = party
        guard former !== self else { return call }
        func index<Name: Equatable>(_ index: Int32, _ old: [Name], _ new: [Name]) -> Int32 {
            index < 0 ? -1 : Int32(truncatingIfNeeded: new.firstIndex(of: old[Int(index)]) ?? -1)
        }
        call.callType = index(call.callType, former.callTypes, callTypes)
        call.destination = index(call.destination, former.destinations, destinations)
        call.table = index(call.table, former.rateTables.map(\.id), rateTables.map(\.id))
        if call.table >= 0 {
            let number = former.plans.versions[call.version].number
            call.version = versionIndex(numbered: number) ?? plans.version(of: plans.tables[call.table], at: call.chargingInstant.seconds)
            if call.version < 0 { call.table = -1 }
        }
        return call
    }
}

extension RestTerms {
    /// The charge of what an allowance leaves of a call: the seconds of c from `covered` on.
    /// - Returns: `nil` where it begins in a band without price, or leaves the range.
    func charge(_ scheme: Scheme, of whole: PricedCall, from covered: Int64) -> FineAmount? {
        guard !isShare else {
            return Exact(whole.charge.amount).share(whole.seconds - covered, of: max(1, whole.seconds))?.fine
        }
        var terms = rater.plans.rows[row]
        (terms.freeSeconds, terms.minimumDuration) = (0, 0)
        let rest = ChargedCall(instant: call.instant + freeSeconds + covered, duration: whole.seconds - covered, pulses: -1)
        var notes = ChargeNotes()
        let charging = rater.charge(scheme, rest, table, terms, surcharges: surcharges, day: rater.siteDay(call.instant), &notes)
        return charging.parts.map { FineAmount($0.amount) }
    }
}
