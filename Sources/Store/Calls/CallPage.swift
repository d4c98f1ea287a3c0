public import Model
public import Time

/// A page of a list of calls.
public struct CallPage: Sendable {
    public var rows: [CallRow] = []
    /// Cursor of the page after; `nil` at the end.
    public var next: String?
    /// Cursor of the page before; `nil` at the beginning.
    public var previous: String?
    /// Set where the search stopped before the page was full, because the filter finds little: `next` goes on from this start.
    public var searchedUntil: Instant?
    /// How many calls the filter has, where that can be known at once.
    public var count: CallCount?
}

/// A number of calls, exact or "at least".
public struct CallCount: Hashable, Sendable {
    /// Counted up to this many.
    public static let limit = 10_000
    public var number: Int
    public var isAtLeast: Bool
}

/// Where a page begins, as in its address: the sort, whether it goes backwards, the value sorted by and the position.
struct CallCursor: Hashable, Sendable {
    var sort: CallSort
    var backwards: Bool
    var descending: Bool
    var value: SortValue
    var position: CallPosition

    var text: String {
        var writer = ByteWriter()
        let ordinal = CallSort.allCases.firstIndex(of: sort) ?? 0
        writer.bytes = [1, UInt8(ordinal), (backwards ? 1 : 0) | (descending ? 2 : 0)]
        writer.put(value.number)
        writer.put(value.second)
        writer.put(value.text)
        writer.put(position.start)
        position.key.write(to: &writer)
        return Base64URL.encode(writer.bytes)
    }

    init(sort: CallSort, backwards: Bool, descending: Bool, value: SortValue, position: CallPosition) {
        self.sort = sort
        self.backwards = backwards
        self.descending = descending
        self.value = value
        self.position = position
    }

    /// Refuses what another sort or nobody made.
    init(_ text: String, for query: CallQuery) throws(StoreError) {
        guard text.utf8.count < 100_000, let bytes = Base64URL.decode(text), bytes.count > 3, bytes[0] == 1,
            Int(bytes[1]) < CallSort.allCases.count
        else { throw .badCursor }
        var reader = ByteReader(Array(bytes.dropFirst(3)))
        guard let number = reader.integer(), let second = reader.integer(), let value = reader.text(), let start = reader.integer(),
            let key = CallKey(from: &reader), reader.isAtEnd
        else { throw .badCursor }
        sort = CallSort.allCases[Int(bytes[1])]
        backwards = bytes[2] & 1 != 0
        descending = bytes[2] & 2 != 0
        self.value = SortValue(number: number, second: second, text: value)
        position = CallPosition(start: start, key: key)
        guard sort == query.sort, descending == query.descending else { throw .badCursor }
    }
}

/// What calls are sorted by, before the position decides between equals.
struct SortValue: Hashable, Comparable, Sendable {
    var number: Int64 = 0
    var second: Int64 = 0
    var text: [UInt8] = []

    static func < (left: SortValue, right: SortValue) -> Bool {
        if left.number != right.number { return left.number < right.number }
        if left.second != right.second { return left.second < right.second }
        return left.text.lexicographicallyPrecedes(right.text)
    }
}
