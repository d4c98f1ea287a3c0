public import Model
public import Money

/// What a rule looks for in the sums of a party, of all parties below a node, or of a budget (docs/alerts.md).
public enum PartyCondition: Hashable, Sendable {
    case total(Total)
    case budget([BudgetMark])
    case burst(Burst)
    case firstTime(FirstTime)
    case oddHours(OddHours)

    /// More than a figure within a day or a month of the site's zone.
    public struct Total: Hashable, Sendable {
        public enum Span: String, Hashable, Sendable, CaseIterable { case day, month }
        /// Whose sum it is: each party's own, or that of all parties below a node together.
        public enum Each: String, Hashable, Sendable, CaseIterable { case party, node }

        public var span: Span
        public var each = Each.party
        public var above: CallFigure

        public init(_ span: Span, each: Each = .party, above: CallFigure) { (self.span, self.each, self.above) = (span, each, above) }
    }

    /// Where a budget stands. The names are those of the list `budgets`.
    public enum BudgetMark: String, Hashable, Sendable, CaseIterable { case warned, spent }

    /// Many times more in an hour or a day than ever in one of the weeks before.
    public struct Burst: Hashable, Sendable {
        public enum Span: String, Hashable, Sendable, CaseIterable { case hour, day }

        public static let usualFloor = CallFigure.calls(10)
        public static let usualFactor = 3

        public var span: Span
        /// Below it nothing is a burst.
        public var floor = Burst.usualFloor
        /// How many times the greatest of the weeks before must be exceeded.
        public var factor = Burst.usualFactor
        public var weeks = PartyCondition.usualWeeks

        public init(_ span: Span) { self.span = span }
    }

    /// A country, a destination or a call type to which there was no call in the days before.
    public struct FirstTime: Hashable, Sendable {
        public enum Of: String, Hashable, Sendable, CaseIterable {
            /// By the world's country codes; by the site's numbering plan; by call type.
            case country, destination, type
        }

        public static let usualFloor = CallFigure.calls(1)
        public static let usualDays = 90

        public var of: Of
        public var floor = FirstTime.usualFloor
        public var days = FirstTime.usualDays

        public init(_ of: Of) { self.of = of }
    }

    /// Charged calls in hours in which there was no call in the weeks before.
    public struct OddHours: Hashable, Sendable {
        public static let usualFloor = CallFigure.calls(3)

        public var floor = OddHours.usualFloor
        public var weeks = PartyCondition.usualWeeks

        public init() {}
    }

    /// Weeks that are looked back.
    public static let usualWeeks = 8
    /// Whose first call is less days back than this has no past that says what is usual.
    public static let leastPast = 14
}

/// A figure of calls.
public enum CallFigure: Hashable, Sendable {
    case calls(Int)
    /// Of talk.
    case minutes(Int)
    /// In the charges' own currency: others are not compared.
    case money(Scheme, Money)

    public var currency: Currency? {
        if case .money(_, let money) = self { money.currency } else { nil }
    }
}

extension PartyCondition {
    /// `nil` for budgets, which have their own.
    public var figure: CallFigure? {
        switch self {
        case .total(let total): total.above
        case .budget: nil
        case .burst(let burst): burst.floor
        case .firstTime(let first): first.floor
        case .oddHours(let odd): odd.floor
        }
    }
}
