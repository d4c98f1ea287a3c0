import Testing

/// Money is never binary floating point, nor anything that a charge is made of.
struct FloatingPointTests {
    private static let types: Set<String> = ["Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat", "TimeInterval"]

    private static let rule: Rule = { file in
        file.code.compactMap { token in
            let isFraction = token.kind == .number && token.text.contains(".")
            guard isFraction || (token.kind == .word && types.contains(token.text)) else { return nil }
            return file.finding(token.line, "\(token.text): floating point; count in whole units (Price, Amount, Percent)")
        }
    }

    @Test func holds() throws {
        hold(Self.rule, in: try Repository.swift("Sources/Money", "Sources/Time", "Sources/Rating", "Sources/Billing", "Sources/Store"))
    }

    @Test func fires() {
        plant("// Double\nlet a: Double = 1\nlet b = 0.5\nlet c = \"0.5 Float\"\nlet d = [1...2, e.0]\n", Self.rule, fires: [2, 3])
    }
}
