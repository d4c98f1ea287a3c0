import Doubles
import Model
import Reading
import Testing

@testable import Reporting

@Suite("A report that somebody changes on its page")
struct ReportChangesTests {
    @Test("Each report of the program reads again as what it is from the file that is written of it")
    func writtenAndRead() throws {
        for definition in try ReportCatalogue().definitions {
            #expect(try ReportDefinition.read(file: definition.id, bytes: definition.yaml) == definition)
        }
    }

    @Test("Whatever is chosen gives a report that is sound, or is refused in words", arguments: 0..<400)
    func anything(seed: Int) throws {
        var random = Dice(UInt64(seed))
        let definitions = try ReportCatalogue().definitions.filter { $0.dataSet != .list }
        let definition = try #require(definitions.randomElement(using: &random))
        var changes = ReportChanges()
        if Bool.random(using: &random) { changes.layout = ReportDefinition.Layout.allCases.randomElement(using: &random) }
        if Bool.random(using: &random) { changes.groups = Array(GroupField.allCases.shuffled(using: &random).prefix(seed % 4)) }
        if Bool.random(using: &random) { changes.measures = Array(Measure.allCases.shuffled(using: &random).prefix(1 + seed % 5)) }
        if Bool.random(using: &random) {
            changes.columns = CallField.allCases.shuffled(using: &random).prefix(1 + seed % 6).map(\.rawValue)
        }
        if Bool.random(using: &random) { changes.across = .some(GroupField.allCases.randomElement(using: &random)) }
        if Bool.random(using: &random) { changes.sort = (CallField.allCases.randomElement(using: &random) ?? .start).rawValue }
        do throws(Problems) {
            let changed = try definition.changed(by: changes)
            #expect(try ReportDefinition.read(file: "x", bytes: changed.yaml) == changed)
            #expect(changed.layout != .summary || changed.columns.isEmpty)
        } catch let problems {
            #expect(problems.list.allSatisfy { !$0.message.isEmpty && !$0.mend.isEmpty })
        }
    }
}
