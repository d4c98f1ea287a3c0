internal import Model
internal import Time

/// What holds for a record by all corrections of its call together; of two that say different things the later one counts.
struct CallOverlay: Equatable {
    var marks: CorrectionMarks = []
    var account = ""
    var party = ""

    mutating func add(_ kind: CorrectionKind, _ value: String) {
        switch kind {
        case .writeOff: marks.insert(.writtenOff)
        case .private: marks.insert(.isPrivate)
        case .account:
            marks.insert(.account)
            account = value
        case .party:
            marks.insert(.party)
            party = value
        }
    }

    /// Whether who and what a call is depends on it: it is to be rated.
    var isRating: Bool { !marks.isDisjoint(with: [.account, .party]) }
}

extension StoredCall {
    /// Puts what people decided over what the switch said, and nothing else of what they decided before.
    /// - Parameter said: the account code that the switch sent.
    mutating func put(_ overlay: CallOverlay, said: NameNumber, _ names: Names) {
        corrected = overlay.marks
        account = overlay.marks.contains(.account) ? names.number(.account, overlay.account) : said
        if overlay.marks.contains(.party) { party = names.number(.party, overlay.party) }
        writeOff()
    }
}

/// Tells quickly of nearly every new record that nobody has corrected it. Kept by the writer; small, for people made it.
struct CorrectionIndex {
    private var stamps: Set<Int64> = []
    private var links: Set<LinkKey> = []

    init(_ connection: OpaquePointer) throws(StoreError) {
        let all = try SQLStatement(
            connection, "SELECT stamp, switch, link FROM correction WHERE undone IS NULL", StorePlace("correction", "all"))
        while try all.step() {
            stamps.insert(all.integer(0))
            let link = all.bytes(2)
            if !link.isEmpty { links.insert(LinkKey(switch: all.small(1), link: link)) }
        }
    }

    var isEmpty: Bool { stamps.isEmpty }

    func mayHold(_ call: StoredCall, in batch: CallBatch) -> Bool {
        if stamps.contains(call.stamp.seconds) { return true }
        return !links.isEmpty && !call.link.isMissing && links.contains(batch.linkKey(of: call))
    }
}

extension Book {
    /// What holds for a record of the batch.
    func overlay(of call: StoredCall, in batch: CallBatch, _ connection: OpaquePointer) throws(StoreError) -> CallOverlay {
        var overlay = CallOverlay()
        let select = try SQLStatement(connection, CorrectionSQL.holding, StorePlace("correction", "of a call"))
        select.bind(from: select.bind(from: 1, batch.key(of: call).values), batch.linkValues(of: call))
        while try select.step() {
            guard let kind = CorrectionKind(rawValue: select.text(1)) else { throw .damaged(select.place) }
            overlay.add(kind, select.text(2))
        }
        return overlay
    }

    /// The account code that the switch sent of a record as it is stored.
    func saidAccount(of call: StoredCall, _ key: CallKey, _ connection: OpaquePointer) throws(StoreError) -> NameNumber {
        guard call.corrected.contains(.account) else { return call.account }
        let select = try SQLStatement(connection, CorrectionSQL.said, StorePlace("said_account", "one"))
        select.bind(from: 1, key.values)
        guard try select.step() else { throw .damaged(select.place) }
        return NameNumber(number: select.small(0))
    }

    /// The record as the switch sent it, to be compared with what it sends again.
    func asSaid(_ call: StoredCall, in batch: CallBatch, _ connection: OpaquePointer) throws(StoreError) -> StoredCall {
        guard !call.corrected.isEmpty else { return call }
        var said = call
        said.account = try saidAccount(of: call, batch.key(of: call), connection)
        said.corrected = []
        return said
    }

    /// Keeps the account code that the switch sent, where another one takes its place.
    func keepSaidAccount(_ said: NameNumber?, _ key: CallKey, _ connection: OpaquePointer) throws(StoreError) {
        let remove = try SQLStatement(connection, CorrectionSQL.forgetSaid, StorePlace("said_account", "remove"))
        remove.bind(from: 1, key.values)
        try remove.run()
        guard let said else { return }
        let insert = try SQLStatement(connection, CorrectionSQL.keepSaid, StorePlace("said_account", "insert"))
        insert.bind(insert.bind(from: 1, key.values), Int64(said.number))
        try insert.run()
    }

