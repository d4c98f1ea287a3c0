public import Money
import Site

/// In what two records of one call differ; empty: they agree.
public struct WitnessDifferences: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let duration = WitnessDifferences(rawValue: 1)
    public static let amount = WitnessDifferences(rawValue: 2)
    /// The amounts are in two currencies and cannot be compared.
    public static let currency = WitnessDifferences(rawValue: 4)
}

extension WitnessMatcher {
    /// In what two records of a pair differ by more than the rule lets pass. A witness that tells no amount is not asked for one.
    public func differences(_ ours: Sighting, _ theirs: Sighting) -> WitnessDifferences {
        var found: WitnessDifferences = []
        if abs(ours.duration - theirs.duration) > Int64(rule.duration) { found.insert(.duration) }
        guard theirs.money != nil else { return found }
        guard let difference = Self.difference(ours.money, theirs.money) else { return found.union(.currency) }
        if difference.amount.millionths.magnitude > rule.amount.millionths.magnitude { found.insert(.amount) }
        return found
    }

    /// What the witness asks for beyond our cost, to the millionth. A call that costs us nothing has no currency to differ in.
    /// - Returns: `nil` where the witness tells no amount, or the two are in different currencies: nothing is taken 1:1.
    public static func difference(_ ours: Money?, _ theirs: Money?) -> Money? {
        guard let theirs else { return nil }
        guard let ours, ours.amount != .zero else { return theirs }
        guard ours.currency == theirs.currency || theirs.amount == .zero else { return nil }
        return theirs.amount.subtracting(ours.amount).map { Money($0, ours.currency) }
    }
}
