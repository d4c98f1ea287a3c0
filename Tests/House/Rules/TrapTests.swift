import Testing

/// What comes from outside never stops the program: no `!` that unwraps, casts or tries, no fatal error.
struct TrapTests {
    private static let keywords: Set<String> = [
        "return", "in", "if", "guard", "while", "where", "case", "else", "throw", "await", "try", "is",
    ]
    private static let fatal: Set<String> = ["fatalError"]

    private static let noUnwrapping: Rule = { file in
        let code = file.code
        return code.indices.dropFirst().compactMap { index in
            let mark = code[index], before = code[index - 1]
            guard mark.kind == .sign, mark.text == "!", !mark.apart else { return nil }
            // `a!=b` compares.
            if index + 1 < code.count, code[index + 1].text == "=", !code[index + 1].apart { return nil }
            let follows = (before.kind == .word && !keywords.contains(before.text)) || [")", "]", "?", "}"].contains(before.text)
            guard follows || before.text == "try" || before.kind == .text else { return nil }
            return file.finding(mark.line, "\(before.text)!: unwrap with guard or if, or make the type say that it is there")
        }
    }

    private static let noFatalErrors: Rule = { file in
        file.code.compactMap { token in
            guard token.kind == .word, fatal.contains(token.text) else { return nil }
            return file.finding(token.line, "\(token.text): give the caller an error or a nil")
        }
    }

    @Test func holds() throws {
        hold(Self.noUnwrapping, in: try Repository.swift("Sources"))
        hold(Self.noFatalErrors, in: try Repository.swift("Sources"))
    }

    @Test func fires() {
        plant(
            "a!.b\nif !c, d != e, f!=g { }\ntry! h()\ni as! J\nk()!\nl[0]!\nvar m: N!\n// o!\n\"p!\"\nreturn !q\n\"\\(r!)\"\n",
            Self.noUnwrapping,
            fires: [1, 3, 4, 5, 6, 7, 11])
        plant("fatal" + "Error(\"x\")\n// fatal" + "Error(\nprecondition(a > 0)\n", Self.noFatalErrors, fires: [1])
    }
}
