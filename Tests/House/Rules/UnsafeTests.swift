import Testing

/// Where the compiler is told to trust us, the lines before say why it may.
struct UnsafeTests {
    private static let words: Set<String> = ["unchecked", "unsafe", "unsafeBitCast", "unsafeDowncast", "unsafelyUnwrapped", "nonisolated"]

    private static let rule: Rule = { file in
        let tokens = file.tokens
        let code = tokens.filter { $0.kind != .comment }
        let explained = Set(tokens.filter { $0.kind == .comment }.flatMap { $0.line...$0.lastLine })
        return code.indices.compactMap { index in
            let token = code[index]
            guard token.kind == .word, words.contains(token.text) else { return nil }
            // `nonisolated` alone is safe, `nonisolated(unsafe)` is found by its second word; an argument label is no claim.
            if token.text == "nonisolated" || (index + 1 < code.count && code[index + 1].text == ":") { return nil }
            // In the same line or in the three before: a statement may stand between its reason and its claim.
            guard !(token.line - 3...token.line).contains(where: explained.contains) else { return nil }
            return file.finding(token.line, "\(token.text): say in a comment before it why it is right")
        }
    }

    @Test func holds() throws { hold(Self.rule, in: try Repository.swift("Sources")) }

    @Test func fires() {
        plant("class A: @unchecked Sendable {}\n\n\n\n// Guarded by the lock.\nclass B: @unchecked Sendable {}\n", Self.rule, fires: [1])
        plant("let a = 1\nnonisolated(unsafe) var b = a\nnonisolated func c() {}\n", Self.rule, fires: [2])
    }
}
