public import Money

/// When a witness's record and one of ours tell of the same call, and when they agree about it.
public struct WitnessMatch: Hashable, Sendable {
    /// Seconds by which the starts may lie apart.
    public var start = 120
    /// Seconds by which the durations of a call may differ that counts as equal.
    public var duration = 5
    /// By how much the amounts may differ, in their own currency.
    public var amount = Amount.zero
    /// Whether records that name different callers are different calls; a carrier that bills all under one main number says `false`.
    public var comparesCalling = true

    public init() {}
}
