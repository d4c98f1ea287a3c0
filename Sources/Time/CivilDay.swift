/// A day of the proleptic Gregorian calendar, without a zone.
public struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let number: Int32

    public init(number: Int32) { self.number = number }

    /// `nil` where the calendar has no such day. Years 1 … 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= CivilDay.length(year, month) else {
            return nil
        }
        number = CivilDay.number(year, month, day)
    }

    public static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }
    public static func + (day: CivilDay, days: Int) -> CivilDay { CivilDay(number: day.number &+ Int32(truncatingIfNeeded: days)) }
    public static func - (left: CivilDay, right: CivilDay) -> Int { Int(left.number) - Int(right.number) }

    /// Year, month 1 … 12, day 1 … 31.
    public var parts: (year: Int, month: Int, day: Int) {
        // Era arithmetic over 400 years of 146,097 days, with the year beginning in March, so that the leap day is its last.
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// 0 is Monday, 6 is Sunday.
    public var weekday: Int { ((Int(number) + 3) % 7 + 7) % 7 }

    /// Days of a month, 0 for a month outside 1 … 12.
    public static func length(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 1, 3, 5, 7, 8, 10, 12: 31
        default: 0
        }
    }

    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return Int32(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
    }
}

extension CivilDay: CustomStringConvertible {
    /// `2026-03-02`.
    public var description: String {
        let (year, month, day) = parts
        return Digits.padded(year, 4) + "-" + Digits.padded(month, 2) + "-" + Digits.padded(day, 2)
    }

    /// Reads `2026-03-02`; `nil` for another form or a day that does not exist.
    public init?(text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Digits.value(bytes[0..<4]), let month = Digits.value(bytes[5..<7]),
            let day = Digits.value(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

/// Whole days from `first` to `last`, both included, as people name periods.
public struct DayRange: Hashable, Sendable {
    /// The first day that counts.
    public let first: CivilDay
    /// The last day that counts, never before `first`.
    public let last: CivilDay

    /// `nil` where `last` is before `first`.
    public init?(_ first: CivilDay, _ last: CivilDay) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// One day.
    public init(_ day: CivilDay) { (first, last) = (day, day) }

    /// The whole month of a year.
    public init?(year: Int, month: Int) {
        guard let first = CivilDay(year: year, month: month, day: 1) else { return nil }
        self.init(first, first + (CivilDay.length(year, month) - 1))
    }

    /// Number of days, at least 1.
    public var count: Int { last - first + 1 }
    /// Whether `day` is one of them, the first and the last included.
    public func contains(_ day: CivilDay) -> Bool { first <= day && day <= last }
    /// The days that are in another range too; `nil` where there are none.
    public func common(_ other: DayRange) -> DayRange? { DayRange(max(first, other.first), min(last, other.last)) }
}

/// Fixed-width decimal digits.
enum Digits {
    static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    static func value(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard !bytes.isEmpty else { return nil }
        var value = 0
        for byte in bytes {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}
