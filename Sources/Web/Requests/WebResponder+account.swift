internal import Accounts
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Model
internal import Rendering

extension WebResponder {
    /// The form is bound to a visitor's cookie, so that nobody can log somebody in from elsewhere.
    func logInPage(_ visit: Visit, fault: String? = nil, name: String = "") async throws -> Response {
        let token = (visit.session == nil ? visit.token : nil) ?? accounts.visitorToken()
        let next = visit.method == .read ? visit.query["next"] ?? "" : visit.form["next"]
        let page = LogInPage(texts: texts, token: token, fault: fault, name: name, next: next)
        var response = Response.html(page.render(assets), status: fault == nil ? .ok : .forbidden)
        response.headers.append(HTTPField(name: .setCookie, value: cookies.set(.visitor, token)))
        return response
    }

    func logIn(_ visit: Visit) async throws -> Response {
        let name = visit.form["name"]
        let login: Accounts.LogIn
        do {
            login = try await accounts.logIn(name: name, password: visit.form["password"], from: visit.address)
        } catch AccountError.refused {
            log.notice("log-in refused", metadata: ["id": "\(visit.id)"])
            return try await logInPage(visit, fault: texts.logIn.refused)
        }
        log.notice("log-in", metadata: ["id": "\(visit.id)", "user": "\(login.session.user.number.value)"])
        let next = login.session.mustSetPassword ? .password : Route(path: visit.form["next"]) ?? .home
        return entered(login, next: next)
    }

    func logOut(_ visit: Visit) async throws -> Response {
        if let token = visit.token { try await accounts.logOut(token) }
        var response = Response.redirect(Route.logIn.link())
        response.headers.append(HTTPField(name: .setCookie, value: cookies.clear(.session)))
        response.headers[SecurityFields.name("Clear-Site-Data")] = "\"cache\", \"storage\""
        return response
    }

    func passwordPage(_ visit: Visit, fault: String?) -> Response {
        .html(PasswordPage(visit: visit, fault: fault).render(assets), status: fault == nil ? .ok : .unprocessableContent)
    }

    func setPassword(_ visit: Visit) async throws -> Response {
        guard let token = visit.token else { throw PageError.forbidden }
        do {
            let login = try await accounts.setPassword(
                token, current: visit.form["current"], new: visit.form["new"], repeated: visit.form["repeated"], from: visit.address)
            log.notice("password set", metadata: ["id": "\(visit.id)", "user": "\(login.session.user.number.value)"])
            return entered(login, next: .home)
        } catch AccountError.password(let fault) {
            return passwordPage(visit, fault: texts.password.sentence(fault))
        } catch AccountError.refused {
            return passwordPage(visit, fault: texts.password.wrongCurrent)
        }
    }

    private func entered(_ login: Accounts.LogIn, next: Route) -> Response {
        var response = Response.redirect(next.link())
        response.headers.append(HTTPField(name: .setCookie, value: cookies.set(.session, login.token)))
        response.headers.append(HTTPField(name: .setCookie, value: cookies.clear(.visitor)))
        return response
    }
}
