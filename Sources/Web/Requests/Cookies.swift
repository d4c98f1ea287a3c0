internal import Accounts
internal import HTTPTypes

/// The two cookies: a session's, and that of a visitor who is about to log in.
struct SessionCookies {
    /// Under TLS the names say that the cookie is bound to this host and was set over TLS; the browser keeps it so.
    let secure: Bool

    enum Kind: String { case session, visitor }

    func name(_ kind: Kind) -> String { (secure ? "__Host-" : "") + "tollbook-" + kind.rawValue }

    /// The token of a cookie that looks like one of ours; two of the same name are none.
    func read(_ kind: Kind, _ fields: HTTPFields) -> Token? {
        let wanted = name(kind)
        let values = fields[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap { part -> Substring? in
            let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return pair.count == 2 && pair[0] == wanted ? pair[1] : nil
        }
        guard values.count == 1, Token.isWellFormed(values[0]) else { return nil }
        return Token(text: String(values[0]))
    }

    func set(_ kind: Kind, _ token: Token) -> String { header(kind, token.text, "") }

    func clear(_ kind: Kind) -> String { header(kind, "", "; Max-Age=0") }

    /// Lax for the session, so that a link in a mail finds somebody logged in; what changes anything needs the form's token besides.
    private func header(_ kind: Kind, _ value: String, _ more: String) -> String {
        name(kind) + "=" + value + "; Path=/; HttpOnly; SameSite=" + (kind == .session ? "Lax" : "Strict") + (secure ? "; Secure" : "")
            + more
    }
}
