/// A piece of the machine's work bytes.
struct Slice: Equatable {
    var start: Int32
    var count: Int32

    static let empty = Slice(start: 0, count: 0)

    var isEmpty: Bool { count == 0 }
    var end: Int32 { start &+ count }
}

/// A piece of a program's constants.
struct Constant: Hashable, Sendable {
    var start: Int32
    var count: Int32
}

/// A run of a program's flat lists (children of a condition, steps of a cleaning, pieces of a joined text).
struct Run: Hashable, Sendable {
    var start: Int32
    var count: Int32

    static let empty = Run(start: 0, count: 0)

    var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// The few bytes that rules ask for by name.
enum Byte {
    static let tab: UInt8 = 9
    static let lineFeed: UInt8 = 10
    static let carriageReturn: UInt8 = 13
    static let blank: UInt8 = 32
    static let quote: UInt8 = 34

    /// ASCII capitals as small letters, all else itself.
    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }

    @inline(__always)
    static func upper(_ byte: UInt8) -> UInt8 { byte &- 97 < 26 ? byte & 223 : byte }

    /// The value of a hexadecimal digit.
    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    /// Blanks and what is printed as nothing: control characters and DEL.
    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte <= 32 || byte == 127 }

    /// Control characters that stand around lines (NUL, form feed, DC1, Ctrl-Z …); a TAB separates fields and is none of them.
    @inline(__always)
    static func isControl(_ byte: UInt8) -> Bool { (byte < 32 && byte != tab) || byte == 127 }
}
