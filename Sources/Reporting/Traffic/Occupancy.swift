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
    /// Up to which second is counted.
    private var moment = Int64.min
    /// What is still to come: ends of calls that go on, and begins behind the moment.
    private var events = EventHeap()
    private var counts: [Place: (most: Int64, seconds: Int64)] = [:]

    private struct Group {
        let name: String
        var calls: Int64 = 0
        var since = Int64.min
        /// The slot that is being counted, and what was counted in it.
        var slot: Range<Int64> = 0..<0
        var most: Int64 = 0
        var seconds: Int64 = 0
    }

    private struct Place: Hashable {
        var group: Int
        var begin: Int64
    }

    /// - Parameter offset: seconds that the wall clock is ahead of UTC at a second of UTC: slots begin at whole ones of the wall clock.
    public init(length: Int64, offset: @escaping (Int64) -> Int64) { (self.length, self.offset) = (max(length, 1), offset) }

    /// Slots in which something was counted so far, but those that are being counted.
    public var count: Int { counts.count }

    /// The number by which a group is told apart.
    public mutating func number(of group: String) -> Int {
        if let known = numbers[group] { return known }
        numbers[group] = groups.count
        groups.append(Group(name: group))
        return groups.count - 1
    }

    /// The group of a number.
    public func name(of number: Int) -> String { groups[number].name }

    /// A call from a second to another, that one not included.
    /// - Parameter group: its number.
    public mutating func add(_ group: Int, from: Int64, to: Int64) {
        guard from < to else { return }
        let begin = EventHeap.Event(time: from, group: Int32(truncatingIfNeeded: group), change: 1)
        // Mostly it begins where all before it is counted: then it need not wait for its turn.
        if from <= moment { apply(begin) } else { events.push(begin) }
        events.push(EventHeap.Event(time: to, group: begin.group, change: -1))
    }

    /// Counts up to a second before which no call begins any more.
    public mutating func advance(to second: Int64) {
        while let event = events.first, event.time <= second {
            events.removeFirst()
            apply(event)
        }
        moment = max(moment, second)
    }

    /// The slots with calls, in the order of time, then of the groups' names.
    public mutating func finish() -> [Slot] {
        advance(to: .max)
        for group in groups.indices { close(group) }
        return counts.map { Slot(group: groups[$0.group].name, begin: $0.begin, most: $1.most, seconds: $1.seconds) }
            .sorted { ($0.begin, $0.group) < ($1.begin, $1.group) }
    }

    /// Where a second's slot begins.
    public func begin(of second: Int64) -> Int64 {
        let rest = (second &+ offset(second)) % length
        return second - (rest < 0 ? rest + length : rest)
    }

    private mutating func apply(_ event: EventHeap.Event) {
        let number = Int(event.group)
        if groups[number].calls > 0, groups[number].since < event.time { count(number, to: event.time) }
        groups[number].calls += Int64(event.change)
        groups[number].since = event.time
    }

    /// The calls that go on, from when their number changed last, slot by slot.
    private mutating func count(_ number: Int, to: Int64) {
        let calls = groups[number].calls
        var at = groups[number].since
        while at < to {
            if !groups[number].slot.contains(at) {
                close(number)
                let begin = begin(of: at)
                groups[number].slot = begin..<begin + length
            }
            let end = min(groups[number].slot.upperBound, to)
            groups[number].most = max(groups[number].most, calls)
            groups[number].seconds += calls * (end - at)
            at = end
        }
    }

    /// Keeps what was counted in a group's slot.
    private mutating func close(_ number: Int) {
        let group = groups[number]
        guard group.most > 0 else { return }
        let known = counts[Place(group: number, begin: group.slot.lowerBound)] ?? (0, 0)
        counts[Place(group: number, begin: group.slot.lowerBound)] = (max(known.most, group.most), known.seconds + group.seconds)
        (groups[number].most, groups[number].seconds) = (0, 0)
    }
}

/// Begins and ends of calls; the earliest is first.
private struct EventHeap {
    struct Event {
        var time: Int64
        var group: Int32
        var change: Int32
    }

    private var events: [Event] = []

    var first: Event? { events.first }

    mutating func push(_ event: Event) {
        events.append(event)
        events.withUnsafeMutableBufferPointer { events in
            var place = events.count - 1
            while place > 0 {
                let parent = (place - 1) / 2
                guard event.time < events[parent].time else { break }
                events[place] = events[parent]
                place = parent
            }
            events[place] = event
        }
    }

    /// The last takes the place of the first and sinks to where it belongs.
    mutating func removeFirst() {
        guard let last = events.popLast(), !events.isEmpty else { return }
        events.withUnsafeMutableBufferPointer { events in
            var place = 0
            while 2 * place + 1 < events.count {
                var child = 2 * place + 1
                if child + 1 < events.count, events[child + 1].time < events[child].time { child += 1 }
                guard events[child].time < last.time else { break }
                events[place] = events[child]
                place = child
            }
            events[place] = last
        }
    }
}
