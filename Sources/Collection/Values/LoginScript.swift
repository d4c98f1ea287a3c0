/// What is said before a switch sends records, and what it wants to be answered later.
public struct LoginScript: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        /// Waits until one of `texts` came; one of `refusals` or `seconds` without ends the connection.
        case expect(_ texts: [String], refusals: [String], seconds: Int)
        case send(String)
        /// Sends `before`, the secret, `after`.
        case sendSecret(Secret, before: String, after: String)
        /// Waits so many milliseconds.
        case pause(Int)
    }

    /// When `text` comes between the records, `answer` is sent, after all bytes up to there are durable.
    public struct Answer: Hashable, Sendable {
        public var text: [UInt8]
        public var answer: [UInt8]

        public init(to text: [UInt8], _ answer: [UInt8]) {
            self.text = text
            self.answer = answer
        }
    }

    public var steps: [Step]
    public var answers: [Answer]

    public init(_ steps: [Step] = [], answers: [Answer] = []) {
        self.steps = steps
        self.answers = answers
    }

    var secrets: [[UInt8]] {
        steps.compactMap { step in
            guard case .sendSecret(let secret, _, _) = step, !secret.bytes.isEmpty else { return nil }
            return secret.bytes
        }
    }

    /// Asterisk's manager interface, asked for call records alone: each comes as a block of lines.
    public static func asteriskManager(user: String, secret: Secret) -> LoginScript {
        // A line break in a name would begin a line of its own.
        let name = user.filter { !$0.isNewline }
        return LoginScript([
            .expect(["Asterisk Call Manager"], refusals: [], seconds: 10),
            .sendSecret(
                secret, before: "Action: Login\r\nUsername: \(name)\r\nSecret: ", after: "\r\nEvents: cdr\r\n\r\n"),
            .expect(["Response: Success"], refusals: ["Response: Error"], seconds: 10),
        ])
    }
}
