public import Model
internal import Site
internal import Time

/// By what a stored call is charged once more, to see what it would cost; nothing is changed by it.
public enum Supposition: Hashable, Sendable {
    /// By a table (its place in `rateTables`), as if it were the one that is selected. A call that is not chargeable stays free.
    case table(Int32)
    /// By the newest version of the call's own table, where that begins after the call.
    case newest
    /// By the tables that the site selects now.
    case selected
}

/// A stored call to which something is supposed: its records in the order in which they count, one alone where nothing links it.
public struct SupposedCall {
    public var legs: [CallFacts]
    /// Place of the record that bears the charge, or its part of it.
    public var leg: Int
    /// What it is charged today: what is derived from the other scheme is derived from this.
    public var stored: Rater.Pinned
    /// Place in `rateTables` of the table of its stored charge, -1 for none: then it is the one that is selected now.
    public var table: Int32

    public init(legs: [CallFacts], leg: Int, stored: Rater.Pinned, table: Int32) {
        (self.legs, self.leg, self.stored, self.table) = (legs, leg, stored, table)
    }
}

extension Rater {
    /// A call as all suppositions see it.
    private struct Supposed {
        var call: ChargedCall
        var facts: CallFacts
        var kind: CallKind
        var assessment: Assessment
        /// Of a charge that several parties bear the part of this one.
        var share: LegShare?
        var stored: Pinned
        var table: Int32
    }

    /// What a call would come to in a scheme under each supposition; `nil`: nothing changes.
    public func suppose(_ suppositions: [Supposition], _ scheme: Scheme, _ call: SupposedCall, _ bytes: Span<UInt8>) -> [Outcome?] {
        guard let supposed = supposed(call, bytes) else { return suppositions.map { _ in .free(.leg) } }
        var outcomes: [Outcome?] = []
        for supposition in suppositions {
            let found = outcome(supposition, scheme, supposed, bytes)
            outcomes.append(found.map { part($0, supposed.share) })
        }
        return outcomes
    }

    /// `nil` for a leg that bears no part.
    private func supposed(_ call: SupposedCall, _ bytes: Span<UInt8>) -> Supposed? {
        let own = call.legs[call.leg]
        guard call.legs.count > 1 else {
            let kind = kind(own, bytes)
            var assessment = identify(own, kind, bytes)
            guard let charged = chargeable(own, kind, .none, &assessment) else { return nil }
            return Supposed(
                call: charged, facts: own, kind: kind, assessment: assessment, share: nil, stored: call.stored, table: call.table)
        }
        let linked = linked(call.legs, bytes)
        guard linked.shares.contains(where: { $0.leg == call.leg }) else { return nil }
        return Supposed(
            call: linked.call, facts: linked.facts, kind: linked.kind, assessment: linked.asking(for: call.leg),
            share: linked.share(of: call.leg), stored: call.stored, table: call.table)
    }

    private func outcome(_ supposition: Supposition, _ scheme: Scheme, _ supposed: Supposed, _ bytes: Span<UInt8>) -> Outcome? {
        let (facts, kind, call) = (supposed.facts, supposed.kind, supposed.call)
        var assessment = supposed.assessment
        var found = table(scheme, facts, kind, assessment, bytes)
        var version: Int32?
        switch supposition {
        case .selected: break
        case .table(let index):
            if found.free == .none { (found.table, found.rule) = (index, -1) }
        case .newest:
            if supposed.table >= 0 { (found.table, found.free, found.rule) = (supposed.table, .none, -1) }
            guard found.free == .none, found.table >= 0 else { return nil }
            let plan = plans.tables[found.table]
            let last = plan.firstVersion + plan.versionCount - 1
            guard plan.versionCount > 0, plans.versions[last].from > call.instant else { return nil }
            version = last
        }
        let other = scheme == .price ? Scheme.cost : .price
        var asked = Inquiry(call, found, kind.number, pinned: version, plans)
        asked.lookUp(kind.number, plans)
        let beside = inquiry(other, call, facts, kind, assessment, bytes, supposed.stored[other])
        let (price, cost) = scheme == .price ? (asked, beside) : (beside, asked)
        if asked.hasRow {
            outcomes(price, cost, facts, kind, bytes, &assessment)
            return assessment[scheme]
        }
        var stored = scheme == .price ? Pinned(cost: supposed.stored.cost) : Pinned(price: supposed.stored.price)
        // What is derived is derived from the whole charge, of which a part was stored.
        if supposed.share != nil { stored = Pinned() }
        var notes = ChargeNotes()
        let ways = way(price, cost, facts, kind, bytes, assessment, noting: nil, stored: stored, &notes)
        return scheme == .price ? ways.price : ways.cost
    }
}
