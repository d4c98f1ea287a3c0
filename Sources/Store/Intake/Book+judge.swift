internal import Model
internal import Time

extension Book {
    /// A record whose key is there: a duplicate if it agrees with the stored one, or with one that a person has decided about;
    /// else a conflict, kept aside once however often it comes (DOMAIN section 2).
    func judge(
        _ call: StoredCall, _ base: UnsafeRawPointer, _ origin: BatchOrigin, _ statements: HotStatements.Prepared,
        _ counts: inout ImportCounts
    ) throws(StoreError) {
        let one = statements.oneCall
        one.bindKey(call, base)
        defer { one.reset() }
        guard try one.step() else { throw .damaged(one.place) }
        var account = one.small(16)
        if one.corrected.contains(.account) {
            var stored = CallBatch()
            try one.appendCall(to: &stored)
            for call in stored.calls { account = try saidAccount(of: call, stored.key(of: call), statements.connection).number }
        }
        if one.agrees(with: call, account: account) {
            counts.duplicate += 1
            let samePart = one.small(21) == origin.source.number && one.integer(22) >= origin.partBegin
            if samePart { counts.repeated += 1 }
            return
        }
        let kept = statements.conflicts
        kept.bindKey(call, base)
        defer { kept.reset() }
        while try kept.step() {
            guard kept.agrees(with: call, account: kept.small(16)) else { continue }
            let decided = !kept.isNull(Int32(CallColumns.written.count) + 1)
            if decided { counts.duplicate += 1 } else { counts.conflict += 1 }
            return
        }
        counts.conflict += 1
        try keepAside(call, base, origin, statements)
    }

    private func keepAside(
        _ call: StoredCall, _ base: UnsafeRawPointer, _ origin: BatchOrigin, _ statements: HotStatements.Prepared
    ) throws(StoreError) {
        let insert = try SQLStatement(
            statements.connection,
            "INSERT INTO conflict (import, found, \(CallColumns.list)) VALUES (\(HotSQL.marks(CallColumns.written.count + 2)))",
            StorePlace("conflict", "insert"))
        insert.bind(1, origin.importNumber)
        insert.bind(2, origin.at.seconds)
        insert.bind(call, base, from: 3)
        try insert.run()
    }
}

extension SQLStatement {
    /// Whether the row under the cursor (`CallColumns.written`) says the same of the call as another record of its key:
    /// duration, answered, extension, trunk, account code and pulses.
    /// - Parameter account: the code that the switch sent, number of its name.
    func agrees(with call: StoredCall, account: Int32) -> Bool {
        let answer = integer(8) >> CallFlags.answerShift & CallFlags.answer
        return small(9) == call.duration && answer == Int64(call.answer.rawValue) && small(17) == call.extension.number
            && small(15) == call.trunk.number && account == call.account.number && small(13) == call.pulses
    }
}
