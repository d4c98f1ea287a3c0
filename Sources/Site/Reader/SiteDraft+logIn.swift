import Reading

/// Secrets by where they stand, and log-ins at switches.
extension SiteDraft {
    /// - Parameter fileKey: names the file; `secret` beside it the one that is sealed in the book.
    mutating func secret(_ fields: inout Fields, _ fileKey: String) -> SecretPlace? {
        let isSealed = fields.has("secret")
        guard isSealed || fields.has(fileKey) else {
            _ = fields.node("secret")
            _ = fields.node(fileKey)
            problems.add(
                fields.problem(
                    fileKey, "The key \(fileKey) is missing.", mend: "Add `\(fileKey): /path` or `secret: name` of one that is sealed."))
            return nil
        }
        if isSealed, fields.has(fileKey) {
            _ = fields.node(fileKey)
            problems.add(fields.problem("secret", "The secret stands in two places.", mend: "Leave out secret or \(fileKey)."))
        }
        guard isSealed else { return path(&fields, fileKey).map { .file($0) } }
        _ = fields.node(fileKey)
        return fields.text(
            "secret", &problems, form: Form.isFolderName, message: "A secret's name has 1 to 64 of a-z, 0-9 and -.",
            mend: "Write the name that `tollbook secret list` shows."
        ).map { .sealed($0) }
    }

    mutating func logIn(_ fields: inout Fields) -> LogIn {
        var found = LogIn()
        each(&fields, "login") { draft, step, _ in if let step = draft.step(&step) { found.steps.append(step) } }
        each(&fields, "answers") { draft, answer, _ in
            let to = draft.said(&answer, "to")
            let send = draft.said(&answer, "send")
            if let to, let send { found.answers.append(LogIn.Answer(to: to, send: send)) }
        }
        return found
    }

    private mutating func step(_ fields: inout Fields) -> LogIn.Step? {
        let ways = ["expect", "send", "passwordFile", "secret", "pause"]
        let written = ways.filter { fields.has($0) }
        guard written.count == 1, let way = written.first else {
            for key in ways { _ = fields.node(key) }
            problems.add(
                fields.problem(
                    written.last ?? "expect", written.isEmpty ? "Nothing is done here." : "More than one thing in one step.",
                    mend: "Write exactly one of \(ways.joined(separator: ", ")) in each step."))
            return nil
        }
        switch way {
        case "expect":
            let texts = fields.texts("expect", &problems)
            let refusals = fields.texts("refuse", &problems)
            let seconds = fields.integer("within", in: 1...600, &problems) ?? LogIn.patience
            if texts.isEmpty || texts.contains("") || refusals.contains("") {
                problems.add(fields.problem("expect", "An empty text comes at once.", mend: "Write what the switch prompts with."))
                return nil
            }
            return .expect(texts, refusals: refusals, seconds: seconds)
        case "send": return said(&fields, "send").map { .send($0) }
        case "pause": return fields.integer("pause", in: 1...60_000, &problems).map { .pause($0) }
        default:
            let before = fields.text("before", &problems) ?? ""
            let after = fields.text("after", &problems) ?? LogIn.enter
            return secret(&fields, "passwordFile").map { .password($0, before: before, after: after) }
        }
    }

    private mutating func said(_ fields: inout Fields, _ key: String) -> String? {
        guard let text = fields.requiredText(key, &problems) else { return nil }
        if (1...4096).contains(text.utf8.count) { return text }
        problems.add(fields.problem(key, "A text of 1 to 4,096 bytes is expected.", mend: "Write it, control characters as \\r or \\x06."))
        return nil
    }
}
