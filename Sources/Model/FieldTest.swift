/// A field of calls that a filter may test beside what `CallFilter` has a list for.
public enum FilterField: String, Hashable, Sendable, CaseIterable {
    case calling, called, destination, callType, party, `extension`, account, trunk, `switch`, source, sourceIP
    case direction, state
    /// Whether the start is in the site's hours of business: yes or no. Needs `CallFilter.businessClock`.
    case businessHours
    /// Id of the site's contact at the other end; name of the country called; id of the department that was called, `-` where whoever
    /// was called is in none; name of the row of the rate table that made the cost. Empty where there is none. They need
    /// `FieldTest.found`.
    case contact, country, calledDepartment, chargeBand
    /// Hour of the site's day, 0 … 24; day of the week, 0 (Monday) … 6.
    case hour, weekday
    /// Seconds of talk; seconds of ringing.
    case duration, ring
    /// Millionths of whatever currency the charge has.
    case price, cost

    /// Whether it is tested by a range of whole numbers, not by texts.
    public var isNumeric: Bool {
        switch self {
        case .hour, .weekday, .duration, .ring, .price, .cost: true
        default: false
        }
    }

    /// Whether a book cannot judge it by itself.
    public var isLookedUp: Bool { self == .contact || self == .country || self == .calledDepartment || self == .chargeBand }

    /// What a condition on it may say, where that is not any text.
    public var words: [String]? {
        switch self {
        case .businessHours: ["yes", "no"]
        case .state: CallState.allCases.map(\.name)
        case .direction: Direction.allCases.compactMap(\.name)
        default: nil
        }
    }

    /// Whether a pattern may hold of some call. An empty direction is an unknown one.
    public func isPossible(_ pattern: String) -> Bool {
        guard let words else { return true }
        if self == .businessHours { return words.contains(pattern) }
        return (self == .direction && pattern.isEmpty) || words.contains { FieldTest.matches($0, pattern) }
    }

    /// The numbers that it can be, where it is tested by a range.
    public var bounds: ClosedRange<Int64> {
        switch self {
        case .hour: 0...24
        case .weekday: 0...6
        default: 0...Int64.max
        }
    }
}

/// One condition on a field: any of some texts, or a range; or not so.
public struct FieldTest: Hashable, Sendable {
    public var field: FilterField
    public var isNot = false
    /// Any of these; `*` stands for any run of signs, `?` for one. An empty text means that the field is empty.
    public var patterns: [String] = []
    /// Both ends belong to it; `nil` is no end.
    public var from: Int64?
    public var to: Int64?
    /// Which calls are meant, where a book cannot judge it by itself; without it none are.
    public var found: FoundCalls?

    public init(_ field: FilterField, any patterns: [String], isNot: Bool = false) {
        (self.field, self.patterns, self.isNot) = (field, patterns, isNot)
    }

    public init(_ field: FilterField, from: Int64?, to: Int64?, isNot: Bool = false) {
        (self.field, self.from, self.to, self.isNot) = (field, from, to, isNot)
    }

    /// Whether a number holds.
    public func holds(_ number: Int64) -> Bool { ((from.map { $0 <= number } ?? true) && (to.map { number <= $0 } ?? true)) != isNot }

    /// Whether a text holds.
    public func holds(_ text: String) -> Bool { patterns.contains { FieldTest.matches(text, $0) } != isNot }

    /// Whether a text is what a pattern says. Linear in the text times the pattern, whatever stands in them.
    public static func matches(_ text: String, _ pattern: String) -> Bool {
        let (text, pattern) = (Array(text.utf8), Array(pattern.utf8))
        let (star, one) = (UInt8(ascii: "*"), UInt8(ascii: "?"))
        var (place, at) = (0, 0)
        var resume: (place: Int, at: Int)?
        while place < text.count {
            if at < pattern.count, pattern[at] == star {
                resume = (place, at)
                at += 1
            } else if at < pattern.count, pattern[at] == one || pattern[at] == text[place] {
                (place, at) = (place + 1, at + 1)
            } else if let back = resume {
                // The run that the last star stands for takes one more.
                (place, at) = (back.place + 1, back.at + 1)
                resume = (place, back.at)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == star }
    }
}
