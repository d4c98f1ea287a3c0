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

    /// The party of a number of some kind, -1 where nobody has it on that day. A number of the switch goes before one of all switches.
    @inline(__always)
    func party(_ kind: UInt8, _ bytes: Span<UInt8>, _ range: Range<Int>, on switchIndex: Int32, day: Int32) -> Int32 {
        guard !range.isEmpty else { return -1 }
        let own = find(kind, bytes, range, switchIndex, day)
        return own >= 0 ? own : find(kind, bytes, range, Directory.everywhere, day)
    }

    @inline(__always)
    private func find(_ kind: UInt8, _ bytes: Span<UInt8>, _ range: Range<Int>, _ tag: Int32, _ day: Int32) -> Int32 {
        var index = numbers.find(bytes, range, tag: tag)
        while index >= 0 {
            let assignment = assignments[index]
            if assignment.kind == kind, assignment.from <= day, day <= assignment.to { return assignment.party }
            index = assignment.next
        }
        return -1
    }
}
