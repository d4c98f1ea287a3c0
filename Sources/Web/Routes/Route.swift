public import Model

/// Every address of this server, and the only place where one is printed or read. A page that is not here does not exist.
public enum Route: Hashable, Sendable {
    case home
    case logIn, logOut, password
    case live, ready
    /// Figures for a program that watches.
    case metrics
    /// What programs can ask for, as an OpenAPI document.
    case api
    /// A file of the program under a name made of its content.
    case asset(String)
    /// All pieces that pages are made of, with sample values.
    case components
    case book(BookID, BookPage)
}

/// The pages of one book.
public enum BookPage: Hashable, Sendable {
    case dashboard
    case calls
    case call(String)
    /// Calls in the order in which they came or changed, for programs that keep a copy.
    case changes
    /// All that is charged, by department and party: where a bill is found.
    case bills
    case partyBill(PartyID)
    case organisationBill(NodeID)
    /// Bills and credit notes that were issued.
    case issuedBills
    case issuedBill(Int64)
    /// A run of bills: a job with its progress.
    case billRun(Int64)
    /// The picture of a letterhead, by its digest.
    case logo([UInt8])
    /// The gallery of reports; one of them; its definition as a file.
    case reports
    case report(String)
    case reportFile(String)
    /// Reports and bills that are made by themselves, and what became of them.
    case schedules
    case sources
    /// Where a source is set up; `nil`: a new one.
    case sourceForm(SourceID?)
    /// Where records are posted to a source that takes them over HTTP.
    case intake(SourceID)
    case imports
    case importResult(Int64)
    case problems(ProblemKind)
    /// What calls bear and nobody described.
    case directory
    case tariffs
    case tariff(RateTableID)
    /// The rules that find a call's table, and which one finds it for a call typed in.
    case selection
    /// A call typed in: what would become of it.
    case testCall
    /// Calls priced otherwise.
    case whatIf
    /// Versions of rate tables in the order of time.
    case timeline
    /// Charges that are proposed beside those that stand.
    case reratings
    case rerating(Int64)
    case alerts
    case journal
    case keys
    case formats
    /// The workbench: a format's id, or `new`.
    case format(String)
    /// The style sheet with the colours of the book's call types.
    case typeColours
}

/// What was left aside, by the page on which it is mended.
public enum ProblemKind: String, Hashable, Sendable, CaseIterable {
    case skipped, conflict, quarantined, unassigned, unrated
}
