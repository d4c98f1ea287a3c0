public import Model
public import Money
public import Rating
public import Time

/// A call as a bill adds it up.
public struct BilledCall: Hashable, Sendable {
    /// The final charge.
    public var final: Money
    /// `nil`: a call without type, which bears no tax.
    public var callType: CallTypeID?
    /// Of its start: its tax rates are those of this day.
    public var day: CivilDay

    public init(final: Money, callType: CallTypeID?, day: CivilDay) { (self.final, self.callType, self.day) = (final, callType, day) }

    /// `nil` for one that settlement made unrated.
    public init?(_ settled: SettledCall, types: [CallTypeID]) {
        guard settled.unrated == nil else { return nil }
        self.init(
            final: settled.final, callType: settled.call.callType >= 0 ? types[Int(settled.call.callType)] : nil, day: settled.call.day)
    }
}
