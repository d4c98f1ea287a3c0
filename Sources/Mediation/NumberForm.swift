/// The printed form of a number of seconds or a count: `h:mm:ss`, `hh:mm'ss`, `hmmt`, `s`, `HEX`.
struct NumberForm: Sendable {
    enum Step: Sendable {
        /// `below`: the part's own limit where a greater one stands before it.
        case unit(seconds: Int64, least: Int, most: Int)
        /// Digits of a second's fraction; none fit as well.
        case fraction
        case literal(UInt8)
        case hex
    }

    let steps: [Step]
    let text: String
    /// Digits and nothing else, as most numbers are.
    private let isPlain: Bool

    /// The most digits that are read; a longer number is broken.
    private static let mostDigits = 17

    /// `hh`, `mm`, `ss` are two digits, `h`, `m`, `s` one or more (exactly one where another part follows at once), `t` is a digit of
    /// tenths of a minute, `f` a second's fraction; a part behind a greater one is below 60. `s` alone is a plain number.
    init?(_ text: String, bytes: [UInt8]) {
        self.text = text
        isPlain = text == "s"
        if text == "HEX" {
            steps = [.hex]
            return
        }
        var steps: [Step] = []
        var rest = bytes[...]
        var last = Int64.max
        while let letter = rest.first {
            let count = rest.prefix { $0 == letter }.count
            rest = rest.dropFirst(count)
            if letter == UInt8(ascii: "\\") {
                guard count == 1, let literal = rest.popFirst() else { return nil }
                steps.append(.literal(literal))
            } else if letter == UInt8(ascii: "f") {
                steps.append(.fraction)
            } else if let seconds = Self.seconds(letter) {
                guard count <= 2, seconds < last, letter != UInt8(ascii: "t") || count == 1 else { return nil }
                last = seconds
                let isFollowed = rest.first.map { Self.seconds($0) != nil } ?? false
                let isFixed = count == 2 || isFollowed || letter == UInt8(ascii: "t")
                steps.append(.unit(seconds: seconds, least: count, most: isFixed ? count : Self.mostDigits))
            } else if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) {
                return nil
            } else {
                steps += Array(repeating: .literal(letter), count: count)
            }
        }
        guard last < Int64.max else { return nil }
        self.steps = steps
    }

    /// Seconds of a part's unit; `nil`: the letter is none.
    private static func seconds(_ letter: UInt8) -> Int64? {
        switch letter {
        case UInt8(ascii: "h"): 3600
        case UInt8(ascii: "m"): 60
        case UInt8(ascii: "t"): 6
        case UInt8(ascii: "s"): 1
        default: nil
        }
    }

    /// `nil` where the text does not fit. A fraction of a second is rounded up, or with `cuts` dropped.
    func value(_ bytes: UnsafeRawBufferPointer, cuts: Bool) -> Int64? {
        if isPlain, !bytes.isEmpty, bytes.count <= Self.mostDigits {
            var value: Int64 = 0
            for byte in bytes {
                guard Byte.isDigit(byte) else { return nil }
                value = value &* 10 &+ Int64(byte &- 48)
            }
            return value
        }
        var position = 0
        var total: Int64 = 0
        var first = true
        for step in steps {
            switch step {
            case .literal(let byte):
                guard position < bytes.count, bytes[position] == byte else { return nil }
                position += 1
            case .fraction:
                var isMore = false
                while position < bytes.count, Byte.isDigit(bytes[position]) {
                    if bytes[position] != 48 { isMore = true }
                    position += 1
                }
                if isMore, !cuts { total += 1 }
            case .hex:
                guard !bytes.isEmpty, bytes.count <= 15 else { return nil }
                while position < bytes.count, let digit = Byte.hexDigit(bytes[position]) {
                    total = total << 4 | Int64(digit)
                    position += 1
                }
            case .unit(let seconds, let least, let most):
                var value: Int64 = 0
                var count = 0
                while count < most, position < bytes.count, Byte.isDigit(bytes[position]) {
                    value = value * 10 + Int64(bytes[position] - 48)
                    position += 1
                    count += 1
                }
                guard count >= least, first || value < 60 else { return nil }
                total &+= value &* seconds
                first = false
            }
        }
        return position == bytes.count && total >= 0 ? total : nil
    }
}
