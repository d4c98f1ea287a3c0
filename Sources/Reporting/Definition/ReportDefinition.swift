public import Model

/// A report as a file says it (docs/reports.md): what it counts, how it groups, what it shows. Nothing of it is code.
public struct ReportDefinition: Hashable, Sendable {
    public enum DataSet: String, Hashable, Sendable, CaseIterable {
        /// Each call, as the call list has it.
        case calls
        /// Each record: the legs of one call one by one.
        case legs
        /// The book's sums by day and party.
        case daily
        /// The book's sums by day, hour and trunk.
        case hourly
        /// Rows of something else than calls: `list` says of what.
        case list
    }

    /// What a request must name.
    public enum Parameter: String, Hashable, Sendable, CaseIterable { case none, party, organisation }

    public enum Layout: String, Hashable, Sendable, CaseIterable {
        /// Lines and a total.
        case detail
        /// A line for each innermost group.
        case summary
        /// Lines, and a subtotal for each group.
        case both
    }

    public enum Totals: String, Hashable, Sendable, CaseIterable {
        case none
        case sum
        /// Sum of the final charges, rounding to the minor unit, total to pay.
        case bill
    }

    public var id: String
    /// Its place in the catalogue (docs/reports.md): a letter.
    public var section = ""
    /// Whether it is a telephone bill or a part of one.
    public var isBill = false
    public var dataSet = DataSet.calls
    /// What the rows are, where `dataSet` is `list`.
    public var list: ListKind?
    public var parameter = Parameter.none
    public var layout = Layout.summary
    public var filter = Filter()
    public var groups: [Group] = []
    /// A column for each value of this field, inside of which the measures stand.
    public var across: GroupField?
    /// Of lines; empty in a summary.
    public var columns: [CallField] = []
    /// Columns of a list, by their names.
    public var listColumns: [String] = []
    public var measures: [Measure] = []
    public var sort = Sort()
    /// At most so many lines; what is beyond them is in the totals.
    public var top: Int?
    public var totals = Totals.sum
    /// Beside each measure what it was in the period before, and the change.
    public var comparesBefore = false
    public var charts: [ChartRule] = []
    /// Rows carry the colour of their call type.
    public var colour = true
    /// Lines over a threshold of the site's layout are bold.
    public var bold = true
    /// Its own words by language and key; what is not here comes from the common ones.
    public var texts: [String: [String: String]] = [:]

    init(id: String) { self.id = id }

    /// Whether it shows what only settlement knows, call by call.
    var isSettled: Bool {
        totals == .bill || measures.contains(where: \.isSettled)
            || (layout != .summary && columns.contains { $0.measure?.isSettled ?? false })
    }

    /// Which calls, beside the period and the parameter.
    public struct Filter: Hashable, Sendable {
        public var states: [CallState] = []
        public var directions: [Direction] = []
        public var callTypes: [String] = []
        public var trunks: [String] = []
        public var switches: [String] = []
        public var accounts: [String] = []
        public var calledPrefix = ""
        public var minimumDuration: Int?
        public var answered: Bool?
        public var isPrivate: Bool?
        public var tests: [FieldTest] = []
        /// Of a list: a column and the texts of which it must be one.
        public var list: [ListTest] = []

        /// Whether all charged calls are meant.
        public var isWhole: Bool {
            var states = Filter()
            states.states = self.states
            return self == states
        }
    }

    /// A condition on a column of a list.
    public struct ListTest: Hashable, Sendable {
        public var column: String
        public var patterns: [String]
        public var isNot: Bool
    }

    public struct Group: Hashable, Sendable {
        public var by: GroupField
        /// Dearest (longest, most) first; `nil`: in the natural order of the field.
        public var descendingBy: Measure?
        /// The other way round.
        public var isAscending = false
        /// Only so many of them; the others are one line.
        public var top: Int?
        /// Shows what the field may be and no call has: hours, days of the week.
        public var isComplete = false
    }

    /// Of the lines inside their group.
    public struct Sort: Hashable, Sendable {
        public var by = CallField.start
        /// Of a list.
        public var column = ""
        public var descending = false
    }

    /// A picture of a measure over the groups of the outermost level.
    public struct ChartRule: Hashable, Sendable {
        public var measure: Measure
        /// At most so many groups, in the order of the table.
        public var top: Int?
    }
}
