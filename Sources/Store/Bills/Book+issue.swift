internal import Foundation
internal import GRDB
public import Model
internal import Money
internal import Time

extension Book {
    /// Issues a bill: its number, its calls' mark, the frozen settlements and the journal's entry are there together, durable, or not at
    /// all. Numbers are taken inside the one writer's transaction, so that none is missing and none comes twice.
    /// - Throws: `changedMeanwhile` where calls that it hangs on changed since they were read, `billed` where days stand on another bill.
    public func issue(_ draft: BillDraft, journal: JournalNote, step: StepNote, seal: BillSealing) throws(StoreError) -> IssuedBill {
        try write(StorePlace("bill", "issue")) { database in
            for set in draft.sets where try isTouched(set, since: draft.change, database) { throw StoreError.changedMeanwhile }
            if let other = try overlapping(draft, database) { throw StoreError.billed(other) }
            let lines = BillLines.write(draft)
            let bill = try insert(draft, lines, journal, step, seal, database)
            try mark(lines, of: bill, database)
            return bill
        }
    }

    /// Credits a bill as a whole: its calls can be billed again, and its periods are settled anew when somebody asks.
    public func credit(_ draft: BillDraft, journal: JournalNote, step: StepNote, seal: BillSealing) throws(StoreError) -> IssuedBill {
        guard let number = draft.credits else { throw .notFound("bill to credit") }
        return try write(StorePlace("bill", "credit")) { database in
            let kind = try String.fetchOne(database, sql: "SELECT kind FROM bill WHERE number = ?", arguments: [number])
            guard kind == IssuedBill.Kind.bill.rawValue else { throw StoreError.notFound("bill \(number)") }
            guard try creditNote(of: number, database) == nil else { throw StoreError.credited(number) }
            let note = try insert(draft, BillLines.write(draft), journal, step, seal, database)
            try release(number, database)
            return note
        }
    }

    private func creditNote(of number: Int64, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(database, sql: "SELECT number FROM bill WHERE kind = 'credit' AND credits = ?", arguments: [number])
    }

