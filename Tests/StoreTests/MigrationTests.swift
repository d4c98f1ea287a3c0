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

    private let next = Migration(number: Migration.latest + 1, statements: ["ALTER TABLE journal ADD COLUMN chain BLOB"])

    @Test func olderBookIsBroughtUpWithACopyBeside() throws {
        let test = try closed()
        try BookFile.migrate(test.path, from: Migration.latest, Migration.all + [next])
        let (latest, copy) = (Migration.latest, test.path + "/book-format-\(Migration.latest).sqlite")
        #expect(try BookFile.format(BookFile.path(test.path)) == latest + 1)
        #expect(try BookFile.format(copy) == latest)
        #expect(FileSystem.mode(copy) == 0o600)
        #expect(throws: StoreError.newerFormat(path: test.path, found: latest + 1, known: latest)) { try Book(path: test.path) }
    }

    @Test func aStepThatFailsLeavesTheBookAsItWas() throws {
        let test = try closed()
        let broken = Migration(number: Migration.latest + 2, statements: ["ALTER TABLE nowhere ADD COLUMN a"])
        #expect(throws: StoreError.self) { try BookFile.migrate(test.path, from: Migration.latest, Migration.all + [next, broken]) }
        #expect(try BookFile.format(BookFile.path(test.path)) == Migration.latest)
        try Book(path: test.path).close()
    }

    @Test func stepsAreNumberedWithoutHoles() {
        #expect(Migration.all.map(\.number) == Array(1...Migration.latest))
    }
}
