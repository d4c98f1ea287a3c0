internal import Foundation
internal import GRDB
public import Model
internal import Money
internal import Time

extension Book {
    /// Decides something about a call, or takes such a decision back, in one durable transaction with the calls, the summaries, the
    /// journal's entry and the step. It holds for all records that are linked to the call.
    /// - Parameters:
    ///   - journal: its `before` is filled in here.
    ///   - settle: rates calls with all their legs.
    @discardableResult
    public func correct(
        _ order: CorrectionOrder, journal: JournalNote, step: StepNote, settle: @escaping LegSettling
    ) throws(StoreError) -> Correction {
        try write(StorePlace("correction", "correct")) { database in
            let statements = try hot.statements(database)
            hot.fold.removeAll()
            // Looked up anew by the next record that comes, whatever becomes of this transaction.
            hot.corrections = nil
            defer { hot.corrections = nil }
            let work = CorrectionWork(book: self, statements: statements, database: database, journal: journal, settle: settle)
            let number =
                switch order.act {
                case .make(let kind, let call, let value): try work.make(kind, call, value, order.reason)
                case .undo(let number): try work.undo(number, order.reason)
                }
            try writeSummaries(statements)
            try Book.append(work.journal, database)
            try Book.append(.correct, at: journal.at, subject: number, step, detail: order.bytes, database)
            return try correction(number, database)
        }
    }
}

/// One correction inside its transaction.
private final class CorrectionWork {
    let book: Book
    let statements: HotStatements.Prepared
    let database: Database
    var journal: JournalNote
    private let settle: LegSettling

    init(
        book: Book, statements: HotStatements.Prepared, database: Database, journal: JournalNote, settle: @escaping LegSettling
    ) {
        (self.book, self.statements, self.database, self.journal, self.settle) = (book, statements, database, journal, settle)
    }

    // MARK: Making

