import Money
public import Site
import Time

/// Finds which of our records and a witness's tell of the same call. Pure; the order in which they come does not matter.
///
/// Two records may be one call where they have the same number called, starts no farther apart than the rule says, and not two callers that
/// contradict each other: two different extensions, or two whole numbers of which neither ends the other. Of those that may be, records of
/// the same caller are paired first, then an extension with a whole number that ends in it, then the rest; in each the nearest starts
/// first. Answered calls go before attempts. What is left over and may have begun at another instant, in the hour that comes
/// twice, is tried by that last.
public struct WitnessMatcher: Sendable {
    /// Places of two records in their lists.
    public struct Pair: Hashable, Sendable {
        public var ours: Int
        public var theirs: Int
    }

    let rule: WitnessMatch

    public init(_ rule: WitnessMatch) { self.rule = rule }

    /// Each record is in one pair at most; the pairs are in the order of the number called.
    public func pairs(_ ours: [Sighting], _ theirs: [Sighting]) -> [Pair] {
        let (left, right) = (Self.order(ours), Self.order(theirs))
        var pairs: [Pair] = []
        var (first, other) = (0, 0)
        while first < left.count, other < right.count {
            let (number, its) = (ours[left[first]].number, theirs[right[other]].number)
            if number < its {
                first += 1
            } else if its < number {
                other += 1
            } else {
                let end = left[first...].firstIndex { ours[$0].number != number } ?? left.count
                let otherEnd = right[other...].firstIndex { theirs[$0].number != number } ?? right.count
                var group = MatchGroup(rule, (ours, left[first..<end]), (theirs, right[other..<otherEnd]))
                pairs += group.pairs()
                (first, other) = (end, otherEnd)
            }
        }
        return pairs
    }

    private static func order(_ sightings: [Sighting]) -> [Int] {
        sightings.indices.filter { !sightings[$0].number.isEmpty }.sorted { Sighting.precedes(sightings[$0], sightings[$1]) }
    }
}
