public import Time

/// One line of a rating trace, ready to be shown in a table. What it does not say is empty or `nil`. The lines' amounts add up
/// to the charge.
public struct TraceLine: Hashable, Sendable {
    /// What the line tells about.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case table, version, prefix, row
        /// The rule of selection that named the table: its place in the list.
        case selection
        /// The other scheme's charge, from which this is derived; the amount that the switch wrote.
        case other, given
        /// An amount turned into the table's currency.
        case exchange
        /// What a derived table takes on top: a percentage, a sum.
        case percent, add
        case surcharge
        /// The call is shorter than the row's minimum duration: everything is free.
        case minimumDuration
        case freeSeconds
        case connection
        case blocks
        /// `increments: total`: all seconds at once.
        case counted
        case answerPulses, pulses
        /// The switch's own count.
        case metered
        /// The table goes by the switch's count, and the record has none: computed.
        case computed
        case attempt
        case minimum, maximum, rounding
        /// What the stored charge differs by: it was made by surcharges that have changed since.
        case earlier
    }

    public var kind: Kind
    /// Table, version, prefix, row or rounding by name.
    public var text = ""
    /// Moment at which it begins.
    public var at: Instant?
    /// Seconds from the first charged second to that moment.
    public var offset: Int64?
    public var band = ""
    /// How many blocks or pulses.
    public var count: Int64?
    /// Seconds of each block or interval; of `freeSeconds`, `minimumDuration` and `counted` in all.
    public var seconds: Int64?
    /// Exact decimal text in the table's currency; per so many seconds, else each.
    public var price = ""
    public var per: Int64?
    /// What the line adds, and the sum with it: exact, a decimal, or a fraction (`7/600`) where no decimal is exact.
    public var amount = ""
    public var total = ""

    public init(_ kind: Kind, text: String = "") {
        self.kind = kind
        self.text = text
    }
}
