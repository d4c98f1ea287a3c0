internal import Model
internal import Time

/// A `FieldTest` as a condition on a record, put together of fixed pieces; values are bound.
struct FieldCondition {
    private(set) var sql = "1 = 0"
    private(set) var values: [SQLValue] = []

    init(_ test: FieldTest, of filter: CallFilter, _ names: Names) {
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
        case .businessHours: hours(test, filter)
        case .contact, .country, .calledDepartment, .chargeBand: found(test, names)
        case .hour: range("hour", test)
        // Day 0 was a Thursday; days of the telephone's age are not before it.
        case .weekday: range("(day + 3) % 7", test)
        case .duration: range("talk", test)
        case .ring: range("ring", test)
        case .price: range("price_amount", test)
        case .cost: range("cost_amount", test)
        }
    }

    mutating func set(_ sql: String, _ values: [SQLValue]) { (self.sql, self.values) = (sql, values) }

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

    /// The two numbers are texts of bytes. Whole ones are looked for all at once, however many they are.
    private mutating func digits(_ test: FieldTest) {
        let column = test.field == .called ? "called" : "calling"
        let patterns = test.patterns.map { Array($0.utf8) }
        let wild = patterns.filter { $0.contains(UInt8(ascii: "*")) || $0.contains(UInt8(ascii: "?")) }
        let whole = patterns.filter { !$0.contains(UInt8(ascii: "*")) && !$0.contains(UInt8(ascii: "?")) }
        // A text of bytes is like nothing until it is made one of signs.
        var pieces = wild.map { _ in "CAST(\(column) AS TEXT) LIKE CAST(? AS TEXT) ESCAPE '!'" }
        if !whole.isEmpty { pieces.append("\(column) IN (\(HotSQL.marks(whole.count)))") }
        guard !pieces.isEmpty else { return sql = test.isNot ? "1 = 1" : "1 = 0" }
        values = wild.map { .bytes(Self.like($0)) } + whole.map { .bytes($0) }
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

    /// Whether the start is in the hours of business: a look into the table of the week's minutes, which the statement has as bytes.
    private mutating func hours(_ test: FieldTest, _ filter: CallFilter) {
        let meant = [true, false].filter { Self.isNamed($0 ? "yes" : "no", test) != test.isNot }
        guard let clock = filter.businessClock, let isIn = meant.first else { return }
        guard meant.count == 1 else { return sql = "1 = 1" }
        let (offset, offsets) = Self.offset(clock.zone, filter.days)
        // 1970 began on a Thursday: three days behind the begin of its week.
        var sql = "substr(?, (start + \(offset) + 259200) % 604800 / 60 + 1, 1) = x'01'"
        var values = [.bytes(clock.minutes)] + offsets
        let holidays = clock.holidays.filter { filter.days?.contains($0) ?? true }.sorted()
        if !holidays.isEmpty {
            sql = "day NOT IN (\(HotSQL.marks(holidays.count))) AND " + sql
            values = holidays.map { .integer(Int64($0.number)) } + values
        }
        self.sql = (isIn ? "" : "NOT ") + "(\(sql))"
        self.values = values
    }

    /// Seconds that the clocks of a zone are ahead of UTC at the start of a call of the days: few days see more than one change.
    private static func offset(_ zone: Zone, _ days: DayRange?) -> (sql: String, values: [SQLValue]) {
        let period = days.map(zone.period)
        var moment = period?.from ?? Instant(seconds: 0)
        var (sql, values): (String, [SQLValue]) = ("", [])
        while let change = zone.nextChange(after: moment), period.map({ change < $0.to }) ?? true {
            sql += " WHEN start < ? THEN ?"
            values += [.integer(change.seconds), .integer(Int64(zone.offset(at: moment)))]
            moment = change
        }
        values.append(.integer(Int64(zone.offset(at: moment))))
        return (sql.isEmpty ? "?" : "CASE\(sql) ELSE ? END", values)
    }
}
