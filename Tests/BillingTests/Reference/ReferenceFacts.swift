import Model
import Money
import Site
import Time

/// What is known of a call before any table is asked.
struct ReferenceFacts {
    let call: ReferenceCall
    let charging: Instant
    /// Day of the start, and of the charging instant, in the site's zone.
    let day: CivilDay
    let chargingDay: CivilDay
    /// Charged duration; 0 is unanswered.
    let d: Int
    let isQuarantined: Bool
    let trunk: Trunk?
    /// What a condition's trunks are compared with: the trunk of the site; where it describes none, what the switch wrote.
    let trunkName: String
    let party: Party?
    /// All nodes above the party on that day.
    let nodes: Set<NodeID>
    let type: CallTypeID?
    let destination: String?
    /// Only what goes out or passes through; another number is compared as it is, and never as a short one.
    let isNormalised: Bool
    let isShort: Bool

    /// Order within a period: charging instant, then identity (stamp, switch, called, calling, leg); there is one switch.
    static func precedes(_ left: ReferenceFacts, _ right: ReferenceFacts) -> Bool {
        if left.charging != right.charging { return left.charging < right.charging }
        if left.call.start != right.call.start { return left.call.start < right.call.start }
        if left.call.called != right.call.called { return left.call.called < right.call.called }
        if left.call.calling != right.call.calling { return left.call.calling < right.call.calling }
        return left.call.leg < right.call.leg
    }
}

extension ReferenceWorld {
    func facts(_ call: ReferenceCall) -> ReferenceFacts {
        let resolution = zone.resolve(call.start)
        var isQuarantined = call.duration > 86_400
        if case .never = resolution { isQuarantined = true }
        let charging = resolution.earliest + Int64(call.ring ?? 0)
        let trunk = call.trunk.isEmpty ? nil : site.trunks.first { $0.id.text == call.trunk }
        let day = call.start.day
        let party = charged(call, trunk, day)
        let entry = numberingEntry(call.called)
        let isInternal = call.direction == .internal
        let isNormalised = call.direction == .out || call.direction == .transit
        return ReferenceFacts(
            call: call, charging: charging, day: day, chargingDay: zone.wall(charging).day, d: chargedDuration(call, trunk),
            isQuarantined: isQuarantined, trunk: trunk, trunkName: site.trunks.isEmpty ? call.trunk : trunk?.id.text ?? "", party: party,
            nodes: party.map { nodes($0, day) } ?? [],
            // Reading: an internal call has no destination; an incoming one, whose number is not normalised, has no type either.
            type: isInternal ? .internal : isNormalised ? entry?.type : nil, destination: isNormalised ? entry?.destination : nil,
            isNormalised: isNormalised, isShort: isNormalised && entry?.short == true)
    }

    // Reading: the allowance of a trunk decides in every direction, and only over a switch that says answered or says nothing.
    private func chargedDuration(_ call: ReferenceCall, _ trunk: Trunk?) -> Int {
        guard call.duration > 0, call.answered ?? true else { return 0 }
        guard let allowance = trunk?.answerAllowance else { return call.duration }
        if call.duration < allowance { return 0 }
        return trunk?.subtract == true ? call.duration - allowance : call.duration
    }

    // Reading: a number equal to a short entry of the numbering plan is short; any other number finds the rest by the longest prefix.
    private func numberingEntry(_ called: String) -> NumberingEntry? {
        if let short = site.numbering.first(where: { $0.short && $0.prefix == called }) { return short }
        let fitting = site.numbering.filter { !$0.short && called.hasPrefix($0.prefix) }
        let longest = fitting.map(\.prefix.count).max()
        return fitting.first { $0.prefix.count == longest }
    }

    // Reading: account and source IP may charge a call of any direction; an incoming call without extension is that of the number it
    // reached; a transit call has its account's or its trunk's party and nothing else. An order that leaves kinds out means it.
    private func charged(_ call: ReferenceCall, _ trunk: Trunk?, _ day: CivilDay) -> Party? {
        let own = call.extension.isEmpty ? call.direction == .in ? call.called : call.calling : call.extension
        if call.direction == .transit {
            if let party = directory(.account, call.account, day) { return party }
            return trunk?.party.flatMap { id in site.parties.first { $0.id == id } }
        }
        for kind in site.settings.chargedParty {
            let number =
                switch kind {
                case .account: call.account
                case .room, .extension, .subscriber: own
                case .sourceIP: call.sourceIP
                }
            if let party = directory(kind, number, day) { return party }
        }
        return nil
    }

    private func directory(_ kind: PartyKind, _ number: String, _ day: CivilDay) -> Party? {
        guard !number.isEmpty else { return nil }
        return site.parties.first { party in
            party.kind == kind && party.numbers.contains { $0.number == number && $0.validity.contains(day) }
        }
    }

    /// The nodes that a party belongs to on a day, with all above them.
    func nodes(_ party: Party, _ day: CivilDay) -> Set<NodeID> {
        var found: Set<NodeID> = []
        for membership in party.member where membership.validity.contains(day) {
            var next: NodeID? = membership.node
            while let node = next, found.insert(node).inserted {
                next = site.organisation.first { $0.id == node }?.parent
            }
        }
        return found
    }

    func party(_ id: PartyID) -> Party? { site.parties.first { $0.id == id } }
}

/// `*` at the end stands for anything.
func referenceMatches(_ text: String, _ patterns: [String]) -> Bool {
    patterns.contains { $0.hasSuffix("*") ? text.hasPrefix($0.dropLast()) : text == $0 }
}

extension Condition {
    /// Every key that says something must match. Reading: what a call does not have matches no pattern, not even `*`.
    func holds(_ facts: ReferenceFacts) -> Bool {
        let call = facts.call
        let texts: [([String], String)] = [
            (trunkGroups, facts.trunk?.group ?? ""), (accounts, call.account), (sourceIPs, call.sourceIP),
            (destinations, facts.destination ?? ""), (called, call.called),
            (calling, call.calling.isEmpty ? call.extension : call.calling),
        ]
        for (patterns, text) in texts where !patterns.isEmpty {
            guard !text.isEmpty, referenceMatches(text, patterns) else { return false }
        }
        return (parties.isEmpty || facts.party.map { parties.contains($0.id) } == true)
            && (organisation.isEmpty || organisation.contains { facts.nodes.contains($0) })
            && (trunks.isEmpty || !facts.trunkName.isEmpty && trunks.contains(facts.trunkName))
            && (providers.isEmpty || facts.trunk?.provider.map { providers.contains($0) } == true)
            && (directions.isEmpty || directions.contains(call.direction))
            && (types.isEmpty || facts.type.map { types.contains($0) } == true)
    }
}
