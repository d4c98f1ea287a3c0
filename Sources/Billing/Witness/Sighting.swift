public import Money
public import Time

/// What one recorder tells of a call, as it is held against what another tells.
public struct Sighting: Hashable, Sendable {
    /// The number called in one form for all recorders; empty: none is told, and nothing tells which call it is.
    public var number: String
    /// Who called, as the recorder has it: an extension, a whole number, or nothing.
    public var caller: String
    public var start: Instant
    /// In the hour that comes twice the other instant, where nothing sure told which of the two it was.
    public var otherStart: Instant?
    public var isAnswered: Bool
    /// Seconds of talk.
    public var duration: Int64
    /// Of ours what the call costs us, of the other what it asks for; `nil`: it says nothing of money.
    public var money: Money?

    public init(
        number: String, caller: String = "", start: Instant, otherStart: Instant? = nil, isAnswered: Bool = true, duration: Int64,
        money: Money? = nil
    ) {
        (self.number, self.caller, self.start, self.otherStart) = (number, caller, start, otherStart)
        (self.isAnswered, self.duration, self.money) = (isAnswered, duration, money)
    }

    /// An attempt that nobody asks money for: one recorder may leave it out, and nothing is wrong.
    public var isMereAttempt: Bool { !isAnswered && (money?.amount ?? .zero) == .zero }

    /// An order of what they tell, so that it does not matter in which they come: number, start, duration, money, caller.
    static func precedes(_ left: Sighting, _ right: Sighting) -> Bool {
        if left.number != right.number { return left.number < right.number }
        if left.start != right.start { return left.start < right.start }
        if left.duration != right.duration { return left.duration < right.duration }
        let (amount, other) = (left.money?.amount ?? .zero, right.money?.amount ?? .zero)
        if amount != other { return amount < other }
        if left.caller != right.caller { return left.caller < right.caller }
        let (currency, its) = (left.money?.currency.packed ?? 0, right.money?.currency.packed ?? 0)
        if currency != its { return currency < its }
        if left.isAnswered != right.isAnswered { return left.isAnswered }
        return (left.otherStart?.seconds ?? .min) < (right.otherStart?.seconds ?? .min)
    }
}
