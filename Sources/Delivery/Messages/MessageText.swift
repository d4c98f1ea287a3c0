/// What a message says, before it becomes a mail or the body of a webhook. All of it is plain text on single lines: what came from
/// outside was made visible.
public struct MessageText: Hashable, Sendable {
    public var subject: String
    /// Lines of the body, without ends of lines.
    public var lines: [String]

    public init(subject: String, lines: [String]) { (self.subject, self.lines) = (subject, lines) }
}
