public import Model
public import Time

/// A message of the outbox as people see it.
public struct AlertView: Sendable {
    public var item: OutboxItem
    /// The call that it tells of, where it is in the book.
    public var call: CallRow?
    /// How many messages it tells of, where it is a digest.
    public var count: Int?
    /// What names it for every mail server; `nil` for a webhook, or without a mail server.
    public var messageID: String?
}

/// The alerts of a book: the newest messages, what is open, and how the mail server is.
public struct AlertOverview: Sendable {
    /// What the mail server said last.
    public struct LastMail: Sendable, Hashable {
        public var at: Instant
        public var state: DeliveryState
        public var answer: String
    }

    public var alerts: [AlertView] = []
    /// Where the list goes on; `nil` at its end.
    public var next: Int64?
    public var counts = OutboxCounts()
    /// The site has rules.
    public var rules: [(id: String, words: String, recipients: [String])] = []
    /// `mail.example.com:587, starttls`; `nil`: none is set up.
    public var server: String?
    public var lastMail: LastMail?

    public init() {}
}
