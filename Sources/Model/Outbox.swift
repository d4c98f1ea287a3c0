public import Time

/// What became of a message of the outbox. The names are stored: never change one.
public enum DeliveryState: String, Sendable, CaseIterable {
    /// Not tried yet.
    case waiting
    /// On its way at this moment.
    case sending
    /// The other side has taken it.
    case sent
    /// It was handed over whole and no answer came: it may have arrived. Sent again only when a person says so.
    case unknown
    /// Refused for now; tried again.
    case failed
    /// Refused for good, or too often for now.
    case givenUp
    /// Told of in a digest, or waiting for one: too many of its rule came at once.
    case digest
}

/// By which way a message goes.
public enum DeliveryChannel: String, Sendable, CaseIterable {
    case mail, webhook
}

/// What a message tells of. The names are stored: never change one.
public enum DeliveryKind: String, Sendable, CaseIterable {
    case call, source, digest, daily
    /// Sums of a party, a node of the organisation or a budget.
    case party
    /// A report or bill with its files.
    case report
}

/// A file that goes along with a message.
public struct OutboxFile: Hashable, Sendable {
    public var name: String
    public var mediaType: String
    /// Its bytes.
    public var content: [UInt8]

    public init(name: String, mediaType: String, content: [UInt8]) {
        (self.name, self.mediaType, self.content) = (name, mediaType, content)
    }
}

/// What a schedule made once.
public struct ScheduleRun: Hashable, Sendable {
    /// The names are stored: never change one.
    public enum State: String, Sendable, CaseIterable {
        /// From then on it is looked for what is due; nothing was made.
        case begun
        case running, done, failed
    }

    /// Who makes what is due: no person.
    public static let clock = "schedule"

    public var schedule: ScheduleID
    /// When it was due; of one that a person started, when he did.
    public var due: Instant
    /// How many before it were due while nobody was there to make them: this one stands for them.
    public var missed = 0
    public var actor: String
    public var started: Instant
    public var finished: Instant?
    public var state = State.running
    /// What went wrong, in words.
    public var message = ""
    public var messages = 0
    public var files = 0

    public init(schedule: ScheduleID, due: Instant, actor: String, started: Instant) {
        (self.schedule, self.due, self.actor, self.started) = (schedule, due, actor, started)
    }
}

/// A message to be, as it is put into the outbox.
public struct OutboxDraft: Hashable, Sendable {
    public var kind: DeliveryKind
    /// The rule that asks for it; empty for the daily sign of life.
    public var rule: AlertRuleID
    /// What it tells of: the id of a call, the name of a finding, a day. The same cause goes to one recipient once for each rule.
    public var cause: String
    /// What is found, in words; empty where the cause says it all.
    public var detail: String
    /// What was compared, and where the calls behind it are.
    public var facts = FoundFacts()
    public var channel: DeliveryChannel
    /// A mail address or the URL of a webhook.
    public var recipient: String

    public init(
        kind: DeliveryKind, rule: AlertRuleID, cause: String, detail: String = "", channel: DeliveryChannel, recipient: String
    ) {
        (self.kind, self.rule, self.cause, self.detail) = (kind, rule, cause, detail)
        (self.channel, self.recipient) = (channel, recipient)
    }
}

/// A message of the outbox.
public struct OutboxItem: Hashable, Sendable {
    /// Rising from 1 in each book.
    public var id: Int64
    public var draft: OutboxDraft
    public var state = DeliveryState.waiting
    /// How often it was tried.
    public var attempts = 0
    /// When it was put in, when it is to be tried next, and when it was tried last.
    public var created: Instant
    public var next: Instant
    /// `nil`: never.
    public var tried: Instant?
    /// The other side's last word, or what kept us from hearing one.
    public var answer = ""
    /// The digest that tells of it; `nil` where none does yet.
    public var digest: Int64?
    /// When somebody has seen to it; `nil`: nobody has.
    public var acknowledged: Instant?
    public var acknowledgedBy = ""

    public init(id: Int64, draft: OutboxDraft, created: Instant) {
        (self.id, self.draft, self.created, next) = (id, draft, created, created)
    }
}

/// What a try to deliver came to.
public struct DeliveryOutcome: Hashable, Sendable {
    /// One of sent, unknown, failed and givenUp.
    public var state: DeliveryState
    /// The other side's last word, or what kept us from hearing one.
    public var answer: String

    public init(_ state: DeliveryState, _ answer: String) { (self.state, self.answer) = (state, answer) }
}

/// A rule's hit on a call of a batch: who is told.
public struct CallAlert: Hashable, Sendable {
    /// Index of the call in the batch.
    public var call: Int
    public var rule: AlertRuleID
    public var channel: DeliveryChannel
    public var recipient: String

    public init(call: Int, rule: AlertRuleID, channel: DeliveryChannel, recipient: String) {
        (self.call, self.rule, self.channel, self.recipient) = (call, rule, channel, recipient)
    }
}

/// How many messages are in a state that a person asks about.
public struct OutboxCounts: Hashable, Sendable {
    /// Messages of each state.
    public var states: [DeliveryState: Int64] = [:]
    /// Those that did not arrive for sure and that nobody has seen to.
    public var needPerson: Int64 = 0

    public init() {}
    /// Messages that are still to go out.
    public var open: Int64 { [.waiting, .sending, .failed].reduce(0) { $0 + (states[$1] ?? 0) } }
}
