public import Model
public import Money

/// Who is told of which calls, sums of parties and troubles of sources (docs/alerts.md).
public struct AlertRule: Hashable, Sendable {
    public var id: AlertRuleID
    public var when = AlertCondition()
    public var to: [MailAddress] = []
    public var webhook: Webhook?
    /// Seconds since a call's end beyond which it alerts nobody: an old log that is imported sends no storm.
    public var age = 3600
    /// Messages of this rule to one recipient in an hour; the rest become a digest.
    public var atMost = 20
    /// What nobody may wait for goes out at once, up to the most that a rule can say: beyond that it is a fault and not people in need.
    public var pace: Int { when.emergency ? Self.mostInAnHour : atMost }
    /// What `atMost` can be at most.
    public static let mostInAnHour = 1000

    public init(id: AlertRuleID) { self.id = id }
}

/// All that is said is to hold; of a list any. What is not said holds for everything.
public struct AlertCondition: Hashable, Sendable {
    /// A trouble of a source that a rule can name.
    public enum Trouble: String, Hashable, Sendable, CaseIterable { case silent, failed, gap }

    /// Seconds of talk that a call must exceed.
    public var longerThan: Int?
    public var dearerThan: Dearer?
    /// Numbers as dialled or as normalised; with a `*` at the end all that begin so.
    public var called: [String] = []
    public var calling: [String] = []
    public var types: [CallTypeID] = []
    public var directions: [Direction] = []
    /// `Sat-Sun 00:00-24:00`, as written.
    public var week: [String] = []
    public var parties: [PartyID] = []
    /// Nodes of the organisation, with all below them.
    public var organisation: [NodeID] = []
    /// Calls to emergency numbers.
    public var emergency = false
    public var troubles: [Trouble] = []
    /// `[]`: every source.
    public var sources: [SourceID] = []
    /// What is looked for in sums; then only types, directions, parties and nodes are beside it.
    public var ofParty: PartyCondition?

    public init() {}

    /// Whether it speaks of sources and not of calls.
    public var isOfSources: Bool { !troubles.isEmpty || !sources.isEmpty }
    /// Whether it looks at single calls.
    public var isOfCalls: Bool { !isOfSources && ofParty == nil }

    /// A charge that a call must exceed, in its own currency: other currencies are never compared.
    public struct Dearer: Hashable, Sendable {
        public var scheme: Scheme
        public var limit: Money
        public init(scheme: Scheme, limit: Money) { (self.scheme, self.limit) = (scheme, limit) }
    }
}

/// A program that is told by HTTPS.
public struct Webhook: Hashable, Sendable {
    public var url: WebhookURL
    /// A file with the secret that signs, at least 16 characters.
    public var secretFile: String
    /// Addresses and networks of ours that it may have nonetheless: private, loopback and link-local ones are refused else.
    public var allowed: [String]

    public init(url: WebhookURL, secretFile: String, allowed: [String] = []) {
        (self.url, self.secretFile, self.allowed) = (url, secretFile, allowed)
    }
}

/// The mail server that takes our messages.
public struct MailSettings: Hashable, Sendable {
    /// What protects the way to the server; there is no fall-back to less.
    public enum Security: String, Hashable, Sendable, CaseIterable {
        case none, starttls, tls

        /// The port that is usual for it.
        public var port: Int {
            switch self {
            case .none: 25
            case .starttls: 587
            case .tls: 465
            }
        }
    }

    public var server: String
    public var port: Int
    public var security: Security
    public var from: MailAddress
    public var user: String?
    /// A file with the user's password.
    public var passwordFile: String?
    /// Certificates that are trusted instead of the machine's.
    public var caFile: String?
    /// Where people reach the pages, `https://tollbook.example.com`; links in messages begin with it.
    public var link: String?
    public var daily: Daily?

    public init(server: String, security: Security = .starttls, from: MailAddress) {
        (self.server, port, self.security, self.from) = (server, security.port, security, from)
    }

    /// A sign of life, whose absence tells.
    public struct Daily: Hashable, Sendable {
        public var to: [MailAddress]
        /// Minute of the site's day, 0 … 1,439.
        public var minute: Int
        public init(to: [MailAddress], minute: Int) { (self.to, self.minute) = (to, minute) }
    }
}
