import Document
import Model
import Site
import Time

extension ReportContext {
    /// The nodes above a party on the day of its call. Who belongs to none, and calls that belong to nobody, come last, each under a
    /// heading of their own: nothing is left out.
    func organisationKeys(_ facts: GroupFacts) -> [GroupKey] {
        if directory.isUnassigned(facts.party) { return [unassignedKey] }
        let chain = directory.chain(of: facts.party, on: facts.day ?? days.first)
        guard !chain.isEmpty else { return [noneKey(texts["noNode"])] }
        // A report of one node begins with it: what stands above is the same for every row.
        let first = request.node.flatMap { node in chain.firstIndex { $0.id == node } } ?? 0
        return chain[first...].map(nodeKey)
    }

    var unassignedKey: GroupKey {
        var key = GroupKey("\u{0}unassigned", texts["unassigned"])
        key.order = Int.max
        return key
    }

    /// The nearest node of a kind above the party; who has none counts under a heading of his own.
    func nodeKey(_ kind: OrganisationNode.Kind, _ facts: GroupFacts) -> GroupKey {
        if directory.isUnassigned(facts.party) { return unassignedKey }
        let chain = directory.chain(of: facts.party, on: facts.day ?? days.first)
        return chain.last { $0.kind == kind }.map(nodeKey) ?? noneKey(without(kind))
    }

    /// The ledger's number of the nearest node that has one.
    func costCodeKey(_ facts: GroupFacts) -> GroupKey {
        let chain = directory.chain(of: facts.party, on: facts.day ?? days.first)
        return named(chain.last { !($0.costCentre ?? "").isEmpty }?.costCentre ?? "", nil)
    }

    /// The department of whoever has the number called on that day.
    func calledDepartmentKey(_ facts: GroupFacts) -> GroupKey {
        var key: GroupKey
        switch holders?.department(facts, facts.day ?? days.first, directory) ?? .unknown {
        case .unknown:
            key = GroupKey("", texts["notKnown"])
            key.order = Int.max
        case .nowhere:
            // No node's id begins so, and this one may be a part of a column's.
            key = GroupKey("-", texts["noNode"])
            key.order = Int.max - 1
        case .of(let node): key = nodeKey(node)
        }
        lookUp(.calledDepartment, &key)
        return key
    }

    private func without(_ kind: OrganisationNode.Kind) -> String {
        switch kind {
        case .tenant, .site, .costCentre: texts["noNode.\(kind.rawValue)"]
        case .department, .company: texts["noNode"]
        }
    }

    private func noneKey(_ title: String) -> GroupKey {
        var key = GroupKey("\u{0}none", title)
        key.order = Int.max - 1
        return key
    }

    private func nodeKey(_ node: OrganisationNode) -> GroupKey {
        var key = GroupKey(node.id.text, node.name.isEmpty ? node.id.text : node.name)
        key.order = directory.order(ofNode: node.id.text)
        key.link = .node(node.id.text)
        // Looked up when somebody asks: a report may have many rows below a node of many parties.
        key.narrow = { [directory, days] in $0.parties = directory.members(of: node.id.text, in: days) }
        key.isWide = true
        return key
    }
}
