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

    private let now = Migration.latest
    private let next = Migration(number: Migration.latest + 1, statements: ["ALTER TABLE journal ADD COLUMN chain BLOB"])

    @Test func olderBookIsBroughtUpWithACopyBeside() throws {
        let test = try closed()
        try BookFile.migrate(test.path, from: now, Migration.all + [next])
        #expect(try BookFile.format(BookFile.path(test.path)) == now + 1)
        #expect(try BookFile.format(test.path + "/book-format-\(now).sqlite") == now)
        #expect(FileSystem.mode(test.path + "/book-format-\(now).sqlite") == 0o600)
        #expect(throws: StoreError.newerFormat(path: test.path, found: now + 1, known: now)) { try Book(path: test.path) }
    }

    @Test func aStepThatFailsLeavesTheBookAsItWas() throws {
        let test = try closed()
        let broken = Migration(number: now + 2, statements: ["ALTER TABLE nowhere ADD COLUMN a"])
        #expect(throws: StoreError.self) { try BookFile.migrate(test.path, from: now, Migration.all + [next, broken]) }
        #expect(try BookFile.format(BookFile.path(test.path)) == now)
        try Book(path: test.path).close()
    }

    @Test func stepByStepIsTheSameAsAtOnce() throws {
        func shape(_ groups: [[Migration]]) throws -> [String] {
            let queue = try DatabaseQueue()
            return try queue.writeWithoutTransaction { database in
                var found = 0
                for steps in groups {
                    try Migration.run(database, from: found, steps)
                    found = steps.last?.number ?? found
                }
                return try String.fetchAll(database, sql: "SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY name")
            }
        }
        #expect(try shape(Migration.all.map { [$0] }) == shape([Migration.all]))
    }

    /// Before format 12 the summaries counted what witnesses saw, among the calls without a currency.
    @Test(arguments: 1...5) func whatWitnessesSawLeavesTheSummaries(seed: UInt64) throws {
        let test = try TestBook()
        var random = Random(state: seed)
        try test.store(randomBatch(test.book, &random, count: 300))
        try test.damage("DELETE FROM call WHERE price_reason = 7 AND price_state <> 1")
        try test.sqlite.rebuildSummaries()
        #expect(try test.book.check().filter { $0.kind == .summary } == [])
        let counted = "FROM call WHERE price_reason = 7 GROUP BY"
        for (table, cell) in [("summary_day", "day, party, type"), ("summary_hour", "day, hour, trunk, type")] {
            let key = cell + ", flags & 7"
            try test.damage(
                """
                INSERT INTO \(table) (\(cell), direction, currency, calls, answered, unrated, seconds, price, cost)
                SELECT \(key), 0, count(*), sum(flags / 32 % 2), 0, sum(talk), 0, 0 \(counted) \(key)
                ON CONFLICT DO UPDATE SET
                calls = calls + excluded.calls, answered = answered + excluded.answered, seconds = seconds + excluded.seconds
                """)
        }
        #expect(try test.book.check().contains { $0.kind == .summary })
        try test.damage("DROP INDEX summary_hour_trunk")
        try test.damage("PRAGMA user_version = 11")
        try test.reopen()
        #expect(try test.book.check().filter { $0.kind == .summary } == [])
    }

    @Test func stepsAreNumberedWithoutHoles() {
        #expect(Migration.all.map(\.number) == Array(1...Migration.latest))
    }
}
