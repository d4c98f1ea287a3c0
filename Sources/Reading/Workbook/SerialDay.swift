/// Days as spreadsheets count them, and the times of day in their fractions.
enum SerialDay {
    /// 31 December 9999.
    private static let last = 2_958_465

    /// `2026-03-02`; of a number below one, which is no day, the time `08:30:00`. `nil` where spreadsheets show none either.
    /// - Parameter countsFrom1904: whether 0 is 1 January 1904; else 1 is 1 January 1900.
    static func text(_ number: WrittenNumber, countsFrom1904: Bool) -> String? {
        guard !number.isNegative, number.whole.count <= 7 else { return nil }
        var day = value(number.whole)
        // Nine digits of the fraction are a tenth of a millisecond.
        let fraction = value(Array((number.fraction + [UInt8](repeating: 0, count: 9)).prefix(9)))
        var seconds = (fraction * 86_400 + 500_000_000) / 1_000_000_000
        if seconds == 86_400 { (day, seconds) = (day + 1, 0) }
        if day == 0, !countsFrom1904 || seconds > 0 { return time(seconds) }
        guard day <= (countsFrom1904 ? last - 1_462 : last) else { return nil }
        if countsFrom1904 { return civil(day - 24_107) }
        // 1900 was no leap year, and spreadsheets count as if it had been one.
        if day == 60 { return "1900-02-29" }
        return civil(day - (day > 60 ? 25_569 : 25_568))
    }

    private static func value(_ digits: [UInt8]) -> Int { digits.reduce(0) { $0 * 10 + Int($1) } }

    private static func time(_ seconds: Int) -> String {
        [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { two($0) }.joined(separator: ":")
    }

    /// A day by its number, 0 for 1 January 1970, in years that begin in March.
    private static func civil(_ number: Int) -> String {
        let shifted = number + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = era * 400 + yearOfEra + (month >= 10 ? 1 : 0)
        return "\(year)-\(two(month < 10 ? month + 3 : month - 9))-\(two(dayOfYear - (153 * month + 2) / 5 + 1))"
    }

    private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
