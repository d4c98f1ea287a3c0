public import Model
public import Money

/// Where a report's rows come from: a book, or calls in memory in a test.
public protocol ReportSource {
    /// Every call of the filter, in the order of start, one at a time.
    func eachCall(_ filter: CallFilter, _ body: (CallRow) throws -> Void) throws

    /// Sums over the calls of a filter by some of their fields. A book adds up where the calls lie; without that they are added up here.
    func tally(_ query: TallyQuery) throws -> any TalliedGroups

    /// The same with final charges, as settlement stands now.
    /// - Parameters:
    ///   - precision: of the lines of bills.
    ///   - apart: whose calls are left to be read one by one.
    func finals(_ query: TallyQuery, _ precision: LinePrecision, apart: FinalAnswer.Apart) throws -> FinalAnswer

    /// Rows of something else than calls.
    func list(_ query: ListQuery) throws -> ListRows

    /// Sums out of the book's summaries.
    func summaries(_ query: SummaryQuery) throws -> [SummaryRow]

    /// Sums over the calls themselves: what other ways of counting are checked against. `nil` where the source has none but the tally.
    /// - Parameters:
    ///   - price: the currency that prices are expected in; `nil`: that there are none.
    ///   - cost: the same of costs.
    func totals(_ filter: CallFilter, price: Currency?, cost: Currency?) throws -> CallSums?

    /// A stretch of the calls of a filter in another order than time; `nil` where the source cannot say which these are.
    func sorted(_ filter: CallFilter, by order: CallOrder, descending: Bool, _ range: Range<Int>) throws -> [CallRow]?

    /// Whether so many calls are found by one scan of their period, so that a long list of names is looked through once, not for each.
    func finds(_ calls: Int, of filter: CallFilter) -> Bool
}

/// Sums with final charges, and the calls that were not added up: they are to be read one by one.
public struct FinalAnswer: Sendable {
    public var rows: any TalliedGroups = TalliedRows()
    public var rest: CallFilter?

    /// Whose calls must be read one by one, besides those whose settlement is stale.
    public enum Apart: Sendable {
        case nobodys
        /// Of parties with charges that were exchanged.
        case exchanged
        /// Of parties with settlements that are kept.
        case settled
    }

    public init(rest: CallFilter? = nil) { self.rest = rest }
}

extension ReportSource {
    public func finals(_ query: TallyQuery, _ precision: LinePrecision, apart: FinalAnswer.Apart) throws -> FinalAnswer {
        FinalAnswer(rest: query.filter)
    }

    public func totals(_ filter: CallFilter, price: Currency?, cost: Currency?) throws -> CallSums? { nil }

    public func sorted(_ filter: CallFilter, by order: CallOrder, descending: Bool, _ range: Range<Int>) throws -> [CallRow]? { nil }

    public func finds(_ calls: Int, of filter: CallFilter) -> Bool { false }

    public func list(_ query: ListQuery) throws -> ListRows { ListRows() }
}

/// Why there is no report.
public enum ReportFailure: Error, Sendable, CustomStringConvertible {
    case unknownReport(String)
    /// The report needs a party or a node that the request does not name.
    case missingParameter(report: String, ReportDefinition.Parameter)
    case unknownParty(String)
    case unknownNode(String)
    case tooManyLines(limit: Int)
    /// Its rows are not made of calls that conditions could choose.
    case noConditions(report: String)
    case sumOutOfRange
    case source(any Error)

    public var description: String {
        switch self {
        case .unknownReport(let id): "There is no report \"\(id)\". `tollbook reports` lists them."
        case .missingParameter(let report, let parameter): "The report \(report) needs a \(parameter.rawValue). Name one."
        case .unknownParty(let id): "There is no party \"\(id)\" in this book's directory. Look for it under its id, not its name."
        case .unknownNode(let id): "There is no node \"\(id)\" in this book's organisation. Look for it under its id, not its name."
        case .tooManyLines(let limit): "The report has more than \(limit) lines. Choose a shorter period or a narrower filter."
        case .noConditions(let report):
            "The rows of \(report) are not made of calls, so that no condition on calls can choose them. Take the conditions away."
        case .sumOutOfRange: "A sum is beyond the range of amounts. Choose a shorter period, and look for a wrong price."
        case .source(let error): "\(error)"
        }
    }
}
