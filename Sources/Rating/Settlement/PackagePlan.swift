internal import Model
internal import Money
internal import Site
internal import Time

/// A package of one scheme as it is compared with calls.
struct PackagePlan: Sendable {
    /// Who has it, on which days.
    struct Assignment: Sendable {
        var party: Int32?
        var node: Int32?
        var validity: Validity
        var shared: Bool
        var prorata: Bool
    }

    var id: PackageID
    var isBestOf: Bool
    /// Places of its rules among all of the scheme.
    var rules: Range<Int>
    var assigned: [Assignment]
    /// Places of the assignments to each party, and of those to nodes.
    private var ofParty: [Int32: [Int]] = [:]
    private var ofNodes: [Int] = []

    init(_ package: Package, _ names: ConditionNames, rules: Range<Int>) {
        id = package.id
        isBestOf = package.mode == .bestOf
        self.rules = rules
        assigned = package.assigned.map { assignment in
            var plan = Assignment(validity: assignment.validity, shared: assignment.shared, prorata: assignment.prorata)
            switch assignment.holder {
            case .party(let id): plan.party = names.parties[id] ?? -1
            case .organisation(let id): plan.node = names.nodes[id] ?? -1
            }
            return plan
        }
        for (place, assignment) in assigned.enumerated() {
            if let party = assignment.party { ofParty[party, default: []].append(place) } else { ofNodes.append(place) }
        }
    }

    /// Places of the assignments that may be a party's, in their order.
    private func places(of party: Int32) -> [Int] {
        guard let own = ofParty[party] else { return ofNodes }
        return ofNodes.isEmpty ? own : (own + ofNodes).sorted()
    }
}

/// Whose allowance it is: a party's, or a node's that its parties share.
enum AllowanceHolder: Hashable, Sendable {
    case party(Int32)
    case node(Int32)
}

/// The organisation as settlement looks at it.
struct MembershipLines: Sendable {
    private let member: [[(node: Int32, validity: Validity)]]
    private let lines: [[Int32]]

    init(_ site: Site, _ names: ConditionNames) {
        member = site.parties.map { party in
            party.member.compactMap { member in names.nodes[member.node].map { ($0, member.validity) } }
        }
        lines = site.organisation.indices.map { names.line(of: Int32(truncatingIfNeeded: $0)) }
    }

    /// The days of each membership of a party.
    func memberships(of party: Int32) -> [Validity] { Int(party) < member.count ? member[Int(party)].map { $0.validity } : [] }

    /// The node of a party on a day and all above it; empty where it belongs to none.
    func line(of party: Int32, on day: CivilDay) -> [Int32] {
        guard Int(party) < member.count, let found = member[Int(party)].first(where: { $0.validity.contains(day) }) else { return [] }
        return lines[Int(found.node)]
    }
}

extension PackagePlan {
    /// Who has the package for a party, and the days around one on which that is so.
    struct Holding: Sendable {
        var holder: AllowanceHolder?
        var first: Int32
        var last: Int32
    }

    func holding(of party: Int32, on day: CivilDay, _ lines: MembershipLines) -> Holding {
        var holding = Holding(holder: holder(of: party, on: day, lines), first: .min, last: .max)
        func bound(_ validity: Validity) {
            if let from = validity.from {
                if from > day { holding.last = min(holding.last, from.number - 1) } else { holding.first = max(holding.first, from.number) }
            }
            if let to = validity.to {
                if to < day { holding.first = max(holding.first, to.number + 1) } else { holding.last = min(holding.last, to.number) }
            }
        }
        for place in places(of: party) { bound(assigned[place].validity) }
        if !ofNodes.isEmpty { lines.memberships(of: party).forEach(bound) }
        return holding
    }

    /// The first assignment in force for a party on a day.
    func holder(of party: Int32, on day: CivilDay, _ lines: MembershipLines) -> AllowanceHolder? {
        for place in places(of: party) where assigned[place].validity.contains(day) {
            let assignment = assigned[place]
            if assignment.party == party { return .party(party) }
            if let node = assignment.node, lines.line(of: party, on: day).contains(node) {
                return assignment.shared ? .node(node) : .party(party)
            }
        }
        return nil
    }

    /// How much of a period the package is a holder's: all of it or, `prorata`, some of its days; `nil`: not at all. That of a node is
    /// a party's while the party belongs to the node.
    func cover(of holder: AllowanceHolder, in period: DayRange, _ lines: MembershipLines) -> (days: Int, of: Int)? {
        let whole = Validity(from: period.first, to: period.last)
        let theirs: [Int] =
            switch holder {
            case .party(let party): places(of: party)
            case .node: ofNodes
            }
        for place in theirs where !assigned[place].prorata && assigned[place].validity.overlaps(whole) {
            let isTheirs = (0..<period.count).contains { isOf(holder, assigned[place], on: period.first + $0, lines) }
            if isTheirs { return (period.count, period.count) }
        }
        var days = 0
        for offset in 0..<period.count
        where theirs.contains(where: { isOf(holder, assigned[$0], on: period.first + offset, lines) }) { days += 1 }
        return days > 0 ? (days, period.count) : nil
    }

    private func isOf(_ holder: AllowanceHolder, _ assignment: Assignment, on day: CivilDay, _ lines: MembershipLines) -> Bool {
        guard assignment.validity.contains(day) else { return false }
        switch holder {
        case .node(let node): return assignment.shared && assignment.node == node
        case .party(let party):
            if assignment.party == party { return true }
            return !assignment.shared && assignment.node.map { lines.line(of: party, on: day).contains($0) } ?? false
        }
    }
}
