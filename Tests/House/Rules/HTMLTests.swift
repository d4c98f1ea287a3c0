import Foundation
import Testing

/// HTML is made in Rendering and Web only, and their templates never switch the escaping off.
struct HTMLTests {
    private static let pattern =
        "</?(html|head|body|main|section|div|span|p|a|b|i|em|strong|h[1-6]|table|thead|tbody|tr|td|th|ul|ol|li"
        + "|form|input|button|select|script|style|svg|br|hr)"
        + "(\\s[^<]*)?/?>"

    private static let rule: Rule = { file in
        guard !["Rendering", "Web"].contains(file.room) else { return [] }
        return file.code.compactMap { token in
            guard token.kind == .text, token.text.range(of: pattern, options: .regularExpression) != nil else { return nil }
            return file.finding(token.line, "HTML outside Rendering and Web: \(token.text.prefix(60))")
        }
    }

    private static let escaped: Rule = { file in
        zip(1..., file.lines).compactMap { number, line in
            guard line.contains("{{{") || line.replacing(" ", with: "").contains("{{&") else { return nil }
            return file.finding(number, "an unescaped value in a template")
        }
    }

    @Test func holds() throws {
        hold(Self.rule, in: try Repository.swift("Sources"))
        let templates = try Repository.files("Sources") { name in [".mustache", ".html", ".swift"].contains { name.hasSuffix($0) } }
        hold(Self.escaped, in: templates)
    }

    @Test func fires() {
        plant("let a = \"<td class='x'>\"\nlet b = \"1 < 2, Array<Int>\"\n// <td>\nlet c = \"</table>\"\n", Self.rule, fires: [1, 4])
        plant("<td>", at: "Sources/Web/Planted.swift", Self.rule, fires: [])
        plant("{{a}}\n{{{b}}}\n{{& c}}\n{{#d}}\n", at: "Sources/Web/Templates/x.mustache", Self.escaped, fires: [2, 3])
    }
}
