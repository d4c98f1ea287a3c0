import Testing

/// Nothing is left for later in the code, and no test is switched off or asserts nothing.
struct UnfinishedTests {
    private static let marks: Set<String> = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]
    private static let switches: Set<String> = ["XCTSkip", "with" + "KnownIssue"]

    private static let noNotes: Rule = { file in
        file.tokens.filter { $0.kind == .comment }.compactMap { token in
            let words = token.text.split { !$0.isLetter }.map(String.init)
            guard let mark = words.first(where: marks.contains) else { return nil }
            return file.finding(token.line, "\(mark): do it, or open an issue")
        }
    }

    private static let noSwitches: Rule = { file in
        let code = file.code
        return code.indices.dropFirst().compactMap { index in
            let isDisabled =
                code[index].text == "disabled" && code[index - 1].text == "." && index + 1 < code.count && code[index + 1].text == "("
            guard isDisabled || switches.contains(code[index].text) && code[index].kind == .word else { return nil }
            return file.finding(code[index].line, "\(code[index].text): mend the test or remove it")
        }
    }

    private static let noEmptyTests: Rule = { file in
        functions(of: file).compactMap { function in
            guard function.isTest else { return nil }
            let asserts = function.body.contains { token in
                token.kind == .word
                    && ["expect", "require", "record", "confirmation", "check", "verify", "hold", "plant", "compare"].contains {
                        token.text.hasPrefix($0)
                    }
            }
            return asserts ? nil : file.finding(function.line, "\(function.name): asserts nothing")
        }
    }

    @Test func holds() throws {
        hold(Self.noNotes, in: try Repository.swift("Sources", "Tests", "Benchmarks", "Plugins"))
        hold(Self.noSwitches, in: try Repository.swift("Tests"))
        hold(Self.noEmptyTests, in: try Repository.swift("Tests"))
    }

    @Test func fires() {
        plant("// TO" + "DO: later\nlet a = \"X" + "XX\" // fine\n", Self.noNotes, fires: [1])
        plant("@Test(.disabled()) func a() {}\nlet disabled = 1\n", Self.noSwitches, fires: [1])
        plant("@Test func a() { run() }\n@Test func b() { #expect(c) }\nfunc d() { }\n", Self.noEmptyTests, fires: [1])
    }
}
