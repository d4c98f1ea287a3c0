import HummingbirdCore
import Model
import NIOCore
import Testing

@testable import Accounts
@testable import Service
@testable import Web

extension Visit {
    /// Of an administrator with a name, for pages that are rendered without a server.
    static func named(_ text: String, on route: Route = .home) -> Visit {
        let user = User(number: UserNumber(1), name: text, role: .administrator)
        return Visit(
            route: route, method: .read, id: "x", caller: Caller(user), token: Token(text: "t"), session: nil, address: "", query: Query(),
            form: Form(), wanted: .html, texts: .english, body: .init(buffer: .init()), contentType: "")
    }
}
