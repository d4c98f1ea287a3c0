internal import HTTPTypes
internal import Hummingbird

/// Whether a change comes from one of our own pages. Beside it every form carries a token of its session.
enum OriginCheck {
    /// Our pages send no referrer, so browsers write `Origin: null` into their forms; `Sec-Fetch-Site` then tells. A client that
    /// says neither is no browser of today and is refused: programs use a key, which no page can send by itself.
    static func isOwn(_ request: Request, secure: Bool, behindProxy: Bool) -> Bool {
        let site = request.headers[SecurityFields.name("Sec-Fetch-Site")]
        if let site, site != "same-origin" { return false }
        guard let origin = request.headers[.origin] else { return site != nil }
        if origin == "null" { return site != nil }
        guard let host = request.head.authority else { return false }
        // A proxy in front may speak TLS or, inside a house, not.
        let own = behindProxy ? ["https://" + host, "http://" + host] : [(secure ? "https://" : "http://") + host]
        return own.contains(origin)
    }
}
