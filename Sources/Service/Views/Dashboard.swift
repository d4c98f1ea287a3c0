public import Model
import Money
import Store
public import Time

/// What the first page of a book shows.
public struct Dashboard: Sendable {
    /// Day of the site's zone that is shown.
    public var today: CivilDay
    /// The site's day now.
    public var now: CivilDay
    public var month: DayRange
    /// Today and this month, by call type, dearest first; one line per call type and currency.
    public var todayByType: [SummaryRow]
    public var monthByType: [SummaryRow]
    /// Today by hour of the site day and call type.
    public var hours: [SummaryRow]
    /// Hours of the day without a record, though the same weekday had many in each of the weeks before: the source was silent.
    public var silentHours: Set<Int>
    /// The hour that runs, where the day shown is not over; those after it are still to come.
    public var hourNow: Int?
    /// The month's days by call type.
    public var days: [SummaryRow]
    /// The month's dearest parties, at most ten.
    public var topParties: [SummaryRow]
    public var problems: ProblemCounts
    /// The newest imports.
    public var imports: [ImportSummary]
    /// Day of the newest call of the book, `nil` in an empty book.
    public var newest: CivilDay?
}

/// What waits for a person.
public struct ProblemCounts: Sendable, Hashable {
    public var skipped: Int64 = 0
    public var conflicts: Int64 = 0
    public var quarantined: Int64 = 0
    public var unassigned: Int64 = 0
    public var unrated: Int64 = 0
    /// Messages that did not arrive for sure.
    public var alerts: Int64 = 0

    public init() {}
    /// A count of calls that is as high stands for it or more (a book without rates or parties has all its calls here).
    public static let most = BookProblemCounts.most
    /// Skipped lines are mostly headers: they are shown, but nobody has to act.
    public var waiting: Int64 { conflicts + quarantined + unassigned + unrated }
}
