/// The printed form of a date, a time or both, such as `MM/DD/YY` or `hh:mmAM`, compiled into steps.
struct StampForm: Sendable {
    enum Step: Sendable {
        /// `YYYY`; `YY` for 1970 to 2069; `Y` for the last digit alone.
        case year, shortYear, yearDigit
        /// Two digits; the short ones (`M`, `D`, `h`, `m`, `s`) one or two, with or without blanks in front.
        case month, day, hour, minute, second
        case shortMonth, shortDay, shortHour, shortMinute, shortSecond
        case monthName
        /// `AM` or `PM`, or the part's own words.
        case half
        /// Digits of a second's fraction.
        case fraction
        /// A weekday's or a zone's name: passed over.
        case word
        /// Seconds since 1970 times this many; UTC.
        case epoch(Int64)
        /// One or more blanks.
        case blanks
        case literal(UInt8)
    }

    let steps: [Step]
    let text: String

    private(set) var hasYear = false
    private(set) var hasDay = false
    private(set) var hasMonth = false
    private(set) var hasHour = false
    private(set) var hasMinute = false
    private(set) var isEpoch = false
    private(set) var hasYearDigit = false

    private static let words: [(text: String, steps: [Step])] = [
        ("EPOCHMS", [.epoch(1_000)]), ("EPOCHUS", [.epoch(1_000_000)]), ("EPOCH", [.epoch(1)]), ("AM", [.half]), ("MMM", [.monthName]),
        ("WWW", [.word]), ("ZZZ", [.word]),
    ]

    /// `nil` where a letter has no meaning or a part stands in a wrong length.
    init?(_ text: String, bytes: [UInt8]) {
        var steps: [Step] = []
        var rest = bytes[...]
        while let letter = rest.first {
            if let word = Self.words.first(where: { rest.starts(with: $0.text.utf8) }) {
                steps += word.steps
                rest = rest.dropFirst(word.text.utf8.count)
                continue
            }
            if letter == UInt8(ascii: "\\") {
                guard rest.count > 1 else { return nil }
                steps.append(.literal(rest[rest.startIndex + 1]))
                rest = rest.dropFirst(2)
                continue
            }
            let count = rest.prefix { $0 == letter }.count
            guard let step = StampForm.step(letter, count) else { return nil }
            steps += step
            rest = rest.dropFirst(count)
        }
        guard !steps.isEmpty else { return nil }
        self.steps = steps
        self.text = text
        for step in steps { note(step) }
    }

    private mutating func note(_ step: Step) {
        switch step {
        case .year, .shortYear: hasYear = true
        case .day, .shortDay: hasDay = true
        case .month, .shortMonth, .monthName: hasMonth = true
        case .hour, .shortHour: hasHour = true
        case .minute, .shortMinute: hasMinute = true
        case .epoch: (isEpoch, hasYear, hasMonth, hasDay, hasHour, hasMinute) = (true, true, true, true, true, true)
        case .yearDigit: hasYearDigit = true
        case .second, .shortSecond, .half, .fraction, .word, .blanks, .literal: break
        }
    }

    private static func step(_ letter: UInt8, _ count: Int) -> [Step]? {
        switch (letter, count) {
        case (UInt8(ascii: "Y"), 4): [.year]
        case (UInt8(ascii: "Y"), 2): [.shortYear]
        case (UInt8(ascii: "Y"), 1): [.yearDigit]
        case (UInt8(ascii: "M"), 2): [.month]
        case (UInt8(ascii: "M"), 1): [.shortMonth]
        case (UInt8(ascii: "D"), 2): [.day]
        case (UInt8(ascii: "D"), 1): [.shortDay]
        case (UInt8(ascii: "h"), 2): [.hour]
        case (UInt8(ascii: "h"), 1): [.shortHour]
        case (UInt8(ascii: "m"), 2): [.minute]
        case (UInt8(ascii: "m"), 1): [.shortMinute]
        case (UInt8(ascii: "s"), 2): [.second]
        case (UInt8(ascii: "s"), 1): [.shortSecond]
        case (UInt8(ascii: "f"), 1): [.fraction]
        case (UInt8(ascii: "T"), 1), (UInt8(ascii: "Z"), 1): [.literal(letter)]
        case (Byte.blank, _): [.blanks]
        case (UInt8(ascii: "a")...UInt8(ascii: "z"), _), (UInt8(ascii: "A")...UInt8(ascii: "Z"), _): nil
        default: Array(repeating: .literal(letter), count: count)
        }
    }
}

/// The words that a stamp is printed with.
struct StampWords: Sendable {
    /// Names of the months, any case; a longer word that begins so fits too.
    var months: [[UInt8]] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].map { Array($0.utf8) }
    /// For before and after noon; `nil`: AM and PM in either case.
    var halves: [[UInt8]]?
}
