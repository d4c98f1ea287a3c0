public import Time

/// A party's calls of a day that changed, or that are there.
public struct PartyDay: Hashable, Sendable {
    public var party: String
    public var day: CivilDay

    public init(party: String, day: CivilDay) { (self.party, self.day) = (party, day) }
}

/// A party's calls of a day, of one type and direction.
public struct PartySum: Hashable, Sendable {
    public var party: String
    public var day: CivilDay
    public var callType: String
    public var direction: Direction
    /// Calls, seconds of talk, prices and costs by tariff; nothing else is known of a day.
    public var sums: CallSums

    public init(party: String, day: CivilDay, callType: String, direction: Direction, sums: CallSums) {
        (self.party, self.day, self.callType, self.direction, self.sums) = (party, day, callType, direction, sums)
    }
}
