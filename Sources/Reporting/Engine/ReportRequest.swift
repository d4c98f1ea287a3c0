public import Billing
public import Document
public import Model
import Money
public import Site
public import Time

/// What one asks of a report.
public struct ReportRequest: Sendable {
    public var days: DayRange
    /// Needed where the definition's parameter is `party`.
    public var party: PartyID?
    /// Needed where the parameter is `organisation`; elsewhere it narrows the report to the node and all below it.
    public var node: NodeID?
    /// The site's day now: a period that is not over is hot.
    public var today: CivilDay
    /// Free calls too, where the definition leaves them out.
    public var includesFree = false
    /// The settled figures of the party's bill, where the report is one.
    public var bill: SettledBill?
    /// Calls of earlier periods that are on this bill, with their settled figures.
    public var earlier: [CallRow] = []
    /// The bill is to be issued: it has a place for its number and day, and calls that stand on other bills are not on it, so that it
    /// ties to no list of the days' calls.
    public var isIssued = false
    /// Further conditions of who asks.
    public var tests: [FieldTest] = []
    /// How it looks, and what of the calls a bill shows; `nil`: as the site's own layout says.
    public var style: BillStyle?
    /// The picture of its letterhead.
    public var logo: Picture?
    /// More lines are refused; of a page, lines in front of its end that must be sorted.
    public var lineLimit = 200_000
    /// What a row of a rate table was called in the site document by whose rules a call was charged; `nil`: nobody knows.
    public var rateName: RateName?
    /// Only one page of the lines; `nil`: all of them.
    public var page: LinePage?

    public init(days: DayRange, party: PartyID? = nil, node: NodeID? = nil, today: CivilDay) {
        self.days = days
        self.party = party
        self.node = node
        self.today = today
    }
}

/// What a row of a version of a rate table is called in a site document.
public typealias RateName = @Sendable (_ site: Int32, _ version: Int32, _ row: Int32) throws -> String

/// A page of a report's lines; of a summary, of its groups.
public struct LinePage: Hashable, Sendable {
    /// From 1. One behind the last is the last.
    public var number: Int
    /// Lines of a page.
    public var size: Int

    public init(_ number: Int, size: Int = 500) { (self.number, self.size) = (max(number, 1), max(size, 1)) }

    /// Which of so many lines are on it, from 0.
    public func lines(of total: Int) -> Range<Int> {
        let first = min(number - 1, max(total - 1, 0) / size) * size
        return first..<min(first + size, total)
    }

    /// What a document says of itself that has these lines only.
    func part(of total: Int) -> Part { Part(lines(of: total), of: total, pageSize: size) }
}

/// All that the making of one report looks things up in.
struct ReportContext {
    private(set) var definition: ReportDefinition
    let request: ReportRequest
    let directory: ReportDirectory
    let texts: ReportTexts
    let style: BillStyle
    /// Whose numbers are, where it tells calls apart by it.
    let holders: NumberHolders?
    /// Whose numbers outside are, where it tells calls apart by it.
    let contacts: ContactBook?

    init(definition: ReportDefinition, request: ReportRequest, directory: ReportDirectory, texts: ReportTexts) {
        (self.request, self.directory, self.texts) = (request, directory, texts)
        style = request.style ?? BillStyle(BillLayout(), of: directory.site)
        let definition = definition.isBill && !style.isItemised ? definition.unitemised : definition
        func asks(_ field: GroupField) -> Bool { definition.across == field || definition.groups.contains { $0.by == field } }
        self.definition = definition
        holders = asks(.calledDepartment) ? NumberHolders(directory.site) : nil
        contacts = asks(.contact) ? ContactBook(directory.site.contacts) : nil
        // What the summaries do not know is added up call by call.
        if definition.dataSet == .daily || definition.dataSet == .hourly, !isSummed { self.definition.dataSet = .calls }
    }

    /// Whether the summaries know all that is asked for: conditions, whose calls, and the switch of a trunk where several have one id.
    private var isSummed: Bool {
        let groups = summaryGroups
        if definition.dataSet == .hourly, scope != nil { return false }
        return !(directory.sharesTrunkIDs && groups.contains(.trunk)) && summaryQuery(groups) != nil
    }

