public import Model
public import Money
public import Time

/// What would become of a call that was typed in, and why.
public struct TestedCall: Sendable {
    /// One scheme's charge and its table.
    public struct Way: Sendable {
        public var scheme: Scheme
        public var steps: ChargeSteps
        /// The table that the call gets, also where it has no price there.
        public var table: RateTableID?
        /// Place of the version in force in the table, from 0.
        public var version: Int?
        /// Valid-from of that version.
        public var validFrom: WallTime?
        /// Place in the site's selection of the rule that named the table, and of all rules that fit.
        public var rule: Int?
        public var fitting: [Int]
        /// Why this table, or none, in a sentence.
        public var why: String

        public var outcome: Outcome { steps.outcome }
    }

    /// On the site's wall.
    public var start: WallTime
    public var charging: WallTime
    public var zone: String
    public var duration: Int
    /// `nil`: not known.
    public var ring: Int?
    public var isAnswered: Bool
    /// Seconds that are charged.
    public var charged: Int
    public var caller: CallerFound
    public var called: String
    public var direction: Direction
    public var trunk: String
    /// Whether the site knows the trunk; one that it does not know counts as public.
    public var isTrunkKnown: Bool
    public var switchName: String
    public var account: String

    public var party: String
    /// Empty for nobody and for a party without a name.
    public var partyName: String
    public var isNobody: Bool
    public var partyWhy: String

    /// What is compared with prefixes: international without `+`, or a short number.
    public var number: String
    /// A code before the number marks the call as private.
    public var isPrivate: Bool
    public var destination: String
    public var callType: String
    public var callTypeName: String

    public var price: Way
    public var cost: Way
    /// Price less cost, where both are rated in one currency.
    public var margin: Money?

    public var ways: [Way] { [price, cost] }
    /// The call's state is that of its price.
    public var state: CallState { price.outcome.state }
}
