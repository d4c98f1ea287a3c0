/// `Mon-Fri 08:00-20:00`, `Sat,Sun 00:00-24:00`, `08:00-12:00` (every day), `Fri 20:00-32:00` (into the next day).
enum SpanText {
    struct Wrong: Error {
        var message: String
        var mend: String
    }

    /// Minutes of the week, or of the one day of a holiday; ends may run beyond the week.
    static func spans(_ text: String, ofHoliday: Bool) throws(Wrong) -> [Week.Span] {
        let parts = text.utf8.split(separator: UInt8(ascii: " ")).map { String(decoding: Array($0), as: UTF8.self) }
        guard let times = parts.last, parts.count <= 2 else { throw form }
        if ofHoliday, parts.count == 2 {
            throw Wrong(message: "A holiday's band has no weekdays.", mend: "Write the times alone, such as \"00:00-24:00\".")
        }
        let days = parts.count == 2 ? try weekdays(parts[0]) : Array(0..<(ofHoliday ? 1 : 7))
        let (begin, end) = try clockTimes(times)
        if ofHoliday, end > WeekReader.minutesOfDay {
            throw Wrong(message: "A holiday ends at 24:00.", mend: "End the band at 24:00; the day after is as the week says.")
        }
        var spans: [Week.Span] = []
        for day in days {
            let midnight = day * WeekReader.minutesOfDay
            if begin < end {
                spans.append(Week.Span(begin: midnight + begin, end: midnight + end))
            } else {
                // A wrap belongs to the named days on both sides: 00:00 to the end, and the begin to 24:00.
                if end > 0 { spans.append(Week.Span(begin: midnight, end: midnight + end)) }
                spans.append(Week.Span(begin: midnight + begin, end: midnight + WeekReader.minutesOfDay))
            }
        }
        return spans
    }

    private static let form = Wrong(
        message: "Not times of a week.", mend: "Write such as \"Mon-Fri 08:00-20:00\" or \"Sat,Sun 00:00-24:00\".")

    private static func weekdays(_ text: String) throws(Wrong) -> [Int] {
        var days: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            let known = ends.compactMap { name in WeekReader.days.firstIndex { $0 == String(name) } }
            guard known.count == ends.count, (1...2).contains(known.count), let first = known.first, let last = known.last else {
                throw Wrong(
                    message: "Not weekdays.", mend: "Write Mon, Tue, Wed, Thu, Fri, Sat, Sun, as \"Mon-Fri\", \"Sat,Sun\" or \"Fri-Mon\".")
            }
            // Fri-Mon runs over the end of the week.
            let count = (last - first + 7) % 7
            days += (0...count).map { (first + $0) % 7 }
        }
        return days
    }

    private static func clockTimes(_ text: String) throws(Wrong) -> (begin: Int, end: Int) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let begin = minute(ends[0]), let end = minute(ends[1]) else { throw form }
        guard begin < WeekReader.minutesOfDay else {
            throw Wrong(message: "A band begins before 24:00.", mend: "Name the day on which it begins.")
        }
        guard begin != end else {
            throw Wrong(message: "Begins and ends at the same time.", mend: "Write 00:00-24:00 for the whole day.")
        }
        guard end <= begin + WeekReader.minutesOfDay else {
            throw Wrong(message: "Longer than 24 hours.", mend: "Name each day on which the band begins.")
        }
        return (begin, end)
    }

    /// `08:30`, up to `48:00`.
    private static func minute(_ text: Substring) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), [0, 1, 3, 4].allSatisfy({ Form.isDigit(bytes[$0]) }) else { return nil }
        let digits = bytes.map { Int($0) - 48 }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[3] * 10 + digits[4])
        guard minute < 60, hour * 60 + minute <= 2 * WeekReader.minutesOfDay else { return nil }
        return hour * 60 + minute
    }
}

extension Week {
    /// The minutes of the week that a text such as `Mon-Fri 08:00-20:00` means; `nil` for another form.
    public static func spans(_ text: String) -> [Span]? { try? SpanText.spans(text, ofHoliday: false) }
}
