internal import Model
internal import Service

/// What an address gives to programs: the one table that the server answers by and that the OpenAPI document is made of.
struct DataAnswer: Sendable {
    /// Names the operation in the document: unique.
    let name: String
    let summary: String
    let scope: KeyScope
    let forms: [DataForm]
    let schema: DataSchema
    var parameters: [DataParameter] = []
    /// The part of the path that varies.
    var part: PathPart?

    /// A piece of the path: its name in the document, and how a value of it is written.
    struct PathPart: Sendable {
        let name: String
        let what: String
        var schema = DataSchema.text
    }
}

extension BookPage {
    /// `nil`: the page is for people alone.
    var data: DataAnswer? {
        switch self {
        case .calls, .call, .changes: callData
        case .bills, .partyBill, .organisationBill, .issuedBills, .issuedBill, .billRun: billData
        case .reports, .report: reportData
        case .tariffs, .tariff, .selection, .testCall, .whatIf, .timeline, .reratings, .rerating: tariffData
        case .sources:
            DataAnswer(
                name: "sources", summary: "The sources with their state and what came of them.", scope: .sources, forms: [.json],
                schema: .named("Sources"))
        case .alerts:
            DataAnswer(
                name: "alerts", summary: "Messages that went out or are to go, the newest first.", scope: .sources, forms: [.json],
                schema: .named("Alerts"),
                parameters: [
                    DataParameter("state", .words(DeliveryState.allCases.map(\.rawValue)), "Only those in this state."),
                    DataParameter("before", .integer, "`next` of the page before."),
                ])
        case .dashboard, .reportFile, .schedules, .sourceForm, .intake, .imports, .importResult, .problems, .directory, .journal, .keys,
            .formats, .format, .typeColours, .logo:
            nil
        }
    }

    /// Whether the address gives its data in a form.
    func serves(_ form: DataForm) -> Bool { form == .html || data?.forms.contains(form) == true }

    private static let limit = DataParameter("limit", .integer, "Rows of a page, 1 to \(CallQuery.pageLimit).")
    private static let days = [DataParameter("from", .day, "First day."), DataParameter("to", .day, "Last day.")]

    private var callData: DataAnswer? {
        switch self {
        case .calls:
            DataAnswer(
                name: "calls", summary: "Calls of a filter, page by page.", scope: .calls, forms: [.json, .csv], schema: .named("Calls"),
                parameters: Self.days + Self.callFilter + [
                    DataParameter("sort", .words(CallSort.allCases.map(\.rawValue)), "Anything but time needs a narrow filter."),
                    DataParameter("order", .words(["up", "down"]), "Down is usual."), Self.limit,
                    DataParameter("at", .text, "`next` or `previous` of another page with the same filter. JSON only: CSV has all calls."),
                ])
        case .call:
            DataAnswer(
                name: "call", summary: "A call with each step of its charge, its record and what was corrected.", scope: .calls,
                forms: [.json], schema: .named("CallDetail"), part: .init(name: "call", what: "The call's id."))
        default:
            DataAnswer(
                name: "changes",
                summary: "Calls in the order in which they came or changed last: new, rated again, corrected, settled, billed, taken away. "
                    + "Without `after` all calls come first.",
                scope: .calls, forms: [.json], schema: .named("Changes"),
                parameters: [
                    DataParameter(
                        "after", .text,
                        "`next` of the page before, or `now` to pass over what is there. 410 where the book is not the one that the "
                            + "cursor is of any more, or it is too old: begin without it."), Self.limit,
                ])
        }
    }

    /// See `CallAddress`.
    private static var callFilter: [DataParameter] {
        let chosen: [DataParameter] = [
            DataParameter("direction", .words(Direction.allCases.map { $0.name ?? "unknown" }), "", repeats: true),
            DataParameter("state", .words(CallState.allCases.map(\.name)), "Of the price.", repeats: true),
            DataParameter("reason", .words(Reason.allCases.filter { $0 != .none }.map(\.name)), "", repeats: true),
            DataParameter("party", .text, "Who is charged.", repeats: true),
            DataParameter("member", .text, "A party on some days: `2026-03-01..2026-03-31:ID`.", repeats: true),
            DataParameter("type", .text, "Call type; `*`: none.", repeats: true),
            DataParameter("where", .text, "A condition, as on the page of calls.", repeats: true),
        ]
        let named = [DataParameter](["trunk", "switch", "account", "extension", "source"], .text, repeats: true)
        let numbers: [DataParameter] = [
            DataParameter("called", .text, "Beginning of the number as dialled."),
            DataParameter("calling", .text, "Beginning of the calling number."),
            DataParameter("duration", .integer, "At least so many seconds."),
        ]
        let whole = DataParameter(
            "whole", .words(["yes", "legs", "no"]),
            "`yes`: one record for each call; `legs`: further legs too; `no`: every record, also what witnesses saw.")
        return chosen + named + numbers + [DataParameter](["answered", "private"], .words(["yes", "no"])) + [whole]
    }

    private static let papers: [DataForm] = [.json, .csv, .pdf, .xlsx]