    /// - Returns: the correction's number.
    func make(_ kind: CorrectionKind, _ id: String, _ value: String, _ reason: String) throws -> Int64 {
        guard let key = book.names.key(ofID: id) else { throw StoreError.notFound("call with this id") }
        let (chunk, place) = try records(of: key)
        guard let place else { throw StoreError.notFound("call with this id") }
        let call = chunk.batch.calls[place]
        try refuse(kind, value, call, chunk)
        let former = former(kind, call, chunk)
        let number = (try Int64.fetchOne(database, sql: "SELECT max(number) FROM correction") ?? 0) + 1
        try database.execute(
            sql: """
                INSERT INTO correction (number, stamp, switch, called, calling, leg, link, kind, value, former, reason, at, actor)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                number, key.stamp, key.switch, Data(key.called), Data(key.calling), Data(key.leg), Data(chunk.batch.bytes[call.link.range]),
                kind.rawValue, value, former, reason, journal.at.seconds, journal.actor,
            ])
        journal.before = former.isEmpty ? nil : former
        var after = chunk
        try overlay(&after)
        if kind == .account || kind == .party { after.settle(settle) }
        try write(chunk, after)
        if kind != .private { try keep(number, chunk, after) }
        return number
    }

    private func refuse(_ kind: CorrectionKind, _ value: String, _ call: StoredCall, _ chunk: LegChunk) throws {
        func refuse(_ why: CorrectionRefusal) -> StoreError { .cannotCorrect(why) }
        guard call.price.state != .quarantined, call.price.state != .conflict else { throw refuse(.notCharged) }
        try refuseBilled(chunk)
        switch kind {
        case .writeOff:
            guard !call.corrected.contains(.writtenOff) else { throw refuse(.alreadySo) }
            let pays = chunk.batch.calls.contains { $0.price.state == .rated || $0.price.state == .unrated }
            guard pays else { throw refuse(.nothingToPay) }
        case .private:
            if call.corrected.contains(.isPrivate) { throw refuse(.alreadySo) }
            if call.codedPrivate { throw refuse(.privateByCode) }
        case .account: if book.names.text(.account, call.account) == value { throw refuse(.alreadySo) }
        case .party:
            if call.corrected.contains(.party), book.names.text(.party, call.party) == value { throw refuse(.alreadySo) }
        }
    }

    private func refuseBilled(_ chunk: LegChunk) throws {
        for call in chunk.batch.calls where call.bill != 0 { throw StoreError.cannotCorrect(.onBill(Int64(call.bill))) }
    }

    /// What is to be seen later of what was.
    private func former(_ kind: CorrectionKind, _ call: StoredCall, _ chunk: LegChunk) -> String {
        switch kind {
        case .writeOff:
            let charges = chunk.batch.calls.compactMap(\.price.charge)
            guard !charges.isEmpty else { return call.price.state.name }
            return charges.map { $0.amount.text(minorUnit: $0.currency.minorUnit) + " " + $0.currency.code }.joined(separator: " + ")
        case .private: return ""
        case .account: return book.names.text(.account, call.account)
        case .party: return book.names.text(.party, call.party)
        }
    }

    // MARK: Undoing

    func undo(_ number: Int64, _ reason: String) throws -> Int64 {
        let correction = try book.correction(number, database)
        guard correction.undone == nil else { throw StoreError.cannotCorrect(.alreadyUndone(number)) }
        guard let key = book.names.key(ofID: correction.call) else { throw StoreError.damaged(StorePlace("correction", "key")) }
        let (chunk, _) = try records(of: key, correction: number)
        try refuseBilled(chunk)
        if correction.kind != .private, let later = try later(than: number, chunk) { throw StoreError.cannotCorrect(.laterFirst(later)) }
        try database.execute(
            sql: "UPDATE correction SET undone = ?, undone_by = ?, undone_why = ? WHERE number = ?",
            arguments: [journal.at.seconds, journal.actor, reason, number])
        journal.before = "\(number)"
        var after = chunk
        if correction.kind != .private, try restore(number, &after) {
            try write(chunk, after)
            return number
        }
        try overlay(&after)
        if correction.kind != .private { after.settle(settle) }
        try write(chunk, after)
        return number
    }

    /// The last correction of the call that came after one and changes more than a mark.
    private func later(than number: Int64, _ chunk: LegChunk) throws -> Int64? {
        let select = try SQLStatement(statements.connection, CorrectionSQL.holding, StorePlace("correction", "later"))
        var last: Int64?
        for call in chunk.batch.calls {
            select.bind(from: select.bind(from: 1, chunk.batch.key(of: call).values), chunk.batch.linkValues(of: call))
            while try select.step() {
                let isMark = select.text(1) == CorrectionKind.private.rawValue
                if !isMark, select.integer(0) > number { last = max(last ?? 0, select.integer(0)) }
            }
            select.reset()
        }
        return last
    }

    /// Makes all records what they were before a correction, if nothing has changed them since.
    private func restore(_ number: Int64, _ chunk: inout LegChunk) throws -> Bool {
        var restored = chunk
        let select = try SQLStatement(statements.connection, CorrectionSQL.snapshotOf, StorePlace("correction_call", "one"))
        for index in restored.batch.calls.indices {
            let call = restored.batch.calls[index]
            select.bind(1, number)
            select.bind(from: 2, restored.batch.key(of: call).values)
            defer { select.reset() }
            guard try select.step(), select.bytes(1) == CallSnapshot.bytes(call, book.names) else { return false }
            guard CallSnapshot.restore(select.bytes(0), to: &restored.batch.calls[index], book.names) else {
                throw StoreError.damaged(select.place)
            }
        }
        chunk = restored
        return !restored.batch.calls.isEmpty
    }

    // MARK: Both

    /// All records of a call, and which of them has the key.
    /// - Parameter correction: whose link finds them where the record itself is gone.
    private func records(of key: CallKey, correction: Int64? = nil) throws -> (LegChunk, Int?) {
        var found = LegChunk()
        let one = statements.oneCall
        one.bind(from: 1, key.values)
        if try one.step() { try found.appendAlone(one) }
        one.reset()
        var link = found.batch.calls.first.flatMap { $0.link.isMissing ? nil : found.batch.linkKey(of: $0) }
        if found.batch.calls.isEmpty, let correction {
            let row = try Row.fetchOne(database, sql: "SELECT switch, link FROM correction WHERE number = ?", arguments: [correction])
            let bytes: Data = row?[1] ?? Data()
            if let row, !bytes.isEmpty { link = LinkKey(switch: row[0], link: Array(bytes)) }
        }
        if let link {
            found = LegChunk()
            try found.append(link, statements.legs)
        }
        return (found, found.batch.calls.firstIndex { found.batch.key(of: $0) == key })
    }

    private func overlay(_ chunk: inout LegChunk) throws {
        book.hot.corrections = nil
        try book.putOverlays(&chunk, statements)
    }

    private func write(_ before: LegChunk, _ after: LegChunk) throws {
        try book.writeChanges(before.batch.calls, after.batch, statements) { _, _ in }
    }

    private func keep(_ number: Int64, _ before: LegChunk, _ after: LegChunk) throws {
        let insert = try SQLStatement(statements.connection, CorrectionSQL.snapshot, StorePlace("correction_call", "insert"))
        for (old, new) in zip(before.batch.calls, after.batch.calls) {
            insert.bind(1, number)
            insert.bind(
                from: 2,
                after.batch.key(of: new).values + [
                    .bytes(CallSnapshot.bytes(old, book.names)), .bytes(CallSnapshot.bytes(new, book.names)),
                ])
            try insert.run()
        }
    }
}
