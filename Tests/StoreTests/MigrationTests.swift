import GRDB
import Testing
import Time

@testable import Store

@Suite struct MigrationTests {
    /// A closed book of the present format, and steps that lead further.
    private func closed() throws -> TestBook {
        let test = try TestBook()
        try test.sqlite.close()
        return test
    }

    private static let latest = Migration.latest
    private let next = Migration(number: Self.latest + 1, statements: ["ALTER TABLE journal ADD COLUMN chain BLOB"])

    @Test func olderBookIsBroughtUpWithACopyBeside() throws {
        let test = try closed()
        try BookFile.migrate(test.path, from: Self.latest, Migration.all + [next])
        #expect(try BookFile.format(BookFile.path(test.path)) == Self.latest + 1)
        #expect(try BookFile.format(test.path + "/book-format-\(Self.latest).sqlite") == Self.latest)
        #expect(FileSystem.mode(test.path + "/book-format-\(Self.latest).sqlite") == 0o600)
        #expect(throws: StoreError.newerFormat(path: test.path, found: Self.latest + 1, known: Self.latest)) { try Book(path: test.path) }
    }

    @Test func aStepThatFailsLeavesTheBookAsItWas() throws {
        let test = try closed()
        let broken = Migration(number: Self.latest + 2, statements: ["ALTER TABLE nowhere ADD COLUMN a"])
        #expect(throws: StoreError.self) { try BookFile.migrate(test.path, from: Self.latest, Migration.all + [next, broken]) }
        #expect(try BookFile.format(BookFile.path(test.path)) == Self.latest)
        try Book(path: test.path).close()
    }

    @Test func stepsAreNumberedWithoutHoles() {
        #expect(Migration.all.map(\.number) == Array(1...Migration.latest))
    }
}
