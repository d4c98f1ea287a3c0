import Reading
import Reporting
import Testing

@Suite struct DefinitionTests {
    func problems(_ text: String) -> [String] {
        do throws(Problems) {
            _ = try ReportDefinition.read(file: "own.yaml", bytes: Array(text.utf8))
            return []
        } catch {
            return error.list.map(\.description)
        }
    }

    let good = "id: own\nlayout: summary\ngroups: [{by: party}]\nmeasures: [calls, price]\n"

    @Test func theCatalogueReads() throws {
        let definitions = try ReportCatalogue().definitions
        #expect(definitions.contains { $0.id == "a01-party-bill" } && definitions.contains { $0.id == "a04-organisation-summary" })
        // Every one has its place, its words and a number of its own; sixty are bills.
        #expect(definitions.allSatisfy { $0.section == $0.id.prefix(1).uppercased() })
        let words = ["name", "purpose", "title", "caption", "countingRule"]
        #expect(definitions.allSatisfy { definition in words.allSatisfy { definition.texts["en"]?[$0] != nil } })
        #expect(Set(definitions.map { $0.id.prefix(3) }).count == definitions.count)
        #expect(definitions.count(where: \.isBill) >= 60)
    }

    @Test func everyColumnOfAListHasAWord() throws {
        let catalogue = try ReportCatalogue()
        let texts = catalogue.texts(try catalogue.definition("a01-party-bill"))
        for kind in ListKind.allCases {
            #expect(!kind.columns.isEmpty, "\(kind)")
            #expect(Set(kind.columns.map(\.name)).count == kind.columns.count, "\(kind)")
            for column in kind.columns { #expect(texts["list." + column.name] != "list." + column.name, "\(kind) \(column.name)") }
        }
    }

    @Test func aBookMayReplaceABuiltIn() throws {
        let own = try ReportDefinition.read(
            file: "own.yaml", bytes: Array(good.replacing("id: own", with: "id: a01-party-bill").utf8))
        let catalogue = try ReportCatalogue(own: [own])
        #expect(try catalogue.definitions.count == ReportCatalogue().definitions.count)
        #expect(try catalogue.definition("a01-party-bill").layout == .summary)
        #expect(throws: ReportFailure.self) { try catalogue.definition("none") }
    }

    @Test func aGoodOneHasNoProblem() { #expect(problems(good) == []) }

    @Test(arguments: [
        ("id: own", "id: Own Report", "own.yaml:1: id: \"Own Report\": An id is 1 to 64 of a-z, 0-9 and -."),
        ("layout: summary", "layout: pie", "own.yaml:2: layout: \"pie\": Not one of detail, summary, both."),
        ("by: party", "by: mood", "own.yaml:3: groups[0].by: \"mood\": Not one of"),
        ("price]", "weight]", "own.yaml:4: measures: There is no \"weight\" to choose."),
        ("price]", "calls]", "own.yaml:4: measures: \"calls\" is named twice."),
        ("layout: summary", "layout: both", "own.yaml:1: columns: A list of calls needs columns."),
        ("id: own", "id: own\ndataSet: daily\nfilter: {minimumDuration: 5}", "own.yaml:3: filter: The summaries know"),
        ("groups: [{by: party}]", "dataSet: daily\ngroups: [{by: hour}]", "own.yaml:4: groups: The data set daily does not know hour."),
        ("price]", "price]\ntotals: bill", "own.yaml:5: totals: \"bill\": A bill adds up final charges."),
        (
            "id: own", "id: own\nfilter: {where: [{field: businessHours, any: [night]}]}",
            "own.yaml:2: filter.where[0].any: businessHours is one of yes, no."
        ),
        ("price]", "price]\ncolor: true", "own.yaml:5: color: There is no such key here."),
    ])
    func whatIsWrongIsSaidWithItsPlace(old: String, new: String, expected: String) {
        let found = problems(good.replacing(old, with: new))
        #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
    }
}