    /// What the writer knows of all corrections, looked up once after each.
    func corrections(_ statements: HotStatements.Prepared) throws(StoreError) -> CorrectionIndex {
        if let known = hot.corrections { return known }
        let index = try CorrectionIndex(statements.connection)
        hot.corrections = index
        return index
    }

    /// Puts over each record what holds for it now.
    func putOverlays(_ chunk: inout LegChunk, _ statements: HotStatements.Prepared) throws(StoreError) {
        let known = try corrections(statements)
        for index in chunk.batch.calls.indices {
            let call = chunk.batch.calls[index]
            guard call.bill == 0, !call.corrected.isEmpty || known.mayHold(call, in: chunk.batch) else { continue }
            let said = try saidAccount(of: call, chunk.batch.key(of: call), statements.connection)
            let overlay = try overlay(of: call, in: chunk.batch, statements.connection)
            chunk.batch.calls[index].put(overlay, said: said, names)
        }
    }

    /// What corrected records were before is out of date: undone, they are what the rules of then make of them.
    func forgetSnapshots(of batch: CallBatch, _ connection: OpaquePointer) throws(StoreError) {
        for call in batch.calls where !call.corrected.subtracting(.isPrivate).isEmpty {
            let forget = try SQLStatement(connection, CorrectionSQL.forgetSnapshots, StorePlace("correction_call", "forget"))
            forget.bind(from: forget.bind(from: 1, batch.key(of: call).values), batch.linkValues(of: call))
            try forget.run()
        }
    }

    /// Writes the account code that a correction gives or takes away.
    func writeAccount(_ old: StoredCall, _ new: StoredCall, _ key: CallKey, _ connection: OpaquePointer) throws(StoreError) {
        if old.account != new.account {
            let set = try SQLStatement(connection, CorrectionSQL.setAccount, StorePlace("call", "set account"))
            set.bind(1, Int64(new.account.number))
            set.bind(from: 2, key.values)
            try set.run()
        }
        switch (old.corrected.contains(.account), new.corrected.contains(.account)) {
        case (false, true): try keepSaidAccount(old.account, key, connection)
        case (true, false): try keepSaidAccount(nil, key, connection)
        default: break
        }
    }
}

extension CallBatch {
    /// Switch and link, for a statement.
    func linkValues(of call: StoredCall) -> [SQLValue] {
        [.integer(Int64(call.switch.number)), .bytes(Array(bytes[call.link.range]))]
    }
}

/// Statements on corrections that SQLite and MariaDB read alike.
enum CorrectionSQL {
    private static let keyIs = CallColumns.key.map { "\($0) = ?" }.joined(separator: " AND ")
    private static let key = CallColumns.key.joined(separator: ", ")
    /// The key, then switch and link: all that were made of a call, on whichever of its records.
    static let isOfCall = "((\(keyIs)) OR (switch = ? AND link = ? AND link <> x''))"

    static let holding = "SELECT number, kind, value FROM correction WHERE undone IS NULL AND \(isOfCall) ORDER BY number"
    static let said = "SELECT account FROM said_account WHERE \(keyIs)"
    static let forgetSaid = "DELETE FROM said_account WHERE \(keyIs)"
    static let keepSaid = "INSERT INTO said_account (\(key), account) VALUES (\(HotSQL.marks(6)))"
    static let setAccount = "UPDATE \"call\" SET account = ? WHERE \(keyIs)"
    static let snapshot =
        "INSERT INTO correction_call (correction, \(key), before, after) VALUES (\(HotSQL.marks(8)))"
    static let forgetSnapshots =
        "DELETE FROM correction_call WHERE correction IN (SELECT number FROM correction WHERE undone IS NULL AND \(isOfCall))"
    static let snapshotOf = "SELECT before, after FROM correction_call WHERE correction = ? AND \(keyIs)"
}
