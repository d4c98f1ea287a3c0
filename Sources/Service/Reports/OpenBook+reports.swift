public import Document
public import Model
import Reading
import Rendering
import Reporting
import Site
import Store
import Synchronization

/// A report as lists show it.
public struct ReportInfo: Sendable {
    public var id: String
    /// Letter of its section in the catalogue.
    public var section: String
    public var name: String
    /// What it is for, in a sentence.
    public var purpose: String
    public var isBill: Bool
    /// detail, summary or both.
    public var layout: String
    public var sketch: ReportSketch
    /// What a request must name: none, party or organisation.
    public var parameter: String
    /// Whether somebody of this book wrote or changed it.
    public var isOwn: Bool
}

/// What a report looks like from afar.
public struct ReportSketch: Hashable, Sendable {
    /// Levels of groups that have heads of their own.
    public var levels: Int
    /// Columns, the name of a summary's groups among them.
    public var columns: Int
    public var hasLines: Bool
    public var hasTotal: Bool
    public var hasChart: Bool
    /// Whether columns are the values of a field.
    public var isCrossed: Bool

    init(_ definition: ReportDefinition) {
        let isSummary = definition.layout == .summary && definition.dataSet != .list
        levels = definition.layout == .detail ? 0 : max(definition.groups.count - (isSummary ? 1 : 0), 0)
        hasLines = !isSummary
        columns = isSummary ? 1 + definition.measures.count : max(definition.columns.count, definition.listColumns.count)
        hasTotal = definition.totals != .none
        hasChart = !definition.charts.isEmpty
        isCrossed = definition.across != nil
    }
}

extension OpenBook {
    /// The reports known here, read once for each change of the book's own.
    func reports() throws -> ReportCatalogue {
        try catalogue.withLock { known in
            if let known { return known }
            var own: [ReportDefinition] = []
            for report in try store.ownReports() {
                own.append(try ReportDefinition.read(file: report.id + ".yaml", bytes: report.content))
            }
            let read = try ReportCatalogue(own: own)
            known = read
            return read
        }
    }

    /// All reports, in the order of the catalogue.
    public func reportList(caller: Caller) throws -> [ReportInfo] {
        try require(.see, caller)
        let (catalogue, own) = (try reports(), Set(try store.ownReports().map(\.id)))
        return catalogue.definitions.map { ReportInfo($0, catalogue, isOwn: own.contains($0.id)) }
    }

    /// The reports of the program, without a book.
    public static func builtInReports() throws -> [ReportInfo] {
        let catalogue = try ReportCatalogue()
        return catalogue.definitions.map { ReportInfo($0, catalogue, isOwn: false) }
    }

    /// A report of the catalogue as a document.
    public func report(_ id: String, _ order: ReportOrder, caller: Caller) throws -> Document {
        try require(.see, caller)
        return try report(try reports().definition(id).changed(by: order.changes), order, caller: caller)
    }

    /// A report that nobody keeps: a definition as a file has it.
    public func report(file: String, bytes: [UInt8], _ order: ReportOrder, caller: Caller) throws -> Document {
        try require(.see, caller)
        return try report(try ReportDefinition.read(file: file, bytes: bytes).changed(by: order.changes), order, caller: caller)
    }

    /// The same with what its page needs around it.
    public func reportView(_ id: String, _ order: ReportOrder, caller: Caller) throws -> ReportView {
        try require(.see, caller)
        let catalogue = try reports()
        let definition = try catalogue.definition(id).changed(by: order.changes)
        let isAsked =
            switch definition.parameter {
            case .none: true
            case .party: order.party != nil
            case .organisation: order.node != nil
            }
        let document = isAsked ? try report(definition, order, caller: caller) : nil
        let isOwn = try store.ownReports().contains { $0.id == definition.id }
        return ReportView(ReportInfo(definition, catalogue, isOwn: isOwn), definition, catalogue.texts(definition), document)
    }

    /// - Parameter definition: with what the order changes of it.
    private func report(_ definition: ReportDefinition, _ order: ReportOrder, caller: Caller) throws -> Document {
        if let party = order.party { _ = try billedParty(party) }
        // The bill of a party ends with what comes to its calls.
        if definition.totals == .bill, definition.filter.isWhole, let party = order.party, order.tests.isEmpty {
            return try partyReport(definition, party, order)
        }
        var request = ReportRequest(days: order.days, party: order.party, node: order.node, today: try today())
        request.tests = order.tests
        request.page = order.page.map { LinePage($0) }
        request.style = try order.party.map { try style(of: $0, order.days, order.wish) } ?? style(of: order.node, order.wish)
        var reading = SettledReading(book: self, lists: BookLists(book: self, caller: caller))
        reading.periods = [order.days, order.days.before]
        return try made(definition, request, reading)
    }

    private func partyReport(_ definition: ReportDefinition, _ party: PartyID, _ order: ReportOrder) throws -> Document {
        let settled = try settled(party, order.days)
        var request = ReportRequest(days: order.days, party: party, today: try today())
        (request.bill, request.earlier) = (settled.bill, settled.earlier)
        request.page = order.page.map { LinePage($0) }
        request.style = try style(of: party, order.days, order.wish)
        return try made(definition, request, SettledSource(book: BookSource(store: store), figures: settled.figures))
    }

    func made(_ definition: ReportDefinition, _ request: ReportRequest, _ source: any ReportSource) throws -> Document {
        var (definition, request) = (definition, request)
        if (definition.filter.tests + request.tests).contains(where: \.field.isLookedUp) {
            let judge = try fieldJudge()
            definition.filter.tests = try judge.judged(definition.filter.tests, request.days) { try store.tally($0).all() }
            request.tests = try judge.judged(request.tests, request.days) { try store.tally($0).all() }
        }
        let style = try request.style ?? style(of: nil, BillWish())
        (request.style, request.logo) = (style, style.logo.map(Self.picture))
        let names = RateNames(self)
        request.rateName = { try names.name($0, $1, $2) }
        let texts = try reports().texts(definition, language: style.language.rawValue)
        let report = Report(definition, request, directory: try site().reporting, texts: texts, source: source)
        var document = try report.document()
        // Calls and sums are two reads: what intake commits between them looks like a difference once, never twice in a row.
        for _ in 0..<2 where document.tieOut?.ties == false { document = try report.document() }
        return document
    }
}

extension ReportInfo {
    fileprivate init(_ definition: ReportDefinition, _ catalogue: ReportCatalogue, isOwn: Bool) {
        let texts = catalogue.texts(definition)
        self.init(
            id: definition.id, section: definition.section, name: texts["name"], purpose: texts["purpose"], isBill: definition.isBill,
            layout: definition.layout.rawValue, sketch: ReportSketch(definition), parameter: definition.parameter.rawValue, isOwn: isOwn)
    }
}
