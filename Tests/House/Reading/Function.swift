/// A function or initializer with a body.
struct Function {
    let name: String
    /// Line of the word `func` or `init`, and of the closing brace.
    let line: Int
    let lastLine: Int
    let isTest: Bool
    let body: ArraySlice<Token>
}

/// The functions and initializers of a file that have a body, nested ones too.
func functions(of file: SourceFile) -> [Function] {
    let code = file.code
    return code.indices.compactMap { index in
        let token = code[index]
        guard token.kind == .word, token.text == "func" || token.text == "init", index == 0 || code[index - 1].text != "." else {
            return nil
        }
        guard let open = bodyStart(code, after: index), let close = matchingBrace(code, open) else { return nil }
        let name = token.text == "init" || index + 1 >= code.count ? token.text : code[index + 1].text
        return Function(
            name: name, line: token.line, lastLine: code[close].lastLine, isTest: isTest(code, at: index), body: code[open...close])
    }
}

/// The opening brace of the function that begins at `index`; `nil` where a protocol only asks for it.
private func bodyStart(_ code: [Token], after index: Int) -> Int? {
    var depth = 0
    for next in code.indices[(index + 1)...] {
        let token = code[next]
        switch token.text {
        case _ where token.kind == .text: continue
        case "(", "[": depth += 1
        case ")", "]": depth -= 1
        case "{" where depth == 0: return next
        case "}" where depth == 0, "func" where depth == 0, "var" where depth == 0, "let" where depth == 0, "init" where depth == 0,
            "static" where depth == 0, "public" where depth == 0, "associatedtype" where depth == 0:
            return nil
        default: if depth < 0 { return nil }
        }
    }
    return nil
}

private func matchingBrace(_ code: [Token], _ open: Int) -> Int? {
    var depth = 0
    for next in code.indices[open...] where code[next].kind == .sign {
        if code[next].text == "{" { depth += 1 }
        if code[next].text == "}" { depth -= 1 }
        if depth == 0 { return next }
    }
    return nil
}

/// Whether `@Test` stands before the function, with nothing between but its arguments and modifiers.
private func isTest(_ code: [Token], at index: Int) -> Bool {
    for before in code.indices[..<index].reversed() {
        if code[before].text == "Test", before > 0, code[before - 1].text == "@" { return true }
        if code[before].kind == .sign, code[before].text == "{" || code[before].text == "}" { return false }
        if ["func", "var", "let", "init"].contains(code[before].text), code[before].kind == .word { return false }
    }
    return false
}
