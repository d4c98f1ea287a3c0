public import Model

/// Groups of calls as a book added them up. Final charges are there where they were asked for: by the settlement that is kept with the
/// calls, and as they were if nothing settled them; which of both holds depends on the party.
public struct BookTally: Sendable {
    private let table: TallyTable
    private let names: Names

    init(_ table: TallyTable, _ names: Names) { (self.table, self.names) = (table, names) }

    public var count: Int { table.count }

    /// - Parameter place: from 0, below `count`.
    public func row(_ place: Int) throws(StoreError) -> TallyRow { try table.row(place, names) }

    /// The final charges of a group by the kept settlement, of a tally that was asked for them.
    public func kept(_ place: Int) throws(StoreError) -> FinalSums { try table.finals[place].kept() }

    /// The same without any settlement.
    public func plain(_ place: Int) throws(StoreError) -> FinalSums { try table.finals[place].plain() }

    /// All groups at once.
    public func all() throws(StoreError) -> [TallyRow] {
        var rows: [TallyRow] = []
        rows.reserveCapacity(count)
        for place in 0..<count { rows.append(try row(place)) }
        return rows
    }

    /// Whether any call of a group has a charge.
    public func isCharged(_ place: Int) -> Bool { table.isCharged(place) }

    public func name(_ key: TallyKey, _ place: Int) -> String { table.name(key, place, names) }

    /// A number for each group by a key that is a name. A book tells names apart by their bytes: where these are no ASCII, two may be the
    /// same to people, and then have the number of the first.
    public func numbers(_ key: TallyKey) -> [Int32] {
        let numbers = table.numbers(key)
        guard !table.isASCII(key, names) else { return numbers }
        let same = BookTally.same(table.allNames(key, names))
        return same.isEmpty ? numbers : numbers.map { same[$0] ?? $0 }
    }

    /// By number, where an earlier one has the same name.
    private static func same(_ names: [String]) -> [Int32: Int32] {
        var (first, same): ([String: Int32], [Int32: Int32]) = ([:], [:])
        for (place, name) in names.enumerated() {
            let number = Int32(truncatingIfNeeded: place)
            if let known = first[name] { same[number] = known } else { first[name] = number }
        }
        return same
    }

    /// The groups of some places, told apart by these of their keys alone.
    /// - Parameters:
    ///   - places: `nil`: all.
    ///   - isKept: by place: whether the kept settlement holds. In the groups that come out, nothing but what holds is left.
    public func folded(
        by keys: Set<TallyKey>, _ places: [Int]?, isKept: (Int) -> Bool
    ) throws(StoreError) -> BookTally {
        var folded = table.bare(keys)
        if let places {
            for place in places { try folded.add(table, place, isKept: isKept(place)) }
        } else {
            for place in 0..<count { try folded.add(table, place, isKept: isKept(place)) }
        }
        return BookTally(folded, names)
    }
}
