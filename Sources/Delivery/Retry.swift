public import Model
public import Time

/// When a message that was refused for now is tried again: pauses of half a minute that grow fourfold up to six hours, eight tries in all.
public enum Retry {
    public static let most = 8
    private static let first: Int64 = 30
    private static let longest: Int64 = 6 * 3600

    /// What is noted of a try, and when the next one is; after the last one it is given up.
    /// - Parameter attempts: tries so far, this one included.
    public static func plan(_ outcome: DeliveryOutcome, attempts: Int, at now: Instant) -> (outcome: DeliveryOutcome, next: Instant?) {
        guard outcome.state == .failed else { return (outcome, nil) }
        guard attempts < most else { return (DeliveryOutcome(.givenUp, "Given up after \(attempts) tries. " + outcome.answer), nil) }
        var pause = first
        for _ in 1..<max(attempts, 1) { pause = min(pause * 4, longest) }
        return (outcome, now + pause)
    }
}
