public import Model
import Time

/// What decides in which order the records of one call count (DOMAIN "Legs").
public struct LegPlace: Sendable {
    var start: Instant
    /// They carry one start and follow each other: the stream tells their order, and the record itself which one is the last.
    var follows: Bool
    var isLast: Bool
    /// A half of an inner channel, which says nothing of who called whom.
    var isSilent: Bool
    var rawOffset: Int64

    public init(_ call: StoredCall) {
        (start, follows, isLast) = (call.start, call.followsLegs, call.lastLeg)
        (isSilent, rawOffset) = (call.direction == .unknown, call.rawOffset)
    }

    public init(_ row: CallRow) {
        (start, follows, isLast) = (row.start, row.followsLegs, row.lastLeg)
        (isSilent, rawOffset) = (row.direction == .unknown, row.rawOffset)
    }

    /// Legs that follow each other in the order of the stream, the last one last; others by start, of one start those that say less behind, then by
    /// identity, so that it makes no difference in which order, by which file or source they came.
    /// - Parameter legs: of one call, in the order of start, then key.
    public static func ordered<Leg>(_ legs: [Leg], _ place: (Leg) -> LegPlace) -> [Leg] {
        let places = legs.map(place)
        let inStream = places.contains { $0.follows }
        let order = legs.indices.sorted { left, right in
            let (a, b) = (places[left], places[right])
            if inStream { return (a.isLast ? 1 : 0, a.rawOffset, left) < (b.isLast ? 1 : 0, b.rawOffset, right) }
            return (a.start.seconds, a.isSilent ? 1 : 0, left) < (b.start.seconds, b.isSilent ? 1 : 0, right)
        }
        return order.map { legs[$0] }
    }
}
