internal import Model
public import Rendering

extension Route {
    /// The path, without query.
    public var path: String {
        switch self {
        case .home: "/"
        case .logIn: "/login"
        case .logOut: "/logout"
        case .password: "/password"
        case .live: "/live"
        case .ready: "/ready"
        case .metrics: "/metrics"
        case .api: "/openapi.json"
        case .asset(let name): "/assets/" + PathText.print(name)
        case .components: "/components"
        case .book(let book, let page): "/b/" + PathText.print(book.text) + "/" + page.path
        }
    }

    /// The address for a link, with a query in the order given; empty values are left out.
    public func link(_ query: [(name: String, value: String)] = []) -> LocalPath {
        let pairs = query.filter { !$0.value.isEmpty }.map { PathText.encode($0.name) + "=" + PathText.encode($0.value) }
        let text = path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
        // Everything in it is encoded, so it is a local path; the root is the answer that harms nobody if it were not.
        return LocalPath(text) ?? .root
    }

    /// `nil` for what is no address of ours.
    public init?(path: some StringProtocol) {
        guard path.utf8.count <= 4096, path.utf8.first == UInt8(ascii: "/") else { return nil }
        let pieces = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { Substring($0) }
        switch (pieces.count, pieces[0]) {
        case (1, ""): self = .home
        case (1, "login"): self = .logIn
        case (1, "logout"): self = .logOut
        case (1, "password"): self = .password
        case (1, "live"): self = .live
        case (1, "ready"): self = .ready
        case (1, "metrics"): self = .metrics
        case (1, "openapi.json"): self = .api
        case (1, "components"): self = .components
        case (2, "assets"):
            guard let name = PathText.parse(pieces[1]) else { return nil }
            self = .asset(name)
        case (3..., "b"):
            guard BookID.isValid(String(pieces[1])), let page = BookPage(pieces: pieces[2...]) else { return nil }
            self = .book(BookID(String(pieces[1])), page)
        default: return nil
        }
    }
}

extension BookPage {
    var path: String {
        switch self {
        case .dashboard: ""
        case .calls: "calls"
        case .call(let id): "calls/" + PathText.print(id)
        case .changes: "changes"
        case .bills: "bills"
        case .partyBill(let party): "bills/party/" + PathText.print(party.text)
        case .organisationBill(let node): "bills/organisation/" + PathText.print(node.text)
        case .issuedBills: "bills/issued"
        case .issuedBill(let number): "bills/issued/\(number)"
        case .billRun(let number): "bills/runs/\(number)"
        case .logo(let digest): "bills/logos/\(digest.hexadecimal)"
        case .reports: "reports"
        case .report(let id): "reports/" + PathText.print(id)
        case .reportFile(let id): "reports/" + PathText.print(id) + "/file"
        case .schedules: "schedules"
        case .sources: "sources"
        case .sourceForm(let source): source.map { "sources/set/" + PathText.print($0.text) } ?? "sources/add"
        case .intake(let source): "intake/" + PathText.print(source.text)
        case .imports: "imports"
        case .importResult(let number): "imports/\(number)"
        case .problems(let kind): "problems/" + kind.rawValue
        case .directory: "directory"
        case .tariffs: "tariffs"
        case .tariff(let table): "tariffs/" + PathText.print(table.text)
        case .selection: "selection"
        case .testCall: "test-call"
        case .whatIf: "what-if"
        case .timeline: "versions"
        case .reratings: "reratings"
        case .rerating(let number): "reratings/\(number)"
        case .alerts: "alerts"
        case .journal: "journal"
        case .keys: "settings/keys"
        case .formats: "formats"
        case .format(let id): "formats/" + PathText.print(id)
        case .typeColours: "types.css"
        }
    }

    /// One spelling a number: no sign, no zero in front.
    private static func number(_ piece: Substring) -> Int64? {
        guard let number = Int64(piece), number > 0, String(number) == piece else { return nil }
        return number
    }

