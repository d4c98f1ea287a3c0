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
        guard !chain.isEmpty else {
            var key = GroupKey("\u{0}none", texts["noNode"])
            key.order = Int.max - 1
            return [key]
        }
        // A report of one node begins with it: what stands above is the same for every row.
        let first = request.node.flatMap { node in chain.firstIndex { $0.id == node } } ?? 0
        return chain[first...].map(nodeKey)
    }

    var unassignedKey: GroupKey {
        var key = GroupKey("\u{0}unassigned", texts["unassigned"])
        key.order = Int.max
        return key
    }

    private func nodeKey(_ node: OrganisationNode) -> GroupKey {
        var key = GroupKey(node.id.text, node.name.isEmpty ? node.id.text : node.name)
        key.order = directory.order(ofNode: node.id.text)
        key.link = .node(node.id.text)
        let members = directory.members(of: node.id.text, in: days)
        if !members.isEmpty { key.narrow = { $0.parties = members } }
        return key
    }
}

/// "March 2026", "2026-03-02" or "2026-03-02 to 2026-03-15".
func periodText(_ days: DayRange, _ texts: ReportTexts) -> String {
    let (year, month, _) = days.first.parts
    if DayRange(year: year, month: month) == days {
        return texts.fill("period.month", ["month": texts["month.\(month)"], "year": String(year)])
    }
    guard days.count > 1 else { return days.first.description }
    return texts.fill("period.days", ["first": days.first.description, "last": days.last.description])
}
