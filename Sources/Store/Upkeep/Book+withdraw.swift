internal import GRDB
public import Model
public import Time

/// Which calls are withdrawn: those of a source whose raw records lie in these stretches of its raw log.
public struct Withdrawal: Sendable {
    public var source: NameNumber
    /// The peer, as a person named it; empty: all of them.
    public var peer: String
    /// When the records arrived.
    public var first: Instant
    public var last: Instant
    public var reason: String
    /// Ends not included, in order.
    public var stretches: [Range<Int64>]

    public init(source: NameNumber, peer: String, first: Instant, last: Instant, reason: String, stretches: [Range<Int64>]) {
        (self.source, self.peer, self.first, self.last) = (source, peer, first, last)
        (self.reason, self.stretches) = (reason, stretches)
    }

    /// Whether a raw record lies in one of the stretches.
    func takes(_ offset: Int64) -> Bool {
        var (low, high) = (0, stretches.count)
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low < stretches.count && stretches[low].contains(offset)
    }
}

/// What was taken out, or would be.
public struct WithdrawalResult: Hashable, Sendable {
    public var calls: Int64 = 0
    /// Of them such as are no further legs and have a charge, which may be 0.
    public var rated: Int64 = 0
    /// Records kept aside that nobody has decided about.
    public var conflicts: Int64 = 0
    /// Starts of the first and the last call.
    public var first: Instant?
    public var last: Instant?

    public init() {}
}

extension Book {
    /// Takes calls out, with the sums and the journal's entry in one durable transaction. What they were linked to is charged anew by
    /// `settle`. The raw log keeps their records, so that replaying it brings them back.
    /// - Parameter journal: `nil`: it is only told what would be taken out.
    public func withdraw(
        _ what: Withdrawal, journal: JournalNote?, settle: LegSettling? = nil
    ) throws(StoreError) -> WithdrawalResult {
        guard let journal else {
            return try read(StorePlace("call", "withdrawn")) { database in
                guard let connection = database.sqliteConnection else { throw StoreError.closed }
                return try found(what, connection).result
            }
        }
        return try write(StorePlace("call", "withdraw")) { database in
            let statements = try hot.statements(database)
            hot.fold.removeAll()
            let found = try found(what, statements.connection)
            try remove(found.batch, statements)
            if let settle { try settleRest(of: found.batch, statements, settle) }
            try writeSummaries(statements)
            for number in found.conflicts { try database.execute(sql: "DELETE FROM conflict WHERE number = ?", arguments: [number]) }
            try database.execute(
                sql: "INSERT INTO withdrawal (source, peer, first, last, at, actor, reason, calls) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    what.source.number, what.peer, what.first.seconds, what.last.seconds, journal.at.seconds, journal.actor, what.reason,
                    found.result.calls,
                ])
            try Book.append(journal, database)
            return found.result
        }
    }

    private struct Found {
        var batch = CallBatch()
        var conflicts: [Int64] = []
        var result = WithdrawalResult()
    }

    private func found(_ what: Withdrawal, _ connection: OpaquePointer) throws(StoreError) -> Found {
        var found = Found()
        guard let low = what.stretches.first?.lowerBound, let high = what.stretches.last?.upperBound else { return found }
        let place = StorePlace("call", "of a stretch")
        let offset = Int32(22)
        let list = try SQLStatement(
            connection, "SELECT \(CallColumns.list) FROM \"call\" WHERE source = ? AND raw_offset >= ? AND raw_offset < ?", place)
        list.bind(1, Int64(what.source.number))
        list.bind(2, low)
        list.bind(3, high)
        while try list.step() { if what.takes(list.integer(offset)) { try list.appendCall(to: &found.batch) } }
        let aside = try SQLStatement(
            connection,
            "SELECT number, raw_offset FROM conflict WHERE decision IS NULL AND source = ? AND raw_offset >= ? AND raw_offset < ?",
            place)
        aside.bind(1, Int64(what.source.number))
        aside.bind(2, low)
        aside.bind(3, high)
        while try aside.step() { if what.takes(aside.integer(1)) { found.conflicts.append(aside.integer(0)) } }
        found.result.calls = Int64(found.batch.calls.count)
        found.result.conflicts = Int64(found.conflicts.count)
        found.result.rated = Int64(found.batch.calls.count { $0.price.state == .rated && $0.price.reason != .leg })
        found.result.first = found.batch.calls.map(\.start).min()
        found.result.last = found.batch.calls.map(\.start).max()
        return found
    }

    private func remove(_ batch: CallBatch, _ statements: HotStatements.Prepared) throws {
        let remove = try SQLStatement(statements.connection, CallSQL.remove, StorePlace("call", "remove"))
        try batch.withBase { base in
            for call in batch.calls {
                remove.bindKey(call, base)
                try remove.run()
                try hot.fold.fold(call, sign: -1)
            }
        }
    }

    /// The legs that stay are charged as if those that went had never been.
    private func settleRest(of batch: CallBatch, _ statements: HotStatements.Prepared, _ settle: LegSettling) throws {
        var chunk = LegChunk()
        var seen: Set<LinkKey> = []
        for call in batch.calls where !call.link.isMissing {
            let link = LinkKey(switch: call.switch.number, link: Array(batch.bytes[call.link.range]))
            if seen.insert(link).inserted { try chunk.append(link, statements.legs) }
        }
        let before = chunk.batch.calls
        settle(&chunk.batch, chunk.groups.filter { !$0.isEmpty })
        try writeChanges(before, chunk.batch, statements) { _, _ in }
    }
}
