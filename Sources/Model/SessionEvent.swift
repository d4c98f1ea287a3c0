public import Time

/// What a switch said of a call that goes on, between its begin and its end: it makes no call (DOMAIN "Legs").
public struct SessionEvent: Hashable, Sendable {
    /// What the events of one session have in common.
    public var key: [UInt8]
    public var calling: [UInt8] = []
    /// As dialled.
    public var called: [UInt8] = []
    /// When it was; `nil`: the record does not say.
    public var at: Instant?
    /// Whether it ends the session.
    public var isEnd: Bool
    /// Where the record's bytes begin, counted from the begin of the part, and how many they are.
    public var rawOffset: Int64 = 0
    public var rawCount: Int = 0

    public init(key: [UInt8], isEnd: Bool) { (self.key, self.isEnd) = (key, isEnd) }
}
