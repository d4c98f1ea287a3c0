/// Where a secret stands.
public enum SecretPlace: Hashable, Sendable {
    /// In a file that only the server's user can read.
    case file(String)
    /// Sealed in the book, under a name.
    case sealed(String)
}

/// What is said to a switch before it sends records, and what it wants to be answered later.
public struct LogIn: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        /// Waits until one of `texts` came; one of `refusals`, or `seconds` without, ends the connection.
        case expect(_ texts: [String], refusals: [String], seconds: Int)
        case send(String)
        /// Sends `before`, the secret, `after`.
        case password(SecretPlace, before: String, after: String)
        /// Waits so many milliseconds.
        case pause(Int)
    }

    /// When `to` comes between the records, `send` is sent, after all bytes up to there are durable.
    public struct Answer: Hashable, Sendable {
        public var to: String
        public var send: String

        public init(to: String, send: String) { (self.to, self.send) = (to, send) }
    }

    public var steps: [Step]
    public var answers: [Answer]

    public init(steps: [Step] = [], answers: [Answer] = []) { (self.steps, self.answers) = (steps, answers) }

    /// Seconds that a step waits where it does not say.
    public static let patience = 10
    /// What is sent behind a password where it does not say.
    public static let enter = "\r\n"
}
