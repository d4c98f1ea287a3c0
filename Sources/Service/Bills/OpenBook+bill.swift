import Billing
public import Document
public import Model
import Money
import Rating
public import Rendering
import Reporting
import Site
import Store
public import Time

/// A book's calls and summaries, as reports read them.
struct BookSource: ReportSource {
    let store: Book

    func eachCall(_ filter: CallFilter, _ body: (CallRow) throws -> Void) throws {
        try store.eachCall(filter) { row in
            try body(row)
            return true
        }
    }

    func summaries(_ query: SummaryQuery) throws -> [SummaryRow] { try store.summary(query) }

    func tally(_ query: TallyQuery) throws -> any TalliedGroups { SettledTally(try store.tally(query), .none) }

    func totals(_ filter: CallFilter, price: Currency?, cost: Currency?) throws -> CallSums? {
        try store.totals(filter, price: price, cost: cost)
    }
}

extension OpenBook {
    /// The itemised bill of a party as a document.
    public func billDocument(of party: PartyID, _ days: DayRange, _ wish: BillWish = BillWish(), caller: Caller) throws -> Document {
        try officeBill(of: party, days, wish, caller: caller).document
    }

    /// The same, with what the office sees beside it: the margin is no part of the document that the party gets.
    public func officeBill(
        of party: PartyID, _ days: DayRange, _ wish: BillWish = BillWish(), caller: Caller
    ) throws -> (document: Document, margin: BillMargin) {
        try require(.see, caller)
        _ = try billedParty(party)
        let settled = try settled(party, days)
        var request = ReportRequest(days: days, party: party, today: try today())
        (request.bill, request.earlier) = (settled.bill, settled.earlier)
        request.style = try style(of: party, days, wish)
        let document = try report("a01-party-bill", request, SettledSource(book: BookSource(store: store), figures: settled.figures))
        let billed = Money(settled.bill.calls, settled.bill.currency)
        return (document, try margin(of: party, days, billed: billed))
    }

    /// The summary of a node of the organisation, or of the whole book, as a document.
    public func organisationDocument(
        of node: NodeID?, _ days: DayRange, _ wish: BillWish = BillWish(), caller: Caller
    ) throws -> Document {
        try require(.see, caller)
        var request = ReportRequest(days: days, node: node, today: try today())
        request.style = try style(of: node, wish)
        return try report("a04-organisation-summary", request, BookSource(store: store))
    }

    /// The bill of a party in a form.
    public func bill(
        of party: PartyID, _ days: DayRange, as form: DocumentForm, _ wish: BillWish = BillWish(), caller: Caller
    ) throws -> [UInt8] {
        switch form {
        case .json: return try JSONText.render(billData(of: party, days, wish, caller: caller), indent: true) + [10]
        case .csv, .html, .pdf, .xlsx: return try render(try billDocument(of: party, days, wish, caller: caller), as: form)
        }
    }

    /// The bill of a party as data: what an accounting system reads.
    public func billData(of party: PartyID, _ days: DayRange, _ wish: BillWish = BillWish(), caller: Caller) throws -> DataTree {
        try require(.see, caller)
        _ = try billedParty(party)
        let settled = try settled(party, days)
        let source = SettledSource(book: BookSource(store: store), figures: settled.figures)
        return try billTree(party, days, settled, source, style(of: party, days, wish))
    }

    func billTree(
        _ party: PartyID, _ days: DayRange, _ settled: SettledBook, _ source: SettledSource, _ style: BillStyle
    ) throws -> DataTree {
        let site = try site().site
        let head = BillHead(
            party: party, name: try billedParty(party)?.name ?? "", days: days, currency: settled.bill.currency, today: try today())
        var builder = BillBuilder(head, LinePrecision(site.settings))
        try source.eachCall(head.filter(free: false)) { if !style.leavesOut($0) { try builder.add(style.shown($0)) } }
        let earlier = settled.earlier.filter { !style.leavesOut($0) }.map(style.shown)
        return BillData.tree(
            try builder.bill(), settled.bill, earlier: earlier, zone: site.settings.zone, isItemised: style.isItemised)
    }

    /// A document in a form.
    public func render(_ document: Document, as form: DocumentForm, _ options: FormOptions = FormOptions()) throws -> [UInt8] {
        try DocumentForm.render(try complete(document), as: form, options)
    }

    func report(_ id: String, _ request: ReportRequest, _ source: any ReportSource) throws -> Document {
        try made(try reports().definition(id), request, source)
    }

    /// The party of the directory; `nil` for the unassigned one of a switch. Anything else is an error.
    func billedParty(_ id: PartyID) throws -> Party? {
        let state = try site()
        if let party = state.party(id) { return party }
        guard !id.text.isEmpty, store.names.find(.party, id.text) != nil || state.rater.parties.contains(id) else {
            throw ServiceError.unknown(what: "party", name: id.text)
        }
        return nil
    }
}
