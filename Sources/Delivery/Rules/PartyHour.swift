public import Model
public import Site
public import Time

/// Calls of a party in one hour of the site's day, told apart by what rules look at.
public struct PartyHour: Sendable {
    /// How they are to be added up for it.
    public static let keys: Set<TallyKey> = [.day, .hour, .direction, .destination, .callType]
    /// The same for rules on countries: for them alone the numbers called are told apart, of which there are many.
    public static let keysOfCountries: Set<TallyKey> = [.day, .hour, .direction, .switch, .called, .callType]

    public var day: CivilDay
    /// When the hour begins.
    public var begin: Instant
    /// Place in the week by the clock on the wall: hours of workdays, then those of Saturdays and Sundays, 0 … 47.
    let place: Int
    public var direction: Direction
    /// Empty for calls that have none, and where it was not asked for.
    public var country: String
    /// Empty for calls that have none, and where countries were asked for.
    public var destination: String
    public var callType: String
    public var sums: CallSums

    /// `nil` where the row does not know its hour.
    /// - Parameter country: of a number that was called, and the switch on which; empty: none. Only calls that go out have one.
    public init?(_ row: TallyRow, _ zone: Zone, country: (_ called: String, _ switch: String) -> String = { _, _ in "" }) {
        guard let day = row.day, let hour = row.hour else { return nil }
        (self.day, begin) = (day, zone.start(of: day) + Int64(hour) * 3600)
        let wall = zone.wall(begin)
        place = (day.weekday < 5 ? 0 : 24) + wall.secondOfDay / 3600
        (direction, destination, callType, sums) = (row.direction ?? .unknown, row.destination, row.callType, row.sums)
        self.country = direction == .out || direction == .transit ? country(row.called, row.switch) : ""
    }
}

extension AlertCondition {
    /// Whether a rule counts the calls.
    public func counts(callType: String, _ direction: Direction) -> Bool {
        let directions = countedDirections
        return (directions.isEmpty || directions.contains(direction)) && (types.isEmpty || types.contains { $0.text == callType })
    }

    func counts(_ hour: PartyHour) -> Bool { counts(callType: hour.callType, hour.direction) }

    /// Whether a day's calls can be anything unusual: where the floor is not reached nobody needs to know the past.
    public func reachesFloor(_ hours: [PartyHour], on day: CivilDay) -> Bool {
        guard let floor = ofParty?.figure else { return false }
        var isCharged = false
        if case .oddHours = ofParty { isCharged = true }
        let sums = hours.filter { $0.day == day && counts($0) }.map(\.sums)
        return !sums.isEmpty && floor.value(of: sums, charged: isCharged) >= floor.limit
    }

    /// Whether it looks at countries: hours are read with the keys of these then.
    public var isOfCountries: Bool {
        if case .firstTime(let first) = ofParty { first.of == .country } else { false }
    }

    /// The days before one that say what is usual.
    public func past(before day: CivilDay) -> DayRange? {
        switch ofParty {
        case .burst(let burst): DayRange(day + -7 * burst.weeks, day + -1)
        case .firstTime(let first): DayRange(day + -first.days, day + -1)
        case .oddHours(let odd): DayRange(day + -7 * odd.weeks, day + -1)
        case .total, .budget, nil: nil
        }
    }
}

/// What was usual of a party before a day, for one rule: small, for it is kept for every party that calls.
public struct PartyPast: Hashable, Sendable {
    /// First day with a call in the time looked back, and the day that is judged.
    let first: CivilDay?
    let day: CivilDay
    /// The greatest figure of an hour or a day.
    private(set) var most: Int64 = 0
    /// Countries, destinations or call types that were called.
    private(set) var known: Set<String> = []
    /// Hours of the week with a call, a bit for each.
    private var places: UInt64 = 0

    /// - Parameter hours: of any days; what lies outside of the rule's past is left out.
    public init(_ rule: AlertCondition, _ hours: [PartyHour], before day: CivilDay) {
        let days = rule.past(before: day)
        let past = hours.filter { days?.contains($0.day) ?? false }
        (first, self.day) = (past.lazy.map(\.day).min(), day)
        switch rule.ofParty {
        case .burst(let burst):
            var sums: [Int64: Int64] = [:]
            for hour in past where rule.counts(hour) {
                let key = burst.span == .hour ? hour.begin.seconds : Int64(hour.day.number)
                sums[key] = (sums[key] ?? 0).plus(burst.floor.value(of: hour.sums))
            }
            most = sums.values.max() ?? 0
        case .firstTime(let first): for hour in past where rule.counts(hour) { known.insert(first.name(of: hour)) }
        case .oddHours:
            // Whatever the type: who makes free calls at night is there at night.
            var ofAnyType = rule
            ofAnyType.types = []
            for hour in past where ofAnyType.counts(hour) { places |= 1 << UInt64(hour.place) }
        case .total, .budget, nil: break
        }
    }

    /// Whether there were calls long enough ago to say what is usual.
    public var isEnough: Bool { first.map { day - $0 >= PartyCondition.leastPast } ?? false }

    func had(_ hour: PartyHour) -> Bool { places & 1 << UInt64(hour.place) != 0 }
}

extension PartyCondition.FirstTime {
    func name(of hour: PartyHour) -> String {
        switch of {
        case .country: hour.country
        case .destination: hour.destination
        case .type: hour.callType
        }
    }
}
