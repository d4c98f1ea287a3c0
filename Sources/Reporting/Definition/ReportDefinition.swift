public import Model

/// A report as a file says it (docs/reports.md): what it counts, how it groups, what it shows. Nothing of it is code.
public struct ReportDefinition: Hashable, Sendable {
    public enum DataSet: String, Hashable, Sendable, CaseIterable {
        /// Each call, as the call list has it.
        case calls
        /// The book's sums by day and party.
        case daily
        /// The book's sums by day, hour and trunk.
        case hourly
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
    public var dataSet = DataSet.calls
    public var parameter = Parameter.none
    public var layout = Layout.summary
    public var filter = Filter()
    public var groups: [Group] = []
    /// Of lines; empty in a summary.
    public var columns: [CallField] = []
    public var measures: [Measure] = []
    public var sort = Sort()
    public var totals = Totals.sum
    /// Rows carry the colour of their call type.
    public var colour = true
    /// Lines over a threshold of the site's layout are bold.
    public var bold = true
    /// Its own words by language and key; what is not here comes from the common ones.
    public var texts: [String: [String: String]] = [:]

    init(id: String) { self.id = id }

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
    }

    public struct Group: Hashable, Sendable {
        public var by: GroupField
        /// Dearest (longest, most) first; `nil`: in the natural order of the field.
        public var descendingBy: Measure?
    }

    /// Of the lines inside their group.
    public struct Sort: Hashable, Sendable {
        public var by = CallField.start
        public var descending = false
    }
}

/// What calls are grouped by.
public enum GroupField: String, Hashable, Sendable, CaseIterable {
    case callType, party
    /// The nodes of the organisation from the root down: as many levels as the tree has.
    case organisation
    case day, month, hour, direction, trunk, destination, `extension`, account, state

    /// Whether the summaries of the data set can tell it.
    func isKnown(to dataSet: ReportDefinition.DataSet) -> Bool {
        switch dataSet {
        case .calls: true
        case .daily: [.callType, .party, .organisation, .day, .month, .direction].contains(self)
        case .hourly: [.callType, .day, .month, .hour, .direction, .trunk].contains(self)
        }
    }
}

/// A sum of amounts, one for each currency.
enum MoneyMeasure: Hashable { case price, surcharges, discount, cost, margin, final }

/// What is added up for groups.
public enum Measure: String, Hashable, Sendable, CaseIterable {
    case calls, answered, unrated, duration
    /// By tariff alone.
    case price
    /// Of the price, what surcharges made of it; what packages and volume discounts took off it. Only where calls are read one by one.
    case surcharges, discount
    case cost
    /// Price less cost, where both are in the same currencies.
    case margin
    /// What the party pays: after settlement, at line precision. Only where calls are read one by one.
    case final

    var money: MoneyMeasure? {
        switch self {
        case .price: .price
        case .surcharges: .surcharges
        case .discount: .discount
        case .cost: .cost
        case .margin: .margin
        case .final: .final
        default: nil
        }
    }
}
