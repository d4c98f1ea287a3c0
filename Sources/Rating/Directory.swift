internal import Model
internal import Site
internal import Time

/// A number of a party on certain days.
struct Assignment: BitwiseCopyable, Sendable {
    var kind: UInt8
    var party: Int32
    /// Days since 1970, both included.
    var from: Int32
    var to: Int32
    /// The next assignment of the same number and switch, -1 none.
    var next: Int32
}

/// Which party a number belongs to on a day.
struct Directory: Sendable {
    /// The tag of numbers that mean the same on every switch.
    static let everywhere: Int32 = -1

    private let numbers: ByteTable
    private let assignments: Frozen<Assignment>
    /// Whether any number belongs to one switch only.
    private let hasOwn: Bool

    /// - Parameter switches: index by id.
    init(_ parties: [Party], switches: [SwitchID: Int32]) {
        var list: [Assignment] = []
        var heads: [Key: Int32] = [:]
        var order: [(tag: Int32, name: String, value: Int32)] = []
        for (index, party) in parties.enumerated() {
            let tag = party.switch.flatMap { switches[$0] } ?? Directory.everywhere
            for number in party.numbers {
                let key = Key(tag: tag, number: number.number)
                let place = Int32(truncatingIfNeeded: list.count)
                list.append(
                    Assignment(
                        kind: Directory.code(party.kind), party: Int32(truncatingIfNeeded: index),
                        from: number.validity.from?.number ?? .min, to: number.validity.to?.number ?? .max, next: heads[key] ?? -1))
                heads[key] = place
            }
        }
        for (key, head) in heads { order.append((key.tag, key.number, head)) }
        numbers = ByteTable(order)
        assignments = Frozen(list)
        hasOwn = heads.keys.contains { $0.tag != Directory.everywhere }
    }

    private struct Key: Hashable {
        var tag: Int32
        var number: String
    }

    func free() {
        numbers.free()
        assignments.free()
    }

    static func code(_ kind: PartyKind) -> UInt8 {
        switch kind {
        case .account: 0
        case .room: 1
        case .extension: 2
        case .subscriber: 3
        case .sourceIP: 4
        }
    }

    /// All assignments of a number, looked up once for all kinds of parties: those of the switch, and those of all switches.
    struct Holders: BitwiseCopyable {
        fileprivate var own: Int32 = -1
        fileprivate var everywhere: Int32 = -1
    }

    @inline(__always)
    func holders(_ bytes: Span<UInt8>, _ text: TextRef, on switchIndex: Int32) -> Holders {
        var holders = Holders()
        guard !text.isMissing else { return holders }
        if hasOwn { holders.own = numbers.find(bytes, text.range, tag: switchIndex) }
        holders.everywhere = numbers.find(bytes, text.range, tag: Directory.everywhere)
        return holders
    }

    /// The party of some kind, -1 where nobody has the number on that day. A number of the switch goes before one of all switches.
    @inline(__always)
    func party(_ kind: UInt8, _ holders: Holders, day: Int32) -> Int32 {
        let own = find(kind, holders.own, day)
        return own >= 0 ? own : find(kind, holders.everywhere, day)
    }

    @inline(__always)
    private func find(_ kind: UInt8, _ first: Int32, _ day: Int32) -> Int32 {
        var index = first
        while index >= 0 {
            let assignment = assignments[index]
            if assignment.kind == kind, assignment.from <= day, day <= assignment.to { return assignment.party }
            index = assignment.next
        }
        return -1
    }
}
