internal import GRDB
internal import GRDBSQLite

/// The hot statements, prepared once on the writer's connection, and the memory that batches share.
/// Unchecked: all of it is touched only inside `pool.writeWithoutTransaction`, which admits one caller at a time.
final class HotStatements: @unchecked Sendable {
    struct Prepared {
        let connection: OpaquePointer
        let insertCall: SQLStatement
        let addDay: SQLStatement
        let addHour: SQLStatement
        let clearDay: SQLStatement
        let clearHour: SQLStatement
        let touch: SQLStatement
        let lastChange: SQLStatement
        let oneCall: SQLStatement
        let countLegs: SQLStatement
        let legs: SQLStatement
        let conflicts: SQLStatement
        let updateCall: SQLStatement
        let noteChanges: SQLStatement
        let forgetChanges: SQLStatement
    }

    private let sql: HotSQL
    private var prepared: Prepared?
    var fold = SummaryFold()
    var order: [SortedCall] = []
    /// Parties and days whose calls the transaction under way changed.
    var touched: Set<TouchedDay> = []
    /// The calls that the transaction under way wrote.
    var changes = CallChanges()
    /// Whether the transaction under way wrote summaries.
    var touchedSummaries = false
    /// What people corrected; `nil`: to be looked up.
    var corrections: CorrectionIndex?

    init(_ sql: HotSQL) { self.sql = sql }

    func statements(_ database: Database) throws(StoreError) -> Prepared {
        if let prepared { return prepared }
        guard let connection = database.sqliteConnection else { throw .closed }
        func prepare(_ sql: String, _ table: String, _ name: String) throws(StoreError) -> SQLStatement {
            try SQLStatement(connection, sql, StorePlace(table, name), persistent: true)
        }
        let made = Prepared(
            connection: connection,
            insertCall: try prepare(sql.insertCall, "call", "insert"),
            addDay: try prepare(sql.addDay, "summary_day", "add"),
            addHour: try prepare(sql.addHour, "summary_hour", "add"),
            clearDay: try prepare(sql.clearDay, "summary_day", "clear"),
            clearHour: try prepare(sql.clearHour, "summary_hour", "clear"),
            touch: try prepare(sql.touch, "touched", "note"),
            lastChange: try prepare(CallSQL.lastChange, "touched", "last"),
            oneCall: try prepare(CallSQL.one, "call", "one"),
            countLegs: try prepare(CallSQL.countLegs, "call", "count legs"),
            legs: try prepare(CallSQL.legs, "call", "legs"),
            conflicts: try prepare(CallSQL.conflicts, "conflict", "of a key"),
            updateCall: try prepare(CallSQL.update, "call", "update"),
            noteChanges: try prepare(ChangeSQL.insert, "call_change", "note"),
            forgetChanges: try prepare(ChangeSQL.forget, "call_change", "forget"))
        prepared = made
        return made
    }

    func finalize() { prepared = nil }
}

/// A party's day.
struct TouchedDay: Hashable {
    var party: Int32
    var day: Int32
}
