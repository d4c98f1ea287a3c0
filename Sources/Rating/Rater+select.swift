internal import Model
internal import Site
internal import Time

/// By which table a call is charged in one scheme, or why in none.
struct TableFound: BitwiseCopyable, Sendable {
    /// Index of the table, -1 none.
    var table: Int32
    /// Why the call is free whatever it lasted, or `.none`.
    var free = Reason.none
    /// Place of the rule that named the table in its scheme's list, -1 where none did.
    var rule: Int32 = -1
}

extension Rater {
    /// The table of a call (DOMAIN section 8): the first rule that matches, then the trunk's, the party's, the site's. A call that does
    /// not go out is chargeable only by a rule that names its direction.
    @inline(__always)
    func table(
        _ scheme: Scheme, _ facts: borrowing CallFacts, _ kind: borrowing CallKind, _ assessment: borrowing Assessment,
        _ bytes: Span<UInt8>
    ) -> TableFound {
        let free = freeReason(kind, facts.switchIndex)
        // Of a call over a tie trunk only the record of the calling switch may be charged.
        if free == .witness { return TableFound(table: -1, free: free) }
        if kind.isTie, facts.direction == .in { return TableFound(table: -1, free: free) }
        let rules = schemes.selection(scheme)
        for index in 0..<rules.count {
            let rule = rules.pointer(Int32(truncatingIfNeeded: index))
            if free != .none, !rule.pointee.condition.namesDirection { continue }
            if schemes.conditions.matches(
                rule.pointee.condition, facts, kind, party: assessment.party, day: assessment.day.number, bytes)
            {
                return TableFound(table: rule.pointee.table, rule: Int32(truncatingIfNeeded: index))
            }
        }
        guard free == .none else { return TableFound(table: -1, free: free) }
        let party = partyTables[assessment.party]
        let trunk = kind.trunk >= 0 ? trunkPlans[kind.trunk].tables : nil
        return TableFound(
            table: scheme == .price
                ? choose(trunk?.price ?? -1, party.price, siteTables.price) : choose(trunk?.cost ?? -1, party.cost, siteTables.cost))
    }

    /// Why a call is not chargeable unless a rule names its direction, or `.none`.
    @inline(__always)
    func freeReason(_ kind: borrowing CallKind, _ switchIndex: Int32) -> Reason {
        if switchPlans.pointer(switchIndex).pointee.isWitness { return .witness }
        if kind.isTie { return .tieTrunk }
        return switch kind.direction {
        case .out: .none
        case .in: .incoming
        case .internal: .internalCall
        case .transit: .transit
        case .unknown: .unknownDirection
        }
    }

    /// Index of the table by which a call is charged, -1 none.
    @inline(__always)
    private func choose(_ trunk: Int32, _ party: Int32, _ site: Int32) -> Int32 {
        let (first, second) = trunkFirst ? (trunk, party) : (party, trunk)
        return first >= 0 ? first : second >= 0 ? second : site
    }
}
