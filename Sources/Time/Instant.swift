/// A moment: whole seconds since 1970-01-01T00:00:00 UTC, leap seconds not counted.
public struct Instant: Hashable, Comparable, Sendable {
    /// Since 1970-01-01T00:00:00 UTC.
    public let seconds: Int64

    public init(seconds: Int64) { self.seconds = seconds }

    public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
    public static func + (instant: Instant, seconds: Int64) -> Instant { Instant(seconds: instant.seconds &+ seconds) }
    public static func - (instant: Instant, seconds: Int64) -> Instant { Instant(seconds: instant.seconds &- seconds) }

    /// In UTC, `2026-03-02T09:15:00Z`.
    public var utcText: String { WallTime(seconds: seconds).description + "Z" }
}

/// A half-open interval of instants, `from` ≤ t < `to`.
public struct Period: Hashable, Sendable {
    /// The first moment that belongs to it.
    public let from: Instant
    /// The first moment that does not belong to it any more.
    public let to: Instant

    public init(from: Instant, to: Instant) {
        self.from = from
        self.to = to
    }

    /// Whether `instant` lies in it; `to` does not.
    public func contains(_ instant: Instant) -> Bool { from <= instant && instant < to }
}
