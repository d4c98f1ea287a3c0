/// The printed form of a number of seconds or a count: `h:mm:ss`, `hh:mm'ss`, `s`.
struct NumberForm: Sendable {
    enum Step: Sendable {
        case unit(seconds: Int64, least: Int, most: Int)
        case literal(UInt8)
    }

    let steps: [Step]
    let text: String

    /// The most digits that are read; a longer number is broken.
    private static let mostDigits = 10

    /// `hh`, `mm`, `ss` are two digits, `h`, `m`, `s` one or more; a part behind a greater one is below 60. `s` alone is a plain number.
    init?(_ text: String) {
        var steps: [Step] = []
        var rest = Array(text.utf8)[...]
        var last = Int64.max
        while let letter = rest.first {
            let count = rest.prefix { $0 == letter }.count
            let seconds: Int64? =
                switch letter {
                case UInt8(ascii: "h"): 3600
                case UInt8(ascii: "m"): 60
                case UInt8(ascii: "s"): 1
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): nil
                default: 0
                }
            guard let seconds else { return nil }
            if seconds == 0 {
                steps += Array(repeating: .literal(letter), count: count)
            } else {
                guard count <= 2, seconds < last else { return nil }
                last = seconds
                steps.append(.unit(seconds: seconds, least: count, most: count == 2 ? 2 : Self.mostDigits))
            }
            rest = rest.dropFirst(count)
        }
        guard last < Int64.max else { return nil }
        self.steps = steps
        self.text = text
    }

    /// `nil` where the text does not fit or is beyond 32 bits.
    func value(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        var position = 0
        var total: Int64 = 0
        var first = true
        for step in steps {
            switch step {
            case .literal(let byte):
                guard position < bytes.count, bytes[position] == byte else { return nil }
                position += 1
            case .unit(let seconds, let least, let most):
                var value: Int64 = 0
                var count = 0
                while count < most, position < bytes.count, Byte.isDigit(bytes[position]) {
                    value = value * 10 + Int64(bytes[position] - 48)
                    position += 1
                    count += 1
                }
                guard count >= least, first || value < 60 else { return nil }
                total += value * seconds
                first = false
            }
        }
        return position == bytes.count && total <= Int64(Int32.max) ? total : nil
    }
}
