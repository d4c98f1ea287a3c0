public import Model
public import Money

/// A discount by what was used in a period, for calls of some types of a rate table (DOMAIN section 7).
public struct VolumeDiscount: Hashable, Sendable {
    public enum Measure: String, Hashable, Sendable, CaseIterable { case charge, minutes, calls }
    public enum Over: String, Hashable, Sendable, CaseIterable {
        /// Each party by itself, by its billing period.
        case party
        /// All calls of the site under the tables of the table's provider, by the calendar month.
        case provider
    }
    public enum Mode: String, Hashable, Sendable, CaseIterable { case graduated, whole }
    public struct Tier: Hashable, Sendable {
        /// Measured beyond: main units of the table's currency, minutes or calls, in millionths.
        public var from: Amount
        public var percent: Percent
        public init(from: Amount, percent: Percent) {
            self.from = from
            self.percent = percent
        }
    }

    /// Empty: every call, also those without a type. Of several rules the first that takes a type counts.
    public var types: [CallTypeID] = []
    public var measure = Measure.charge
    public var over = Over.party
    public var mode = Mode.graduated
    /// Rising; at least one.
    public var tiers: [Tier] = []

    public init() {}
}
