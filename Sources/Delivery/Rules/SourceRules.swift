public import Model
public import Site

/// A trouble of a source that somebody may want to know.
public struct SourceFinding: Hashable, Sendable {
    public var source: SourceID
    public var trouble: AlertCondition.Trouble
    /// Which one it is: the same name is told of once, however often it is found.
    public var name: String
    /// What is wrong and what to do, for people.
    public var words: String

    public init(source: SourceID, trouble: AlertCondition.Trouble, name: String, words: String) {
        (self.source, self.trouble, self.name, self.words) = (source, trouble, name, words)
    }
}

extension SourceFinding {
    /// The messages that the site's rules ask for.
    public func drafts(_ rules: [AlertRule]) -> [OutboxDraft] {
        rules.filter { rule in
            rule.when.troubles.contains(trouble) && (rule.when.sources.isEmpty || rule.when.sources.contains(source))
        }.flatMap { rule in
            Recipient.all(of: rule).map { recipient in
                OutboxDraft(
                    kind: .source, rule: rule.id, cause: "\(source.text) \(trouble.rawValue) \(name)", detail: words,
                    channel: recipient.channel, recipient: recipient.address)
            }
        }
    }

    /// The source that a cause speaks of.
    public static func source(ofCause cause: String) -> SourceID? { cause.split(separator: " ").first.map { SourceID(String($0)) } }
}
