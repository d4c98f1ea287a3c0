internal import Foundation
internal import GRDB
public import Model
internal import Money
public import Time

extension Book {
    /// Begins a proposal, with the job that will make it and the journal's entry.
    /// - Parameter job: is given the proposal's number.
    /// - Returns: the proposal's number.
    public func beginRerating(why: String, site: Int64, note: JournalNote, job: (Int64) -> JobRecord) throws(StoreError) -> Int64 {
        try write(StorePlace("rerating", "begin")) { database in
            let number = (try Int64.fetchOne(database, sql: "SELECT max(number) FROM rerating") ?? 0) + 1
            let queued = try Book.enqueue(job(number), database)
            try database.execute(
                sql: """
                    INSERT INTO rerating (number, state, why, site, at, actor, job, position, calls, differing, changed, anew, message)
                    VALUES (?, 'proposing', ?, ?, ?, ?, ?, x'', 0, 0, 0, 0, '')
                    """, arguments: [number, why, site, note.at.seconds, note.actor, queued])
            var note = note
            note.subject = "\(number)"
            try Book.append(note, database)
            return number
        }
    }

    /// A person takes the new charges: a job will write them. One that was stopped in between goes on where it was.
    public func acceptRerating(_ number: Int64, note: JournalNote, job: JobRecord) throws(StoreError) {
        try write(StorePlace("rerating", "accept")) { database in
            let record = try rerating(number, database)
            guard record.state == .ready else { throw StoreError.rerating(number, is: record.state.rawValue) }
            let queued = try Book.enqueue(job, database)
            try database.execute(
                sql: "UPDATE rerating SET state = 'accepting', job = ?, message = '' WHERE number = ?", arguments: [queued, number])
            try Book.append(note, database)
        }
    }

    /// Ends a proposal that failed, was cancelled, or goes back to waiting for a decision.
    public func stopRerating(_ number: Int64, _ state: ReratingState, message: String, at now: Instant) throws(StoreError) {
        try write(StorePlace("rerating", "stop")) { database in
            try database.execute(
                sql: "UPDATE rerating SET state = ?, message = ?, finished = ? WHERE number = ? AND state IN ('proposing', 'accepting')",
                arguments: [state.rawValue, message, now.seconds, number])
        }
    }

    /// Forgets a proposal with all that it holds. Calls stay as they are.
    public func dropRerating(_ number: Int64, note: JournalNote) throws(StoreError) {
        try write(StorePlace("rerating", "drop")) { database in
            let record = try rerating(number, database)
            guard record.state != .accepting else { throw StoreError.rerating(number, is: record.state.rawValue) }
            try database.execute(sql: "UPDATE job SET cancelled = 1 WHERE id = ?", arguments: [record.job])
            for table in ["rerating_call", "rerating_link", "rerating_sum"] {
                try database.execute(sql: "DELETE FROM \(table) WHERE rerating = ?", arguments: [number])
            }
            try database.execute(sql: "DELETE FROM rerating WHERE number = ?", arguments: [number])
            try Book.append(note, database)
        }
    }

    /// The newest first.
    public func reratings(limit: Int = 100) throws(StoreError) -> [ReratingRecord] {
        try read(StorePlace("rerating", "list")) { database in
            try Row.fetchAll(database, sql: "SELECT * FROM rerating ORDER BY number DESC LIMIT ?", arguments: [limit]).map(record)
        }
    }

    public func rerating(_ number: Int64) throws(StoreError) -> ReratingRecord {
        try read(StorePlace("rerating", "one")) { database in try rerating(number, database) }
    }

