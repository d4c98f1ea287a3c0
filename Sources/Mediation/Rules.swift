import Model

/// How a stream is cut into records.
struct Framing: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        /// A record is a line; control characters around it are dropped.
        case line
        /// As RFC 4180: line ends inside quotes belong to the record.
        case csv
    }

    var kind: Kind
    var separator: UInt8
}

/// How a record is cut into fields. A further shape is a further case here, one function of `Machine+splitting` and one of
/// `RecordReader`.
enum Shape: Sendable {
    case csv(Columns)
    case delimited(Columns)
    /// `whole`: a line without line end that is shorter than this was cut off.
    case fixed([FixedColumn], whole: Int)
}

/// Fields between separators.
struct Columns: Sendable {
    var separator: UInt8
    /// Bit n: a record may have n fields (0 … 255).
    var counts: FieldCounts
    /// How many of the fields have names.
    var named: Int
    var trim: Bool
}

/// The numbers of fields that a record may have.
struct FieldCounts: Sendable {
    private var allowed: [Bool] = Array(repeating: false, count: FieldCounts.most + 1)
    static let most = 255

    mutating func allow(_ counts: ClosedRange<Int>) {
        for count in counts.clamped(to: 0...Self.most) { allowed[count] = true }
    }

    func contains(_ count: Int) -> Bool { count <= Self.most && allowed[count] }
}

/// Columns of a printed line, from 0.
struct FixedColumn: Sendable {
    var start: Int32
    var count: Int32
}

struct SkipRule: Sendable {
    var condition: Int32
    /// Index in `Program.reasons`.
    var reason: Int
}

/// A field that is read as a number.
struct NumberField: Sendable {
    var field: Int32
    var form: NumberForm
    /// What a blank field means; `none`: nothing is known.
    var blank: Int64

    /// A number that is not known.
    static let none = Int64.min
}

/// One way to a number of the record; the first whose condition holds is taken.
struct NumberRule: Sendable {
    /// Index of the condition, -1: always.
    var condition: Int32
    /// Runs of `Program.links`: indices into `Program.numbers`.
    var plus: Run
    var minus: Run
    var constant: Int64
}

/// One way to a direction, an answer or a flag.
struct ChoiceRule: Sendable {
    var condition: Int32
    var value: UInt8
}

/// A text field of the call record.
enum TextTarget: String, CaseIterable, Sendable {
    case calling, called, `extension`, trunk, account, sourceIP, link, leg, charge, currency, `switch`
}

struct TargetRules: Sendable {
    var target: TextTarget
    var rules: [TextRule]
}

/// One way to a text: pieces joined, then cleaned.
struct TextRule: Sendable {
    var condition: Int32
    var pieces: Run
    var steps: Run
}

enum Piece: Sendable {
    case field(Int32)
    case constant(Constant)
}

/// Takes a text's ends off, without copying it.
enum CleanStep: Sendable {
    case trim
    /// Drops a prefix or suffix where it is there.
    case strip(Constant)
    case stripEnd(Constant)
    /// What is behind the prefix, if that is all digits; else nothing.
    case digitsAfter(Constant)
    /// Nothing unless the text begins so.
    case after(Constant)
    case before(Constant)
    /// The text up to its last such piece, whole where there is none.
    case beforeLast(Constant)
    /// The text up to the second such piece, whole where there is none.
    case beforeSecond(Constant)
    case digitsOnly
    /// Takes the guard of an exported text off (`FormulaGuard`).
    case unguard
}

enum StampMeaning: String, CaseIterable, Sendable {
    case start, answer, end
}

/// Fields that together make a date and time.
struct StampRule: Sendable {
    struct Part: Sendable {
        var field: Int32
        /// Forms of it; the first that fits is taken.
        var forms: [StampForm]
    }

    var meaning = StampMeaning.start
    var parts: [Part] = []

    var needsYear: Bool {
        let forms = parts.flatMap(\.forms)
        return forms.contains { $0.hasDay } && !forms.contains { $0.hasYear }
    }
}
