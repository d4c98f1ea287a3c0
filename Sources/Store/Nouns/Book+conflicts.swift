internal import GRDB
internal import GRDBSQLite
public import Model
public import Time

/// What a person decides about a record that differs from the stored one of the same identity.
public enum ConflictDecision: String, Sendable, CaseIterable {
    /// The new record takes the first one's place.
    case instead
    /// Both are calls: the new one gets a leg that tells it apart.
    case own
    /// The new record is no call.
    case rejected
    /// Not a person's: the version that `instead` put aside.
    case replaced
}

/// A conflict with both versions.
public struct Conflict: Sendable, Hashable {
    public var number: Int64
    public var importNumber: Int64
    public var found: Instant
    /// The record that was kept aside. Its id is that of the stored one: they have one identity.
    public var record: CallRow
    /// The stored one, as it is now.
    public var stored: CallRow?
    public var decision: ConflictDecision?
    public var decided: Instant?
    public var actor: String?
    public var note: String?
}

/// Whose a conflict is, and when its record began.
public struct ConflictPlace: Sendable, Hashable {
    public var number: Int64
    public var source: NameNumber
    public var party: NameNumber
    public var day: CivilDay
    public var start: Instant
}

extension Book {
    /// The newest first, from below `before` on: those that wait, or those that were decided.
    public func conflicts(decided: Bool = false, before: Int64? = nil, limit: Int = 100) throws(StoreError) -> [Conflict] {
        try read(StorePlace("conflict", "list")) { database in
            let list = try SQLStatement(
                database,
                """
                \(Book.conflictColumns) WHERE number < ? AND decision IS \(decided ? "NOT NULL AND decision <> 'replaced'" : "NULL")
                ORDER BY number DESC LIMIT ?
                """, StorePlace("conflict", "list"))
            list.bind(1, before ?? Int64.max)
            list.bind(2, Int64(limit))
            var found: [Conflict] = []
            while try list.step() { found.append(try conflict(list, database)) }
            return found
        }
    }