    func rerating(_ number: Int64, _ database: Database) throws -> ReratingRecord {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM rerating WHERE number = ?", arguments: [number]) else {
            throw StoreError.notFound("re-rating \(number)")
        }
        return try record(row)
    }

    private func record(_ row: Row) throws -> ReratingRecord {
        guard let state = ReratingState(rawValue: row["state"]) else { throw StoreError.damaged(StorePlace("rerating", "read")) }
        let finished: Int64? = row["finished"]
        return ReratingRecord(
            number: row["number"], state: state, why: row["why"], site: row["site"], at: Instant(seconds: row["at"]),
            actor: row["actor"], job: row["job"], calls: row["calls"], differing: row["differing"], changed: row["changed"],
            anew: row["anew"], finished: finished.map { Instant(seconds: $0) }, message: row["message"],
            reached: names.position(of: row["position"]).map { Instant(seconds: $0.start) })
    }

    // MARK: What differs

    /// All sums, in the order of bill, scheme, party, type and currency.
    public func reratingSums(_ number: Int64) throws(StoreError) -> [ReratingSum] {
        try read(StorePlace("rerating_sum", "list")) { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM rerating_sum WHERE rerating = ? ORDER BY bill, scheme, party, type, currency",
                arguments: [number]
            ).map { row in
                ReratingSum(
                    bill: row["bill"], scheme: row["scheme"] == 0 ? .price : .cost,
                    party: names.text(.party, NameNumber(number: row["party"])),
                    callType: names.text(.callType, NameNumber(number: row["type"])), currency: Currency(packed: row["currency"]),
                    oldCalls: row["old_calls"], newCalls: row["new_calls"], differing: row["differing"],
                    old: Amount(millionths: row["old"]), new: Amount(millionths: row["new"]), nowRated: row["now_rated"],
                    nowUnrated: row["now_unrated"])
            }
        }
    }

    /// Calls that would change, in the order of time.
    /// - Parameters:
    ///   - bill: only those on this issued bill; `nil`: all.
    ///   - after: where the page before ended.
    public func reratingCalls(
        _ number: Int64, bill: Int64? = nil, after: String? = nil, limit: Int = 100
    ) throws(StoreError) -> ReratingPage {
        var from = CallPosition(start: .min, key: .first)
        if let after {
            guard let bytes = Base64URL.decode(after), let position = names.position(of: bytes) else { throw .badCursor }
            from = position
        }
        return try read(StorePlace("rerating_call", "page")) { database in
            let select = try SQLStatement(database, ReratingSQL.page, StorePlace("rerating_call", "page"))
            select.bind(1, number)
            var next = select.bind(from: 2, from.values)
            for value in [bill ?? 0, bill == nil ? 1 : 0, Int64(limit) + 1] {
                select.bind(next, value)
                next += 1
            }
            var page = ReratingPage(calls: [])
            var last: CallPosition?
            while try select.step() {
                let position = CallPosition(start: select.integer(0), key: select.key(from: 1))
                guard page.calls.count < limit else {
                    page.next = last.map { Base64URL.encode(names.bytes(of: $0)) }
                    break
                }
                last = position
                page.calls.append(
                    ReratingCall(
                        id: names.id(of: position.key), start: Instant(seconds: position.start), called: select.text(3),
                        calling: select.text(4), bill: select.integer(6), old: try outcome(select, 7), new: try outcome(select, 21)))
            }
            return page
        }
    }

    private func outcome(_ row: SQLStatement, _ first: Int32) throws(StoreError) -> ReratingOutcome {
        ReratingOutcome(
            party: names.text(.party, NameNumber(number: row.small(first))),
            callType: names.text(.callType, NameNumber(number: row.small(first + 1))), price: try row.outcome(first + 2),
            cost: try row.outcome(first + 8))
    }
}

extension Names {
    /// A position for what outlives the process, with the switch by name; empty for the beginning.
    func bytes(of position: CallPosition?) -> [UInt8] {
        guard let position else { return [] }
        var writer = ByteWriter()
        writer.put(position.start)
        writer.put(Array(id(of: position.key).utf8))
        return writer.bytes
    }

    func position(of data: Data) -> CallPosition? { position(of: Array(data)) }

    /// `nil` for the beginning, and for what is no position of this book.
    func position(of bytes: [UInt8]) -> CallPosition? {
        var reader = ByteReader(bytes)
        guard let start = reader.integer(), let id = reader.text(), reader.isAtEnd, let key = key(ofID: String(decoding: id, as: UTF8.self))
        else { return nil }
        return CallPosition(start: start, key: key)
    }
}
