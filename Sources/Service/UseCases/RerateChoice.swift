public import Model
import Site
import Store
import Time

/// Which calls of some days are rated again: all that is named must hold, of several of one kind any; nothing named is all calls.
public struct RerateChoice: Hashable, Sendable {
    /// The words are kept in the book's steps: never change one.
    public enum Kind: String, Sendable, CaseIterable {
        case party, trunk, table, node, type
    }

    public var parties: [PartyID] = []
    public var trunks: [TrunkID] = []
    /// Calls that one of these tables charged in either scheme, or would charge now.
    public var tables: [RateTableID] = []
    /// Calls of the parties below, on the days of their membership.
    public var nodes: [NodeID] = []
    public var types: [CallTypeID] = []

    public init() {}

    public var isEmpty: Bool { pairs.isEmpty }

    /// Everything that is named, in a fixed order.
    public var pairs: [(kind: Kind, text: String)] {
        parties.map { (.party, $0.text) } + trunks.map { (.trunk, $0.text) } + tables.map { (.table, $0.text) }
            + nodes.map { (.node, $0.text) } + types.map { (.type, $0.text) }
    }

    public mutating func add(_ kind: Kind, _ text: String) {
        switch kind {
        case .party: parties.append(PartyID(text))
        case .trunk: trunks.append(TrunkID(text))
        case .table: tables.append(RateTableID(text))
        case .node: nodes.append(NodeID(text))
        case .type: types.append(CallTypeID(text))
        }
    }

    func filter(_ days: DayRange, _ site: Site) -> CallFilter {
        var filter = CallFilter(days: days)
        filter.trunks = trunks.map(\.text)
        filter.callTypes = types.map(\.text)
        filter.parties = nodes.isEmpty ? parties.map { PartyDays($0.text) } : members(site, days)
        // Nobody there: no call is meant, not all of them.
        if !nodes.isEmpty, filter.parties.isEmpty { filter.parties = [PartyDays("")] }
        return filter
    }

    private func members(_ site: Site, _ days: DayRange) -> [PartyDays] {
        let parents = Dictionary(site.organisation.map { ($0.id, $0.parent) }) { first, _ in first }
        func isBelow(_ node: NodeID) -> Bool {
            var here: NodeID? = node
            for _ in 0...parents.count {
                guard let id = here else { return false }
                if nodes.contains(id) { return true }
                here = parents[id] ?? nil
            }
            return false
        }
        let wanted = Set(parties)
        return site.parties.filter { wanted.isEmpty || wanted.contains($0.id) }.flatMap { party in
            party.member.filter { isBelow($0.node) }.compactMap { member in
                let (first, last) = (max(member.validity.from ?? days.first, days.first), min(member.validity.to ?? days.last, days.last))
                return DayRange(first, last).map { PartyDays(party.id.text, $0) }
            }
        }
    }

    /// Whether a call with all its legs is one of the tables'.
    func concerns(_ versions: [RateVersion]) -> ReratingConcern {
        guard !tables.isEmpty else { return { _, _ in true } }
        let wanted = Set(tables)
        let numbers = Set(versions.filter { wanted.contains($0.key.rateTable) }.map(\.id))
        func isOurs(_ call: StoredCall) -> Bool {
            [call.price.charge, call.cost.charge].contains { $0.map { numbers.contains($0.version) } ?? false }
        }
        return { old, new in old.contains(where: isOurs) || new.contains(where: isOurs) }
    }

    /// What is named and the site does not have.
    func unknown(in site: Site, parties known: [PartyID]) -> (what: String, name: String)? {
        if let id = parties.first(where: { !known.contains($0) }) { return ("party", id.text) }
        if let id = trunks.first(where: { id in !site.trunks.contains { $0.id == id } }) { return ("trunk", id.text) }
        if let id = tables.first(where: { id in !site.rateTables.contains { $0.id == id } }) { return ("rate table", id.text) }
        if let id = nodes.first(where: { id in !site.organisation.contains { $0.id == id } }) { return ("organisation node", id.text) }
        return nil
    }
}