    /// A bill of the party that holds one of the days and was not credited.
    private func overlapping(_ draft: BillDraft, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database,
            sql: """
                SELECT number FROM bill AS b WHERE kind = 'bill' AND party = ? AND first <= ? AND last >= ?
                AND NOT EXISTS (SELECT 1 FROM bill AS c WHERE c.kind = 'credit' AND c.credits = b.number) LIMIT 1
                """, arguments: [Data(draft.party.utf8), draft.days.last.number, draft.days.first.number])
    }

    private func insert(
        _ draft: BillDraft, _ lines: [UInt8], _ journal: JournalNote, _ step: StepNote, _ seal: BillSealing, _ database: Database
    ) throws -> IssuedBill {
        let number = try Int64.fetchOne(database, sql: "SELECT coalesce(max(number), 0) + 1 FROM bill") ?? 1
        let former = try Data.fetchOne(database, sql: "SELECT hash FROM bill WHERE number = ?", arguments: [number - 1]) ?? Data()
        var bill = IssuedBill(
            number: number, kind: draft.kind, credits: draft.credits, party: draft.party, name: draft.name, days: draft.days,
            issued: journal.at, actor: journal.actor, reason: draft.reason, total: draft.total, calls: Int64(draft.lines.count),
            site: draft.site, creditedBy: nil, former: Array(former), hash: [])
        let (document, hash) = try seal(bill, lines)
        bill.hash = hash
        try database.execute(
            sql: """
                INSERT INTO bill (number, kind, credits, party, name, first, last, issued, actor, reason, currency, total, calls, site,
                  document, lines, former, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                number, draft.kind.rawValue, draft.credits, Data(draft.party.utf8), draft.name, draft.days.first.number,
                draft.days.last.number, journal.at.seconds, journal.actor, draft.reason, Int64(draft.total.currency.packed),
                draft.total.amount.millionths, draft.lines.count, draft.site, Data(document), Data(lines), former, Data(hash),
            ])
        var entry = journal
        entry.subject = "\(draft.kind.rawValue) \(number)"
        try Book.append(entry, database)
        try Book.append(.issue, at: journal.at, subject: number, step, database)
        return bill
    }

    /// Puts the calls on the bill, with their figures, and freezes the settlements that they come from.
    private func mark(_ lines: [UInt8], of bill: IssuedBill, _ database: Database) throws {
        guard let (settlements, lines) = BillLines.read(lines, party: bill.party) else {
            throw StoreError.damaged(StorePlace("bill", "lines"))
        }
        let statements = try hot.statements(database)
        let plain = try SQLStatement(database, CallSQL.bill, StorePlace("call", "bill"))
        let settled = try SQLStatement(database, CallSQL.billSettled, StorePlace("call", "bill"))
        for line in lines {
            guard let key = names.key(ofID: line.id) else { throw StoreError.notFound("call with this id") }
            let mark = line.figures.isEmpty ? plain : settled
            mark.bind(1, bill.number)
            if !line.figures.isEmpty { try bind(line, mark) }
            mark.bind(from: line.figures.isEmpty ? 2 : 6, key.values)
            try mark.run()
            guard database.changesCount == 1 else { throw StoreError.changedMeanwhile }
            try note(.changed, key, statements)
        }
        let change = try Book.lastChange(database)
        // What is frozen already is as it was frozen: what came since is still to be found.
        for var record in settlements where try !isKnown(record, database) {
            (record.isFrozen, record.change, record.settled) = (true, change, bill.issued)
            try put(record, database)
            try forgetTraces(record, database)
        }
    }

    private func isKnown(_ frozen: SettlementRecord, _ database: Database) throws -> Bool {
        let sql = "SELECT 1 FROM settlement WHERE scheme = ? AND party = ? AND first = ? AND last = ? AND frozen = 1"
        let (party, period) = (names.number(.party, frozen.party).number, frozen.period)
        let arguments: StatementArguments = [frozen.scheme.rawValue, party, period.first.number, period.last.number]
        return try Row.fetchOne(database, sql: sql, arguments: arguments) != nil
    }

    /// A call that settlement left out when its period was billed, because it had no rate then, is late once it has one.
    private func forgetTraces(_ record: SettlementRecord, _ database: Database) throws {
        try database.execute(
            sql: CallSQL.forgetTraces,
            arguments: [names.number(.party, record.party).number, record.period.first.number, record.period.last.number])
    }

    private func bind(_ line: BillLines.Line, _ statement: SQLStatement) throws {
        guard let currency = Currency(packed: UInt32(truncatingIfNeeded: line.currency)),
            let figures = FiguresBytes.read(
                line.figures, charge: .zero, final: Money(Amount(millionths: line.final), currency)), let discount = figures.discount
        else { throw StoreError.damaged(StorePlace("bill", "lines")) }
        statement.bind(2, discount.millionths)
        statement.bind(3, line.final)
        statement.bind(4, line.currency)
        statement.bind(5, copying: line.figures)
    }

    /// The calls of a credited bill are on none, and periods of which nothing stands on a bill any more are open.
    private func release(_ number: Int64, _ database: Database) throws {
        guard let row = try Row.fetchOne(database, sql: "SELECT party, first, last, lines FROM bill WHERE number = ?", arguments: [number])
        else { throw StoreError.notFound("bill \(number)") }
        let (whose, first, last, frozen): (Data, Int64, Int64, Data) = (row[0], row[1], row[2], row[3])
        let party = String(decoding: whose, as: UTF8.self)
        guard let lines = BillLines.read(Array(frozen), party: party)?.lines else {
            throw StoreError.damaged(StorePlace("bill", "lines"))
        }
        let statements = try hot.statements(database)
        let late = try SQLStatement(database, CallSQL.unbillLate, StorePlace("call", "unbill late"))
        let release = try SQLStatement(database, CallSQL.unbill, StorePlace("call", "unbill"))
        for line in lines {
            guard let key = names.key(ofID: line.id) else { throw StoreError.notFound("call with this id") }
            late.bind(from: late.bind(from: 1, key.values), [.integer(number), .integer(first), .integer(last)])
            try late.run()
            // The figures of the others stay: where another bill keeps the period frozen they are billed again as they were.
            if database.changesCount == 0 {
                release.bind(release.bind(from: 1, key.values), number)
                try release.run()
            }
            if database.changesCount == 1 { try note(.changed, key, statements) }
        }
        try database.execute(
            sql: """
                DELETE FROM settlement WHERE party = ? AND frozen = 1 AND NOT EXISTS (
                  SELECT 1 FROM bill AS b WHERE b.kind = 'bill' AND b.party = ? AND b.first <= settlement.last AND b.last >= settlement.first
                  AND NOT EXISTS (SELECT 1 FROM bill AS c WHERE c.kind = 'credit' AND c.credits = b.number))
                """, arguments: [names.number(.party, party).number, whose])
    }

    /// An issued bill as another book has it, when this one is made again from its steps.
    public func copyBill(_ number: Int64, from old: Book) throws(StoreError) {
        try write(StorePlace("bill", "copy")) { database in
            let row = try old.read(StorePlace("bill", "one")) { source in
                try Row.fetchOne(source, sql: "SELECT * FROM bill WHERE number = ?", arguments: [number])
            }
            guard let row else { throw StoreError.notFound("bill \(number)") }
            let columns = row.columnNames.joined(separator: ", ")
            try database.execute(
                sql: "INSERT INTO bill (\(columns)) VALUES (\(databaseQuestionMarks(count: row.count)))",
                arguments: StatementArguments(row.map { $1 }))
            let bill = try Book.bill(row)
            let lines: Data = row["lines"]
            switch bill.kind {
            case .bill: try mark(Array(lines), of: bill, database)
            case .credit: if let credited = bill.credits { try release(credited, database) }
            }
            try Book.append(.issue, at: bill.issued, subject: number, StepNote(site: bill.site), database)
        }
    }
}
