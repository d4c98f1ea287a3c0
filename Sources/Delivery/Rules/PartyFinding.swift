public import Model
public import Site

/// Something that a rule found in sums: told of once, whatever becomes of the sums afterwards.
public struct PartyFinding: Hashable, Sendable {
    /// Whose sums, in which period, against what: the same cause is told of once.
    public var cause: String
    /// Causes that said more: where one of them was told, this one is not.
    public var stronger: [String]
    /// What was compared with what, for people.
    public var words: String
    /// The same for programs.
    public var facts: FoundFacts

    public init(cause: String, stronger: [String] = [], words: String, facts: FoundFacts) {
        (self.cause, self.stronger, self.words, self.facts) = (cause, stronger, words, facts)
    }

    /// The messages that a rule asks for.
    public func drafts(_ rule: AlertRule) -> [OutboxDraft] { drafts(rule, cause) }

    /// What the outbox would have where somebody was told more already.
    public func strongerDrafts(_ rule: AlertRule) -> [OutboxDraft] { stronger.flatMap { drafts(rule, $0) } }

    private func drafts(_ rule: AlertRule, _ cause: String) -> [OutboxDraft] {
        Recipient.all(of: rule).map { recipient in
            var draft = OutboxDraft(
                kind: .party, rule: rule.id, cause: cause, detail: words, channel: recipient.channel, recipient: recipient.address)
            draft.facts = facts
            return draft
        }
    }
}
