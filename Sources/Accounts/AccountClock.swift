public import Time

/// The time by which sessions, keys and delays end. It runs with a steady clock from a start taken once, so setting the
/// machine's clock while the program runs changes nothing; over a restart it never begins before what the book has seen.
public struct AccountClock: Sendable {
    public let now: @Sendable () -> Instant

    public init(now: @escaping @Sendable () -> Instant) { self.now = now }

    /// - Parameters:
    ///   - wall: the machine's time at the start.
    ///   - floor: `AccountStore.latestInstant()`.
    ///   - elapsed: whole seconds since the start by a clock that nobody sets and that counts a suspended machine's time.
    public static func steady(wall: Instant, floor: Instant, elapsed: @escaping @Sendable () -> Int64) -> AccountClock {
        let base = max(wall, floor)
        return AccountClock { base + max(0, elapsed()) }
    }

    /// The machine's steady clock.
    public static func machine(wall: Instant, floor: Instant) -> AccountClock {
        let start = ContinuousClock.now
        return steady(wall: wall, floor: floor) { (ContinuousClock.now - start).components.seconds }
    }
}
