internal import GRDB
internal import Model
internal import Time

extension Book {
    /// Hands the new calls that have linked legs to `settle`, each call with all its legs, and writes what that changed.
    func settleLegs(
        of batch: CallBatch, _ origin: BatchOrigin, _ statements: HotStatements.Prepared, _ settle: LegSettling,
        _ result: inout StoreResult
    ) throws(StoreError) -> SettledLegs {
        var chunk = LegChunk()
        let links = try links(of: batch, result.stored, statements)
        for link in links { try chunk.append(link, statements.legs) }
        let seen = Set(links)
        let linked = chunk.batch.calls.count
        // What people decided about a record before it came, or came again, holds for it.
        for index in result.corrected where !seen.contains(batch.linkKey(of: batch.calls[index])) {
            try chunk.appendAlone(batch.calls[index], in: batch, statements)
        }
        guard !chunk.groups.isEmpty else { return SettledLegs() }
        let before = chunk.batch.calls
        try putOverlays(&chunk, statements)
        chunk.settle(settle)
        try writeChanges(before, chunk.batch, statements) { old, new in
            // Legs that came with this import are counted by what became of them.
            guard new.source == origin.source, new.rawOffset >= origin.partBegin else { return }
            result.counts.count(old, -1)
            result.counts.count(new)
        }
        // Whoever is told of calls is told of those that stand alone as they came.
        chunk.batch.calls.removeSubrange(linked...)
        return SettledLegs(batch: chunk.batch, links: seen)
    }

    /// Charges a stored record anew, with all that it is linked to, and what the one whose place it took was linked to.
    func resettle(
        _ record: CallBatch, replaced: CallBatch?, _ statements: HotStatements.Prepared, _ settle: LegSettling?
    ) throws {
        var chunk = LegChunk()
        let links = [record, replaced].compactMap { $0?.link }
        for link in Set(links) { try chunk.append(link, statements.legs) }
        if let call = record.calls.first, record.link == nil {
            try chunk.appendAlone(call, in: record, statements)
        }
        let before = chunk.batch.calls
        try putOverlays(&chunk, statements)
        if let settle { chunk.settle(settle) }
        try writeChanges(before, chunk.batch, statements) { _, _ in }
    }

    /// The links of new records that others in the book have too, each once.
    private func links(
        of batch: CallBatch, _ stored: [Int], _ statements: HotStatements.Prepared
    ) throws(StoreError) -> [LinkKey] {
        var links: [LinkKey] = []
        var seen: Set<LinkKey> = []
        do {
            try batch.withBase { base in
                for call in stored.lazy.map({ batch.calls[$0] }) where !call.link.isMissing {
                    // The count is answered by the index of links alone: most links of a day stand for a single record.
                    guard try count(call, base, statements) > 1 else { continue }
                    let link = batch.linkKey(of: call)
                    if seen.insert(link).inserted { links.append(link) }
                }
            }
        } catch { throw StoreError(error, statements.countLegs.place) }
        return links
    }

    /// How many records have the link of this one.
    private func count(
        _ call: StoredCall, _ base: UnsafeRawPointer, _ statements: HotStatements.Prepared
    ) throws(StoreError) -> Int64 {
        let count = statements.countLegs
        count.bind(1, Int64(call.switch.number))
        count.bind(2, base, call.link)
        defer { count.reset() }
        return try count.step() ? count.integer(0) : 0
    }

    /// Writes the calls that differ from what they were, and folds the differences into the summaries.
    /// - Returns: how many differ.
    @discardableResult
    func writeChanges(
        _ before: [StoredCall], _ after: CallBatch, _ statements: HotStatements.Prepared,
        _ changed: (_ old: StoredCall, _ new: StoredCall) -> Void
    ) throws(StoreError) -> Int {
        guard before.count == after.calls.count else { throw .closed }
        var count = 0
        do {
            try after.withBase { base in
                for (old, new) in zip(before, after.calls) where old.differs(from: new) {
                    statements.updateCall.bindChange(new, base)
                    try statements.updateCall.run()
                    try note(.changed, new, base, statements)
                    if old.corrected != new.corrected || old.account != new.account {
                        try writeAccount(old, new, after.key(of: new), statements.connection)
                    }
                    try hot.fold.fold(old, sign: -1)
                    try hot.fold.fold(new)
                    changed(old, new)
                    count += 1
                }
            }
        } catch { throw StoreError(error, StorePlace("call", "update")) }
        return count
    }
}

/// What records of one call have in common.
struct LinkKey: Hashable {
    let `switch`: Int32
    let link: [UInt8]
}

extension CallBatch {
    /// What links the first record to others, if anything does.
    fileprivate var link: LinkKey? {
        guard let call = calls.first, !call.link.isMissing else { return nil }
        return linkKey(of: call)
    }

    /// What a record has in common with the others of its call.
    func linkKey(of call: StoredCall) -> LinkKey { LinkKey(switch: call.switch.number, link: Array(bytes[call.link.range])) }

    /// What tells a record apart from all others.
    func key(of call: StoredCall) -> CallKey {
        func text(_ text: TextRef) -> [UInt8] { Array(bytes[text.range]) }
        return CallKey(
            stamp: call.stamp.seconds, switch: Int64(call.switch.number), called: text(call.called), calling: text(call.calling),
            leg: text(call.leg))
    }
}

/// Calls read from the book, each range of them one call with all its legs.
struct LegChunk {
    var batch = CallBatch()
    var groups: [Range<Int>] = []

    /// Charges each call with all its legs. What stands on an issued bill does not change, and a leg that comes later adds nothing to it.
    mutating func settle(_ settle: LegSettling) {
        let before = batch.calls
        settle(&batch, groups.filter { !$0.isEmpty })
        for group in groups where before[group].contains(where: { $0.bill != 0 }) {
            for place in group {
                if before[place].bill != 0 {
                    batch.calls[place] = before[place]
                } else if before[place].price.state != .quarantined, before[place].price.state != .conflict {
                    batch.calls[place].price = Outcome(state: .free, reason: .leg)
                    (batch.calls[place].cost, batch.calls[place].talk) = (batch.calls[place].price, 0)
                }
            }
        }
    }

    /// Reads all legs of a link, in the order of start, then key.
    mutating func append(_ link: LinkKey, _ legs: SQLStatement) throws(StoreError) {
        legs.bind(1, Int64(link.switch))
        legs.bind(2, copying: link.link)
        defer { legs.reset() }
        let first = batch.calls.count
        while try legs.step() { try legs.appendCall(to: &batch) }
        groups.append(first..<batch.calls.count)
    }

    /// Reads a record again, as it stands in the book, as a call of its own.
    mutating func appendAlone(_ call: StoredCall, in other: CallBatch, _ statements: HotStatements.Prepared) throws(StoreError) {
        let one = statements.oneCall
        one.bind(from: 1, other.key(of: call).values)
        defer { one.reset() }
        if try one.step() { try appendAlone(one) }
    }
}

extension StoredCall {
    /// Whether rating again or settling legs changed something.
    func differs(from other: StoredCall) -> Bool {
        price != other.price || cost != other.cost || talk != other.talk || flags != other.flags || party != other.party
            || account != other.account || trunk != other.trunk || destination != other.destination || callType != other.callType
    }
}
