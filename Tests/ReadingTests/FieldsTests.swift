import Reading
import Testing

/// Wrong, missing and unknown keys are told together, with place, value and mend.
@Suite struct FieldsTests {
    @Test func allProblemsAtOnce() throws {
        let node = try YAMLReader.read(file: "s.yaml", bytes: Array("a: x\nb: [1]\nc: maybe\nd: 1\nunknown: 2\n".utf8))
        var problems = Problems()
        var fields = Fields(node, path: "site", file: "s.yaml", &problems)
        #expect(fields.integer("a", in: 0...5, &problems) == nil)
        #expect(fields.text("b", &problems) == nil)
        #expect(fields.flag("c", &problems) == nil)
        #expect(fields.integer("d", in: 0...5, &problems) == 1)
        #expect(fields.requiredText("e", &problems) == nil)
        fields.close(&problems)
        #expect(problems.list.map(\.line) == [1, 2, 3, 1, 5])
        #expect(problems.list.map(\.field) == ["site.a", "site.b", "site.c", "site.e", "site.unknown"])
        #expect(
            problems.list[0].description == "s.yaml:1: site.a: \"x\": Here a whole number from 0 to 5 is expected. Write such a number.")
        #expect(problems.list[4].mend == "Keys here: a, b, c, d, e.")
    }

    @Test func aTextAloneIsAListOfOne() throws {
        let node = try YAMLReader.read(file: "s.yaml", bytes: Array("a: \"0044\"\nb: [x, y]\n".utf8))
        var problems = Problems()
        var fields = Fields(node, path: "", file: "s.yaml", &problems)
        #expect(fields.texts("a", &problems) == ["0044"])
        #expect(fields.texts("b", &problems) == ["x", "y"])
        #expect(fields.texts("c", &problems) == [])
        #expect(problems.list.isEmpty)
    }

    @Test func valuesFromOutsideAreShownEscapedAndShort() {
        let problem = Problem(file: "f", line: 3, field: "a", value: "\u{1B}[2J\u{202E}", message: "No.", mend: "")
        #expect(problem.description == "f:3: a: \"\\u{1b}[2J\\u{202e}\": No.")
        let long = Problem(file: "f", line: nil, value: String(repeating: "x", count: 500), message: "No.", mend: "Mend.")
        #expect(long.description.utf8.count < 120)
    }
}
