import Billing
import Model
import Money
import Rating
import Reporting
import Site
import Store
import Time

/// A party's bill with the settlement of its calls, as things stand now.
struct SettledBook {
    var bill: SettledBill
    /// By the call's id; `nil` figures for one that settlement made unrated.
    var figures: [String: SettledFigures?]
}

extension OpenBook {
    /// Settles the billing periods that some days touch and makes the figures of the bill of these days. All calls are read whose
    /// allowances or volumes the party's share.
    func settled(_ party: PartyID, _ days: DayRange) throws -> SettledBook {
        let state = try site()
        let scope = SettlementScope(state.site, party, days)
        var pricing = CallPricing(book: self, state: state)
        try store.eachCall(scope.filter) { row in
            try pricing.add(row)
            return true
        }
        let parties = pricing.parties
        let own = try Settlement(state.site, rater: state.rater, scheme: .price).settle(pricing.calls, billed: days) { call in
            parties[call.place] == party.text && scope.touched.contains(call.day)
        }
        let its = state.site.parties.first { $0.id == party }
        let bill = try SettledBill(own, of: its, site: state.site, types: state.rater.callTypes, scheme: .price, days: days)
        var figures: [String: SettledFigures?] = [:]
        for call in own { figures[pricing.ids[call.call.place]] = .some(call.unrated == nil ? SettledFigures(call) : nil) }
        return SettledBook(bill: bill, figures: figures)
    }
}

/// Which calls the settlement of a party's bill needs.
struct SettlementScope {
    /// The billing periods of the party that the bill's days touch.
    let touched: Validity
    let filter: CallFilter

    init(_ site: Site, _ party: PartyID, _ days: DayRange) {
        let parties = SettlementScope.sharing(site, party)
        let own = site.parties.first { $0.id == party }.map { BillingPeriods($0.billingCycle) } ?? BillingPeriods()
        let (first, last) = (own.period(of: days.first).first, own.period(of: days.last).last)
        touched = Validity(from: first, to: last)
        var span = (first: first, last: last)
        func cover(_ period: DayRange) { span = (min(span.first, period.first), max(span.last, period.last)) }
        for periods in site.parties.filter({ parties?.contains($0.id) ?? true }).map({ BillingPeriods($0.billingCycle) }) + [own] {
            cover(periods.period(of: first))
            cover(periods.period(of: last))
        }
        // What is carried over hangs on all periods before, back to the first day of the package.
        for package in site.packages where package.scheme == .price && package.rules.contains(where: \.carriesOver) {
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
        filter.states = [.rated]
        filter.wholeCalls = true
        self.filter = filter
    }

    /// Before any call.
    private static let earliest = CivilDay(number: 0)

    /// The parties that are settled together with one: those of nodes that share a package; `nil`: everybody, where volumes are measured
    /// over all calls of a provider.
    private static func sharing(_ site: Site, _ party: PartyID) -> Set<PartyID>? {
        let volumes = site.rateTables.filter { $0.scheme == .price }.flatMap { table in
            table.volumeDiscount + table.versions.flatMap { $0.volumeDiscount ?? [] }
        }
        if volumes.contains(where: { $0.over == .provider }) { return nil }
        let nodes = site.packages.filter { $0.scheme == .price }.flatMap(\.assigned).compactMap { assignment -> NodeID? in
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

/// Prices stored calls once more, by what they were charged by.
private struct CallPricing {
    let book: OpenBook
    let state: SiteState
    private(set) var calls: [PricedCall] = []
    /// The calls' ids and parties, by their places.
    private(set) var ids: [String] = []
    private(set) var parties: [String] = []
    private let indexes: [PartyID: Int32]

    init(book: OpenBook, state: SiteState) {
        (self.book, self.state) = (book, state)
        indexes = Dictionary(
            state.rater.parties.enumerated().map { ($1, Int32(truncatingIfNeeded: $0)) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func add(_ row: CallRow) throws {
        guard let charge = row.price.charge else { return }
        let former = try book.site(ofVersion: charge.version)
        let legs = try row.link.isEmpty ? [row] : book.legs(of: row)
        var texts = RecordBatch()
        let facts = legs.map { CallFacts($0, former.rater.switchIndex(of: SwitchID($0.switch)) ?? 0, into: &texts) }
        let identity = CallIdentity(
            stamp: row.stamp, switch: Array(row.switch.utf8), called: Array(row.called.utf8), calling: Array(row.calling.utf8),
            leg: Array(row.leg.utf8))
        let priced = former.rater.priced(
            .price, legs: facts, leg: legs.firstIndex { $0.id == row.id } ?? 0, texts.bytes.span, identity: identity, place: ids.count,
            pinned: Rater.Pinned(price: row.price.charge, cost: row.cost.charge))
        guard let call = priced.call else { return }
        // A party that the site no longer has is settled like nobody's.
        let party = indexes[PartyID(row.party)] ?? Int32(truncatingIfNeeded: state.rater.parties.count - 1)
        calls.append(state.rater.adopting(call, of: former.rater, party: party))
        ids.append(row.id)
        parties.append(row.party)
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

extension SettledFigures {
    fileprivate init(_ settled: SettledCall) {
        self.init(
            base: settled.call.base, surcharges: settled.call.surcharges, adjustment: settled.call.adjustment,
            packageDiscount: settled.packageDiscount, volumeDiscount: settled.volumeDiscount, net: settled.net, rate: settled.rate,
            final: settled.final)
    }
}

/// A book's calls as they stand on a settled bill.
struct SettledSource: ReportSource {
    let book: BookSource
    let figures: [String: SettledFigures?]

    func eachCall(_ filter: CallFilter, _ body: (CallRow) throws -> Void) throws {
        try book.eachCall(filter) { row in try body(row.settled(by: figures)) }
    }

    func summaries(_ query: SummaryQuery) throws -> [SummaryRow] { try book.summaries(query) }
}

extension CallRow {
    /// With what settlement made of it; a call that came in since then is as the tariff made it.
    func settled(by figures: [String: SettledFigures?]) -> CallRow {
        guard let found = figures[id] else { return self }
        var row = self
        row.settled = found
        row.isUnsettled = found == nil
        return row
    }
}
