/// The printed form of a date, a time or both, such as `MM/DD/YY` or `hh:mmAM`, compiled into steps.
struct StampForm: Sendable {
    enum Step: Sendable {
        /// `YYYY`, and `YY` for 20YY.
        case year, shortYear
        /// Two digits; the short ones (`M`, `D`, `h`) one or two.
        case month, day, hour, minute, second
        case shortMonth, shortDay, shortHour
        /// `AM` or `PM` in either case.
        case half
        case literal(UInt8)
    }

    let steps: [Step]
    let text: String

    var hasYear: Bool { steps.contains { if case .year = $0 { true } else if case .shortYear = $0 { true } else { false } } }
    var hasDay: Bool { steps.contains { if case .day = $0 { true } else if case .shortDay = $0 { true } else { false } } }
    var hasMonth: Bool { steps.contains { if case .month = $0 { true } else if case .shortMonth = $0 { true } else { false } } }
    var hasHour: Bool { steps.contains { if case .hour = $0 { true } else if case .shortHour = $0 { true } else { false } } }
    var hasMinute: Bool { steps.contains { if case .minute = $0 { true } else { false } } }

    /// `nil` where a letter has no meaning or a part stands in a wrong length.
    init?(_ text: String) {
        var steps: [Step] = []
        var rest = Array(text.utf8)[...]
        while let letter = rest.first {
            let count = rest.prefix { $0 == letter }.count
            if rest.starts(with: "AM".utf8) {
                steps.append(.half)
                rest = rest.dropFirst(2)
                continue
            }
            guard let step = StampForm.step(letter, count) else { return nil }
            steps += step
            rest = rest.dropFirst(count)
        }
        guard !steps.isEmpty else { return nil }
        self.steps = steps
        self.text = text
    }

    private static func step(_ letter: UInt8, _ count: Int) -> [Step]? {
        switch (letter, count) {
        case (UInt8(ascii: "Y"), 4): [.year]
        case (UInt8(ascii: "Y"), 2): [.shortYear]
        case (UInt8(ascii: "M"), 2): [.month]
        case (UInt8(ascii: "M"), 1): [.shortMonth]
        case (UInt8(ascii: "D"), 2): [.day]
        case (UInt8(ascii: "D"), 1): [.shortDay]
        case (UInt8(ascii: "h"), 2): [.hour]
        case (UInt8(ascii: "h"), 1): [.shortHour]
        case (UInt8(ascii: "m"), 2): [.minute]
        case (UInt8(ascii: "s"), 2): [.second]
        case (UInt8(ascii: "T"), 1), (UInt8(ascii: "Z"), 1): [.literal(letter)]
        case (UInt8(ascii: "a")...UInt8(ascii: "z"), _), (UInt8(ascii: "A")...UInt8(ascii: "Z"), _): nil
        default: Array(repeating: .literal(letter), count: count)
        }
    }
}

/// The parts of a stamp as they are read; -1 is not there.
struct StampParts {
    var year = -1
    var month = -1
    var day = -1
    var hour = 0
    var minute = 0
    var second = 0

    /// Reads a whole text in one form; false where it does not fit.
    mutating func read(_ bytes: UnsafeRawBufferPointer, _ form: StampForm) -> Bool {
        var position = 0
        var afternoon = -1
        for step in form.steps {
            switch step {
            case .literal(let byte):
                guard position < bytes.count, bytes[position] == byte else { return false }
                position += 1
            case .half:
                guard position + 1 < bytes.count, bytes[position + 1] | 32 == UInt8(ascii: "m") else { return false }
                let letter = bytes[position] | 32
                guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return false }
                afternoon = letter == UInt8(ascii: "p") ? 1 : 0
                position += 2
            default:
                let limits = StampParts.digits(step)
                var value = 0
                var count = 0
                while count < limits.most, position < bytes.count, Byte.isDigit(bytes[position]) {
                    value = value * 10 + Int(bytes[position] - 48)
                    position += 1
                    count += 1
                }
                guard count >= limits.least else { return false }
                set(step, value)
            }
        }
        guard position == bytes.count, hour < 24, minute < 60, second < 60 else { return false }
        guard afternoon >= 0 else { return true }
        guard (1...12).contains(hour) else { return false }
        hour = hour % 12 + afternoon * 12
        return true
    }

    @inline(__always)
    private static func digits(_ step: StampForm.Step) -> (least: Int, most: Int) {
        switch step {
        case .year: (4, 4)
        case .shortMonth, .shortDay, .shortHour: (1, 2)
        default: (2, 2)
        }
    }

    @inline(__always)
    private mutating func set(_ step: StampForm.Step, _ value: Int) {
        switch step {
        case .year: year = value
        case .shortYear: year = 2000 + value
        case .month, .shortMonth: month = value
        case .day, .shortDay: day = value
        case .hour, .shortHour: hour = value
        case .minute: minute = value
        case .second: second = value
        case .half, .literal: break
        }
    }
}
