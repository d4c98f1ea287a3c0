/// How many calls of each group go on at once, by slots of wall time (half hours, hours): the most of each slot, and the seconds in use.
///
/// A call is in use from its first second on up to the second in which it ends, that one not included: of two calls that follow each
/// other without a pause one line is enough. Calls come roughly in the order of time; what may still begin is told by `advance`. Held are
/// only calls that go on, and what was counted.
public struct Occupancy {
    /// What was counted in one slot of a group.
    public struct Slot: Hashable, Sendable {
        public var group: String
        /// Seconds of 1970, UTC.
        public var begin: Int64
        /// Calls at once, at most.
        public var most: Int64
        /// Seconds in use, of all calls together.
        public var seconds: Int64
    }

    /// Seconds of a slot.
    public let length: Int64
    private let offset: (Int64) -> Int64
    private var numbers: [String: Int] = [:]
    private var groups: [Group] = []
    private var events = EventHeap()
    private var counts: [Place: (most: Int64, seconds: Int64)] = [:]

    private struct Group {
        var name: String
        var calls: Int64 = 0
        var since: Int64 = .min
    }

    private struct Place: Hashable {
        var group: Int
        var begin: Int64
    }

    /// - Parameter offset: seconds that the wall clock is ahead of UTC at a second of UTC: slots begin at whole ones of the wall clock.
    public init(length: Int64, offset: @escaping (Int64) -> Int64) { (self.length, self.offset) = (max(length, 1), offset) }

    /// Slots in which something was counted so far.
    public var count: Int { counts.count }

    /// A call from a second to another, that one not included.
    public mutating func add(_ group: String, from: Int64, to: Int64) {
        guard from < to else { return }
        let number: Int
        if let known = numbers[group] {
            number = known
        } else {
            number = groups.count
            numbers[group] = number
            groups.append(Group(name: group))
        }
        events.push(EventHeap.Event(time: from, group: number, change: 1))
        events.push(EventHeap.Event(time: to, group: number, change: -1))
    }

    /// Counts up to a second before which no call begins any more.
    public mutating func advance(to second: Int64) {
        while let event = events.first, event.time <= second {
            events.removeFirst()
            apply(event)
        }
    }

    /// The slots with calls, in the order of time, then of the groups' names.
    public mutating func finish() -> [Slot] {
        advance(to: .max)
        return counts.map { Slot(group: groups[$0.group].name, begin: $0.begin, most: $1.most, seconds: $1.seconds) }
            .sorted { ($0.begin, $0.group) < ($1.begin, $1.group) }
    }

    /// Where a second's slot begins.
    public func begin(of second: Int64) -> Int64 {
        let rest = (second &+ offset(second)) % length
        return second - (rest < 0 ? rest + length : rest)
    }

    private mutating func apply(_ event: EventHeap.Event) {
        let group = groups[event.group]
        if group.calls > 0, group.since < event.time { count(event.group, group.calls, from: group.since, to: event.time) }
        groups[event.group].calls += event.change
        groups[event.group].since = event.time
    }

    /// So many calls for a while, slot by slot.
    private mutating func count(_ group: Int, _ calls: Int64, from: Int64, to: Int64) {
        var at = from
        while at < to {
            let begin = begin(of: at)
            let end = min(begin + length, to)
            var known = counts[Place(group: group, begin: begin)] ?? (0, 0)
            known = (max(known.most, calls), known.seconds + calls * (end - at))
            counts[Place(group: group, begin: begin)] = known
            at = end
        }
    }
}

/// Begins and ends of calls; the earliest is first.
private struct EventHeap {
    struct Event {
        var time: Int64
        var group: Int
        var change: Int64
    }

    private var events: [Event] = []

    var first: Event? { events.first }

    mutating func push(_ event: Event) {
        events.append(event)
        var child = events.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard events[child].time < events[parent].time else { return }
            events.swapAt(child, parent)
            child = parent
        }
    }

    mutating func removeFirst() {
        guard let last = events.popLast(), !events.isEmpty else { return }
        events[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < events.count && events[child].time < events[least].time {
                least = child
            }
            guard least != parent else { return }
            events.swapAt(least, parent)
            parent = least
        }
    }
}
