import Reading
import Site
import Testing

/// Each folder of `Errors/` is a broken site file, with its decks, and every message that it gives. `TOLLBOOK_RECORD=1` writes them anew.
@Suite struct ErrorTests {
    static let names = Sample.folders("Errors")

    @Test func thereAreMany() { #expect(Self.names.count >= 110) }

    @Test(arguments: names) func eachGivesItsMessages(name: String) {
        let folder = "Errors/\(name)/"
        let reading = SiteReader.read(
            file: "site.yaml", bytes: Sample.bytes(folder + "site.yaml") ?? [], decks: { Sample.bytes(folder + $0) }, zones: Sample.zone)
        let found = reading.problems.description + "\n"
        if Record.isAsked { Sample.write(found, folder + "expected.txt") }
        #expect(found == Sample.text(folder + "expected.txt"))
        #expect(reading.site == nil, "nothing is half-read")
        #expect(reading.problems.errors.allSatisfy { !$0.mend.isEmpty })
    }
}
