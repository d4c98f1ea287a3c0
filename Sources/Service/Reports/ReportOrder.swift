public import Model
import Reporting
import Site
public import Time

/// What somebody asks of a report.
public struct ReportOrder: Sendable {
    public var days: DayRange
    /// Of whom, where the report is one party's.
    public var party: PartyID?
    /// Narrows it to a node of the organisation and all below it.
    public var node: NodeID?
    /// Further conditions on its calls.
    public var tests: [FieldTest] = []
    /// Only one page of its lines, from 1; `nil`: all of them.
    public var page: Int?
    /// How it looks, where it is a bill; in which language.
    public var wish = BillWish()
    /// What is changed of the report itself.
    var changes = ReportChanges()

    public init(_ days: DayRange, party: PartyID? = nil, node: NodeID? = nil) {
        (self.days, self.party, self.node) = (days, party, node)
    }

    /// Takes a condition in words: `called=00*`, `callType!=local,mobile`, `duration=60..600`, `party=101`, `organisation=sales`.
    public mutating func add(_ words: String) throws {
        if let id = words.value(of: "organisation") { return node = NodeID(id) }
        if let id = words.value(of: "party"), !id.contains(where: { "*?,".contains($0) }) { return party = PartyID(id) }
        tests.append(try FieldWords.read(words))
    }
}

extension String {
    fileprivate func value(of key: String) -> String? {
        guard hasPrefix(key + "=") else { return nil }
        let value = String(dropFirst(key.count + 1))
        return value.isEmpty ? nil : value
    }
}

/// Conditions on fields of calls in words, as the command line and addresses have them.
public enum FieldWords {
    /// `field=text,text`, `field!=text`, `field=from..to` with either end left out.
    public static func read(_ words: String) throws -> FieldTest {
        guard let equals = words.firstIndex(of: "=") else {
            throw ServiceError.refused("\"\(words)\" is no condition. Write `called=00*`, `callType!=local,mobile` or `duration=60..600`.")
        }
        var name = String(words[..<equals])
        let value = String(words[words.index(after: equals)...])
        let isNot = name.hasSuffix("!")
        if isNot { name.removeLast() }
        guard let field = FilterField(rawValue: name) else {
            let names = FilterField.allCases.map(\.rawValue).joined(separator: ", ")
            throw ServiceError.refused("there is no field \"\(name)\" to filter by. Choose of \(names).")
        }
        guard field.isNumeric else {
            let patterns = patterns(value)
            if let words = field.words, !patterns.allSatisfy(field.isPossible) {
                let ways = words.map { "`\(name)=\($0)`" }.joined(separator: " or ")
                throw ServiceError.refused("\"\(value)\" says nothing of \(name). Write \(ways).")
            }
            return FieldTest(field, any: patterns, isNot: isNot)
        }
        let (from, to) = try range(value, field)
        return FieldTest(field, from: from, to: to, isNot: isNot)
    }

    /// As it is read.
    public static func text(_ test: FieldTest) -> String {
        let sign = test.isNot ? "!=" : "="
        guard test.field.isNumeric else { return test.field.rawValue + sign + test.patterns.map(escaped).joined(separator: ",") }
        func end(_ number: Int64?) -> String { number.map { test.field.isMoney ? MillionthsText.write($0) : String($0) } ?? "" }
        return test.field.rawValue + sign + (test.from == test.to ? end(test.from) : end(test.from) + ".." + end(test.to))
    }

    /// Parts between commas; a comma behind `\\` belongs to it.
    private static func patterns(_ value: String) -> [String] {
        var (parts, isEscaped) = ([""], false)
        for sign in value {
            if !isEscaped, sign == "\\" {
                isEscaped = true
            } else if !isEscaped, sign == "," {
                parts.append("")
            } else {
                parts[parts.count - 1].append(sign)
                isEscaped = false
            }
        }
        return parts
    }

    private static func escaped(_ pattern: String) -> String {
        pattern.map { $0 == "," || $0 == "\\" ? "\\" + String($0) : String($0) }.joined()
    }

    private static func range(_ value: String, _ field: FilterField) throws -> (Int64?, Int64?) {
        func number(_ text: String) throws -> Int64? {
            guard !text.isEmpty else { return nil }
            guard let number = field.isMoney ? MillionthsText.read(text) : Int64(text) else {
                throw ServiceError.refused(
                    "\"\(text)\" is no number for \(field.rawValue). Write `\(field.rawValue)=60..600`; either end may be left out.")
            }
            return number
        }
        let ends = value.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let (from, to) = (try number(ends[0]), try number(ends[ends.count - 1]))
        guard (from ?? field.bounds.lowerBound) <= (to ?? field.bounds.upperBound),
            [from, to].allSatisfy({ $0.map(field.bounds.contains) ?? true })
        else {
            let upper = field.bounds.upperBound == .max ? "" : " to \(field.bounds.upperBound)"
            throw ServiceError.refused(
                "\"\(value)\" is no range of \(field.rawValue): no call can be in it. The first end is not above the last; it goes from 0\(upper)."
            )
        }
        return (from, to)
    }
}

extension CallFilter {
    /// The same with what its conditions on the hours of business are judged by.
    func clocked(_ settings: SiteSettings) -> CallFilter {
        var filter = self
        if tests.contains(where: { $0.field == .businessHours }) { filter.businessClock = settings.businessClock }
        return filter
    }
}

extension FilterField {
    fileprivate var isMoney: Bool { self == .price || self == .cost }
}

/// Amounts in whatever currency, as people write them.
private enum MillionthsText {
    static func read(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = Int64(parts[0]), whole >= 0, parts.count == 1 || (1...6).contains(parts[1].count) else { return nil }
        let rest = parts.count == 1 ? "" : String(parts[1])
        guard let part = Int64(rest + String(repeating: "0", count: 6 - rest.count)), rest.allSatisfy(\.isNumber) else { return nil }
        let (millions, overflow) = whole.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? nil : millions + part
    }

    static func write(_ millionths: Int64) -> String {
        let rest = String(String(millionths % 1_000_000 + 1_000_000).dropFirst())
        let trimmed = rest.reversed().drop { $0 == "0" }.reversed()
        return String(millionths / 1_000_000) + (trimmed.isEmpty ? "" : "." + String(trimmed))
    }
}