    private var billData: DataAnswer? {
        switch self {
        case .bills:
            DataAnswer(
                name: "bills", summary: "All that is charged in a period, by department and party.", scope: .bills, forms: Self.papers,
                schema: .named("Document"), parameters: Self.days)
        case .partyBill:
            DataAnswer(
                name: "partyBill", summary: "The bill of a party, as it would be issued now.", scope: .bills, forms: Self.papers,
                schema: .named("Bill"), parameters: Self.days, part: .init(name: "party", what: "The party's id."))
        case .organisationBill:
            DataAnswer(
                name: "organisationBill", summary: "What is charged below a node of the organisation.", scope: .bills, forms: Self.papers,
                schema: .named("Document"), parameters: Self.days, part: .init(name: "node", what: "The node's id."))
        case .issuedBills:
            DataAnswer(
                name: "issuedBills", summary: "Issued bills and credit notes in the order of their numbers.", scope: .bills,
                forms: [.json], schema: .named("IssuedBills"),
                parameters: [DataParameter("after", .text, "`next` of the page before; 410 as with changes."), Self.limit])
        case .billRun:
            DataAnswer(
                name: "billRun", summary: "A run of bills and how far it is.", scope: .bills, forms: [.json], schema: .named("BillRun"),
                part: .init(name: "number", what: "The run's number.", schema: .integer))
        default:
            DataAnswer(
                name: "issuedBill", summary: "A bill as it was issued: it never changes.", scope: .bills, forms: Self.papers,
                schema: .named("FrozenBill"), part: .init(name: "number", what: "The bill's number.", schema: .integer))
        }
    }

    private var reportData: DataAnswer? {
        guard case .report = self else {
            return DataAnswer(
                name: "reports", summary: "The reports that there are.", scope: .reports, forms: [.json], schema: .named("Reports"))
        }
        return DataAnswer(
            name: "report", summary: "A report of some days.", scope: .reports, forms: Self.papers, schema: .named("Document"),
            parameters: Self.days + [
                DataParameter("party", .text, "Where the report is of a party."),
                DataParameter("organisation", .text, "Where it is of a node."),
                DataParameter("where", .text, "A further condition.", repeats: true),
                DataParameter("page", .integer, "One page of its lines, from 1; without it all lines."),
                DataParameter("language", .text, "Of its words: en, de, fr, es, vi, ar, zh."),
            ] + [DataParameter](ReportOrder.ChangeWord.allCases.map(\.rawValue), .text, "Changes the report.", repeats: true),
            part: .init(name: "report", what: "The report's id."))
    }

    /// See `CallQuestion` and `WhatIfAddress`.
    private static var question: [DataParameter] {
        let asked = [
            "callerForm", "trunk", "switch", "direction", "day", "time", "duration", "ring", "answered", "account", "sourceIP", "pulses",
        ]
        let first: [DataParameter] = [
            DataParameter("called", .text, "As dialled."), DataParameter("caller", .text, "Party, extension or number."),
        ]
        return first + [DataParameter](asked, .text) + [DataParameter](["given", "givenCurrency"], .text, "What the switch wrote.")
    }

    private static var alternatives: [DataParameter] {
        let ends: [DataParameter] = [
            DataParameter("scheme", .words(Scheme.allCases.map(\.rawValue)), ""),
            DataParameter("planned", .words(["1"]), "Also by the newest version."),
        ]
        return days + ends + [DataParameter](["party", "organisation", "trunk", "type", "table"], .text, repeats: true)
    }

    private var tariffData: DataAnswer? {
        switch self {
        case .selection:
            answer("selection", "The rules that find a call's table; with a call, what becomes of it.", "Selection", Self.question)
        case .testCall: answer("testCall", "A call typed in: what would become of it.", "TestedCall", Self.question)
        case .whatIf:
            answer("whatIf", "Calls priced otherwise.", "WhatIf", Self.alternatives)
        case .timeline: answer("versions", "Versions of rate tables in the order of time.", "Versions")
        case .reratings: answer("reratings", "Charges that are or were proposed.", "Reratings")
        case .rerating:
            DataAnswer(
                name: "rerating", summary: "What a proposal would change.", scope: .tariffs, forms: [.json],
                schema: .named("ReratingDetail"), part: .init(name: "number", what: "The proposal's number.", schema: .integer))
        default: nil
        }
    }

    private func answer(_ name: String, _ summary: String, _ schema: String, _ parameters: [DataParameter] = []) -> DataAnswer {
        DataAnswer(name: name, summary: summary, scope: .tariffs, forms: [.json], schema: .named(schema), parameters: parameters)
    }
}

extension Route {
    /// Whether a key with these scopes may come here: to what its scopes name, and to nothing that was not thought of.
    func isWithin(_ scopes: Set<KeyScope>, _ method: Method) -> Bool {
        switch self {
        case .api: method == .read
        case .book(_, .imports), .book(_, .importResult): scopes.contains(.import)
        case .book(_, let page): method == .read && page.data.map { scopes.contains($0.scope) } == true
        case .home, .logIn, .logOut, .password, .live, .ready, .metrics, .asset, .components: false
        }
    }
}
