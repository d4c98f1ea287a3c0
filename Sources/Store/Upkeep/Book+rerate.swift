internal import GRDB
public import Model

/// What rating a set of calls again did.
public struct RerateResult: Hashable, Sendable {
    /// Calls looked at, further legs of them included.
    public var calls: Int64 = 0
    public var changed: Int64 = 0
    /// Calls by state of their price, before and after.
    public var before: [CallState: Int64] = [:]
    public var after: [CallState: Int64] = [:]

    public init() {}
}

extension Book {
    /// Goes through the calls of a filter in the order of time and lets `change` rate or classify them again: each range of the batch is
    /// one call with all its legs. What differs is written with the summaries, one transaction a chunk, so that intake goes on between.
    /// - Parameter proceed: is asked after each chunk; `false` stops with what is done so far.
    public func rerate(
        _ filter: CallFilter, chunk: Int = 2000, change: LegSettling, proceed: (RerateResult) -> Bool = { _ in true }
    ) throws(StoreError) -> RerateResult {
        var result = RerateResult()
        // States and types change under the walk; it goes by position, which does not.
        let walk = CallWalk(filter, names)
        var from: CallPosition?
        repeat {
            let next = try write(StorePlace("call", "rerate"), .answered) { database in
                let statements = try hot.statements(database)
                hot.fold.removeAll()
                let (legs, next) = try legs(walk, from, max(chunk, 1), statements, database)
                var batch = legs.batch
                change(&batch, legs.groups)
                var done = result
                done.calls += Int64(legs.batch.calls.count)
                for call in legs.batch.calls { done.before[call.price.state, default: 0] += 1 }
                for call in batch.calls { done.after[call.price.state, default: 0] += 1 }
                done.changed += Int64(try writeChanges(legs.batch.calls, batch, statements) { _, _ in })
                try writeSummaries(statements)
                result = done
                return next
            }
            from = next
        } while from != nil && proceed(result)
        return result
    }

    /// The next calls of a walk, each with all its legs, and where to go on.
    private func legs(
        _ walk: CallWalk, _ from: CallPosition?, _ chunk: Int, _ statements: HotStatements.Prepared, _ database: Database
    ) throws -> (LegChunk, CallPosition?) {
        var scan = try CallScan(walk, database, descending: false, from: from)
        var legs = LegChunk()
        var seen: Set<LinkKey> = []
        while let position = try scan.next(atMost: chunk * 10) {
            let link = LinkKey(switch: scan.record.small(1), link: scan.record.bytes(24))
            if link.link.isEmpty {
                try legs.appendAlone(scan.record)
            } else if seen.insert(link).inserted {
                try legs.append(link, statements.legs)
            }
            if legs.batch.calls.count >= chunk { return (legs, position) }
        }
        return (legs, scan.stoppedAt)
    }
}

extension LegChunk {
    /// A record without link: a call of its own.
    mutating func appendAlone(_ record: SQLStatement) throws(StoreError) {
        try record.appendCall(to: &batch)
        groups.append(batch.calls.count - 1..<batch.calls.count)
    }
}
