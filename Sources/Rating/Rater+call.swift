internal import Model
internal import Site
internal import Time

/// What kind of call a record tells of, before anybody is charged.
struct CallKind: BitwiseCopyable, Sendable {
    var direction: Direction
    /// Index of the trunk, -1 unknown.
    var trunk: Int32
    var isTie: Bool
    /// Normalised for outgoing and transit calls, else as decoded.
    var number: Number
    var destination: Int32
    var callType: Int32
}

extension Rater {
    /// Trunk, direction, number, destination and call type.
    @inline(__always)
    func kind(_ facts: CallFacts, _ bytes: Span<UInt8>) -> CallKind {
        let trunk = facts.trunk.isMissing ? -1 : names.find(bytes, facts.trunk.range, tag: facts.switchIndex)
        let isTie = trunk >= 0 && trunkPlans.pointer(trunk).pointee.isTie
        var kind = CallKind(
            direction: facts.direction, trunk: trunk, isTie: isTie, number: Number(bytes, facts.called.range), destination: -1, callType: -1
        )
        let place = switchPlans.pointer(facts.switchIndex)
        let dialled = kind.number
        if isTie || isInternal(facts, dialled, bytes, place) { kind.direction = .internal }
        switch kind.direction {
        case .out, .transit:
            kind.number = place.pointee.dialPlan.normalise(dialled, plans.tries, noPlanShort: knownShort)
            let found =
                kind.number.isShort
                ? plans.tries.whole(shortNumberingRoot, kind.number) : plans.tries.longest(numberingRoot, kind.number).value
            if found >= 0 {
                kind.destination = classes[found].destination
                kind.callType = classes[found].callType
            }
        case .internal: kind.callType = 0
        case .in, .unknown: break
        }
        return kind
    }

    /// Whether the lengths of extensions tell an internal call (docs/rating.md): both ends look like extensions, no trunk is named,
    /// and the number is not short. Where the switch says `out`, the number must also be an extension of the directory.
    private func isInternal(
        _ facts: CallFacts, _ dialled: Number, _ bytes: Span<UInt8>, _ place: UnsafePointer<SwitchPlan>
    ) -> Bool {
        guard facts.direction == .unknown || facts.direction == .out, place.pointee.extensionLengths != 0, facts.trunk.isMissing,
            place.pointee.isExtensionLength(dialled.count), dialled.isDigits,
            !place.pointee.dialPlan.isShort(dialled, plans.tries)
        else { return false }
        let caller = Number(bytes, (facts.extension.isMissing ? facts.calling : facts.extension).range)
        guard place.pointee.isExtensionLength(caller.count), caller.isDigits else { return false }
        guard facts.direction == .out else { return true }
        let holders = directory.holders(bytes, facts.called, on: facts.switchIndex)
        return directory.party(Directory.code(.extension), holders, day: siteDay(facts.start.seconds)) >= 0
    }

    /// Day of a moment in the site's zone, days since 1970.
    @inline(__always)
    func siteDay(_ seconds: Int64) -> Int32 {
        Int32(truncatingIfNeeded: dayNumber(seconds &+ zone.stretch(seconds).offset))
    }

    /// Whether the call counts as answered, and its charged duration, by the trunk's answer allowance.
    @inline(__always)
    func answer(_ facts: CallFacts, trunk: Int32) -> (answered: Bool, charged: Int64) {
        guard facts.isAnswered else { return (false, 0) }
        guard trunk >= 0 else { return (true, facts.duration) }
        let plan = trunkPlans.pointer(trunk)
        let allowance = plan.pointee.answerAllowance
        guard allowance > 0 else { return (true, facts.duration) }
        guard facts.duration >= allowance else { return (false, 0) }
        let charged = plan.pointee.subtract ? facts.duration &- allowance : facts.duration
        return (charged > 0, charged)
    }

    /// The party that is charged: the first found in the site's order, else the switch's unassigned one.
    @inline(__always)
    func party(_ facts: CallFacts, _ kind: CallKind, _ bytes: Span<UInt8>, day: Int32) -> Int32 {
        // A correction pinned it.
        facts.party >= 0 ? facts.party : foundParty(facts, kind, bytes, day: day).party
    }

    /// The same with what says so.
    @inline(__always)
    func foundParty(_ facts: CallFacts, _ kind: CallKind, _ bytes: Span<UInt8>, day: Int32) -> PartyFound {
        let unassigned = Int32(truncatingIfNeeded: parties.count &- switchPlans.count) &+ facts.switchIndex
        let account = directory.holders(bytes, facts.account, on: facts.switchIndex)
        let address = directory.holders(bytes, facts.sourceIP, on: facts.switchIndex)
        // The caller, or the extension that answered an incoming call. Over a tie trunk the caller of an incoming record sits at the
        // other switch: the extension named is not his.
        let isForeign = kind.isTie && facts.direction == .in
        let person = directory.holders(bytes, isForeign ? .missing : facts.extension, on: facts.switchIndex)
        let other = directory.holders(bytes, kind.direction == .in ? facts.called : facts.calling, on: facts.switchIndex)
        for index in 0..<order.count {
            let code = order[index]
            var found = PartyFound(party: -1, kind: code, place: .account)
            if code == Directory.code(.account) {
                found.party = directory.party(code, account, day: day)
            } else if kind.direction == .transit {
                continue
            } else if code == Directory.code(.sourceIP) {
                (found.party, found.place) = (directory.party(code, address, day: day), .address)
            } else {
                (found.party, found.place) = (directory.party(code, person, day: day), .person)
                if found.party < 0 { (found.party, found.place) = (directory.party(code, other, day: day), .other) }
            }
            if found.party >= 0 { return found }
        }
        if kind.direction == .transit, kind.trunk >= 0, trunkPlans.pointer(kind.trunk).pointee.party >= 0 {
            return PartyFound(party: trunkPlans.pointer(kind.trunk).pointee.party, kind: 0, place: .trunk)
        }
        return PartyFound(party: unassigned, kind: 0, place: .nobody)
    }
}

/// Whom a call is charged to, and what of it says so.
struct PartyFound: BitwiseCopyable, Sendable {
    enum Place: UInt8, BitwiseCopyable, Sendable {
        case account, address
        /// The extension; the calling number, of an incoming call the called one; a transit call's trunk.
        case person, other, trunk
        case nobody
    }
    var party: Int32
    /// `Directory.code` of the kind of party.
    var kind: UInt8
    var place: Place
}
