import Mediation
import Reading
import Testing

/// A folder of broken definitions pins the messages: `<name>.yaml` and beside it `<name>.expected`.
@Suite struct ErrorTests {
    static let names = Support.names(in: "Errors", ending: ".yaml")

    @Test func thereAreEnough() { #expect(Self.names.count >= 20) }

    @Test(arguments: names) func messages(name: String) throws {
        let found: String
        do {
            _ = try FormatCatalogue.load(file: "\(name).yaml", bytes: try Support.data("Errors/\(name).yaml"))
            found = "no problem"
        } catch let problems as Problems {
            found = problems.description
        }
        let expected = String(decoding: try Support.data("Errors/\(name).expected"), as: UTF8.self)
        #expect(found + "\n" == expected)
    }
}
