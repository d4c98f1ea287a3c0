internal import Accounts
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Model
internal import Rendering

/// The way of a request: find the route, find out who asks, look at rights, origin and token, answer, add the fields, log.
struct WebResponder: HTTPResponder {
    typealias Context = WebContext

    let configuration: WebConfiguration
    let accounts: Accounts
    let pages: any BookPages
    let health: Health
    let log: Logger
    let texts: Texts
    let assets = Assets()
    let meter = RequestMeter()
    var cookies: SessionCookies { SessionCookies(secure: configuration.isSecure) }

    func respond(to request: Request, context: WebContext) async throws -> Response {
        let id = RequestName.make()
        let began = ContinuousClock.now
        let route = Route(path: request.head.path?.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).first ?? "")
        var response: Response
        do {
            response = try await answer(request, route: route, id: id, context: context)
        } catch {
            response = refusal(error, request, route: route, id: id)
        }
        var isAsset = false
        if case .asset = route, response.status == .ok { isAsset = true }
        SecurityFields.add(to: &response.headers, secure: configuration.isSecure, isAsset: isAsset)
        let elapsed = ContinuousClock.now - began
        meter.count(page: route?.name ?? "none", status: Int(response.status.code), took: elapsed)
        if request.method == .head { response = response.createHeadResponse() }
        log.info(
            "request",
            metadata: [
                "id": "\(id)", "method": "\(Method.word(request.method))", "page": "\(route?.name ?? "none")",
                "status": "\(response.status.code)", "ms": "\(elapsed.milliseconds)",
            ])
        return response
    }

    private func answer(_ request: Request, route: Route?, id: String, context: WebContext) async throws -> Response {
        guard let method = Method(request.method) else { throw PageError(.methodNotAllowed) }
        guard let route else { throw PageError.notFound }
        guard let access = route.access(method) else { throw PageError(.methodNotAllowed) }
        let address = ClientAddress.text(peer: context.peer, fields: request.headers, proxies: configuration.proxies)
        let peer = ClientAddress.whole(context.peer, request.headers, configuration.proxies)
        // Where everybody may come nobody is asked for; the log-in form is the visitor's, even where a session is still open.
        let identity =
            access == .everybody ? Identity(token: cookies.read(.visitor, request.headers)) : try await identity(request, from: peer)
        let query = try Self.query(request)
        guard let wanted = DataForm.of(request.headers, query) else { throw PageError.bad(texts.errors.unknownForm) }
        if let refused = try refusal(of: identity, access: access, route: route, method, wanted: wanted) { return refused }
        if method == .read || wanted.isPaper {
            let serves = if case .book(_, let page) = route { page.serves(wanted) } else { !wanted.isPaper }
            guard serves else { throw PageError.bad(texts.errors.unknownForm) }
        }

        var form = Form()
        // What is posted to a source is no form: its key stands in for session and token.
        if method == .change, !route.takesRecords { form = try await self.form(request, route: route, identity: identity) }
        let visit = Visit(
            route: route, method: method, id: id, caller: identity.caller, token: identity.token, session: identity.session,
            address: address, query: query, form: form, wanted: wanted, texts: texts, body: request.body,
            contentType: request.headers[.contentType] ?? "",
            post: route.takesRecords || route == .metrics ? Posted(request, peer: peer) : nil)
        return try await dispatch(visit)
    }

    private func dispatch(_ visit: Visit) async throws -> Response {
        switch (visit.route, visit.method) {
        case (.home, _): return try await home(visit)
        case (.logIn, .read): return try await logInPage(visit)
        case (.logIn, .change): return try await logIn(visit)
        case (.logOut, _): return try await logOut(visit)
        case (.password, .read): return passwordPage(visit, fault: nil)
        case (.password, .change): return try await setPassword(visit)
        case (.live, _): return .bytes(Array("live\n".utf8), type: "text/plain")
        case (.ready, _):
            let ready = await health.isReady()
            return .bytes(Array((ready ? "ready\n" : "not ready\n").utf8), type: "text/plain", status: ready ? .ok : .serviceUnavailable)
        case (.metrics, _): return try await metrics(visit)
        case (.asset(let name), _):
            guard let asset = assets[name] else { throw PageError.notFound }
            return .bytes(asset.bytes, type: asset.type)
        case (.api, _): return .json(OpenAPI.json)
        case (.components, _): return .html(ComponentsPage.render(visit, assets: assets))
        case (.book(let book, let page), _): return try await pages.answer(visit, book: book, page: page)
        }
    }

    private func home(_ visit: Visit) async throws -> Response {
        guard let caller = visit.caller, let book = try await pages.books(for: caller).first else { throw PageError.notFound }
        return .redirect(Route.book(book.id, .dashboard).link())
    }

    private static func query(_ request: Request) throws(PageError) -> Query {
        guard let path = request.head.path, let mark = path.utf8.firstIndex(of: UInt8(ascii: "?")) else { return Query() }
        guard let query = Query(path[path.utf8.index(after: mark)...]) else { throw PageError.bad() }
        return query
    }
}

extension Method {
    init?(_ method: HTTPRequest.Method) {
        switch method {
        case .get, .head: self = .read
        case .post: self = .change
        default: return nil
        }
    }

    /// For the log: a client may send any word as method.
    static func word(_ method: HTTPRequest.Method) -> String { Method(method)?.rawValue ?? "other" }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
