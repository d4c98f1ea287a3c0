internal import Model
internal import Time

/// A `CallFilter` as conditions on a record, the values bound: the texts are put together of fixed pieces only.
/// Days and parties are not among them: they choose which part of an index is walked.
struct CallCondition: Sendable {
    private(set) var pieces: [String] = []
    private(set) var values: [SQLValue] = []
    /// Names something that this book has never seen: no call can match.
    private(set) var isImpossible = false

    init(_ filter: CallFilter, _ names: Names) {
        any("flags & 7", filter.directions.map { Int64($0.rawValue) })
        any("price_state", filter.states.map { Int64($0.rawValue) })
        any("price_reason", filter.reasons.map { Int64($0.rawValue) })
        any("type", filter.callTypes, .callType, names)
        any("trunk", filter.trunks, .trunk, names)
        any("switch", filter.switches, .switch, names)
        any("account", filter.accounts, .account, names)
        any("extension", filter.extensions, .extension, names)
        any("source", filter.sources, .source, names)
        begins("called", Array(filter.calledPrefix.utf8))
        begins("calling", Array(filter.callingPrefix.utf8))
        if let seconds = filter.minimumDuration { add("duration >= ?", [.integer(Int64(seconds))]) }
        if let answered = filter.answered {
            add("flags & ? = ?", [.integer(CallFlags.answered), .integer(answered ? CallFlags.answered : 0)])
        }
        if let isPrivate = filter.isPrivate {
            add(isPrivate ? "flags & ? <> 0" : "flags & ? = 0", [.integer(CallFlags.isPrivate)])
        }
        for reason in filter.records.leftOut { add("price_reason <> ?", [.integer(Int64(reason.rawValue))]) }
        for test in filter.tests { add(test, filter, names) }
    }

    private mutating func add(_ test: FieldTest, _ filter: CallFilter, _ names: Names) {
        let piece = FieldCondition(test, of: filter, names)
        add(piece.sql, piece.values)
    }

    /// To follow a condition.
    var sql: String { pieces.map { " AND " + $0 }.joined() }
    var isEmpty: Bool { pieces.isEmpty }

    private mutating func add(_ piece: String, _ values: [SQLValue]) {
        pieces.append(piece)
        self.values += values
    }

    private mutating func any(_ column: String, _ numbers: [Int64]) {
        guard !numbers.isEmpty else { return }
        // SQLite looks into a tree for each record where a list has three numbers or more; small ones are bits of one number.
        if numbers.count > 2, numbers.allSatisfy({ (0..<63).contains($0) }) {
            return add("? >> (\(column)) & 1", [.integer(Set(numbers).reduce(0) { $0 | 1 << $1 })])
        }
        add("\(column) IN (\(HotSQL.marks(numbers.count)))", numbers.map { .integer($0) })
    }

    private mutating func any(_ column: String, _ texts: [String], _ kind: NameKind, _ names: Names) {
        guard !texts.isEmpty else { return }
        let numbers = texts.compactMap { names.find(kind, $0).map { Int64($0.number) } }
        if numbers.isEmpty { isImpossible = true } else { any(column, numbers) }
    }

    /// By ranges of bytes, so that no sign in the text means anything.
    private mutating func begins(_ column: String, _ prefix: [UInt8]) {
        guard !prefix.isEmpty else { return }
        add("\(column) >= ?", [.bytes(prefix)])
        var end = prefix
        while let last = end.popLast() {
            guard last < 255 else { continue }
            add("\(column) < ?", [.bytes(end + [last + 1])])
            return
        }
    }
}
