import Model
import Rating
import Site
import Store
import Time

/// Which calls the settlement of a party's bill needs.
struct SettlementScope {
    /// The billing periods of the party that the bill's days touch.
    let touched: Validity
    let filter: CallFilter
    let set: SettlementSet

    init(_ state: SiteState, _ party: PartyID, _ days: DayRange, _ scheme: Scheme) {
        let site = state.site
        let parties = SettlementScope.sharing(site, party, scheme)
        let own = state.cycle(of: party)
        let (first, last) = (own.period(of: days.first).first, own.period(of: days.last).last)
        touched = Validity(from: first, to: last)
        var span = (first: first, last: last)
        func cover(_ period: DayRange) { span = (min(span.first, period.first), max(span.last, period.last)) }
        // The others' periods may begin on other days.
        let others = parties.map { $0.count > 1 ? $0.compactMap { state.party($0) } : [] } ?? site.parties
        for periods in Set(others.map(\.billingCycle)).map({ BillingPeriods($0) }) {
            cover(periods.period(of: first))
            cover(periods.period(of: last))
        }
        // What is carried over hangs on all periods before, back to the first day of the package.
        for package in site.packages where package.scheme == scheme && package.rules.contains(where: \.carriesOver) {
            let begins = package.assigned.map(\.validity.from)
            if let begin = begins.contains(nil) ? SettlementScope.earliest : begins.compactMap(\.self).min() {
                span.first = min(span.first, own.period(of: begin).first)
            }
        }
        if parties == nil {
            cover(BillingPeriods().period(of: first))
            cover(BillingPeriods().period(of: last))
        }
        var filter = CallFilter(days: DayRange(span.first, span.last))
        filter.parties = parties.map { $0.sorted().map { PartyDays($0.text) } } ?? []
        // A call may have a cost where its price is free or not known.
        if scheme == .price { filter.states = [.rated] }
        filter.records = .calls
        self.filter = filter
        set = SettlementSet(parties: parties?.map(\.text).sorted(), days: filter.days ?? days)
    }

    /// Before any call.
    private static let earliest = CivilDay(number: 0)

    /// The parties that are settled together with one: those of nodes that share a package; `nil`: everybody, where volumes are measured
    /// over all calls of a provider.
    private static func sharing(_ site: Site, _ party: PartyID, _ scheme: Scheme) -> Set<PartyID>? {
        let volumes = site.rateTables.filter { $0.scheme == scheme }.flatMap { table in
            table.volumeDiscount + table.versions.flatMap { $0.volumeDiscount ?? [] }
        }
        if volumes.contains(where: { $0.over == .provider }) { return nil }
        let nodes = site.packages.filter { $0.scheme == scheme }.flatMap(\.assigned).compactMap { assignment -> NodeID? in
            guard assignment.shared, case .organisation(let node) = assignment.holder else { return nil }
            return node
        }
        let groups = Set(nodes).map { node in
            Set(site.parties.filter { party in party.member.contains { site.isBelow($0.node, node) } }.map(\.id))
        }
        var found: Set<PartyID> = [party]
        // Groups that have a party in common are one.
        for _ in groups { for group in groups where !group.isDisjoint(with: found) { found.formUnion(group) } }
        return found
    }
}

extension Site {
    /// Whether a node is another or lies below it.
    func isBelow(_ node: NodeID, _ other: NodeID) -> Bool {
        var here: NodeID? = node
        for _ in 0...organisation.count {
            guard let id = here else { return false }
            if id == other { return true }
            here = organisation.first { $0.id == id }?.parent
        }
        return false
    }
}

extension PackageRule {
    fileprivate var carriesOver: Bool {
        if case .allowance(let allowance) = effect { allowance.carryOver } else { false }
    }
}
