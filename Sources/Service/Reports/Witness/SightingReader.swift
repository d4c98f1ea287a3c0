import Billing
import Model
import Money
import Rating
import Site
import Store
import Time

/// Makes sightings of records: numbers in one form, amounts read, the second instant of an hour that comes twice.
struct SightingReader {
    let records: WitnessedRecords
    private let rater: Rater
    private let plans: [NameNumber: Int32]
    private let zones: [NameNumber: Zone]
    private let zone: Zone

    init(_ records: WitnessedRecords, _ state: SiteState, _ names: Names) {
        (self.records, rater, zone) = (records, state.rater, state.site.settings.zone)
        plans = Dictionary(
            state.rater.switches.enumerated().compactMap { index, id in
                names.find(.switch, id.text).map { ($0, Int32(truncatingIfNeeded: index)) }
            }
        ) { first, _ in first }
        zones = Dictionary(
            state.site.switches.compactMap { place in
                place.zone.flatMap { zone in names.find(.switch, place.id.text).map { ($0, zone) } }
            }
        ) { first, _ in first }
    }

    func ours(_ record: WitnessedRecord) -> Sighting {
        sighting(record, record.cost, other: record.ambiguousTime ? otherStart(record) : nil)
    }

    /// The order of a bill is not that of time: it never told which of two hours is meant.
    func theirs(_ record: WitnessedRecord, _ witness: Witness) -> Sighting {
        sighting(record, given(record, witness), other: otherStart(record))
    }

    /// The number called as lists show it, and who called.
    func numbers(_ record: WitnessedRecord) -> (called: String, calling: String) {
        let called = record.direction == .in ? text(records.called(record)) : number(record)
        return (called, text(records.calling(record)))
    }

    private func sighting(_ record: WitnessedRecord, _ money: Money?, other: Instant?) -> Sighting {
        let (calling, called) = (records.calling(record), records.called(record))
        let isIn = record.direction == .in
        return Sighting(
            number: isIn ? farNumber(calling) : number(record),
            caller: text(isIn ? called : calling), start: record.start, otherStart: other,
            isAnswered: record.answered, duration: Int64(record.talk), money: money)
    }

    /// The number called, in the form of the dial plan.
    private func number(_ record: WitnessedRecord) -> String {
        text(rater.normalised(Array(records.called(record)), on: plans[record.switch])[...])
    }

    /// Who called from outside, told apart from a number that was called.
    private func farNumber(_ calling: ArraySlice<UInt8>) -> String {
        let digits = NumberEnd(calling).digits
        return digits.isEmpty ? "" : "<" + digits
    }

    /// In the hour that comes twice the other of the two instants.
    private func otherStart(_ record: WitnessedRecord) -> Instant? {
        let zone = zones[record.switch] ?? zone
        guard case .twice(let earlier, let later) = zone.resolve(zone.wall(record.start)) else { return nil }
        return record.start == earlier ? later : earlier
    }

    /// What cannot be read is no amount, as for a rate table that takes what the switch wrote.
    private func given(_ record: WitnessedRecord, _ witness: Witness) -> Money? {
        let (amount, code) = (records.given(record), text(records.givenCurrency(record)))
        guard !amount.isEmpty, let currency = code.isEmpty ? witness.currency : Currency(code),
            let units = try? DecimalText.parseWide(text(amount), decimals: 15),
            let rounded = Exact(units: units, decimals: 15).rounded(.millionth)
        else { return nil }
        return Money(rounded, currency)
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
