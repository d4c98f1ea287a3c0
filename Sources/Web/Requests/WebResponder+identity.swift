internal import Accounts
internal import HTTPTypes
internal import Hummingbird
internal import Model
internal import Rendering

/// Who asks, as far as the request tells.
struct Identity {
    var caller: Caller?
    var session: Session?
    /// Of the session or the visitor: what a form's token is compared with.
    var token: Token?
    var byKey = false
}

extension Route {
    /// Whether its page reads a form with a file.
    fileprivate var takesUpload: Bool {
        switch self {
        case .book(_, .imports), .book(_, .directory): true
        default: false
        }
    }
}

extension WebResponder {
    /// A key counts before a cookie; a key that is no good is refused, whatever the cookie says.
    func identity(_ request: Request, from address: String) async throws -> Identity {
        if let authorization = request.headers[.authorization] {
            let parts = authorization.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer", Token.isWellFormed(parts[1]),
                let caller = try await accounts.caller(key: Token(text: String(parts[1])), from: address)
            else { throw PageError(.unauthorized, texts.errors.badKey) }
            return Identity(caller: caller, byKey: true)
        }
        if let token = cookies.read(.session, request.headers), let session = try await accounts.session(token) {
            return Identity(caller: session.caller, session: session, token: token)
        }
        return Identity(token: cookies.read(.visitor, request.headers))
    }

    /// `nil` where the caller may use the route; else what is answered instead.
    func refusal(of identity: Identity, access: Access, route: Route, _ method: Method, wanted: DataForm) throws -> Response? {
        if access == .everybody { return nil }
        guard let caller = identity.caller, access != .session || identity.session != nil else {
            guard wanted == .html, !identity.byKey else { throw PageError(.unauthorized, texts.errors.needsKey) }
            return .redirect(Route.logIn.link([("next", route == .home ? "" : route.path)]))
        }
        if access == .session { return nil }
        if identity.session?.mustSetPassword == true {
            guard wanted == .html else { throw PageError.forbidden }
            return .redirect(Route.password.link())
        }
        if let scopes = caller.scopes, !route.isWithin(scopes, method) { throw PageError(.forbidden, texts.errors.outOfScope) }
        if case .right(let right) = access {
            guard case .book(let book, _) = route, caller.may(right, in: book) else { throw PageError.forbidden }
        }
        return nil
    }

    /// Reads a form and looks at origin and token. A key needs neither: no foreign page can make a browser send one.
    func form(_ request: Request, route: Route, identity: Identity) async throws -> Form {
        let type = (request.headers[.contentType] ?? "").split(separator: ";").first.map(String.init) ?? ""
        if !identity.byKey {
            guard OriginCheck.isOwn(request, secure: configuration.isSecure, behindProxy: configuration.behindProxy) else {
                throw PageError(.forbidden, texts.errors.foreignForm)
            }
        }
        // An upload is read by its page; its token comes first in the body, and `Visit.receiveUpload` looks at it.
        if type == "multipart/form-data", route.takesUpload { return Form() }
        guard type == "application/x-www-form-urlencoded" else { throw PageError(.unsupportedMediaType) }
        let limit = configuration.limits.formBytes
        if let length = request.headers[.contentLength].flatMap(Int.init), length > limit { throw PageError(.contentTooLarge) }
        let buffer = try await request.body.collect(upTo: limit)
        guard let text = String(validating: buffer.readableBytesView, as: UTF8.self), let fields = Query(text) else {
            throw PageError.bad()
        }
        let form = Form(fields)
        guard identity.byKey || identity.token?.accepts(formToken: form[Form.tokenField]) == true else {
            throw PageError(.forbidden, texts.errors.staleForm)
        }
        return form
    }
}
