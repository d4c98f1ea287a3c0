/// Sums of a group of calls, with final charges where these are asked for.
public struct TalliedRow: Sendable {
    public var row: TallyRow
    /// `nil` where they are not asked for.
    public var finals: FinalSums?

    /// - Parameter finals: `nil` where they are not asked for.
    public init(_ row: TallyRow, _ finals: FinalSums?) { (self.row, self.finals) = (row, finals) }
}

/// Groups of calls with their sums. There may be hundreds of thousands: what a page must know of each is told without making its row.
public protocol TalliedGroups: Sendable {
    /// How many there are.
    var count: Int { get }

    /// - Parameter place: from 0, below `count`.
    func row(_ place: Int) throws -> TalliedRow

    /// By a key that is a name: a number from 0 on for each group, the same where the names are the same.
    func numbers(_ key: TallyKey) throws -> [Int32]

    /// The name of a group by a key that is one; of any other empty.
    func name(_ key: TallyKey, _ place: Int) throws -> String

    /// Told apart by these of their keys, or by more; what is the same name keeps its number.
    func folded(by keys: Set<TallyKey>) throws -> any TalliedGroups
}

extension TalliedGroups {
    /// By the names of all rows.
    public func numbers(_ key: TallyKey) throws -> [Int32] {
        var known: [String: Int32] = [:]
        return try (0..<count).map { place in
            let (name, next) = (try name(key, place), Int32(truncatingIfNeeded: known.count))
            let number = known[name] ?? next
            if number == next { known[name] = next }
            return number
        }
    }

    /// That of the row.
    public func name(_ key: TallyKey, _ place: Int) throws -> String { try row(place).row.name(key) }

    /// As they are.
    public func folded(by keys: Set<TallyKey>) throws -> any TalliedGroups { self }

    /// One row after the other.
    public func each(_ body: (TalliedRow) throws -> Void) throws {
        for place in 0..<count { try body(row(place)) }
    }
}

/// Groups whose rows are made when they are asked for.
public struct TalliedRows: TalliedGroups {
    /// How many there are.
    public let count: Int
    private let make: @Sendable (Int) throws -> TalliedRow

    /// - Parameter make: the row of a place, from 0; the same each time.
    public init(count: Int, _ make: @escaping @Sendable (Int) throws -> TalliedRow) { (self.count, self.make) = (count, make) }

    /// Rows that are there already.
    public init(_ rows: [TalliedRow] = []) { self.init(count: rows.count) { rows[$0] } }

    /// - Parameter place: from 0, below `count`.
    public func row(_ place: Int) throws -> TalliedRow { try make(place) }
}
