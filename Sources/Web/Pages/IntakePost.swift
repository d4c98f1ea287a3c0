internal import HTTPTypes
internal import Hummingbird
internal import Model
internal import NIOCore
internal import Service

extension ServicePages {
    /// Hands over what was posted to a source. The answer is short text: who sends is a switch.
    func receive(_ visit: Visit, _ book: OpenBook, _ source: SourceID) async throws -> Response {
        guard let service = services[book.id], let post = visit.post else { throw PageError.notFound }
        let answer = try await service.receive(for: source, key: post.key, encoding: post.encoding, from: post.peer) { limit in
            do {
                return Array(try await visit.body.collect(upTo: limit).readableBytesView)
            } catch is NIOTooManyBytesError {
                return nil
            }
        }
        var response = Response.bytes(
            Array((answer.text + "\n").utf8), type: "text/plain", status: HTTPResponse.Status(code: answer.status))
        if answer.asksForKey { response.headers[.wwwAuthenticate] = "Bearer" }
        if answer.status == 503 { response.headers[.retryAfter] = "5" }
        if answer.status >= 400 { response.headers[.connection] = "close" }
        return response
    }
}