    /// Conflicts of calls of some days that wait or were decided by people: as much of each as it takes to put them into an order.
    public func conflictPlaces(_ days: DayRange) throws(StoreError) -> [ConflictPlace] {
        try read(StorePlace("conflict", "places")) { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT number, source, party, day, start FROM conflict
                    WHERE day BETWEEN ? AND ? AND (decision IS NULL OR decision <> 'replaced') ORDER BY start, number
                    """, arguments: [days.first.number, days.last.number])
            return rows.map { row in
                ConflictPlace(
                    number: row[0], source: NameNumber(number: row[1]), party: NameNumber(number: row[2]),
                    day: CivilDay(number: row[3]), start: Instant(seconds: row[4]))
            }
        }
    }

    public func conflict(_ number: Int64) throws(StoreError) -> Conflict {
        try read(StorePlace("conflict", "one")) { database in
            let one = try SQLStatement(database, Book.conflictColumns + " WHERE number = ?", StorePlace("conflict", "one"))
            one.bind(1, number)
            guard try one.step() else { throw StoreError.notFound("conflict \(number)") }
            return try conflict(one, database)
        }
    }

    private static let conflictColumns =
        "SELECT \(CallColumns.list), number, import, found, decision, decided, actor, note FROM conflict"

    private func conflict(_ row: SQLStatement, _ database: Database) throws(StoreError) -> Conflict {
        let extra = Int32(CallColumns.written.count)
        let stored = try SQLStatement(database, CallSQL.one, StorePlace("call", "one"))
        stored.bind(from: 1, row.key(from: 0).values)
        return Conflict(
            number: row.integer(extra), importNumber: row.integer(extra + 1), found: Instant(seconds: row.integer(extra + 2)),
            record: try self.row(row), stored: try stored.step() ? try self.row(stored) : nil,
            decision: ConflictDecision(rawValue: row.text(extra + 3)),
            decided: row.isNull(extra + 4) ? nil : Instant(seconds: row.integer(extra + 4)),
            actor: row.isNull(extra + 5) ? nil : row.text(extra + 5), note: row.isNull(extra + 6) ? nil : row.text(extra + 6))
    }

    /// Decides a conflict, with the calls, the summaries and the journal's entry in one durable transaction. The decision holds for the
    /// same record however often it is imported again.
    /// - Parameter settle: charges what became a call, with the legs it is linked to and those that it left; else charges stay as at
    ///   intake.
    /// - Returns: the id of the call that the record became; `nil` for a rejected one.
    @discardableResult
    public func decide(
        _ number: Int64, _ decision: ConflictDecision, reason: String, journal: JournalNote, step: StepNote? = nil,
        settle: LegSettling? = nil
    ) throws(StoreError) -> String? {
        guard decision != .replaced else { throw .notFound("decision \(decision.rawValue)") }
        return try write(StorePlace("conflict", "decide")) { database in
            let statements = try hot.statements(database)
            hot.fold.removeAll()
            let (kept, open) = try kept(number, statements)
            guard open else { throw StoreError.alreadyDecided(conflict: number) }
            var record = kept
            switch decision {
            case .instead:
                let first = try replace(with: record, number, journal.at, statements, database)
                try resettle(record, replaced: first, statements, settle)
            case .own:
                try keepAsOwn(&record, statements)
                try resettle(record, replaced: nil, statements, settle)
            case .rejected, .replaced: break
            }
            try writeSummaries(statements)
            try database.execute(
                sql: "UPDATE conflict SET decision = ?, decided = ?, actor = ?, note = ? WHERE number = ?",
                arguments: [decision.rawValue, journal.at.seconds, journal.actor, reason, number])
            try Book.append(journal, database)
            if let step { try Book.append(.decide, at: journal.at, subject: number, step, database) }
            guard decision != .rejected, let call = record.calls.first else { return nil }
            return row(call, in: record).id
        }
    }

    private func kept(_ number: Int64, _ statements: HotStatements.Prepared) throws(StoreError) -> (batch: CallBatch, open: Bool) {
        let one = try SQLStatement(
            statements.connection, Book.conflictColumns + " WHERE number = ?", StorePlace("conflict", "one"))
        one.bind(1, number)
        guard try one.step() else { throw .notFound("conflict \(number)") }
        var batch = CallBatch()
        try one.appendCall(to: &batch)
        return (batch, one.isNull(Int32(CallColumns.written.count) + 3))
    }

    /// The first version goes into `conflict`, so that it is known when it comes again; its place is taken.
    /// - Returns: the first version.
    private func replace(
        with record: CallBatch, _ number: Int64, _ at: Instant, _ statements: HotStatements.Prepared, _ database: Database
    ) throws -> CallBatch {
        guard let call = record.calls.first else { throw StoreError.damaged(StorePlace("conflict", "one")) }
        var first = CallBatch()
        try record.withBase { base in
            let one = statements.oneCall
            one.bindKey(call, base)
            defer { one.reset() }
            if try one.step() { try one.appendCall(to: &first) }
        }
        guard let old = first.calls.first else { throw StoreError.notFound("call of conflict \(number)") }
        guard old.bill == 0 else { throw StoreError.onBill(Int64(old.bill)) }
        let said = try asSaid(old, in: first, statements.connection)
        if old.corrected.contains(.account) { try keepSaidAccount(nil, first.key(of: old), statements.connection) }
        let aside = try SQLStatement(
            statements.connection,
            """
            INSERT INTO conflict (import, found, decision, decided, \(CallColumns.list))
            SELECT import, ?, 'replaced', ?, \(HotSQL.marks(CallColumns.written.count)) FROM conflict WHERE number = ?
            """, StorePlace("conflict", "put aside"))
        try first.withBase { base in
            aside.bind(1, at.seconds)
            aside.bind(2, at.seconds)
            aside.bind(said, base, from: 3)
            aside.bind(3 + Int32(CallColumns.written.count), number)
            try aside.run()
            let remove = try SQLStatement(statements.connection, CallSQL.remove, StorePlace("call", "remove"))
            remove.bindKey(old, base)
            try remove.run()
            try note(.removed, old, base, statements)
        }
        try hot.fold.fold(old, sign: -1)
        try insert(record, call, statements)
        return first
    }

    /// Gives the record a leg that no record of a switch can have (it holds a NUL) and stores it.
    private func keepAsOwn(_ record: inout CallBatch, _ statements: HotStatements.Prepared) throws {
        guard var call = record.calls.first else { throw StoreError.damaged(StorePlace("conflict", "one")) }
        let leg = Array(record.bytes[call.leg.range])
        for count in 2...Int.max {
            let own = leg + [0] + Array("\(count)".utf8)
            call.leg = TextRef(offset: UInt32(truncatingIfNeeded: record.bytes.count), count: UInt32(truncatingIfNeeded: own.count))
            record.bytes += own
            // A call of its own is no leg of another.
            call.link = .missing
            record.calls = [call]
            if try tryInsert(record, call, statements) { return }
        }
    }

    private func insert(_ record: CallBatch, _ call: StoredCall, _ statements: HotStatements.Prepared) throws {
        guard try tryInsert(record, call, statements) else { throw StoreError.taken("this call") }
    }

    /// `false` where the key is there.
    private func tryInsert(_ record: CallBatch, _ call: StoredCall, _ statements: HotStatements.Prepared) throws -> Bool {
        try record.withBase { base in
            statements.insertCall.bind(call, base)
            try statements.insertCall.run()
        }
        guard sqlite3_changes(statements.connection) == 1 else { return false }
        try record.withBase { base in try note(.new, call, base, statements) }
        try hot.fold.fold(call)
        return true
    }
}
