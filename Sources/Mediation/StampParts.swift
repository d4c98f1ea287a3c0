import Time

/// The parts of a stamp as they are read; -1 is not there.
struct StampParts {
    var year = -1
    var yearDigit = -1
    var month = -1
    var day = -1
    var hour = 0
    var minute = 0
    var second = 0
    var millisecond = 0
    /// Milliseconds since 1970, where the stamp is an epoch.
    var epoch = Int64.min

    /// Milliseconds since midnight.
    var milliseconds: Int64 { Int64(hour * 3600 + minute * 60 + second) * 1000 + Int64(millisecond) }

    /// Reads a whole text in one form; false where it does not fit. Steps are taken from the program one by one, which touches no
    /// reference count.
    mutating func read(_ bytes: UnsafeRawBufferPointer, _ steps: Run, words: Int, _ program: Program) -> Bool {
        var position = 0
        var afternoon = -1
        for index in steps.range {
            let step = program.stampSteps[index]
            switch step {
            case .literal(let byte):
                guard position < bytes.count, bytes[position] == byte else { return false }
                position += 1
            case .blanks:
                let start = position
                while position < bytes.count, bytes[position] == Byte.blank || bytes[position] == Byte.tab { position += 1 }
                guard position > start else { return false }
            case .half:
                guard let found = Self.half(bytes, &position, program.stampWords[words]) else { return false }
                afternoon = found
            case .word:
                let start = position
                while position < bytes.count, !Byte.isBlank(bytes[position]) { position += 1 }
                guard position > start else { return false }
            case .monthName: guard readMonth(bytes, &position, program.stampWords[words]) else { return false }
            case .fraction: readFraction(bytes, &position)
            case .epoch(let scale): guard readEpoch(bytes, &position, scale) else { return false }
            default: guard readDigits(bytes, &position, step) else { return false }
            }
        }
        guard position == bytes.count, hour < 24, minute < 60, second < 60 else { return false }
        guard afternoon >= 0 else { return true }
        guard (1...12).contains(hour) else { return false }
        hour = hour % 12 + afternoon * 12
        return true
    }

    /// 0 before noon, 1 after.
    private static func half(_ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ words: StampWords) -> Int? {
        if let halves = words.halves {
            let rest = bytes[position...]
            // The longer word first: one of them may be empty.
            let order = halves[0].count >= halves[1].count ? [0, 1] : [1, 0]
            guard let found = order.first(where: { rest.starts(with: halves[$0]) }) else { return nil }
            position += halves[found].count
            return found
        }
        guard position + 1 < bytes.count, bytes[position + 1] | 32 == UInt8(ascii: "m") else { return nil }
        let letter = bytes[position] | 32
        guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return nil }
        position += 2
        return letter == UInt8(ascii: "p") ? 1 : 0
    }

    private mutating func readMonth(_ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ words: StampWords) -> Bool {
        let rest = bytes[position...]
        let found = words.months.firstIndex { name in
            rest.count >= name.count && zip(rest, name).allSatisfy { $0 == $1 || ($0 | 32 == $1 | 32 && $0 < 128 && $0 > 64) }
        }
        guard let found else { return false }
        position += words.months[found].count
        // The rest of a longer name: letters and bytes of other alphabets.
        while position < bytes.count, bytes[position] > 127 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[position] | 32) {
            position += 1
        }
        month = found + 1
        return true
    }

    private mutating func readFraction(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) {
        var unit = 100
        millisecond = 0
        while position < bytes.count, Byte.isDigit(bytes[position]) {
            millisecond += Int(bytes[position] - 48) * unit
            unit /= 10
            position += 1
        }
    }

    private mutating func readEpoch(_ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ scale: Int64) -> Bool {
        let start = position
        var value: Int64 = 0
        while position < bytes.count, position - start < 18, Byte.isDigit(bytes[position]) {
            value = value * 10 + Int64(bytes[position] - 48)
            position += 1
        }
        guard position > start else { return false }
        guard scale == 1 else {
            epoch = scale == 1000 ? value : value / 1000
            return true
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            readFraction(bytes, &position)
        }
        guard value < 1 << 40 else { return false }
        epoch = value * 1000 + Int64(millisecond)
        return true
    }

    @inline(__always)
    private mutating func readDigits(_ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ step: StampForm.Step) -> Bool {
        // Two digits are what most parts are.
        if position + 1 < bytes.count, Byte.isDigit(bytes[position]), Byte.isDigit(bytes[position + 1]) {
            let value = Int(bytes[position] - 48) * 10 + Int(bytes[position + 1] - 48)
            switch step {
            case .year:
                guard position + 3 < bytes.count, Byte.isDigit(bytes[position + 2]), Byte.isDigit(bytes[position + 3]) else { return false }
                year = value * 100 + Int(bytes[position + 2] - 48) * 10 + Int(bytes[position + 3] - 48)
                position += 4
                return true
            case .yearDigit: break
            default:
                position += 2
                set(step, value)
                return true
            }
        }
        var least = 2
        var most = 2
        switch step {
        case .year: (least, most) = (4, 4)
        case .yearDigit: (least, most) = (1, 1)
        case .shortMonth, .shortDay, .shortHour, .shortMinute, .shortSecond:
            least = 1
            while position < bytes.count, bytes[position] == Byte.blank { position += 1 }
        default: break
        }
        var value = 0
        var count = 0
        while count < most, position < bytes.count, Byte.isDigit(bytes[position]) {
            value = value * 10 + Int(bytes[position] - 48)
            position += 1
            count += 1
        }
        guard count >= least else { return false }
        set(step, value)
        return true
    }

    @inline(__always)
    private mutating func set(_ step: StampForm.Step, _ value: Int) {
        switch step {
        case .year: year = value
        case .shortYear: year = value < 70 ? 2000 + value : 1900 + value
        case .yearDigit: yearDigit = value
        case .month, .shortMonth: month = value
        case .day, .shortDay: day = value
        case .hour, .shortHour: hour = value
        case .minute, .shortMinute: minute = value
        case .second, .shortSecond: second = value
        case .half, .literal, .monthName, .fraction, .word, .epoch, .blanks: break
        }
    }
}
