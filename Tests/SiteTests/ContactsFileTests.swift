import Model
import Reading
import Site
import Testing

@Suite("Contacts from a file")
struct ContactsFileTests {
    private static let yaml = "contacts: {file: contacts.csv}\n"

    private func read(_ rows: String) -> Site? {
        Sample.read(Self.yaml, decks: ["contacts.csv": "id,name,number\n" + rows]).site
    }

    @Test("Rows of one id are one contact, in the order of the first ones; columns in any order and case, blanks around")
    func rows() throws {
        let site = try #require(
            read("bank,\"Bank, \"\"Red\"\"\",4930123\nprinter,Printer,4931*\n\nbank,, 4930124 \nbank,\"Bank, \"\"Red\"\"\",4930*\n"))
        #expect(
            site.contacts == [
                Contact(id: ContactID("bank"), name: "Bank, \"Red\"", numbers: ["4930123", "4930124", "4930*"]),
                Contact(id: ContactID("printer"), name: "Printer", numbers: ["4931*"]),
            ])
        #expect(site.contactsFile == "contacts.csv")
        let other = Sample.read(Self.yaml, decks: ["contacts.csv": "\u{feff}Number, NAME ,id\r\n4930,A,a\r\n"]).site
        #expect(other?.contacts == [Contact(id: ContactID("a"), name: "A", numbers: ["4930"])])
        #expect(read("")?.contacts == [])
    }

    @Test("They go back to their file and come again the same", arguments: RoundTripTests.hostile)
    func written(name: String) throws {
        guard !name.allSatisfy(\.isWhitespace) else { return }
        var site = Site()
        site.contacts = [
            Contact(id: ContactID("a"), name: name, numbers: ["4930", "4931*"]), Contact(id: ContactID("b"), name: "B", numbers: ["49"]),
        ]
        site.contactsFile = "people.csv"
        let files = SiteWriter.write(site)
        let again = try #require(Sample.read(files).site)
        #expect(again.contacts == site.contacts)
        #expect(again.contacts[0].name.utf8.elementsEqual(name.utf8))
        // No text file has a zero byte: these stand in the site file.
        let hasFile = !name.utf8.contains(0)
        #expect(files.decks.map(\.name) == (hasFile ? ["people.csv"] : []) && (again.contactsFile != nil) == hasFile)
    }

    @Test("A comparison tells the place and each contact")
    func compared() throws {
        let before = try #require(read("a,A,4930\n"))
        var after = try #require(read("a,A,4930\na,,4931\nb,B,49\n"))
        after.contactsFile = nil
        #expect(SiteDiff.between(before, before).isEmpty)
        #expect(
            SiteDiff.between(before, after).map { "\($0.path): \($0.before ?? "-") > \($0.after ?? "-")" } == [
                #"contacts.file: "contacts.csv" > -"#, "contacts[a].numbers: [\"4930\"] > [\"4930\", \"4931\"]",
                "contacts[b]: - > {id: b, name: B, numbers: [\"49\"]}",
            ])
    }

    @Test("Many mistakes are counted, not listed")
    func many() {
        let rows = (1...80).map { "c\($0),C,\($0)x\n" }.joined()
        let problems = Sample.read(Self.yaml, decks: ["contacts.csv": "id,name,number\n" + rows]).problems
        #expect(problems.list.count == 51 && problems.description.contains("30 more problems"))
    }
}
