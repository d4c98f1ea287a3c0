import Mediation
import Model
import Testing

/// Regular expressions of definitions: what they find, and that none takes long.
@Suite struct PatternTests {
    /// A format whose lines are skipped as "found" where the pattern is in them.
    private func format(_ pattern: String, extra: String = "") throws -> Format {
        let text = """
            id: pattern-test
            name: X
            switch: X
            facts: none
            confirmed: no
            record: {shape: delimited, separator: ";", counts: [1-9], fields: [date, time]}
            skip: [{reason: found, when: {line: {matches: '\(pattern)', not: {starts: "#"}}}}]
            stamp: {is: start, from: [{field: date, form: DD/MM/YYYY}, {field: time, form: "hh:mm"}]}
            samples: [{line: "#", skip: broken date or time}]
            \(extra)
            """
        return try FormatCatalogue.load(file: "pattern-test.yaml", bytes: Array(text.utf8))
    }

    private func isFound(_ pattern: String, _ line: String) throws -> Bool {
        Support.decode(try format(pattern), Array(line.utf8)).skips.first?.reason == "found"
    }

    @Test(arguments: [
        ("^abc$", "abc", true), ("^abc$", "abcd", false), ("b", "abc", true), ("a.c", "abc", true), ("a|bc", "xbc", true),
        ("^(a|b)+$", "abba", true), ("^(a|b)+$", "abca", false), (#"^\d{2}/\d{2}$"#, "12/31", true), (#"^\d{2}/\d{2}$"#, "1/31", false),
        (#"^\d{1,3}$"#, "1234", false), (#"^\d{3,}$"#, "1234", true), ("^a*?b$", "aaab", true), ("^[^0-9]+$", "ab-", true),
        ("^[]a]$", "]", true), ("^[a-]$", "-", true), (#"^\x41\.$"#, "A.", true), ("(?i)^abc$", "aBC", true), (#"^\S+\s\w$"#, "x- y", true),
        ("^(?:ab)?c$", "c", true), ("^(a*)*$", "b", false), ("^(|a)+$", "aa", true), ("^((ab)|(a))(bc)?$", "abc", true), ("$", "x", true),
    ]) func finds(pattern: String, line: String, found: Bool) throws {
        #expect(try isFound(pattern, line) == found)
    }

    @Test(arguments: ["(a+)+$", "(a|aa)+$", "(a*)*b", "(.*)*x"]) func aCostlyPatternEndsAtItsBudget(pattern: String) throws {
        let long = String(repeating: "a", count: 100_000)
        let lines = long + "b\n" + "x\n" + long + "\n"
        let batch = Support.decode(try format("^" + pattern), Array(lines.utf8))
        #expect(batch.skips.count == 3)
        #expect(batch.skips[0].reason == "pattern too costly" || batch.skips[0].reason == "found")
        // The next line has a budget of its own.
        #expect(batch.skips[1].reason != "pattern too costly")
    }

    @Test func theRecordIsLeftOutWhereARuleIsTooCostly() throws {
        let format = try format("^never$", extra: "direction: [{set: out, when: {line: {matches: '^[^a]*(a+)+$'}}}]")
        let bad = "01/02/2024;10:00;" + String(repeating: "a", count: 40) + "b\n"
        let batch = Support.decode(format, Array((bad + "01/02/2024;10:00;aa\n").utf8))
        #expect(batch.records.map(\.line) == [2])
        #expect(batch.records.map(\.direction) == [.out])
        #expect(batch.skips.map(\.reason) == ["pattern too costly"])
    }
}
