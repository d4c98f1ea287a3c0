internal import Model

/// The identity of a stored record (DOMAIN section 2), by the book's numbers.
struct CallKey: Hashable, Comparable, Sendable {
    var stamp: Int64
    var `switch`: Int64
    var called: [UInt8]
    var calling: [UInt8]
    var leg: [UInt8]

    /// Before every key.
    static let first = CallKey(stamp: .min, switch: .min, called: [], calling: [], leg: [])
    /// After every key.
    static let last = CallKey(stamp: .max, switch: .max, called: [], calling: [], leg: [])

    static func < (left: CallKey, right: CallKey) -> Bool {
        if left.stamp != right.stamp { return left.stamp < right.stamp }
        if left.switch != right.switch { return left.switch < right.switch }
        if left.called != right.called { return left.called.lexicographicallyPrecedes(right.called) }
        if left.calling != right.calling { return left.calling.lexicographicallyPrecedes(right.calling) }
        return left.leg.lexicographicallyPrecedes(right.leg)
    }

    /// For a statement: stamp, switch, called, calling, leg.
    var values: [SQLValue] { [.integer(stamp), .integer(`switch`), .bytes(called), .bytes(calling), .bytes(leg)] }

    func write(to writer: inout ByteWriter) {
        writer.put(stamp)
        writer.put(`switch`)
        for text in [called, calling, leg] { writer.put(text) }
    }

    init(stamp: Int64, switch: Int64, called: [UInt8], calling: [UInt8], leg: [UInt8]) {
        self.stamp = stamp
        self.switch = `switch`
        self.called = called
        self.calling = calling
        self.leg = leg
    }

    init?(from reader: inout ByteReader) {
        guard let stamp = reader.integer(), let number = reader.integer(), let called = reader.text(),
            let calling = reader.text(), let leg = reader.text()
        else { return nil }
        self.init(stamp: stamp, switch: number, called: called, calling: calling, leg: leg)
    }
}

/// Where a record stands in the order of time: start, then key.
struct CallPosition: Hashable, Comparable, Sendable {
    var start: Int64
    var key: CallKey

    static func < (left: CallPosition, right: CallPosition) -> Bool {
        left.start != right.start ? left.start < right.start : left.key < right.key
    }

    var values: [SQLValue] { [.integer(start)] + key.values }
}

extension SQLStatement {
    /// A key that begins at a column.
    func key(from first: Int32) -> CallKey {
        CallKey(
            stamp: integer(first), switch: integer(first + 1), called: bytes(first + 2), calling: bytes(first + 3),
            leg: bytes(first + 4))
    }
}

extension Names {
    /// The id of a call for people and URLs: its identity, with the switch by name, so that two books of the same calls give the same ids.
    func id(of key: CallKey) -> String {
        var writer = ByteWriter()
        writer.put(key.stamp)
        writer.put(bytes(.switch, NameNumber(number: Int32(truncatingIfNeeded: key.switch))) ?? [])
        for text in [key.called, key.calling, key.leg] { writer.put(text) }
        return Base64URL.encode(writer.bytes)
    }

    /// `nil` for what is no id of a call of this book.
    func key(ofID id: String) -> CallKey? {
        guard id.utf8.count < 100_000, let bytes = Base64URL.decode(id) else { return nil }
        var reader = ByteReader(bytes)
        guard let stamp = reader.integer(), let name = reader.text(), let called = reader.text(), let calling = reader.text(),
            let leg = reader.text(), reader.isAtEnd, let number = find(.switch, String(decoding: name, as: UTF8.self))
        else { return nil }
        return CallKey(stamp: stamp, switch: Int64(number.number), called: called, calling: calling, leg: leg)
    }
}
