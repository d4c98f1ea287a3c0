import Billing
public import Document
public import Model
import Money
import Rating
import Rendering
import Reporting
import Site
import Store
public import Time

/// The forms in which a document leaves the house.
public enum DocumentForm: String, Sendable, CaseIterable {
    case csv, json, html
}

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
}

extension OpenBook {
    /// The itemised bill of a party as a document.
    public func billDocument(of party: PartyID, _ days: DayRange, caller: Caller) throws -> Document {
        try officeBill(of: party, days, caller: caller).document
    }

    /// The same, with what the office sees beside it: the margin is no part of the document that the party gets.
    public func officeBill(
        of party: PartyID, _ days: DayRange, caller: Caller
    ) throws -> (document: Document, margin: BillMargin) {
        try require(.see, caller)
        _ = try billedParty(party)
        let settled = try settled(party, days)
        var request = ReportRequest(days: days, party: party, today: try today())
        request.bill = settled.bill
        let document = try report("a01-party-bill", request, SettledSource(book: BookSource(store: store), figures: settled.figures))
        let billed = Money(settled.bill.calls, settled.bill.currency)
        return (document, try margin(of: party, days, billed: billed))
    }

    /// The summary of a node of the organisation, or of the whole book, as a document.
    public func organisationDocument(of node: NodeID?, _ days: DayRange, caller: Caller) throws -> Document {
        try require(.see, caller)
        return try report("a04-organisation-summary", ReportRequest(days: days, node: node, today: today()), BookSource(store: store))
    }

    /// The bill of a party in a form.
    public func bill(of party: PartyID, _ days: DayRange, as form: DocumentForm, caller: Caller) throws -> [UInt8] {
        switch form {
        case .json: return try JSONText.render(billData(of: party, days, caller: caller), indent: true) + [10]
        case .csv, .html: return render(try billDocument(of: party, days, caller: caller), as: form)
        }
    }

    /// The bill of a party as data: what an accounting system reads.
    public func billData(of party: PartyID, _ days: DayRange, caller: Caller) throws -> DataTree {
        try require(.see, caller)
        let site = try site().site
        let found = try billedParty(party)
        let head = BillHead(
            party: party, name: found?.name ?? "", days: days, currency: found?.currency ?? site.settings.currency, today: try today())
        let settled = try settled(party, days)
        var builder = BillBuilder(head, LinePrecision(site.settings))
        try store.eachCall(head.filter(free: false)) { row in
            try builder.add(row.settled(by: settled.figures))
            return true
        }
        return BillData.tree(try builder.bill(), settled.bill, zone: site.settings.zone)
    }

    /// A document in a form.
    public func render(_ document: Document, as form: DocumentForm) -> [UInt8] {
        switch form {
        case .csv: CSVText.render(document)
        case .json: DocumentData.json(document)
        case .html: HTMLPage.render(document).bytes
        }
    }

    private func report(_ id: String, _ request: ReportRequest, _ source: any ReportSource) throws -> Document {
        let catalogue = try ReportCatalogue()
        let definition = try catalogue.definition(id)
        let report = Report(
            definition, request, directory: ReportDirectory(try site().site), texts: catalogue.texts(definition),
            source: source)
        var document = try report.document()
        // Calls and sums are two reads: what intake commits between them looks like a difference once, never twice in a row.
        for _ in 0..<2 where document.tieOut?.ties == false { document = try report.document() }
        return document
    }

    /// The party of the directory; `nil` for the unassigned one of a switch. Anything else is an error.
    private func billedParty(_ id: PartyID) throws -> Party? {
        let state = try site()
        if let party = state.site.parties.first(where: { $0.id == id }) { return party }
        guard !id.text.isEmpty, state.rater.parties.contains(id) || store.names.find(.party, id.text) != nil else {
            throw ServiceError.unknown(what: "party", name: id.text)
        }
        return nil
    }
}
