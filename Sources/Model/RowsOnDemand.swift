/// Rows that are made when they are asked for: there may be hundreds of thousands, of which a page shows a few.
public struct RowsOnDemand<Row: Sendable>: Sendable {
    /// How many there are.
    public let count: Int
    private let make: @Sendable (Int) throws -> Row

    /// - Parameter make: the row of a place, from 0; the same each time.
    public init(count: Int, _ make: @escaping @Sendable (Int) throws -> Row) { (self.count, self.make) = (count, make) }

    /// Rows that are there already.
    public init(_ rows: [Row] = []) { self.init(count: rows.count) { rows[$0] } }

    /// - Parameter place: below `count`.
    public func row(_ place: Int) throws -> Row { try make(place) }

    /// One after the other.
    public func each(_ body: (Row) throws -> Void) throws {
        for place in 0..<count { try body(make(place)) }
    }

    /// All at once.
    public func all() throws -> [Row] { try (0..<count).map(make) }
}
