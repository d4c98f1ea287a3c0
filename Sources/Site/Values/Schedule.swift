public import Model
public import Time

/// A report or a run of bills that is made and sent by itself.
public struct Schedule: Hashable, Sendable {
    /// Which days a report is of, counted from the day on which it is due.
    public enum Span: String, Hashable, Sendable, CaseIterable {
        case today, yesterday, thisWeek, lastWeek, thisMonth, lastMonth, thisQuarter, lastQuarter, thisYear, lastYear
    }

    /// Each receiver gets his own part.
    public enum Receivers: String, Hashable, Sendable, CaseIterable {
        /// The managers of each department get their department.
        case managers
        /// Each party with a mail address gets hers.
        case owners
    }

    public enum FileForm: String, Hashable, Sendable, CaseIterable { case html, pdf, xlsx, csv, json }

    public var id: ScheduleID
    /// Id of a report; `nil`: bills are issued and sent.
    public var report: String?
    public var span = Span.lastMonth
    public var time = ScheduleTime()
    public var forms: [FileForm] = [.pdf]
    public var party: PartyID?
    public var node: NodeID?
    /// Conditions on the calls, in words: `callType=international`.
    public var filter: [String] = []
    public var to: [MailAddress] = []
    public var each: Receivers?
    /// A folder below the book's `drop` that gets the files too.
    public var folder: String?
    /// Of bills whose party and nodes have none of their own.
    public var layout: LayoutID?
    /// Switched off for now.
    public var isPaused = false

    public init(id: ScheduleID) { self.id = id }
}

/// When something is due, in the site's zone.
public struct ScheduleTime: Hashable, Sendable {
    public enum Every: String, Hashable, Sendable, CaseIterable { case hour, day, week, month, quarter, year }

    /// Which day of its week, month, quarter or year.
    public enum Day: Hashable, Sendable {
        /// 1 … 31; in a shorter month the last day.
        case number(Int)
        case last
        /// Monday to Friday but for holidays.
        case firstWorkingDay, lastWorkingDay
        /// 0 (Monday) … 6.
        case weekday(Int)
        /// Of a year.
        case date(month: Int, day: Int)
        /// Every day on which people work.
        case workingDays
    }

    /// What becomes of a day that is a holiday.
    public enum Holiday: String, Hashable, Sendable, CaseIterable { case run, skip, before, after }

    public var every = Every.month
    /// `nil`: the first day, or each one of `day`.
    public var on: Day?
    /// Minute of the day, or of the hour.
    public var minute = 360
    public var holidays: Set<CivilDay> = []
    public var holiday = Holiday.run

    public init() {}
}
