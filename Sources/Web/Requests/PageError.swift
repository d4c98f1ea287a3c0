public import HTTPTypes

/// What a person can be told of a request that was not fulfilled.
public struct PageError: Error, Sendable {
    public let status: HTTPResponse.Status
    /// A sentence that says what to do; `nil`: the usual one of the status.
    public let text: String?
    /// Seconds after which it is worth asking again.
    let retryAfter: Int64?

    public init(_ status: HTTPResponse.Status, _ text: String? = nil) { self.init(status, text, retryAfter: nil) }

    init(_ status: HTTPResponse.Status, _ text: String?, retryAfter: Int64?) {
        self.status = status
        self.text = text
        self.retryAfter = retryAfter
    }

    public static let notFound = PageError(.notFound)
    public static let forbidden = PageError(.forbidden)
    public static func bad(_ text: String? = nil) -> PageError { PageError(.badRequest, text) }
}
