internal import Accounts
internal import HTTPTypes
public import Hummingbird
public import Model
internal import NIOCore
public import Rendering

/// What every request carries beside itself: the connection's other end.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let peer: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress
    }
}

/// One request that was let through: who asks, for what, in which form.
public struct Visit: Sendable {
    public let route: Route
    public let method: Method
    /// A number for the log; an error page shows it.
    public let id: String
    /// Whose rights hold; `nil` only where everybody may come.
    public let caller: Caller?
    /// The session's token: forms are bound to it. A visitor's, where there is no session.
    let token: Token?
    let session: Session?
    let address: String
    public let query: Query
    public let form: Form
    /// What the client would rather read.
    public let wanted: DataForm
    public let texts: Texts
    /// The body of an upload, not read yet.
    public let body: RequestBody
    public let contentType: String
    /// What stands in the head of a request that brings records; `nil` for any other.
    var post: Posted?

    /// The hidden field that every form carries.
    public var formToken: HTMLText {
        single("input", .text("type", "hidden"), .text("name", Form.tokenField), .text("value", token?.formToken ?? ""))
    }
}

/// A form of an answer. Programs ask with `Accept`, or with `?as=`.
public enum DataForm: String, Sendable, CaseIterable {
    case html, json, csv, pdf, xlsx

    var isPaper: Bool { self == .pdf || self == .xlsx }

    static func of(_ fields: HTTPFields, _ query: Query) -> DataForm? {
        if let name = query["as"] { return DataForm(rawValue: name) }
        for part in (fields[.accept] ?? "").split(separator: ",") {
            switch part.split(separator: ";").first.map({ $0.filter { $0 != " " } }) {
            case "text/html", "*/*": return .html
            case "application/json": return .json
            case "text/csv": return .csv
            default: continue
            }
        }
        return .html
    }
}

/// Answers the pages of the books. Rights for the route, tokens and limits were looked at before; rights on single objects
/// are `Service`'s.
public protocol BookPages: Sendable {
    /// - Throws: `PageError` for what a person can be told; anything else becomes "something went wrong" with an id.
    func answer(_ visit: Visit, book: BookID, page: BookPage) async throws -> Response
    /// The books that the caller may open, for the switcher; the first is where `/` leads.
    func books(for caller: Caller) async throws -> [BookLink]
    /// Figures of the books for a program that watches, in the text form of Prometheus.
    func metrics() async throws -> String
}

extension BookPages {
    public func metrics() async throws -> String { "" }
}

/// A book in the switcher.
public struct BookLink: Sendable, Hashable {
    public var id: BookID
    public var name: String

    public init(id: BookID, name: String) {
        self.id = id
        self.name = name
    }
}
