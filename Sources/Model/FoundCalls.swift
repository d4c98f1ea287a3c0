/// Calls that were looked up for a condition, by what they have in common.
public struct FoundCalls: Hashable, Sendable {
    /// One thing that calls have.
    public enum Part: Hashable, Sendable {
        case missing
        case number(Int64)
        case text(String)
    }

    /// What each of the rows has, in the same order.
    public let keys: [TallyKey]
    public let rows: [[Part]]
    /// All others are meant.
    public let isRest: Bool

    public init(_ keys: [TallyKey], _ rows: [[Part]], isRest: Bool) { (self.keys, self.rows, self.isRest) = (keys, rows, isRest) }
}
