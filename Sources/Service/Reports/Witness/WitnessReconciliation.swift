import Billing
import Model
import Money
import Rating
import Reporting
import Site
import Store
import Time

/// What a record of ours and one of a witness say of a call; one of them may be missing.
struct WitnessedCall {
    var group: Int
    /// The witness's place in its group; `nil`: only we have the call, and the group has several witnesses.
    var witness: Int?
    /// Places of the records.
    var ours: Int?
    var theirs: Int?
    /// What the witness asks for.
    var billed: Money?
    var differences: WitnessDifferences = []
    /// That beyond our cost.
    var difference: Money?

    enum State: String { case matched, differs, onlyOurs, onlyTheirs }

    var state: State {
        guard ours != nil else { return .onlyTheirs }
        guard theirs != nil else { return .onlyOurs }
        return differences.isEmpty ? .matched : .differs
    }

    /// The record by which it belongs to a period: ours, where there is one.
    var place: Int { ours ?? theirs ?? 0 }
}

/// Our records of some days and the witnesses', matched.
struct WitnessReconciliation {
    let parties: WitnessParties
    private let book: OpenBook
    private let state: SiteState

    init(_ book: OpenBook, _ state: SiteState) {
        (self.book, self.state) = (book, state)
        parties = WitnessParties(state.site, book.store.names)
    }

    /// Hands over each call of the days in the order of time, a month at a time, so that memory is bounded by that.
    /// - Parameter body: `false` ends it.
    func each(_ days: DayRange, _ body: (WitnessedCall, SightingReader) throws -> Bool) throws {
        guard !parties.isEmpty else { return }
        var first = days.first
        while let month = DayRange(first, min(first + 30, days.last)) {
            let (calls, reader) = try calls(month)
            for call in calls where try !body(call, reader) { return }
            guard month.last < days.last else { return }
            first = month.last + 1
        }
    }

    private struct Side {
        var places: [Int] = []
        var sightings: [Sighting] = []

        mutating func add(_ place: Int, _ sighting: Sighting) {
            places.append(place)
            sightings.append(sighting)
        }
    }

    /// Of the days beside the period those calls are looked at too whose other record may lie inside.
    private func calls(_ days: DayRange) throws -> ([WitnessedCall], SightingReader) {
        var filter = CallFilter(days: DayRange(days.first + -1, days.last + 1))
        filter.directions = [.out, .transit, .unknown] + (parties.looksAtIncoming ? [.in] : [])
        filter.states = [.rated, .free, .unrated, .writtenOff]
        filter.records = .sightings
        let records = try book.store.witnessed(filter)
        let reader = SightingReader(records, state, book.store.names)
        var ours = [Side](repeating: Side(), count: parties.groups.count)
        var theirs = parties.groups.map { [Side](repeating: Side(), count: $0.witnesses.count) }
        for (place, record) in records.records.enumerated() {
            if let group = parties.groupOfSwitch[record.switch] {
                guard parties.tells(record, in: group) else { continue }
                let witnesses = parties.groups[group].witnesses
                guard let witness = witnesses.firstIndex(where: { $0.number == record.switch }) else { continue }
                theirs[group][witness].add(place, reader.theirs(record, witnesses[witness]))
            } else {
                let groups = parties.groups(of: record)
                guard !groups.isEmpty else { continue }
                let sighting = reader.ours(record)
                for group in groups { ours[group].add(place, sighting) }
            }
        }
        var calls: [WitnessedCall] = []
        for group in parties.groups.indices { match(group, ours[group], theirs[group], &calls) }
        let all = records.records
        calls.removeAll { !days.contains(all[$0.place].day) }
        calls.sort { (all[$0.place].start.seconds, $0.place, $0.group) < (all[$1.place].start.seconds, $1.place, $1.group) }
        return (calls, reader)
    }

    /// What one witness of a group leaves of ours is for the next.
    private func match(_ group: Int, _ ours: Side, _ theirs: [Side], _ calls: inout [WitnessedCall]) {
        let witnesses = parties.groups[group].witnesses
        var left = ours
        for (index, side) in theirs.enumerated() {
            let matcher = WitnessMatcher(witnesses[index].rule)
            var (usedOurs, usedTheirs) = (left.sightings.map { _ in false }, side.sightings.map { _ in false })
            for pair in matcher.pairs(left.sightings, side.sightings) {
                let (our, their) = (left.sightings[pair.ours], side.sightings[pair.theirs])
                (usedOurs[pair.ours], usedTheirs[pair.theirs]) = (true, true)
                calls.append(
                    WitnessedCall(
                        group: group, witness: index, ours: left.places[pair.ours], theirs: side.places[pair.theirs], billed: their.money,
                        differences: matcher.differences(our, their), difference: WitnessMatcher.difference(our.money, their.money)))
            }
            for (place, their) in side.sightings.enumerated() where !usedTheirs[place] && !their.isMereAttempt {
                calls.append(
                    WitnessedCall(
                        group: group, witness: index, theirs: side.places[place], billed: their.money, difference: their.money))
            }
            var rest = Side()
            for place in left.sightings.indices where !usedOurs[place] { rest.add(left.places[place], left.sightings[place]) }
            left = rest
        }
        let isBill = !parties.groups[group].provider.isEmpty
        for (place, our) in left.sightings.enumerated() where !our.isMereAttempt {
            calls.append(
                WitnessedCall(
                    group: group, witness: witnesses.count == 1 ? 0 : nil, ours: left.places[place],
                    difference: isBill ? our.money.flatMap(Self.negative) : nil))
        }
    }

    /// A bill without a call of ours asks for less by what the call costs.
    private static func negative(_ money: Money) -> Money? {
        Amount.zero.subtracting(money.amount).map { Money($0, money.currency) }
    }
}
