internal import Foundation
internal import GRDB
internal import Model
internal import Money
internal import Time

extension Book {
    /// Writes the charges of an accepted proposal with the summaries, one transaction a chunk; it goes on where it was. Each call is rated
    /// by the proposal's site as it is now: one that has not changed since gets what was proposed, another one what holds for it.
    /// - Parameter proceed: is asked after each chunk.
    /// - Returns: whether all is written.
    /// - Throws: `StoreError.siteChanged` where the site is another one by now.
    public func takeOver(
        _ number: Int64, _ rule: RerateRule, chunk: Int = 2000, step: RerateStep, proceed: (ReratingRecord) throws -> Bool
    ) throws -> Bool {
        let walk = CallWalk(rule.filter, names)
        while true {
            var isLast = false
            let record = try write(StorePlace("rerating", "take over")) { database in
                let record = try rerating(number, database)
                guard record.state == .accepting else { throw StoreError.rerating(number, is: record.state.rawValue) }
                let site = try Int64.fetchOne(database, sql: "SELECT coalesce(max(number), 0) FROM site") ?? 0
                guard site == record.site else { throw StoreError.siteChanged(rerating: number) }
                let row = try Row.fetchOne(database, sql: "SELECT position FROM rerating WHERE number = ?", arguments: [number])
                let from = row.flatMap { names.position(of: $0[0]) }
                let (_, next) = try rerate(
                    walk, from, max(chunk, 1), step, RerateResult(), rule, database
                ) { before, after, next in
                    try note(record, before, after, next, step, database)
                }
                isLast = next == nil
                return try rerating(number, database)
            }
            if isLast { return true }
            guard try proceed(record) else { return false }
        }
    }

    private func note(
        _ record: ReratingRecord, _ before: [StoredCall], _ after: CallBatch, _ next: CallPosition?, _ step: RerateStep,
        _ database: Database
    ) throws {
        let select = try SQLStatement(database, ReratingSQL.old, StorePlace("rerating_call", "one"))
        var (changed, anew): (Int64, Int64) = (0, 0)
        for (old, new) in zip(before, after.calls) where old.isAnother(than: new) && (old.isCounted || new.isCounted) {
            changed += 1
            select.bind(1, record.number)
            select.bind(2, old.start.seconds)
            select.bind(from: 3, after.key(of: new).values)
            defer { select.reset() }
            let isAsProposed = try select.step() && select.isOutcome(of: old)
            if !isAsProposed { anew += 1 }
        }
        try database.execute(
            sql: """
                UPDATE rerating SET position = ?, changed = changed + ?, anew = anew + ?, state = ?, finished = ? WHERE number = ?
                """,
            arguments: [
                Data(names.bytes(of: next)), changed, anew, next == nil ? "accepted" : "accepting", next == nil ? step.at.seconds : nil,
                record.number,
            ])
        guard next == nil else { return }
        let entry = JournalNote(
            at: step.at, actor: record.actor, action: "rerating.accepted", subject: "\(record.number)",
            before: "\(record.differing) calls differed",
            after: "\(record.changed + changed) changed, \(record.anew + anew) of them rated anew")
        try Book.append(entry, database)
    }
}

extension SQLStatement {
    /// Whether the row under the cursor (`ReratingSQL.old`) says of a call what it is.
    fileprivate func isOutcome(of call: StoredCall) throws(StoreError) -> Bool {
        let (price, cost) = (try outcome(2), try outcome(8))
        return small(0) == call.party.number && small(1) == call.callType.number && price == call.price && cost == call.cost
    }
}
