import Testing

/// Where a rule is broken, and what to do.
struct Finding: CustomStringConvertible {
    let path: String
    let line: Int
    let text: String
    var description: String { "\(path):\(line): \(text)" }
}

/// A rule of the house that looks at one file.
typealias Rule = @Sendable (SourceFile) -> [Finding]

extension SourceFile {
    var tokens: [Token] { Tokenizer.tokens(text) }

    /// Without comments: what the compiler reads.
    var code: [Token] { tokens.filter { $0.kind != .comment } }

    func finding(_ line: Int, _ text: String) -> Finding { Finding(path: path, line: line, text: text) }
}

/// Fails for each finding of `rule` in `files`; a rule that looked at nothing fails too.
func hold(_ rule: Rule, in files: [SourceFile], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(!files.isEmpty, "there are no such files", sourceLocation: sourceLocation)
    for finding in files.flatMap(rule) { Issue.record("\(finding)", sourceLocation: sourceLocation) }
}

/// Shows that `rule` fires at the wanted lines of a planted file, and only there.
func plant(
    _ text: String, at path: String = "Sources/Rating/Planted.swift", _ rule: Rule, fires lines: [Int],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(rule(SourceFile(path: path, text: text)).map(\.line) == lines, sourceLocation: sourceLocation)
}
