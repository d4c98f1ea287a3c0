import Model
import Rating
import Store
import Time

/// Decoded records → calls as the book keeps them: assessed, charged, with the book's small numbers for names.
struct Charger {
    /// Seconds by which a switch's clock may be ahead of ours before its calls are taken for calls of the future.
    private static let clockSlack: Int64 = 60

    private let rater: Rater
    private let names: Names
    private let source: NameNumber
    private let switchIndex: Int32
    /// Where the part begins in the source's raw log.
    private let partBegin: Int64
    private let switches: [NameNumber]
    private let parties: [NameNumber]
    private let destinations: [NameNumber]
    private let callTypes: [NameNumber]
    /// End of the record before in the stream.
    private(set) var previous: Instant?

    init(_ rater: Rater, names: Names, source: NameNumber, switchIndex: Int32, partBegin: Int64, previous: Instant?) {
        self.rater = rater
        self.names = names
        self.source = source
        self.switchIndex = switchIndex
        self.partBegin = partBegin
        self.previous = previous
        switches = rater.switches.map { names.number(.switch, $0.text) }
        parties = rater.parties.map { names.number(.party, $0.text) }
        destinations = rater.destinations.map { names.number(.destination, $0) }
        callTypes = rater.callTypes.map { names.number(.callType, $0.text) }
    }

    /// The calls share the records' buffer of texts.
    mutating func calls(of records: RecordBatch, now: Instant) -> CallBatch {
        var batch = CallBatch()
        batch.bytes = records.bytes
        batch.calls.reserveCapacity(records.records.count)
        let texts = records.bytes.span
        var end = previous
        rater.assess(
            records.records, texts, on: { ownSwitch($0, records) ?? switchIndex }, after: &end, now: now + Self.clockSlack
        ) { record, index, assessment in
            batch.calls.append(call(record, assessment, switches[Int(index)], records.bytes))
        }
        previous = end
        return batch
    }

    /// Our own export names the switch of each record.
    private func ownSwitch(_ record: CallRecord, _ records: RecordBatch) -> Int32? {
        guard !record.switch.isMissing, let name = records.text(record.switch) else { return nil }
        return rater.switchIndex(of: SwitchID(name))
    }

    private func call(_ record: CallRecord, _ found: Assessment, _ switchNumber: NameNumber, _ bytes: [UInt8]) -> StoredCall {
        var call = StoredCall()
        call.stamp = record.stamp
        call.switch = switchNumber
        (call.called, call.calling, call.leg) = (record.called, record.calling, record.leg)
        (call.link, call.given, call.givenCurrency) = (record.link, record.charge, record.currency)
        call.start = found.start
        (call.day, call.hour) = (found.day, found.hour)
        (call.direction, call.answer, call.answered) = (found.direction, record.answered, found.answered)
        call.saidDirection = record.direction
        (call.ambiguousTime, call.followsLegs, call.lastLeg) = (found.ambiguousTime, record.followsLegs, record.lastLeg)
        (call.duration, call.ring, call.span, call.pulses) = (record.duration, record.ring, record.span, record.pulses)
        call.talk = Int32(clamping: found.talk)
        call.party = parties[Int(found.party)]
        call.trunk = names.number(.trunk, record.trunk, in: bytes)
        call.account = names.number(.account, record.account, in: bytes)
        call.extension = names.number(.extension, record.extension, in: bytes)
        call.address = names.number(.address, record.sourceIP, in: bytes)
        call.destination = found.destination < 0 ? .none : destinations[Int(found.destination)]
        call.callType = found.callType < 0 ? .none : callTypes[Int(found.callType)]
        call.codedPrivate = found.isPrivate
        call.source = source
        call.rawOffset = partBegin + record.rawOffset
        call.rawCount = Int32(clamping: record.rawCount)
        (call.price, call.cost, call.site) = (found.price, found.cost, rater.siteNumber)
        return call
    }
}
