internal import Model
internal import Site

/// Members of a small set by index: bits in a list of words, -1 for a key of which nothing is said.
struct BitSetPlan: BitwiseCopyable, Sendable {
    static let any = BitSetPlan(first: -1)
    var first: Int32
}

/// A condition as it is compared with calls. A key of which nothing is said is `any` or `nil`.
struct ConditionPlan: BitwiseCopyable, Sendable {
    var parties = BitSetPlan.any
    /// The nodes named and all below them.
    var nodes = BitSetPlan.any
    /// Trunks of the ids, those of the groups, and those of the providers, named.
    var trunks = BitSetPlan.any
    var groups = BitSetPlan.any
    var providers = BitSetPlan.any
    var types = BitSetPlan.any
    var destinations = BitSetPlan.any
    /// Bit n: the direction of that raw value.
    var directions: UInt8 = 0
    /// Trunks by what the switch writes, where the site describes none.
    var trunkTexts: PlanRange?
    var accounts: PlanRange?
    var sourceIPs: PlanRange?
    var called: PlanRange?
    var calling: PlanRange?

    var namesDirection: Bool { directions != 0 }
    func names(_ direction: Direction) -> Bool { directions & 1 << direction.rawValue != 0 }
}

/// Which node a party belongs to on some days.
struct MembershipPlan: BitwiseCopyable, Sendable {
    var node: Int32
    /// Days since 1970, both included.
    var from: Int32
    var to: Int32
}

/// What conditions are compared with, beside the call itself.
struct ConditionNames: Sendable {
    var parties: [PartyID: Int32] = [:]
    var nodes: [NodeID: Int32] = [:]
    var parents: [Int32] = []
    var types: [CallTypeID: Int32] = [:]
    var destinations: [String] = []
    var trunks: [Trunk] = []

    init(_ site: Site, parties: [PartyID], callTypes: [CallTypeID], destinations: [String]) {
        self.destinations = destinations
        trunks = site.trunks
        for (index, id) in parties.enumerated() where self.parties[id] == nil { self.parties[id] = Int32(truncatingIfNeeded: index) }
        for (index, id) in callTypes.enumerated() { types[id] = Int32(truncatingIfNeeded: index) }
        for (index, node) in site.organisation.enumerated() { nodes[node.id] = Int32(truncatingIfNeeded: index) }
        parents = site.organisation.map { $0.parent.flatMap { nodes[$0] } ?? -1 }
    }

    /// `unassigned` alone stands for those of all switches.
    func parties(named id: PartyID) -> [Int32] {
        if let known = parties[id] { return [known] }
        return id.text == "unassigned" ? parties.filter { $0.key.text.hasPrefix("unassigned@") }.map(\.value) : []
    }

    /// Destinations that a pattern fits. No name is a missing text, which fits none, not even `*`.
    func destinations(like patterns: [String]) -> [Int32] {
        destinations.indices.filter { index in
            !destinations[index].isEmpty && patterns.contains { TextPattern.matches($0, destinations[index]) }
        }.map { Int32(truncatingIfNeeded: $0) }
    }

    /// A node and all above it, from below.
    func line(of node: Int32) -> [Int32] {
        var (line, above) = ([node], parents[Int(node)])
        while above >= 0, !line.contains(above) {
            line.append(above)
            above = parents[Int(above)]
        }
        return line
    }
}

/// Lays conditions out.
struct ConditionBuilder {
    private let names: ConditionNames
    private(set) var patterns = PatternLayout()
    private(set) var words: [UInt64] = []

    init(_ names: ConditionNames) { self.names = names }

    mutating func plan(_ when: Condition) -> ConditionPlan {
        var plan = ConditionPlan()
        plan.parties = set(when.parties.isEmpty ? nil : when.parties.flatMap(names.parties(named:)), of: names.parties.count)
        if !when.organisation.isEmpty {
            let asked = Set(when.organisation.compactMap { names.nodes[$0] })
            let below = names.nodes.values.filter { !asked.isDisjoint(with: names.line(of: $0)) }
            plan.nodes = set(below, of: names.nodes.count)
        }
        plan.groups = trunks(when.trunkGroups.isEmpty) { trunk in trunk.group.map(when.trunkGroups.contains) ?? false }
        plan.providers = trunks(when.providers.isEmpty) { trunk in trunk.provider.map(when.providers.contains) ?? false }
        plan.types = set(when.types.isEmpty ? nil : when.types.compactMap { names.types[$0] }, of: names.types.count)
        plan.destinations = set(
            when.destinations.isEmpty ? nil : names.destinations(like: when.destinations), of: names.destinations.count)
        for direction in when.directions { plan.directions |= 1 << direction.rawValue }
        if names.trunks.isEmpty {
            plan.trunkTexts = patterns.add(names: when.trunks)
        } else {
            // An id is a trunk of each switch that has one of it.
            plan.trunks = trunks(when.trunks.isEmpty) { when.trunks.contains($0.id.text) }
        }
        plan.accounts = patterns.add(when.accounts, isNumber: false)
        plan.sourceIPs = patterns.add(when.sourceIPs, isNumber: false)
        plan.called = patterns.add(when.called, isNumber: true)
        plan.calling = patterns.add(when.calling, isNumber: false)
        return plan
    }

    private mutating func trunks(_ isEmpty: Bool, _ matches: (Trunk) -> Bool) -> BitSetPlan {
        guard !isEmpty else { return .any }
        let found = names.trunks.indices.filter { matches(names.trunks[$0]) }
        return set(found.map { Int32(truncatingIfNeeded: $0) }, of: names.trunks.count)
    }

    private mutating func set(_ members: [Int32]?, of count: Int) -> BitSetPlan {
        guard let members else { return .any }
        let first = words.count
        words += Array(repeating: 0, count: count / 64 + 1)
        for member in members { words[first + Int(member) / 64] |= 1 << UInt64(member % 64) }
        return BitSetPlan(first: Int32(truncatingIfNeeded: first))
    }
}

/// A text that may end in `*`, which stands for anything.
public enum TextPattern {
    /// Compared by bytes, so that no form of an accent counts for another.
    public static func matches(_ pattern: String, _ text: String) -> Bool {
        guard pattern.utf8.last == UInt8(ascii: "*") else { return pattern.utf8.elementsEqual(text.utf8) }
        return text.utf8.starts(with: pattern.utf8.dropLast())
    }
}
