/// How a record is cut into fields. A further shape is a further case here, a function of a file `Machine+<shape>` and one of
/// `FormatReader+shapes`.
enum Shape: Sendable {
    case csv(Separated)
    case delimited(Separated)
    /// Fields between runs of blanks.
    case blanks(Separated)
    case fixed(Kept<FixedColumns>)
    /// Index of a pattern whose groups are the fields.
    case pattern(Int32, groups: [Int32])
    case pairs(Pairs)
    case json(JSONPaths)
    case xml([PathRule])
}

/// A value behind one reference, so that the hot path hands it on without copying it.
final class Kept<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}

/// Fields between separators behind one reference, with the field at each position (-1 none).
final class Separated: Sendable {
    let value: Columns
    let places: Flat<Int32>
    private let memory = FlatMemory()

    init(_ value: Columns) {
        self.value = value
        places = Flat(value.places.isEmpty ? (0..<Int32(value.named)).map { $0 } : value.places, in: memory)
    }
}

/// A shape for the records for which a condition holds.
struct Layout: Sendable {
    /// -1: always.
    var condition: Int32
    var shape: Shape
}

/// Fields between separators.
struct Columns: Sendable {
    var separator: UInt8
    /// Bit n: a record may have n fields (0 … 255).
    var counts: FieldCounts
    /// How many of the fields have names.
    var named: Int
    var trim: Bool
    /// The field at each position, -1 none; empty: the first field is field 0, and so on.
    var places: [Int32] = []
    var quote = Byte.quote
    /// Takes the byte behind it as it is.
    var escape: UInt8?
    /// Whether quotes inside a quoted field are bare, so that it ends only before a separator.
    var isLenient = false
    /// Bare words that mean nothing.
    var blankWords: Run = .empty
}

/// The numbers of fields that a record may have.
struct FieldCounts: Sendable {
    private var allowed: [Bool] = Array(repeating: false, count: FieldCounts.most + 1)
    static let most = 1023

    mutating func allow(_ counts: ClosedRange<Int>) {
        for count in counts.clamped(to: 0...Self.most) { allowed[count] = true }
    }

    func contains(_ count: Int) -> Bool { count <= Self.most && allowed[count] }
}

struct FixedColumns: Sendable {
    var columns: [FixedColumn]
    /// A line without line end that is shorter than this was cut off.
    var whole: Int
    /// Whether all columns are texts of the first line and fill the fields from the first on.
    var isPlain: Bool
}

/// Columns of a printed line, from 0.
struct FixedColumn: Sendable {
    var field: Int32
    /// The record's line, from 0.
    var line: Int32 = 0
    var start: Int32
    var count: Int32
    var coding = Coding.text
}

/// How bytes of a binary record are a text.
enum Coding: String, CaseIterable, Sendable {
    case text
    /// Two digits in a byte, high one first; other values end it.
    case bcd
    case hex
    /// An unsigned number, lowest or highest byte first.
    case little, big
    /// Four bytes as an IPv4 address.
    case address
}

/// `name sign value`, one after the other.
struct Pairs: Sendable {
    var between: [UInt8]
    var sign: [UInt8]
    /// What stands before the first pair; empty: nothing.
    var behind: [UInt8]
    /// Whether a value can hold a pair of its own, `Outer = "inner=value"`.
    var hasInner: Bool
    /// Names and their fields.
    var names: [(name: [UInt8], field: Int32)]
}

/// The way to a value in a document.
struct PathRule: Sendable {
    struct Part: Sendable {
        var name: [UInt8]
        /// Which of several; -1: the first that has the value.
        var index: Int32
    }

    var parts: [Part]
    var field: Int32
    /// The attribute of the element that is meant (XML).
    var attribute: [UInt8] = []
}
