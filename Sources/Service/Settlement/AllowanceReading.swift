import Model
import Rating
import Reporting
import Site
import Store
import Time

/// Settles the calls of parties that have allowances, some parties at a time, to tell what is left of these. Writes nothing.
struct AllowanceReading {
    let book: OpenBook
    let state: SiteState
    let scheme: Scheme

    /// Parties that are settled together, and the days that this needs.
    private struct Cluster {
        /// Places in the site.
        var parties: [Int] = []
        var first: CivilDay
        var last: CivilDay
    }

    private struct Span: Hashable {
        var first: CivilDay
        var last: CivilDay
    }

    /// As many as the book walks side by side: only their own calls are read.
    private static let atOnce = 64

    /// The allowances of some parties in the periods that some days touch, by package, rule, party and period.
    func uses(_ days: DayRange, of isWanted: (PartyID) -> Bool) throws -> [AllowanceUse] {
        let packages = state.site.packages.filter { $0.scheme == scheme && $0.rules.contains { $0.allowance != nil } }
        guard !packages.isEmpty else { return [] }
        var batches: [Span: [[Int]]] = [:]
        for cluster in clusters(packages, days) where cluster.parties.contains(where: { isWanted(state.site.parties[$0].id) }) {
            let span = Span(first: cluster.first, last: cluster.last)
            let known = batches[span] ?? []
            if let last = known.last, last.count + cluster.parties.count <= Self.atOnce {
                batches[span]?[known.count - 1] += cluster.parties
            } else {
                batches[span, default: []].append(cluster.parties)
            }
        }
        var uses: [AllowanceUse] = []
        for (span, batch) in batches {
            guard let range = DayRange(span.first, span.last) else { continue }
            let frozen = scheme == .price ? try book.store.frozenPeriods(overlapping: range) : [:]
            for parties in batch { uses += try self.uses(parties.sorted(), range, days, frozen, isWanted) }
        }
        return sorted(uses)
    }

    private func uses(
        _ parties: [Int], _ span: DayRange, _ days: DayRange, _ frozen: [String: [DayRange]], _ isWanted: (PartyID) -> Bool
    ) throws -> [AllowanceUse] {
        var filter = CallFilter(days: span)
        filter.parties = parties.map { PartyDays(state.site.parties[$0].id.text) }
        // A call may have a cost where its price is free or not known.
        if scheme == .price { filter.states = [.rated] }
        filter.records = .calls
        let pricing = try book.pricing(filter, scheme, state, frozen: frozen)
        let told = parties.map { state.site.parties[$0].id }.filter(isWanted).map(state.index)
        // Nobody's final charges are asked for: a rate that is missing stops nothing, its call uses nothing.
        return try state.settlement(scheme).settled(pricing.calls, billed: days, telling: told) { _ in false }.allowances
    }

    /// The holders of some packages, those together whose calls use one allowance.
    private func clusters(_ packages: [Package], _ days: DayRange) -> [Cluster] {
        let site = state.site
        let places = Dictionary(site.parties.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let below = below(Set(packages.flatMap(\.assigned).compactMap { $0.holder.node }))
        var joined = Array(site.parties.indices)
        func root(_ party: Int) -> Int {
            var here = party
            while joined[here] != here {
                joined[here] = joined[joined[here]]
                here = joined[here]
            }
            return here
        }
        var begins: [Int: CivilDay] = [:]
        for package in packages {
            let carries = package.rules.contains { $0.allowance?.carryOver ?? false }
            for assignment in package.assigned {
                let holders: [Int] =
                    switch assignment.holder {
                    case .party(let id): places[id].map { [$0] } ?? []
                    case .organisation(let node): below[node] ?? []
                    }
                // What is carried over hangs on all periods before, back to the first day of the package; of others the days do.
                let begin = carries ? assignment.validity.from ?? CivilDay(number: 0) : days.first
                for party in holders { begins[party] = min(begins[party] ?? days.first, begin) }
                guard assignment.shared, let first = holders.first else { continue }
                for party in holders { joined[root(party)] = root(first) }
            }
        }
        var clusters: [Int: Cluster] = [:]
        for (party, begin) in begins {
            let cycle = state.cycle(of: site.parties[party].id)
            let (first, last) = (cycle.period(of: begin).first, cycle.period(of: days.last).last)
            var cluster = clusters[root(party)] ?? Cluster(first: first, last: last)
            (cluster.first, cluster.last) = (min(cluster.first, first), max(cluster.last, last))
            cluster.parties.append(party)
            clusters[root(party)] = cluster
        }
        return clusters.values.sorted { ($0.parties.min() ?? 0) < ($1.parties.min() ?? 0) }
    }

    /// The parties that are, on any day, below each of some nodes.
    private func below(_ nodes: Set<NodeID>) -> [NodeID: [Int]] {
        guard !nodes.isEmpty else { return [:] }
        var lines: [NodeID: [NodeID]] = [:]
        var below: [NodeID: [Int]] = [:]
        for (place, party) in state.site.parties.enumerated() {
            var met: Set<NodeID> = []
            for member in party.member {
                let line = lines[member.node] ?? state.reporting.chain(of: member.node.text).map(\.id).filter(nodes.contains)
                lines[member.node] = line
                met.formUnion(line)
            }
            for node in met { below[node, default: []].append(place) }
        }
        return below
    }

    private func sorted(_ uses: [AllowanceUse]) -> [AllowanceUse] {
        let packages = Dictionary(state.site.packages.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let parties = Dictionary(state.site.parties.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let nodes = Dictionary(state.site.organisation.enumerated().map { ($1.id, $0) }) { first, _ in first }
        func order(_ use: AllowanceUse) -> (Int, Int, Int, Int, CivilDay) {
            let (rank, place): (Int, Int) =
                switch use.holder {
                case .organisation(let id): (0, nodes[id] ?? 0)
                case .party(let id): (1, parties[id] ?? 0)
                }
            return (packages[use.package] ?? 0, use.rule, rank, place, use.period.first)
        }
        return uses.map { (use: $0, order: order($0)) }.sorted { $0.order < $1.order }.map(\.use)
    }
}

extension PackageRule {
    fileprivate var allowance: Allowance? { if case .allowance(let allowance) = effect { allowance } else { nil } }
}

extension Holder {
    fileprivate var node: NodeID? { if case .organisation(let node) = self { node } else { nil } }
}
