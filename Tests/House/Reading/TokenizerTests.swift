import Testing

struct TokenizerTests {
    private func cut(_ source: String, _ kind: Token.Kind) -> [String] {
        Tokenizer.tokens(source).filter { $0.kind == kind }.map(\.text)
    }

    @Test func textsAndCommentsAreNoCode() {
        let source = #"let a = "x // \(b + "inner") y" // c /* d"#
        #expect(cut(source, .word) == ["let", "a", "b"])
        #expect(cut(source, .text).contains("inner"))
        #expect(cut(source, .comment) == ["// c /* d"])
        #expect(cut("/* a /* b */ c */ d", .word) == ["d"])
        #expect(cut("let a = \"\"\"\n  \"quoted\" b\n  \"\"\"\nc", .word) == ["let", "a", "c"])
        #expect(cut("##\"a \"# \\(b) \\##(c)\"## d", .word) == ["c", "d"])
    }

    @Test func numbers() {
        #expect(
            cut("0.5 + 0...5 + 1..<2 + a.0.1 + $0.0 + 1_000 + 0xff", .number) == [
                "0.5", "0", "5", "1", "2", "0", "1", "0", "1_000", "0xff",
            ])
    }

    @Test func linesAreCounted() {
        #expect(Tokenizer.tokens("a\n\"\"\"\nb\n\"\"\"\nc").map(\.line) == [1, 2, 5])
    }
}
