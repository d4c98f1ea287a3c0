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

    private let next = Migration(number: 2, statements: ["ALTER TABLE journal ADD COLUMN chain BLOB"])

    @Test func olderBookIsBroughtUpWithACopyBeside() throws {
        let test = try closed()
        try BookFile.migrate(test.path, from: 1, Migration.all + [next])
        #expect(try BookFile.format(BookFile.path(test.path)) == 2)
        #expect(try BookFile.format(test.path + "/book-format-1.sqlite") == 1)
        #expect(FileSystem.mode(test.path + "/book-format-1.sqlite") == 0o600)
        #expect(throws: StoreError.newerFormat(path: test.path, found: 2, known: 1)) { try Book(path: test.path) }
    }

    @Test func aStepThatFailsLeavesTheBookAsItWas() throws {
        let test = try closed()
        let broken = Migration(number: 3, statements: ["ALTER TABLE nowhere ADD COLUMN a"])
        #expect(throws: StoreError.self) { try BookFile.migrate(test.path, from: 1, Migration.all + [next, broken]) }
        #expect(try BookFile.format(BookFile.path(test.path)) == 1)
        try Book(path: test.path).close()
    }

    @Test func stepsAreNumberedWithoutHoles() {
        #expect(Migration.all.map(\.number) == Array(1...Migration.latest))
    }
}
