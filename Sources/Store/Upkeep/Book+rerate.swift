internal import GRDB
public import Model
public import Time

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

/// Why calls are rated again, for the steps that make the book again.
public struct RerateStep: Hashable, Sendable {
    public var at: Instant
    /// The book's number of the site whose rules count.
    public var site: Int64
    /// What tells the filter and the rule of what may change; opaque here.
    public var why: String

    public init(at: Instant, site: Int64, why: String) { (self.at, self.site, self.why) = (at, site, why) }
}

/// Which calls are rated again, and what becomes of them.
public struct RerateRule {
    public var filter: CallFilter
    /// Rates or classifies; each range of the batch is one call with all its legs.
    public var change: LegSettling
    /// Everything is made anew: what a corrected call was before is not gone back to when the correction is undone.
    public var isWhole: Bool

    public init(filter: CallFilter, change: @escaping LegSettling, isWhole: Bool = false) {
        (self.filter, self.change, self.isWhole) = (filter, change, isWhole)
    }
}

extension Book {
    /// Goes through the calls of a filter in the order of time and lets the rule rate or classify them again. What differs is written with
    /// the summaries, one transaction a chunk, so that intake goes on between.
    /// - Parameter proceed: is asked after each chunk; `false` stops with what is done so far.
    public func rerate(
        _ rule: RerateRule, chunk: Int = 2000, step: RerateStep? = nil, proceed: (RerateResult) -> Bool = { _ in true }
    ) throws(StoreError) -> RerateResult {
        var result = RerateResult()
        // States and types change under the walk; it goes by position, which does not.
        let walk = CallWalk(rule.filter, names)
        var from: CallPosition?
        repeat {
            (result, from) = try rerate(walk, from, max(chunk, 1), step, result, rule)
        } while from != nil && proceed(result)
        return result
    }

    /// One chunk, as it was done once before.
    public func rerate(again step: Step, _ rule: (_ why: String) throws -> RerateRule) throws {
        guard let (why, chunk, from) = names.chunk(step.detail) else { throw StoreError.damaged(StorePlace("step", "rerate")) }
        let again = RerateStep(at: step.at, site: step.note.site, why: why)
        let rule = try rule(why)
        _ = try rerate(CallWalk(rule.filter, names), from, chunk, again, RerateResult(), rule)
    }

    private func rerate(
        _ walk: CallWalk, _ from: CallPosition?, _ chunk: Int, _ step: RerateStep?, _ result: RerateResult, _ rule: RerateRule
    ) throws(StoreError) -> (RerateResult, next: CallPosition?) {
        try write(StorePlace("call", "rerate"), .answered) { database in
            try rerate(walk, from, chunk, step, result, rule, database) { _, _, _ in }
        }
    }

    /// One chunk inside a transaction.
    /// - Parameter also: is given the calls before and after, and where to go on.
    func rerate(
        _ walk: CallWalk, _ from: CallPosition?, _ chunk: Int, _ step: RerateStep?, _ result: RerateResult, _ rule: RerateRule,
        _ database: Database, also: (_ before: [StoredCall], _ after: CallBatch, _ next: CallPosition?) throws -> Void
    ) throws -> (RerateResult, next: CallPosition?) {
        let statements = try hot.statements(database)
        hot.fold.removeAll()
        var (legs, next) = try legs(walk, from, chunk, statements.legs, database)
        let before = legs.batch.calls
        legs.settle(rule.change)
        if rule.isWhole { try forgetSnapshots(of: legs.batch, statements.connection) }
        var done = result
        done.calls += Int64(before.count)
        for call in before { done.before[call.price.state, default: 0] += 1 }
        for call in legs.batch.calls { done.after[call.price.state, default: 0] += 1 }
        done.changed += Int64(try writeChanges(before, legs.batch, statements) { _, _ in })
        try writeSummaries(statements)
        if let step {
            let detail = names.detail(step.why, chunk, from)
            try Book.append(.rerate, at: step.at, subject: 0, StepNote(site: step.site), detail: detail, database)
        }
        try also(before, legs.batch, next)
        return (done, next)
    }

    /// The next calls of a walk, each with all its legs, and where to go on.
    func legs(
        _ walk: CallWalk, _ from: CallPosition?, _ chunk: Int, _ legsOfLink: SQLStatement, _ database: Database
    ) throws -> (LegChunk, CallPosition?) {
        var scan = try CallScan(walk, database, descending: false, from: from)
        var legs = LegChunk()
        var seen: Set<LinkKey> = []
        while let position = try scan.next(atMost: chunk * 10) {
            let link = LinkKey(switch: scan.record.small(1), link: scan.record.bytes(24))
            if link.link.isEmpty {
                try legs.appendAlone(scan.record)
            } else if seen.insert(link).inserted {
                try legs.append(link, legsOfLink)
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

extension Names {
    /// Where a chunk of a rerating began, as a step keeps it; switches by name, for another book numbers them otherwise.
    fileprivate func detail(_ why: String, _ chunk: Int, _ from: CallPosition?) -> [UInt8] {
        var writer = ByteWriter()
        writer.put(Array(why.utf8))
        writer.put(Int64(chunk))
        if let from {
            writer.put(from.start)
            writer.put(Array(id(of: from.key).utf8))
        }
        return writer.bytes
    }

    fileprivate func chunk(_ detail: [UInt8]) -> (why: String, chunk: Int, from: CallPosition?)? {
        var reader = ByteReader(detail)
        guard let why = reader.text(), let chunk = reader.integer() else { return nil }
        let words = String(decoding: why, as: UTF8.self)
        if reader.isAtEnd { return (words, Int(chunk), nil) }
        guard let start = reader.integer(), let id = reader.text(), let key = key(ofID: String(decoding: id, as: UTF8.self)) else {
            return nil
        }
        return (words, Int(chunk), CallPosition(start: start, key: key))
    }
}
