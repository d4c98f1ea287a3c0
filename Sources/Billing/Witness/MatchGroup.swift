import Model
import Site
import Time

/// The records of one number called, being paired.
struct MatchGroup {
    private struct Candidate {
        let place: Int
        /// In the order of what they tell.
        let rank: Int
        let start: Int64
        let otherStart: Int64?
        let isAnswered: Bool
        let caller: CallerKey
    }

    /// Which instant of a start that may be two is taken.
    private enum Clock: CaseIterable { case told, theirOther, ourOther }

    /// What two records must have in common; `nil`: the record is not of those that are compared now.
    private typealias Key = (CallerKey) -> Int64?

    private let rule: WitnessMatch
    private var ours: [Candidate]
    private var theirs: [Candidate]
    private var found: [WitnessMatcher.Pair] = []

    /// - Parameters:
    ///   - ours: all sightings, and the places of those that are meant, in their order.
    ///   - theirs: the same.
    init(_ rule: WitnessMatch, _ ours: ([Sighting], ArraySlice<Int>), _ theirs: ([Sighting], ArraySlice<Int>)) {
        self.rule = rule
        (self.ours, self.theirs) = (Self.candidates(ours.0, ours.1), Self.candidates(theirs.0, theirs.1))
    }

    private static func candidates(_ sightings: [Sighting], _ places: ArraySlice<Int>) -> [Candidate] {
        places.enumerated().map { rank, place in
            let one = sightings[place]
            return Candidate(
                place: place, rank: rank, start: one.start.seconds, otherStart: one.otherStart?.seconds, isAnswered: one.isAnswered,
                caller: CallerKey(one.caller))
        }
    }

    mutating func pairs() -> [WitnessMatcher.Pair] {
        for clock in Clock.allCases {
            for answered in [true, false] {
                guard !ours.isEmpty, !theirs.isEmpty else { return found }
                pair(clock, answered)
            }
        }
        return found
    }

    private mutating func pair(_ clock: Clock, _ answered: Bool) {
        guard rule.comparesCalling else { return pair(clock, answered, { _ in 0 }, { _ in 0 }) }
        pair(clock, answered, \.all, \.all)
        let lengths = Set((ours + theirs).filter { $0.caller.kind != .none }.map(\.caller.count))
        for length in lengths.sorted(by: >) where length < NumberEnd.significant {
            pair(clock, answered, { $0.whole(length) }, { $0.ending(length) })
            pair(clock, answered, { $0.ending(length) }, { $0.whole(length) })
        }
        pair(clock, answered, { $0.kind == .long ? nil : 0 }, { $0.kind == .short ? nil : 0 })
        pair(clock, answered, { $0.kind == .short ? nil : 0 }, { $0.kind == .long ? nil : 0 })
    }

    /// A record while its neighbours are looked for.
    private struct Point {
        let key: Int64
        let time: Int64
        let isOurs: Bool
        let index: Int
        /// Of equal starts the longest of ours stands last and the longest of theirs first: equal ones are neighbours.
        let order: Int
    }

    private mutating func pair(_ clock: Clock, _ answered: Bool, _ ourKey: Key, _ theirKey: Key) {
        guard !ours.isEmpty, !theirs.isEmpty else { return }
        func points(_ list: [Candidate], _ isOurs: Bool, _ isOther: Bool, _ key: Key) -> [Point] {
            list.enumerated().compactMap { index, one in
                guard one.isAnswered || !answered, let key = key(one.caller) else { return nil }
                guard let time = isOther ? one.otherStart : one.start else { return nil }
                return Point(key: key, time: time, isOurs: isOurs, index: index, order: isOurs ? one.rank : -one.rank)
            }
        }
        let (left, right) = (points(ours, true, clock == .ourOther, ourKey), points(theirs, false, clock == .theirOther, theirKey))
        guard !left.isEmpty, !right.isEmpty else { return }
        let all = (left + right).sorted { one, other in
            if one.key != other.key { return one.key < other.key }
            if one.time != other.time { return one.time < other.time }
            return one.isOurs != other.isOurs ? one.isOurs : one.order < other.order
        }
        var begin = 0
        var used: [WitnessMatcher.Pair] = []
        while begin < all.count {
            let end = all[begin...].firstIndex { $0.key != all[begin].key } ?? all.count
            let run = all[begin..<end]
            for (first, second) in NearestPairs.find(run.map(\.time), run.map(\.isOurs), within: Int64(rule.start)) {
                let (one, other) = (all[begin + first], all[begin + second])
                used.append(WitnessMatcher.Pair(ours: one.isOurs ? one.index : other.index, theirs: one.isOurs ? other.index : one.index))
            }
            begin = end
        }
        take(used)
    }

    /// - Parameter pairs: by the places in what is left.
    private mutating func take(_ pairs: [WitnessMatcher.Pair]) {
        guard !pairs.isEmpty else { return }
        found += pairs.map { WitnessMatcher.Pair(ours: ours[$0.ours].place, theirs: theirs[$0.theirs].place) }
        let (left, right) = (Set(pairs.map(\.ours)), Set(pairs.map(\.theirs)))
        ours = ours.enumerated().filter { !left.contains($0.offset) }.map(\.element)
        theirs = theirs.enumerated().filter { !right.contains($0.offset) }.map(\.element)
    }
}
