import Testing

@testable import Mediation

/// `like` patterns against the plainest way to say what they mean.
@Suite struct LikeTests {
    private func matches(_ text: String, _ pattern: String) -> Bool {
        Array(text.utf8).withUnsafeBytes { text in Array(pattern.utf8).withUnsafeBytes { Pattern.matches(text, $0) } }
    }

    /// Tries every length that a `*` or `9` could take.
    private func plain(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case UInt8(ascii: "*"): return (0...text.count).contains { plain(text.dropFirst($0), rest) }
        case UInt8(ascii: "9"):
            let digits = text.prefix { $0 >= 48 && $0 <= 57 }.count
            return digits > 0 && (1...digits).contains { plain(text.dropFirst($0), rest) }
        default: return text.first == first && plain(text.dropFirst(), rest)
        }
    }

    @Test func examples() {
        for (text, pattern, expected) in [
            ("T9001", "T9", true), ("T", "T9", false), ("T90x", "T9", false), ("", "*", true), ("", "9", false), ("x", "", false),
            ("", "", true),
            ("1706445411.103", "*9.9", true), ("pbx-1706445411.103", "*9.9", true), ("1706445411.", "*9.9", false), ("12", "99", true),
            ("1", "99", false), ("10", "90", true), ("100", "90", true), ("101", "90", false), ("a*b", "a*b", true),
        ] { #expect(matches(text, pattern) == expected, "\(text) like \(pattern)") }
    }

    @Test func randomPatterns() {
        var random = Seeded(73)
        let letters = Array("99**a.1".utf8)
        let bytes = Array("1203a.a.".utf8)
        for _ in 0..<20_000 {
            let pattern = (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in letters.randomElement(using: &random) }
            let text = (0..<Int.random(in: 0...8, using: &random)).compactMap { _ in bytes.randomElement(using: &random) }
            let found = text.withUnsafeBytes { text in pattern.withUnsafeBytes { Pattern.matches(text, $0) } }
            #expect(
                found == plain(text[...], pattern[...]),
                "\(String(decoding: text, as: UTF8.self)) like \(String(decoding: pattern, as: UTF8.self))")
        }
    }
}
