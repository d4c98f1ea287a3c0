public import Model
public import Site
public import Time

/// What of a call says whom it is charged to.
public enum PartyClue: String, Hashable, Sendable, CaseIterable {
    case account, `extension`, calling, called, sourceIP
    /// Of a transit call: the trunk over which it came in.
    case trunk
}

/// Who chose the table of a call (DOMAIN section 8).
public enum TableChooser: Hashable, Sendable {
    /// A rule: its place in the site's `selection`, from 0.
    case rule(Int)
    case trunk, party, site
}

/// Which table a call gets in one scheme, and why; known also of calls that come to no charge.
public struct TableReason: Hashable, Sendable {
    /// The table; `nil`: none, or the call is not chargeable.
    public var table: RateTableID?
    /// `nil` where there is no table.
    public var chooser: TableChooser?
    /// Why the call is not chargeable whatever table there is, `.none` otherwise.
    public var free = Reason.none
    /// Places in the site's `selection` of all rules that fit the call: the first of them wins.
    public var fitting: [Int] = []
    /// Valid-from of the version in force at the charging instant, `nil` where none is.
    public var version: WallTime?

    init() {}
}

/// Whom a call is charged to and by which tables, and why.
public struct CallReasons: Hashable, Sendable {
    public var party: PartyID
    /// What of the call says so; `nil`: nobody is known, it is the unassigned party's.
    public var clue: PartyClue?
    /// As what kind of party it was found; `nil` for nobody and for the party of a trunk.
    public var kind: PartyKind?
    /// Whether the site knows the trunk.
    public var isTrunkKnown = false
    public var price = TableReason()
    public var cost = TableReason()

    init(party: PartyID) { self.party = party }

    public subscript(scheme: Scheme) -> TableReason { scheme == .price ? price : cost }
}

extension Rater {
    /// Why a call is charged to whom and by which tables.
    public func reasons(_ facts: CallFacts, _ bytes: Span<UInt8>) -> CallReasons {
        let kind = kind(facts, bytes)
        let assessment = identify(facts, kind, bytes)
        let found = foundParty(facts, kind, bytes, day: assessment.day.number)
        var reasons = CallReasons(party: parties[Int(found.party)])
        reasons.isTrunkKnown = kind.trunk >= 0
        reasons.kind = PartyKind.allCases.first { found.place != .trunk && found.place != .nobody && Directory.code($0) == found.kind }
        reasons.clue =
            switch found.place {
            case .account: .account
            case .address: .sourceIP
            case .person: .extension
            case .other: kind.direction == .in ? .called : .calling
            case .trunk: .trunk
            case .nobody: nil
            }
        reasons.price = reason(.price, facts, kind, assessment, bytes)
        reasons.cost = reason(.cost, facts, kind, assessment, bytes)
        return reasons
    }

    private func reason(
        _ scheme: Scheme, _ facts: CallFacts, _ kind: CallKind, _ assessment: Assessment, _ bytes: Span<UInt8>
    ) -> TableReason {
        let found = table(scheme, facts, kind, assessment, bytes)
        var reason = TableReason()
        reason.free = found.free
        let free = freeReason(kind, facts.switchIndex)
        if free != .witness, !(kind.isTie && facts.direction == .in) {
            reason.fitting = fitting(scheme, free, facts, kind, assessment, bytes)
        }
        guard found.table >= 0 else { return reason }
        let plan = plans.tables[found.table]
        reason.table = rateTables[Int(found.table)].id
        reason.chooser = found.rule >= 0 ? .rule(schemes.places[scheme]?[Int(found.rule)] ?? 0) : owner(scheme, kind, assessment)
        let version = plans.version(of: plan, at: facts.chargingInstant)
        if version >= 0 { reason.version = rateTables[Int(found.table)].versions[Int(version - plan.firstVersion)].from }
        return reason
    }

    /// Places of the rules that fit, as `table` compares them.
    private func fitting(
        _ scheme: Scheme, _ free: Reason, _ facts: CallFacts, _ kind: CallKind, _ assessment: Assessment, _ bytes: Span<UInt8>
    ) -> [Int] {
        let rules = schemes.selection(scheme)
        let places = schemes.places[scheme] ?? []
        return (0..<rules.count).filter { index in
            let condition = rules[index].condition
            guard free == .none || condition.namesDirection else { return false }
            return schemes.conditions.matches(condition, facts, kind, party: assessment.party, day: assessment.day.number, bytes)
        }.map { places[$0] }
    }

    /// Whose table it is where no rule named it.
    private func owner(_ scheme: Scheme, _ kind: CallKind, _ assessment: Assessment) -> TableChooser {
        func own(_ choice: TableChoice?) -> Bool { choice.map { scheme == .price ? $0.price >= 0 : $0.cost >= 0 } ?? false }
        let hasTrunk = own(kind.trunk >= 0 ? trunkPlans[kind.trunk].tables : nil)
        let hasParty = own(partyTables[assessment.party])
        if hasTrunk, trunkFirst || !hasParty { return .trunk }
        return hasParty ? .party : .site
    }
}