    var zone: Zone { directory.site.settings.zone }
    var days: DayRange { request.days }
    var precision: LinePrecision { LinePrecision(directory.site.settings) }
    /// Whether the rows of the summaries must be told apart by day: somebody changed his department.
    var needsDays: Bool {
        let isMoved = holders != nil || fields.contains(where: \.isOrganisation)
        return fields.contains(.day) || (isMoved && directory.someoneMoves(in: days)) || (holders?.change(in: days) ?? false)
    }

    /// All that calls are told apart by.
    var fields: [GroupField] { definition.groups.map(\.by) + (definition.across.map { [$0] } ?? []) }

    /// Who is meant; `nil` is everybody, an empty list nobody.
    var scope: [PartyDays]? {
        if let party = request.party { return [PartyDays(party.text)] }
        return request.node.map { directory.members(of: $0.text, in: days) }
    }

    func checkParameter() throws(ReportFailure) {
        switch definition.parameter {
        case .party where request.party == nil: throw .missingParameter(report: definition.id, .party)
        case .organisation where request.node == nil: throw .missingParameter(report: definition.id, .organisation)
        default: break
        }
        if let node = request.node, directory.node(node.text) == nil { throw .unknownNode(node.text) }
    }

    /// The calls of the report, as the call list would be asked for them.
    var callFilter: CallFilter {
        var filter = CallFilter(days: days)
        filter.parties = scope ?? []
        filter.states = states
        filter.directions = definition.filter.directions
        filter.callTypes = definition.filter.callTypes
        filter.trunks = definition.filter.trunks
        filter.switches = definition.filter.switches
        filter.accounts = definition.filter.accounts
        filter.calledPrefix = definition.filter.calledPrefix
        filter.minimumDuration = definition.filter.minimumDuration.map(Int32.init(clamping:))
        filter.answered = definition.filter.answered
        filter.isPrivate = definition.filter.isPrivate
        filter.tests = definition.filter.tests + request.tests
        if filter.tests.contains(where: { $0.field == .businessHours }) { filter.businessClock = directory.site.settings.businessClock }
        filter.records = definition.dataSet == .legs ? .legs : .calls
        return filter
    }

    /// Conflicts and quarantined records are no calls yet: they are on no report that does not ask for them.
    private var states: [CallState] {
        let counted: [CallState] = [.rated, .free, .unrated, .writtenOff]
        let states = definition.filter.states.isEmpty ? counted : definition.filter.states
        return request.includesFree && !states.contains(.free) ? states + [.free] : states
    }

    /// The report as a question to the calls, answered without a list of them.
    var tallyQuery: TallyQuery {
        var query = TallyQuery(callFilter, by: tallyKeys)
        query.leftOut = leftOut
        return query
    }

    /// What a book must tell apart for it.
    private var tallyKeys: Set<TallyKey> {
        var keys = fields.reduce(into: Set<TallyKey>()) { $0.formUnion($1.tallyKeys) }
        if needsDays { keys.insert(.day) }
        if definition.measures.contains(where: \.needsDirection) { keys.insert(.direction) }
        if states.contains(.unrated) { keys.formUnion([.state, .reason]) }
        if directory.sharesTrunkIDs, keys.contains(.trunk) { keys.insert(.switch) }
        if shortens, !keys.isDisjoint(with: [.called, .calling, .number]) { keys.formUnion([.party, .direction]) }
        return keys
    }

    /// The same question to the summaries, or `nil` where they cannot answer it.
    func summaryQuery(_ groups: [SummaryGroup]) -> SummaryQuery? {
        let filter = callFilter
        guard
            filter.switches.isEmpty, filter.accounts.isEmpty, filter.calledPrefix.isEmpty, filter.minimumDuration == nil,
            filter.answered == nil, filter.isPrivate == nil, filter.tests.isEmpty, filter.records == .calls,
            filter.trunks.isEmpty || (filter.parties.isEmpty && !groups.contains(.party))
        else { return nil }
        var query = SummaryQuery(days: days, groups: groups)
        query.parties = filter.parties
        query.callTypes = filter.callTypes
        query.directions = filter.directions
        query.trunks = filter.trunks
        return query
    }
}