    init?(pieces: ArraySlice<Substring>) {
        let pieces = Array(pieces)
        switch (pieces.count, pieces[0]) {
        case (1, ""): self = .dashboard
        case (1, "calls"): self = .calls
        case (1, "changes"): self = .changes
        case (_, "bills"):
            guard let page = Self.bill(pieces) else { return nil }
            self = page
        case (1, "reports"): self = .reports
        case (1, "schedules"): self = .schedules
        case (1, "sources"): self = .sources
        case (1, "imports"): self = .imports
        case (1, "formats"): self = .formats
        case (1, "directory"): self = .directory
        case (1, "tariffs"): self = .tariffs
        case (1, "selection"): self = .selection
        case (1, "test-call"): self = .testCall
        case (1, "what-if"): self = .whatIf
        case (1, "versions"): self = .timeline
        case (1, "alerts"): self = .alerts
        case (1, "reratings"): self = .reratings
        case (1, "journal"): self = .journal
        case (1, "types.css"): self = .typeColours
        case (2, "reports"):
            guard let id = PathText.parse(pieces[1]) else { return nil }
            self = .report(id)
        case (3, "reports"):
            guard pieces[2] == "file", let id = PathText.parse(pieces[1]) else { return nil }
            self = .reportFile(id)
        case (2, "settings"):
            guard pieces[1] == "keys" else { return nil }
            self = .keys
        case (2, "imports"):
            guard let number = Self.number(pieces[1]) else { return nil }
            self = .importResult(number)
        case (2, "reratings"):
            guard let number = Self.number(pieces[1]) else { return nil }
            self = .rerating(number)
        case (2, "sources"):
            guard pieces[1] == "add" else { return nil }
            self = .sourceForm(nil)
        case (3, "sources"):
            guard pieces[1] == "set", let id = PathText.parse(pieces[2]) else { return nil }
            self = .sourceForm(SourceID(id))
        case (2, "intake"):
            guard let id = PathText.parse(pieces[1]) else { return nil }
            self = .intake(SourceID(id))
        case (2, "problems"):
            guard let kind = ProblemKind(rawValue: String(pieces[1])) else { return nil }
            self = .problems(kind)
        case (2, "calls"):
            guard let id = PathText.parse(pieces[1]) else { return nil }
            self = .call(id)
        case (2, "formats"):
            guard let id = PathText.parse(pieces[1]) else { return nil }
            self = .format(id)
        case (2, "tariffs"):
            guard let id = PathText.parse(pieces[1]) else { return nil }
            self = .tariff(RateTableID(id))
        default: return nil
        }
    }

    /// 64 hexadecimal digits in small letters.
    private static func digest(_ piece: Substring) -> [UInt8]? {
        let digits = Array(piece.utf8)
        let values = digits.compactMap { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
            default: nil
            }
        }
        guard digits.count == 64, values.count == 64 else { return nil }
        return stride(from: 0, to: 64, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }

    /// The pages about bills.
    private static func bill(_ pieces: [Substring]) -> BookPage? {
        switch (pieces.count, pieces.count > 1 ? pieces[1] : "") {
        case (1, _): return .bills
        case (2, "issued"): return .issuedBills
        case (3, "issued"): return number(pieces[2]).map { .issuedBill($0) }
        case (3, "runs"): return number(pieces[2]).map { .billRun($0) }
        case (3, "logos"): return digest(pieces[2]).map { .logo($0) }
        case (3, "party"): return PathText.parse(pieces[2]).map { .partyBill(PartyID($0)) }
        case (3, "organisation"): return PathText.parse(pieces[2]).map { .organisationBill(NodeID($0)) }
        default: return nil
        }
    }
}

extension LocalPath {
    /// The first page.
    static let root: LocalPath = {
        guard let path = LocalPath("/") else { preconditionFailure("the root is a local path") }
        return path
    }()
}
