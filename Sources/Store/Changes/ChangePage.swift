public import Model
public import Money

/// A call that came or changed, as it is now.
public struct ChangedCall: Sendable {
    /// What settlement made of a charge, as it was settled last.
    public struct Settled: Hashable, Sendable {
        public var discount: Amount
        public var final: Money
    }

    public var id: String
    /// `nil`: it is no call any more.
    public var row: CallRow?
    public var price: Settled?
    public var cost: Settled?
}

/// Calls in the order in which they came or changed last.
public struct ChangePage: Sendable {
    public var calls: [ChangedCall] = []
    /// Where to go on, at any later time; there always is one.
    public var next: String
    /// Something waits behind this page already.
    public var more: Bool
}

/// How far somebody read the changes of a book's calls: everything up to the key `place` of the row `change`, which has this mark.
struct ChangePosition: Hashable, Sendable {
    var change: Int64
    var place: Int64
    var mark: Int64
}

/// A position as an address has it. It says nothing but where to go on: whoever shows it sees what his own rights let him.
struct ChangeCursor: Hashable, Sendable {
    var position: ChangePosition
    /// First all calls that are there are gone through, in the order of their keys; then the changes since. `nil`: that is done.
    var scanned: CallKey?

    private static let version: UInt8 = 2

    var text: String {
        var writer = ByteWriter()
        writer.bytes = [Self.version, scanned == nil ? 0 : 1]
        for number in [position.change, position.place, position.mark] { writer.put(number) }
        scanned?.write(to: &writer)
        return Base64URL.encode(writer.bytes)
    }

    init(_ position: ChangePosition, scanned: CallKey? = nil) { (self.position, self.scanned) = (position, scanned) }

    /// Refuses what nobody made.
    init(_ text: String) throws(StoreError) {
        guard text.utf8.count < 100_000, let bytes = Base64URL.decode(text), bytes.count > 2, bytes[0] == Self.version, bytes[1] < 2 else {
            throw .badCursor
        }
        var reader = ByteReader(Array(bytes.dropFirst(2)))
        guard let change = reader.integer(), let place = reader.integer(), let mark = reader.integer(), place >= 0 else { throw .badCursor }
        position = ChangePosition(change: change, place: place, mark: mark)
        if bytes[1] == 1 {
            guard let key = CallKey(from: &reader) else { throw .badCursor }
            scanned = key
        }
        guard reader.isAtEnd else { throw .badCursor }
    }
}
