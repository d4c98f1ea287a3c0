/// A telephone number as signs (`Sign`), in place, without allocation. Prefixes are compared with the first 64 signs at most.
struct Number: BitwiseCopyable, Sendable {
    static let capacity = 64

    private var signs = InlineArray<64, UInt8>(repeating: 0)
    private var first = 0
    private(set) var count = 0
    /// A whole number that stays as it is and matches only what is marked `short`.
    var isShort = false
    /// The code before it marks the call as private.
    var isPrivate = false

    init() {}

    @inline(__always)
    subscript(index: Int) -> UInt8 { signs[first &+ index] }

    @inline(__always)
    mutating func append(_ sign: UInt8) {
        guard first &+ count < Number.capacity else { return }
        signs[first &+ count] = sign
        count &+= 1
    }

    /// Reads a number as a switch or a person wrote it. Blanks, `-`, `.`, `/`, `,`, brackets and pauses (`P`, `W`) are no part of it;
    /// what follows an `@` or `;` is an address; any other sign stays and ends every comparison with a prefix.
    @inline(__always)
    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        for index in range {
            let byte = bytes[index]
            let digit = byte &- UInt8(ascii: "0")
            if digit < 10 {
                guard count < Number.capacity else { return }
                signs[count] = digit
                count &+= 1
                continue
            }
            let sign = Sign.of(byte)
            if sign != Sign.other {
                append(sign)
                continue
            }
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ","), UInt8(ascii: "("),
                UInt8(ascii: ")"), UInt8(ascii: "P"), UInt8(ascii: "p"), UInt8(ascii: "W"), UInt8(ascii: "w"):
                continue
            case UInt8(ascii: "@"), UInt8(ascii: ";"): return
            default: append(Sign.other)
            }
        }
    }

    /// Writes all its signs into a row; what lies behind the last is anything.
    @inline(__always)
    func copy(to row: inout [UInt8], at start: Int) {
        precondition(start >= 0 && start &+ Number.capacity <= row.count, "room for a number")
        row.withUnsafeMutableBufferPointer { row in
            signs.span.withUnsafeBufferPointer { signs in
                // The precondition says that the row has room for all signs, and `first` is never beyond the capacity. Without a start of
                // its own, which is nearly always, the length is known and no call is made.
                guard let to = row.baseAddress, let from = signs.baseAddress else { return }
                if first == 0 {
                    (to + start).update(from: from, count: Number.capacity)
                } else {
                    (to + start).update(from: from + first, count: Number.capacity &- first)
                }
            }
        }
    }

    /// The signs from `start` on.
    @inline(__always)
    func dropping(_ start: Int) -> Number {
        var rest = self
        rest.first &+= min(start, count)
        rest.count &-= min(start, count)
        return rest
    }

    /// Whether every sign of it is one that a telephone has.
    var isTelephone: Bool {
        for index in 0..<count where self[index] > Sign.plus { return false }
        return true
    }

    /// Whether it is made of digits only, one at least.
    var isDigits: Bool {
        for index in 0..<count where self[index] > 9 { return false }
        return count > 0
    }

    /// As text; a sign that no number has is shown as `?`.
    func text(first length: Int = Number.capacity) -> String {
        let alphabet: [UInt8] = Array("0123456789*#+???".utf8)
        return String(decoding: (0..<min(count, length)).map { alphabet[Int(self[$0] & 15)] }, as: UTF8.self)
    }
}

/// The signs of several numbers in rows of one length, each with a sign behind it that no prefix has: a step of a walk reads one byte.
struct SignRows {
    private static let length = Number.capacity + 1
    private var signs: [UInt8] = []

    /// Takes the place of what was in the rows: the memory of one group serves the next.
    mutating func fill(_ kinds: [CallKind]) {
        let missing = kinds.count * SignRows.length - signs.count
        if missing > 0 { signs += repeatElement(Sign.other, count: missing) }
        for place in kinds.indices {
            let row = place &* SignRows.length
            kinds[place].number.copy(to: &signs, at: row)
            signs[row &+ kinds[place].number.count] = Sign.other
        }
    }

    @inline(__always)
    func sign(_ place: Int32, at position: Int32) -> UInt8 { signs[Int(place) &* SignRows.length &+ Int(position)] }
}
