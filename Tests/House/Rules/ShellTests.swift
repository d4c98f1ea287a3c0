import Testing

/// No shell, ever: a child process gets a list of arguments.
struct ShellTests {
    private static let rule: Rule = { file in
        let code = file.code
        return code.indices.compactMap { index in
            let token = code[index]
            let before = index > 0 ? code[index - 1].text : ""
            let calls = index + 1 < code.count && code[index + 1].text == "(" && ![".", "func", "case"].contains(before)
            let isCall = token.kind == .word && ["system", "popen", "wordexp"].contains(token.text) && calls
            let isShell = token.kind == .text && ["sh -c", "/bin/sh", "/bin/bash"].contains { token.text.contains($0) }
            return isCall || isShell ? file.finding(token.line, "\(token.text): start a program with a list of arguments") : nil
        }
    }

    @Test func holds() throws { hold(Self.rule, in: try Repository.swift("Sources")) }

    @Test func fires() {
        plant(
            "system(a)\ncase system(b)\nx.system(c)\npopen(d, \"r\")\nlet e = \"/bin/sh\"\n// system(\nlet f = system\n", Self.rule,
            fires: [1, 4, 5])
    }
}
