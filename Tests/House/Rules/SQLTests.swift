import Foundation
import Testing

/// Every line of SQL stands in the Store.
struct SQLTests {
    private static let pattern =
        #"\b(SELECT\s.*\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s"#
        + #"|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX|TRIGGER|VIEW)\s|PRAGMA\s+\w)"#

    private static let rule: Rule = { file in
        guard file.room != "Store" else { return [] }
        return file.code.compactMap { token in
            guard token.kind == .text, token.text.range(of: pattern, options: .regularExpression) != nil else { return nil }
            return file.finding(token.line, "SQL outside the Store: \(token.text.prefix(60))")
        }
    }

    @Test func holds() throws { hold(Self.rule, in: try Repository.swift("Sources")) }

    @Test func fires() {
        let source =
            "let a = \"SELECT x FROM call\"\n// SELECT x FROM call\nlet b = \"select a file from the list\"\nlet c = \"PRAGMA optimize\"\n"
        plant(source, Self.rule, fires: [1, 4])
        plant(source, at: "Sources/Store/Planted.swift", Self.rule, fires: [])
    }
}
