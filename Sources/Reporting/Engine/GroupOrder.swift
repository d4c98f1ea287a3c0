/// How groups beside each other are put into order: by what they weigh, the least first, then in their natural order. Comparing whole
/// titles takes longest, and there may be hundreds of thousands: what they begin with mostly tells.
struct GroupOrder {
    private struct Entry {
        let weight: Int64
        let order: Int
        /// The first eight bytes of the title, the first of them highest; `nil` where bytes are not in the order of texts.
        let beginning: UInt64?
        let place: Int
    }

    private var entries: [Entry] = []

    /// - Parameter count: how many are to be expected.
    init(count: Int) { entries.reserveCapacity(count) }

    /// The next group.
    mutating func add(_ title: String, order: Int, weight: Int64) {
        entries.append(Entry(weight: weight, order: order, beginning: GroupOrder.beginning(title), place: entries.count))
    }

    /// The places of the groups, in order.
    /// - Parameter name: title and id of the group of a place.
    func sorted(_ name: (Int) -> (title: String, id: String)) -> [Int] {
        entries.sorted { left, right in
            if left.weight != right.weight { return left.weight < right.weight }
            if left.order != right.order { return left.order < right.order }
            if let first = left.beginning, let second = right.beginning, first != second { return first < second }
            return name(left.place) < name(right.place)
        }.map(\.place)
    }

    /// Texts of ASCII alone are in the order of their bytes.
    private static func beginning(_ title: String) -> UInt64? {
        var (beginning, count) = (UInt64(0), 0)
        for byte in title.utf8 {
            guard byte < 0x80 else { return nil }
            if count < 8 { beginning = beginning << 8 | UInt64(byte) }
            count += 1
        }
        return count < 8 ? beginning << UInt64(8 * (8 - count)) : beginning
    }
}
