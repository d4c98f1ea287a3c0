internal import Model
internal import Time

/// The keys of the calls that the transaction under way wrote, in the order in which it wrote them, on their way into a row of
/// `call_change`. An entry is a byte for the kind, stamp (8 bytes), switch (4), then called, calling and leg, each with its length (4).
struct CallChanges {
    enum Kind: UInt8 {
        case new, changed, removed
    }

    /// Keys of one row.
    static let most = 1000

    private(set) var bytes: [UInt8] = []
    private(set) var count = 0
    /// Calls that the transaction took away: one that comes again in it has changed.
    private var removed: Set<[UInt8]> = []

    var isEmpty: Bool { count == 0 }
    var isFull: Bool { count >= Self.most }

    /// Before a transaction.
    mutating func begin() {
        clear()
        if !removed.isEmpty { removed.removeAll() }
    }

    /// After the row was written.
    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        count = 0
    }

    mutating func note(_ kind: Kind, _ call: StoredCall, _ base: UnsafeRawPointer) {
        let first = bytes.count
        head(kind, call.stamp.seconds, call.switch.number)
        for text in [call.called, call.calling, call.leg] {
            put(UInt32(text.count))
            bytes.append(contentsOf: UnsafeRawBufferPointer(start: base + Int(text.offset), count: Int(text.count)))
        }
        noted(kind, first)
    }

    mutating func note(_ kind: Kind, _ key: CallKey) {
        let first = bytes.count
        head(kind, key.stamp, Int32(truncatingIfNeeded: key.switch))
        for text in [key.called, key.calling, key.leg] {
            put(UInt32(truncatingIfNeeded: text.count))
            bytes.append(contentsOf: text)
        }
        noted(kind, first)
    }

    private mutating func head(_ kind: Kind, _ stamp: Int64, _ number: Int32) {
        bytes.append(kind.rawValue)
        put(stamp)
        put(number)
    }

    private mutating func put(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func noted(_ kind: Kind, _ first: Int) {
        count += 1
        switch kind {
        case .new: if !removed.isEmpty, removed.contains(Array(bytes[(first + 1)...])) { bytes[first] = Kind.changed.rawValue }
        case .changed: break
        case .removed: removed.insert(Array(bytes[(first + 1)...]))
        }
    }
}

/// Reads the entries of a row again.
struct CallChangeReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// `nil` at the end.
    mutating func next() throws(StoreError) -> (kind: CallChanges.Kind, key: CallKey)? {
        guard let first = rest.popFirst() else { return nil }
        guard let kind = CallChanges.Kind(rawValue: first), let stamp = integer(8), let number = integer(4), let called = text(),
            let calling = text(), let leg = text()
        else { throw .damaged(StorePlace("call_change", "keys")) }
        return (kind, CallKey(stamp: stamp, switch: number, called: called, calling: calling, leg: leg))
    }

    private mutating func integer(_ count: Int) -> Int64? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        let bits = rest.prefix(count).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return count == 8 ? Int64(bitPattern: bits) : Int64(Int32(truncatingIfNeeded: bits))
    }

    private mutating func text() -> [UInt8]? {
        guard let count = integer(4), count >= 0, count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(Int(count)) }
        return Array(rest.prefix(Int(count)))
    }
}

enum ChangeSQL {
    /// A row of keys: how many, the same again, the keys. The mark is drawn by lot.
    static let insert = """
        INSERT INTO call_change (mark, calls, through, keys)
        SELECT random(), ?, ? + coalesce((SELECT through FROM call_change ORDER BY number DESC LIMIT 1), 0), ?
        """
    /// Takes away the oldest rows where more keys than so many came behind them. An export that is behind holds what it still has to send,
    /// however much that becomes.
    static let forget = """
        DELETE FROM call_change WHERE number IN (SELECT number FROM call_change ORDER BY number LIMIT 2)
        AND through < (SELECT through FROM call_change ORDER BY number DESC LIMIT 1) - ?
        AND number < coalesce((SELECT min(change) FROM export_position), 9223372036854775807)
        """
    static let last = "SELECT number, mark, calls, through FROM call_change ORDER BY number DESC LIMIT 1"
    static let one = "SELECT mark FROM call_change WHERE number = ?"
    static let from = "SELECT number, mark, keys FROM call_change WHERE number >= ? ORDER BY number"
}

extension Book {
    /// Notes that a call was written; a row of keys is written when it is full, the last one at the end of the transaction.
    @inline(__always)
    func note(
        _ kind: CallChanges.Kind, _ call: StoredCall, _ base: UnsafeRawPointer, _ statements: HotStatements.Prepared
    ) throws(StoreError) {
        hot.changes.note(kind, call, base)
        if hot.changes.isFull { try writeNotes(statements) }
    }

    func note(_ kind: CallChanges.Kind, _ key: CallKey, _ statements: HotStatements.Prepared) throws(StoreError) {
        hot.changes.note(kind, key)
        if hot.changes.isFull { try writeNotes(statements) }
    }

    func writeNotes(_ statements: HotStatements.Prepared) throws(StoreError) {
        let insert = statements.noteChanges
        insert.bind(1, Int64(hot.changes.count))
        insert.bind(2, Int64(hot.changes.count))
        insert.bind(3, copying: hot.changes.bytes)
        try insert.run()
        hot.changes.clear()
        statements.forgetChanges.bind(1, changesKept)
        try statements.forgetChanges.run()
    }
}
