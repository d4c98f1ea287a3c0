public import Money
public import Time

/// How a budget of a month stands: what is spent of it until a day, and where that leads.
public struct BudgetUse: Hashable, Sendable {
    /// What a budget asks of whoever looks after it.
    public enum Level: String, Hashable, Sendable, CaseIterable {
        /// Below the mark at which one is warned.
        case fine
        /// At the mark or above it.
        case warned
        /// All is spent, or more.
        case spent
    }

    public let budget: Amount
    public let spent: Amount
    /// Percent of the budget at which one is warned.
    public let warnAt: Int
    /// Days of the month on which the budget is in force, and how many of them have begun.
    public let days: Int
    public let elapsed: Int

    /// - Parameters:
    ///   - days: the days of the month on which the budget is in force.
    ///   - today: counts as a whole day.
    public init(budget: Amount, spent: Amount, warnAt: Int, days: DayRange, today: CivilDay) {
        (self.budget, self.spent, self.warnAt) = (budget, spent, warnAt)
        self.days = days.count
        elapsed = today < days.first ? 0 : min(today - days.first + 1, days.count)
    }

    /// Used, in tenths of a percent, half up; `nil` for a budget of nothing.
    public var used: Int64? {
        guard budget > .zero else { return nil }
        let (part, whole) = (Int128(spent.millionths) * 1000, Int128(budget.millionths))
        return Int64(clamping: (part * 2 + whole) / (whole * 2))
    }

    /// What is left; below zero where more is spent.
    public var left: Amount? { budget.subtracting(spent) }

    /// What the month comes to if it goes on like this: spent ÷ elapsed days × days. `nil` before the first day.
    public var forecast: Amount? {
        guard elapsed > 0 else { return nil }
        return Exact(spent).share(Int64(days), of: Int64(elapsed))?.rounded(.millionth)
    }

    /// Compared exactly, not by the rounded percentage.
    public var level: Level {
        guard spent < budget else { return .spent }
        return Int128(spent.millionths) * 100 >= Int128(budget.millionths) * Int128(warnAt) ? .warned : .fine
    }
}
