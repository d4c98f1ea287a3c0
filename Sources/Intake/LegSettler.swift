public import Model
public import Rating
public import Store
import Time

/// Linked legs of stored calls: charged once, by the site's rule (DOMAIN "Legs"). Runs inside the transaction that stored the newest leg.
struct LegSettler {
    let rater: Rater
    let names: Names

    func settle(_ batch: inout CallBatch, _ groups: [Range<Int>]) {
        for group in groups {
            if group.count > 1 { settle(&batch, group) } else { assess(&batch, group.lowerBound) }
        }
    }

    private func settle(_ batch: inout CallBatch, _ group: Range<Int>) {
        // What is quarantined is no leg of anything.
        let counted = group.filter { batch.calls[$0].price.state != .quarantined && batch.calls[$0].price.state != .conflict }
        let legs = LegPlace.ordered(counted) { LegPlace(batch.calls[$0]) }
        guard let first = legs.first, let index = rater.switchIndex(of: SwitchID(names.text(.switch, batch.calls[first].switch))) else {
            return
        }
        // The others were set aside: it is a call of its own.
        guard legs.count > 1 else { return assess(&batch, first) }
        var texts = RecordBatch()
        let facts = legs.map { self.facts(of: batch.calls[$0], batch.bytes, switchIndex: index, into: &texts) }
        let assessments = rater.assess(legs: facts, texts.bytes.span)
        for (leg, assessment) in zip(legs, assessments) { batch.calls[leg].take(assessment, rater, names) }
    }
}

extension LegSettler {
    /// A call that stands alone. What is quarantined or in conflict stays so.
    func assess(_ batch: inout CallBatch, _ place: Int) {
        let state = batch.calls[place].price.state
        guard state != .quarantined, state != .conflict,
            let index = rater.switchIndex(of: SwitchID(names.text(.switch, batch.calls[place].switch)))
        else { return }
        var texts = RecordBatch()
        let facts = facts(of: batch.calls[place], batch.bytes, switchIndex: index, into: &texts)
        batch.calls[place].take(rater.assess(facts, texts.bytes.span), rater, names)
    }

    /// What the switch said, and what people decided over it.
    private func facts(of call: StoredCall, _ bytes: [UInt8], switchIndex: Int32, into texts: inout RecordBatch) -> CallFacts {
        var facts = CallFacts(stored: call, bytes, switchIndex: switchIndex, names: names, into: &texts)
        if call.corrected.contains(.party) {
            facts.party = rater.partyIndex(of: PartyID(names.text(.party, call.party)), on: switchIndex)
        }
        return facts
    }
}

extension CallFacts {
    /// Of a stored call; its texts are copied into `texts`, for names are kept as numbers.
    public init(stored call: StoredCall, _ bytes: [UInt8], switchIndex: Int32, names: Names, into texts: inout RecordBatch) {
        self.init(switchIndex: switchIndex, start: call.start)
        duration = Int64(call.duration)
        ring = Int64(call.ring)
        span = Int64(call.span)
        pulses = Int64(call.pulses)
        direction = call.direction
        answered = call.answer
        followsLegs = call.followsLegs
        calling = texts.append(bytes[call.calling.range])
        called = texts.append(bytes[call.called.range])
        `extension` = texts.append(names.bytes(.extension, call.extension) ?? [])
        trunk = texts.append(names.bytes(.trunk, call.trunk) ?? [])
        account = texts.append(names.bytes(.account, call.account) ?? [])
        sourceIP = texts.append(names.bytes(.address, call.address) ?? [])
        given = texts.append(bytes[call.given.range])
        givenCurrency = texts.append(bytes[call.givenCurrency.range])
    }
}

extension StoredCall {
    /// Writes what the rules make of it. Identity, time, what the switch said and what people decided stay.
    public mutating func take(_ found: Assessment, _ rater: Rater, _ names: Names) {
        direction = found.direction
        answered = found.answered
        talk = Int32(clamping: found.talk)
        if !corrected.contains(.party) { party = names.number(.party, rater.parties[Int(found.party)].text) }
        destination = found.destination < 0 ? .none : names.number(.destination, rater.destinations[Int(found.destination)])
        callType = found.callType < 0 ? .none : names.number(.callType, rater.callTypes[Int(found.callType)].text)
        codedPrivate = found.isPrivate
        price = found.price
        cost = found.cost
        site = rater.siteNumber
        writeOff()
    }
}
