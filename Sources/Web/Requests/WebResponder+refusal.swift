internal import Accounts
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Rendering

extension WebResponder {
    /// Any error as an answer. What is not meant for people goes to the log under the id, and only there.
    func refusal(_ error: any Error, _ request: Request, route: Route?, id: String) -> Response {
        let known = pageError(error)
        if known == nil {
            log.error(
                "request failed",
                metadata: ["id": "\(id)", "page": "\(route?.name ?? "none")", "error": "\(type(of: error))", "reason": "\(error)"])
        }
        let status = known?.status ?? .internalServerError
        let sentence = known?.text ?? texts.errors.sentence(status)
        var response: Response
        let asksForData = request.headers[.authorization] != nil || (request.headers[.accept] ?? "").hasPrefix("application/json")
        if asksForData {
            response = .json(JSONError.text(sentence, id: id), status: status)
        } else {
            response = .html(ErrorPage.render(status: status, sentence: sentence, id: id, texts: texts, assets: assets), status: status)
        }
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        if status == .methodNotAllowed {
            response.headers[.allow] = Method.allCases.filter { route?.access($0) != nil }.map(\.rawValue).joined(separator: ", ")
        }
        if status == .serviceUnavailable { response.headers[.retryAfter] = "5" }
        if let seconds = known?.retryAfter { response.headers[.retryAfter] = String(seconds) }
        // What of the body was not read is not wanted any more.
        if [.contentTooLarge, .requestTimeout, .unsupportedMediaType].contains(status) { response.headers[.connection] = "close" }
        return response
    }

    private func pageError(_ error: any Error) -> PageError? {
        switch error {
        case let page as PageError: page
        case AccountError.busy: PageError(.serviceUnavailable, texts.errors.busy)
        case AccountError.refused: PageError(.forbidden)
        case AccountError.wrongAddress: PageError(.forbidden, texts.errors.wrongAddress)
        case AccountError.tooOften(let seconds): PageError(.tooManyRequests, texts.errors.tooOften, retryAfter: seconds)
        case is NIOTooManyBytesError: PageError(.contentTooLarge)
        // The client went away or sent something that is no HTTP in mid-body.
        case is CancellationError: PageError(.badRequest)
        default: nil
        }
    }
}
