internal import Model
internal import Site
internal import Time

/// Everything that conditions of the site are compared by.
struct Conditions: BitwiseCopyable, Sendable {
    private let patterns: Patterns
    private let words: Frozen<UInt64>
    private let memberships: Frozen<MembershipPlan>
    /// For each party of the rater where its memberships are.
    private let memberOf: Frozen<PlanRange>

    init(_ builder: ConditionBuilder, _ site: Site, _ names: ConditionNames, parties: Int) {
        patterns = Patterns(builder.patterns)
        words = Frozen(builder.words)
        var list: [MembershipPlan] = []
        var places: [PlanRange] = []
        for party in site.parties {
            let first = Int32(truncatingIfNeeded: list.count)
            for member in party.member {
                guard let node = names.nodes[member.node] else { continue }
                list.append(
                    MembershipPlan(
                        node: node, from: member.validity.from?.number ?? .min, to: member.validity.to?.number ?? .max))
            }
            places.append(PlanRange(first: first, count: Int32(truncatingIfNeeded: list.count) - first))
        }
        places += Array(repeating: PlanRange(first: 0, count: 0), count: parties - places.count)
        memberships = Frozen(list)
        memberOf = Frozen(places)
    }

    func free() {
        patterns.free()
        words.free()
        memberships.free()
        memberOf.free()
    }

    /// The node that a party belongs to on a day, -1 none.
    func node(of party: Int32, day: Int32) -> Int32 {
        let range = memberOf[party]
        for index in range.first..<range.first + range.count {
            let member = memberships[index]
            if member.from <= day, day <= member.to { return member.node }
        }
        return -1
    }

    /// Whether a call is what a condition looks for.
    func matches(
        _ plan: borrowing ConditionPlan, _ facts: borrowing CallFacts, _ kind: borrowing CallKind, party: Int32, day: Int32,
        _ bytes: Span<UInt8>
    ) -> Bool {
        if plan.namesDirection, !plan.names(kind.direction) { return false }
        guard has(plan.types, kind.callType), has(plan.destinations, kind.destination), has(plan.parties, party),
            has(plan.trunks, kind.trunk), has(plan.groups, kind.trunk), has(plan.providers, kind.trunk)
        else { return false }
        if plan.nodes.first >= 0 {
            let node = node(of: party, day: day)
            guard node >= 0, has(plan.nodes, node) else { return false }
        }
        if let range = plan.trunkTexts, !patterns.matches(range, bytes, facts.trunk.range) { return false }
        if let range = plan.accounts, !patterns.matches(range, bytes, facts.account.range) { return false }
        if let range = plan.sourceIPs, !patterns.matches(range, bytes, facts.sourceIP.range) { return false }
        if let range = plan.calling {
            let caller = facts.calling.isMissing ? facts.extension : facts.calling
            guard patterns.matches(range, bytes, caller.range) else { return false }
        }
        guard let range = plan.called else { return true }
        if patterns.matches(range, kind.number) { return true }
        return patterns.matches(range, bytes, facts.called.range)
    }

    @inline(__always)
    private func has(_ set: BitSetPlan, _ index: Int32) -> Bool {
        guard set.first >= 0 else { return true }
        return index >= 0 && words[Int(set.first) &+ Int(index) / 64] & 1 << UInt64(index % 64) != 0
    }
}
