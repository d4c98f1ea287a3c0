import Model
import Service
import Testing

@Suite("Conditions in words")
struct FieldWordsTests {
    @Test(
        "What is written of a condition reads as it again",
        arguments: [
            FieldTest(.called, any: ["00*", "112"]), FieldTest(.callType, any: ["local"], isNot: true), FieldTest(.account, any: [""]),
            FieldTest(.destination, any: ["Viet Nam, MobiFone", "a\\b"]), FieldTest(.duration, from: 60, to: 600),
            FieldTest(.duration, from: 60, to: nil), FieldTest(.hour, from: 8, to: 8),
            FieldTest(.price, from: 1_500_000, to: nil, isNot: true),
            FieldTest(.price, from: nil, to: 10_000_001), FieldTest(.businessHours, any: ["no"], isNot: true),
            FieldTest(.contact, any: ["firm", ""]), FieldTest(.country, any: ["Korea (South)"]),
            FieldTest(.chargeBand, any: ["Berlin, city"]), FieldTest(.direction, any: ["", "i*"]), FieldTest(.state, any: ["unrated"]),
            FieldTest(.hour, from: 24, to: 24),
        ])
    func bothWays(test: FieldTest) throws { #expect(try FieldWords.read(FieldWords.text(test)) == test) }

    @Test(
        "What means nothing is refused in words",
        arguments: [
            "called", "mood=good", "duration=long", "price=1.2.3", "hour=a..b", "businessHours=8..18", "businessHours=",
            "state=foo", "direction=outgoing", "direction=o", "hour=25", "weekday=7", "weekday=5..3", "duration=600..60", "price=2..1",
        ])
    func refused(words: String) { #expect(throws: ServiceError.self) { try FieldWords.read(words) } }

    @Test(
        "Patterns",
        arguments: [
            ("00491", "00*", true), ("0049", "0049", true), ("0049", "004", false), ("", "", true), ("", "*", true), ("x", "", false),
            ("12345", "*3?5", true), ("12345", "*4", false), ("aaaaaaaaaaaaaaaaaaaaaaaab", "*a*a*a*a*a*a*c", false),
        ])
    func patterns(text: String, pattern: String, expected: Bool) { #expect(FieldTest.matches(text, pattern) == expected) }
}
