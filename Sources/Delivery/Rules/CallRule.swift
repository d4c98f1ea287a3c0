import Model
import Money
import Site
import Time

/// One rule on calls, with the book's numbers for names.
struct CallRule: Sendable {
    /// The call type of calls to emergency numbers (docs/rating.md).
    static let emergency = CallTypeID("emergency")

    let id: AlertRuleID
    let recipients: [Recipient]
    private let when: AlertCondition
    private let age: Int64
    private let types: Set<NameNumber>
    private let emergencyType: NameNumber
    private let directions: Set<Direction>
    private let week: WeekTimes?
    private let parties: Set<NameNumber>
    /// Members of the nodes asked for, with the days on which they are; `nil`: not asked.
    private let members: [NameNumber: [Validity]]?
    private let called: [NumberPattern]
    private let calling: [NumberPattern]

    init(_ rule: AlertRule, _ tree: OrganisationTree, _ facts: AlertFacts) {
        (id, when, age, recipients) = (rule.id, rule.when, Int64(rule.age), Recipient.all(of: rule))
        types = Set(rule.when.types.map { facts.number(.callType, $0.text) })
        emergencyType = facts.number(.callType, Self.emergency.text)
        directions = Set(rule.when.directions)
        week = rule.when.week.isEmpty ? nil : WeekTimes(rule.when.week)
        parties = Set(rule.when.parties.map { facts.number(.party, $0.text) })
        (called, calling) = (rule.when.called.map(NumberPattern.init), rule.when.calling.map(NumberPattern.init))
        guard !rule.when.organisation.isEmpty else {
            members = nil
            return
        }
        let nodes = Set(rule.when.organisation)
        var members: [NameNumber: [Validity]] = [:]
        for party in tree.parties {
            for membership in party.member where tree.isBelow(membership.node, nodes) {
                members[facts.number(.party, party.id.text), default: []].append(membership.validity)
            }
        }
        self.members = members
    }

    /// Everything but the numbers. A call that was set aside is none yet, but to an emergency number it is told of at once.
    func holds(_ call: StoredCall, at now: Instant, _ zone: Zone) -> Bool {
        guard now.seconds &- call.end <= age else { return false }
        switch call.price.state {
        case .quarantined, .conflict: guard when.emergency else { return false }
        default: break
        }
        // A further leg is told of with the leg that stands for the call, and what a witness saw with the call itself.
        if !call.price.reason.isCall, !when.emergency { return false }
        if when.emergency, call.callType != emergencyType || call.direction == .in { return false }
        if let longest = when.longerThan, Int(call.talk) <= longest { return false }
        if let dearer = when.dearerThan, !Self.isDearer(call, dearer) { return false }
        if !types.isEmpty, !types.contains(call.callType) { return false }
        if !directions.isEmpty, !directions.contains(call.direction) { return false }
        if !parties.isEmpty, !parties.contains(call.party) { return false }
        if let members, !(members[call.party] ?? []).contains(where: { $0.contains(call.day) }) { return false }
        if let week, !week.contains(zone.wall(call.start)) { return false }
        return true
    }

    /// By the charge's own currency: another one is not compared.
    private static func isDearer(_ call: StoredCall, _ dearer: AlertCondition.Dearer) -> Bool {
        let charge = dearer.scheme == .price ? call.price.charge : call.cost.charge
        guard let charge, charge.currency == dearer.limit.currency else { return false }
        return charge.amount > dearer.limit.amount
    }

    func numbersHold(_ call: StoredCall, _ bytes: [UInt8], _ facts: AlertFacts) -> Bool {
        guard !called.isEmpty || !calling.isEmpty else { return true }
        return holds(called, bytes[call.called.range], call.switch, facts) && holds(calling, bytes[call.calling.range], call.switch, facts)
    }

    /// As dialled, or as the numbering plan has it.
    private func holds(_ patterns: [NumberPattern], _ number: ArraySlice<UInt8>, _ place: NameNumber, _ facts: AlertFacts) -> Bool {
        guard !patterns.isEmpty else { return true }
        if patterns.contains(where: { $0.matches(number) }) { return true }
        let normalised = facts.normalised(number, place)
        return patterns.contains { $0.matches(normalised[...]) }
    }
}

extension StoredCall {
    /// When it was over, in seconds since 1970.
    var end: Int64 {
        let whole = span >= 0 ? Int64(span) : Int64(duration) &+ Int64(max(ring, 0))
        return start.seconds &+ max(whole, Int64(talk))
    }
}
