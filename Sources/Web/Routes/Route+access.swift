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
        switch method {
        case .read: reading
        case .change: changing
        }
    }

    private var reading: Access? {
        switch self {
        case .dashboard, .calls, .call, .changes, .bills, .partyBill, .organisationBill, .issuedBills, .issuedBill, .billRun, .logo,
            .reports, .report, .reportFile, .schedules, .sources, .imports, .importResult, .problems, .tariffs, .tariff, .selection,
            .testCall, .whatIf, .timeline, .reratings, .rerating, .typeColours, .directory, .alerts, .formats, .format:
            .right(.see)
        case .journal: .right(.readJournal)
        case .keys, .sourceForm: .right(.administer)
        case .intake: nil
        }
    }

    private var changing: Access? {
        switch self {
        // Whoever shows the source's own key, which opens nothing else.
        case .intake: .everybody
        case .imports, .importResult: .right(.import)
        case .problems, .call, .issuedBills, .issuedBill, .billRun, .sources, .alerts, .schedules, .reratings, .rerating:
            .right(.decide)
        // What is a user's own: reports, and which of them are at hand.
        case .reports, .report, .reportFile: .right(.see)
        case .tariff, .directory, .format: .right(.configure)
        case .keys, .sourceForm: .right(.administer)
        case .dashboard, .calls, .bills, .partyBill, .organisationBill, .tariffs, .selection, .testCall, .whatIf, .timeline, .journal,
            .typeColours, .logo, .formats, .changes:
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
