internal import Model

/// A `FieldTest` as a condition on a record, put together of fixed pieces; values are bound.
struct FieldCondition {
    private(set) var sql = "1 = 0"
    private(set) var values: [SQLValue] = []

    init(_ test: FieldTest, _ names: Names) {
        switch test.field {
        case .calling, .called: digits(test)
        case .destination: any("destination", Self.numbers(.destination, test, names), test)
        case .callType: any("type", Self.numbers(.callType, test, names), test)
        case .party: any("party", Self.numbers(.party, test, names), test)
        case .extension: any("extension", Self.numbers(.extension, test, names), test)
        case .account: any("account", Self.numbers(.account, test, names), test)
        case .trunk: any("trunk", Self.numbers(.trunk, test, names), test)
        case .switch: any("switch", Self.numbers(.switch, test, names), test)
        case .source: any("source", Self.numbers(.source, test, names), test)
        case .sourceIP: any("address", Self.numbers(.address, test, names), test)
        case .direction:
            let found = [Direction.out, .in, .internal, .transit].filter { Self.isNamed($0.name ?? "", test) }
            any("flags & 7", found.map { Int64($0.rawValue) }, test)
        case .state: any("price_state", CallState.allCases.filter { Self.isNamed($0.name, test) }.map { Int64($0.rawValue) }, test)
        case .hour: range("hour", test)
        // Day 0 was a Thursday; days of the telephone's age are not before it.
        case .weekday: range("(day + 3) % 7", test)
        case .duration: range("talk", test)
        case .ring: range("ring", test)
        case .price: range("price_amount", test)
        case .cost: range("cost_amount", test)
        }
    }

    private static func isNamed(_ name: String, _ test: FieldTest) -> Bool { test.patterns.contains { FieldTest.matches(name, $0) } }

    /// The numbers of the names that a pattern means; 0 is the missing one.
    private static func numbers(_ kind: NameKind, _ test: FieldTest, _ names: Names) -> [Int64] {
        let none: [Int64] = isNamed("", test) ? [0] : []
        guard test.patterns.contains(where: { $0.contains("*") || $0.contains("?") }) else {
            return none + test.patterns.filter { !$0.isEmpty }.compactMap { names.find(kind, $0).map { Int64($0.number) } }
        }
        return none + names.all(kind).enumerated().filter { isNamed($0.element, test) }.map { Int64($0.offset + 1) }
    }

    private mutating func any(_ column: String, _ numbers: [Int64], _ test: FieldTest) {
        guard !numbers.isEmpty else { return sql = test.isNot ? "1 = 1" : "1 = 0" }
        sql = "\(column) \(test.isNot ? "NOT IN" : "IN") (\(HotSQL.marks(numbers.count)))"
        values = numbers.map { .integer($0) }
    }

    /// A record without the value is in no range, and outside of none.
    private mutating func range(_ column: String, _ test: FieldTest) {
        var pieces: [String] = []
        for (end, sign) in [(test.from, ">="), (test.to, "<=")] {
            guard let end else { continue }
            pieces.append("\(column) \(sign) ?")
            values.append(.integer(end))
        }
        guard !pieces.isEmpty else { return sql = test.isNot ? "1 = 0" : "1 = 1" }
        sql = (test.isNot ? "NOT " : "") + "(" + pieces.joined(separator: " AND ") + ")"
    }

    /// The two numbers are texts of bytes.
    private mutating func digits(_ test: FieldTest) {
        let column = test.field == .called ? "called" : "calling"
        var pieces: [String] = []
        for pattern in test.patterns {
            let bytes = Array(pattern.utf8)
            if bytes.contains(UInt8(ascii: "*")) || bytes.contains(UInt8(ascii: "?")) {
                // A text of bytes is like nothing until it is made one of signs.
                pieces.append("CAST(\(column) AS TEXT) LIKE CAST(? AS TEXT) ESCAPE '!'")
                values.append(.bytes(Self.like(bytes)))
            } else {
                pieces.append("\(column) = ?")
                values.append(.bytes(bytes))
            }
        }
        guard !pieces.isEmpty else { return sql = test.isNot ? "1 = 1" : "1 = 0" }
        sql = (test.isNot ? "NOT " : "") + "(" + pieces.joined(separator: " OR ") + ")"
    }

    /// A pattern as LIKE reads it.
    private static func like(_ pattern: [UInt8]) -> [UInt8] {
        pattern.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "*"): [UInt8(ascii: "%")]
            case UInt8(ascii: "?"): [UInt8(ascii: "_")]
            case UInt8(ascii: "%"), UInt8(ascii: "_"), UInt8(ascii: "!"): [UInt8(ascii: "!"), byte]
            default: [byte]
            }
        }
    }
}
