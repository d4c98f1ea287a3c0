internal import GRDB

/// A numbered step of the book's shape. The number is the format that it leads to.
struct Migration: Sendable {
    let number: Int
    let statements: [String]

    /// All steps, in order, numbered from 1 without holes.
    static let all = [
        Migration(number: 1, statements: Schema1.statements), Migration(number: 2, statements: Schema2.statements),
        Migration(number: 3, statements: SchemaOutbox.statements),
        Migration(number: 4, statements: SchemaSteps.statements), Migration(number: 5, statements: SchemaBills.statements),
        Migration(number: 6, statements: SchemaRerating.statements), Migration(number: 7, statements: SchemaReports.statements),
        Migration(number: 8, statements: SchemaFindings.statements), Migration(number: 9, statements: SchemaFavourites.statements),
        Migration(number: 10, statements: SchemaChanges.statements), Migration(number: 11, statements: SchemaStamps.statements),
        Migration(number: 12, statements: SchemaWitnesses.statements), Migration(number: 13, statements: SchemaTrunks.statements),
    ]

    /// The format that this program writes.
    static var latest: Int { all.count }

    /// Brings a connection from its format to the latest. Call it inside a transaction.
    static func run(_ database: Database, from found: Int, _ steps: [Migration] = all) throws {
        for step in steps where step.number > found {
            for statement in step.statements { try database.execute(sql: statement) }
            try database.execute(sql: "PRAGMA user_version = \(step.number)")
        }
    }
}

/// What tells a book's file from another database: "TOLL".
let bookApplicationID = 0x544F_4C4C
