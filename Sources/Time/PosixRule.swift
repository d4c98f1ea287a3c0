/// The rule of a POSIX TZ text, `CET-1CEST,M3.5.0,M10.5.0/3`: how a zone goes on after its last listed change.
struct PosixRule {
    let standard: Int32
    var daylight: Int32 = 0
    var begins: Date?
    var ends: Date?

    /// A day of the year and the second of it at which the clocks change (may lie outside the day: RFC 9636 section 3.3.2).
    struct Date {
        enum Day { case julian(Int), zeroBased(Int), weekday(month: Int, week: Int, day: Int) }
        let day: Day
        let second: Int
    }

    init?(_ text: String) {
        var scanner = Scanner(Array(text.utf8))
        guard scanner.name(), let west = scanner.time(hours: 24) else { return nil }
        standard = Int32(-west)
        guard !scanner.atEnd else { return }
        guard scanner.name() else { return nil }
        daylight = standard + 3600
        if !scanner.atEnd, !scanner.next(is: ",") {
            guard let summerWest = scanner.time(hours: 24) else { return nil }
            daylight = Int32(-summerWest)
        }
        guard scanner.take(","), let begins = scanner.date(), scanner.take(","), let ends = scanner.date(), scanner.atEnd
        else { return nil }
        self.begins = begins
        self.ends = ends
    }

    /// All changes from 1970 to the end of `year`, in order: moment in seconds since 1970 UTC, and the offset from then on.
    func transitions(through year: Int) -> [(Int64, Int32)] {
        guard let begins, let ends else { return [] }
        return (1970...year).flatMap { year -> [(Int64, Int32)] in
            [
                (moment(begins, year) - Int64(standard), daylight),
                (moment(ends, year) - Int64(daylight), standard),
            ]
        }.sorted { $0.0 < $1.0 }
    }

    private func moment(_ date: Date, _ year: Int) -> Int64 {
        guard let january = CivilDay(year: year, month: 1, day: 1) else { return 0 }
        let day: CivilDay
        switch date.day {
        case .zeroBased(let number): day = january + number
        case .julian(let number):
            let leap = CivilDay.length(year, 2) == 29 && number >= 60
            day = january + (number - 1 + (leap ? 1 : 0))
        case .weekday(let month, let week, let weekday):
            guard let first = CivilDay(year: year, month: month, day: 1) else { return 0 }
            // POSIX counts from Sunday, we from Monday.
            let ahead = ((weekday + 6) % 7 - first.weekday + 7) % 7
            let last = CivilDay.length(year, month)
            var number = ahead + (week - 1) * 7
            while number >= last { number -= 7 }
            day = first + number
        }
        return WallTime(day: day).seconds + Int64(date.second)
    }

    private struct Scanner {
        let bytes: [UInt8]
        var position = 0
        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var atEnd: Bool { position >= bytes.count }
        func next(is character: Unicode.Scalar) -> Bool { !atEnd && bytes[position] == UInt8(ascii: character) }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard next(is: character) else { return false }
            position += 1
            return true
        }

        /// `CET` or `<+0330>`.
        mutating func name() -> Bool {
            let start = position
            if take("<") {
                while !atEnd, !next(is: ">") { position += 1 }
                return take(">")
            }
            while !atEnd, (bytes[position] | 32) >= 97, (bytes[position] | 32) <= 122 { position += 1 }
            return position - start >= 3
        }

        mutating func number() -> Int? {
            let start = position
            while !atEnd, (48...57).contains(bytes[position]) { position += 1 }
            return position - start <= 4 ? Digits.value(bytes[start..<position]) : nil
        }

        /// `[+-]hh[:mm[:ss]]` in seconds, of at most so many hours.
        mutating func time(hours most: Int) -> Int? {
            let negative = take("-")
            if !negative { _ = take("+") }
            guard let hours = number(), hours <= most else { return nil }
            var seconds = hours * 3600
            for unit in [60, 1] {
                guard take(":") else { break }
                guard let value = number(), value < 60 else { return nil }
                seconds += value * unit
            }
            return negative ? -seconds : seconds
        }

        /// `Mm.w.d`, `Jn` or `n`, each with an optional `/time`.
        mutating func date() -> Date? {
            let day: Date.Day
            if take("M") {
                guard let month = number(), (1...12).contains(month), take("."), let week = number(), (1...5).contains(week),
                    take("."), let weekday = number(), (0...6).contains(weekday)
                else { return nil }
                day = .weekday(month: month, week: week, day: weekday)
            } else if take("J") {
                guard let value = number(), (1...365).contains(value) else { return nil }
                day = .julian(value)
            } else {
                guard let value = number(), (0...365).contains(value) else { return nil }
                day = .zeroBased(value)
            }
            guard take("/") else { return Date(day: day, second: 7200) }
            return time(hours: 167).map { Date(day: day, second: $0) }
        }
    }
}
