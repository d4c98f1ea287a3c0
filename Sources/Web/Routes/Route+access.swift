public import Model

/// What is done with an address. `HEAD` counts as reading.
public enum Method: String, Hashable, Sendable, CaseIterable {
    case read = "GET"
    case change = "POST"
}

/// Who may use an address.
public enum Access: Hashable, Sendable {
    /// Anybody: the log-in itself, health, the program's own style sheet and scripts.
    case everybody
    /// Anybody with a session, even one that must still set a password.
    case session
    /// Anybody with a session or a key, whose password is set.
    case signedIn
    /// Whose role or grant gives this right in the book of the address.
    case right(Right)
}

extension Route {
    /// `nil`: the address has no such method. There is no default: a new address does not compile until somebody has said
    /// here who may use it.
    public func access(_ method: Method) -> Access? {
        switch (self, method) {
        case (.logIn, _), (.live, .read), (.ready, .read), (.metrics, .read), (.asset, .read): .everybody
        case (.logOut, .change), (.password, _): .session
        case (.home, .read), (.components, .read), (.api, .read): .signedIn
        case (.book(_, let page), _): page.access(method)
        case (.live, .change), (.ready, .change), (.metrics, .change), (.asset, .change), (.logOut, .read), (.home, .change),
            (.components, .change), (.api, .change):
            nil
        }
    }
}

extension BookPage {
    func access(_ method: Method) -> Access? {
        switch (self, method) {
        case (.dashboard, .read), (.calls, .read), (.call, .read), (.changes, .read), (.bills, .read), (.partyBill, .read),
            (.organisationBill, .read), (.issuedBills, .read), (.issuedBill, .read), (.billRun, .read), (.logo, .read), (.reports, .read),
            (.report, .read), (.reportFile, .read), (.schedules, .read),
            (.sources, .read), (.imports, .read), (.importResult, .read), (.problems, .read), (.tariffs, .read), (.tariff, .read),
            (.selection, .read), (.testCall, .read), (.whatIf, .read), (.timeline, .read), (.reratings, .read), (.rerating, .read),
            (.typeColours, .read), (.directory, .read), (.alerts, .read), (.formats, .read), (.format, .read):
            .right(.see)
        // Whoever shows the source's own key, which opens nothing else.
        case (.intake, .change): .everybody
        case (.imports, .change), (.importResult, .change): .right(.import)
        case (.problems, .change), (.call, .change), (.issuedBills, .change), (.issuedBill, .change), (.billRun, .change),
            (.sources, .change),
            (.alerts, .change), (.schedules, .change), (.reratings, .change), (.rerating, .change):
            .right(.decide)
        case (.reports, .change), (.report, .change), (.reportFile, .change): .right(.see)
        case (.tariff, .change), (.directory, .change), (.format, .change): .right(.configure)
        case (.journal, .read): .right(.readJournal)
        case (.keys, _), (.sourceForm, _): .right(.administer)
        case (.dashboard, .change), (.calls, .change), (.bills, .change), (.partyBill, .change),
            (.organisationBill, .change),
            (.tariffs, .change), (.selection, .change), (.testCall, .change), (.whatIf, .change), (.timeline, .change),
            (.journal, .change), (.typeColours, .change), (.logo, .change), (.intake, .read), (.formats, .change), (.changes, .change):
            nil
        }
    }
}

extension Route {
    /// A word for the log, without anything from the request in it.
    var name: String {
        switch self {
        case .home: "home"
        case .logIn: "login"
        case .logOut: "logout"
        case .password: "password"
        case .live: "live"
        case .ready: "ready"
        case .metrics: "metrics"
        case .api: "openapi"
        case .asset: "asset"
        case .components: "components"
        case .book(_, let page): page.name
        }
    }
}

extension BookPage {
    var name: String {
        switch self {
        case .dashboard: "dashboard"
        case .calls: "calls"
        case .call: "call"
        case .changes: "changes"
        case .bills: "bills"
        case .partyBill: "party bill"
        case .organisationBill: "organisation bill"
        case .issuedBills: "issued bills"
        case .issuedBill: "issued bill"
        case .billRun: "bill run"
        case .logo: "logo"
        case .reports: "reports"
        case .report: "report"
        case .reportFile: "report file"
        case .schedules: "schedules"
        case .sources: "sources"
        case .sourceForm: "source form"
        case .intake: "intake"
        case .imports: "imports"
        case .importResult: "import"
        case .problems(let kind): "problems " + kind.rawValue
        case .directory: "directory"
        case .tariffs: "tariffs"
        case .tariff: "tariff"
        case .selection: "selection"
        case .testCall: "test call"
        case .whatIf: "what if"
        case .timeline: "versions"
        case .reratings: "re-ratings"
        case .rerating: "re-rating"
        case .alerts: "alerts"
        case .journal: "journal"
        case .keys: "keys"
        case .formats: "formats"
        case .format: "format"
        case .typeColours: "type colours"
        }
    }
}
