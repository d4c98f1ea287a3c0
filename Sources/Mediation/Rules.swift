import Model

struct SkipRule: Sendable {
    var condition: Int32
    /// Index in `Program.reasons`.
    var reason: Int
}

/// A field that is read as a number.
struct NumberField: Sendable {
    var field: Int32
    /// Forms of it, of `Program.numberForms`; the first that fits is taken.
    var forms: Run
    /// What a blank field means; `none`: nothing is known.
    var blank: Int64
    /// Condition under which the field is an overflow, not a number; -1: never.
    var unknown: Int32 = -2
    /// The number is divided by this.
    var divisor: Int64 = 1
    /// Whether a fraction is dropped; else it is rounded up.
    var cuts = false

    /// A number that is not known.
    static let none = Int64.min
}

/// One way to a number of the record; the first whose condition holds is taken.
struct NumberRule: Sendable {
    /// Index of the condition, -1: always.
    var condition: Int32
    /// Runs of `Program.links`: indices into `Program.numbers`, and behind these into `Program.times`.
    var plus: Run
    var minus: Run
    var constant: Int64
    /// Whether times are among them: the sum is made in milliseconds.
    var hasTimes = false
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

/// The ways to one text of the record.
struct TargetRules: Sendable {
    var target: TextTarget
    /// Of `Program.textRules`.
    var rules: Run
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

/// Changes a text. Most take only its ends off and copy nothing.
enum CleanStep: Sendable {
    case trim
    /// Drops a prefix or suffix where it is there.
    case strip(Constant)
    case stripEnd(Constant)
    /// Drops these bytes from an end, as many as there are.
    case trimStart(ByteSet)
    case trimEnd(ByteSet)
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
    /// So many bytes of an end, or all but so many of the begin.
    case first(Int32)
    case last(Int32)
    case drop(Int32)
    /// The first group of a pattern, or all that it matches; nothing where it does not.
    case find(Int32)
    /// The value beside the text in a table; nothing where it is not there.
    case lookup(Run)
    /// Takes the guard of an exported text off (`FormulaGuard`).
    case unguard
    /// These make a new text.
    case remove(ByteSet)
    case percent
    /// Hexadecimal to decimal.
    case hex
    /// A number, signed or not, as an IPv4 address.
    case address(isLittle: Bool)
    case lower
    case upper
}

enum StampMeaning: String, CaseIterable, Sendable {
    case start, answer, end
}

/// A field that holds a part of a date or time.
struct StampPart: Sendable {
    var field: Int32
    /// Forms of it; the first that fits is taken.
    var forms: [StampForm]
    /// Runs of `Program.stampSteps`, one for each form; the first again, as most have only one.
    var steps: [Run]
    var first: Run
    /// Index in `Program.stampWords`.
    var words: Int
    /// Whether the field may be blank.
    var isOptional = false
    /// The one form, where it is that of most stamps.
    var common: CommonStamp?
}

/// Fields that together make a date and time.
struct StampRule: Sendable {
    /// Which instant it is, by conditions; the value is an index of `StampMeaning.allCases`.
    var meanings: [ChoiceRule] = []
    var parts: [StampPart] = []
    /// Index of a time that is the stamp, -1: the parts are.
    var time: Int32 = -1
    /// Index of a time to which the stamp is near: its day is moved until they are within twelve hours.
    var near: Int32 = -1
    /// Whether the ring time lies between the start and an end or answer, by conditions; none: it does.
    var countsRing: [ChoiceRule] = []
    /// Whether its wall is that of UTC; that of an epoch always is.
    var isUTC = false

    var needsYear: Bool { time < 0 && parts.needYear }

    /// Whether equal texts are equal walls by this rule and another one, whatever was read before.
    func readsLike(_ other: StampRule) -> Bool {
        guard parts.count == 1, other.parts.count == 1, [time, near, other.time, other.near].allSatisfy({ $0 < 0 }) else { return false }
        let (own, its) = (parts[0], other.parts[0])
        return own.common != nil && own.common == its.common && !own.isOptional && !its.isOptional
    }
}

extension [StampPart] {
    /// Whether there are records without a date, or with one digit of the year.
    var needDay: Bool { !contains { !$0.isOptional && $0.forms.allSatisfy { $0.hasDay && !$0.hasYearDigit } } }

    /// Whether there are records whose date has no year.
    var needYear: Bool {
        let isDated = contains { $0.forms.contains(where: \.hasDay) }
        return isDated && !contains { !$0.isOptional && $0.forms.allSatisfy(\.hasYear) }
    }
}

/// A date and time that other rules name.
struct TimeField: Sendable {
    var name: String
    var parts: [StampPart]

    /// Milliseconds of a time that is not known.
    static let none = NumberField.none
}

/// A line that says the date of the records behind it.
struct DateLine: Sendable {
    /// Index of the pattern, and the number of its group `date`.
    var pattern: Int32
    var group: Int
    var forms: [StampForm]
    var steps: [Run]
    var words: Int
    var reason: Int
}

/// What is kept of a record for the next one with the same key.
struct BeforeRule: Sendable {
    /// Fields that make the key.
    var by: [Int32]
    /// Fields kept, and where they are put.
    var kept: [(from: Int32, to: Int32)]
}

/// The running number of records.
struct SequenceRule: Sendable {
    /// Index in `Program.numbers`.
    var number: Int32
    /// The lowest and the highest; behind the highest comes the lowest.
    var range: ClosedRange<Int64>
}

/// Records of calls that go on.
struct SessionRule: Sendable {
    var key: TextRule
    var opens: Int32
    var closes: Int32
    /// Index in `Program.numbers` of the event's seconds since 1970, -1: none.
    var at: Int32
}

/// Two lines that are one call: the first is the record, the second tells its end.
struct PairRule: Sendable {
    /// Fields that both have in common, and fields that both have in either order.
    var by: [Int32]
    var either: [Int32]
    /// Conditions for the record that waits, and for the line that ends it.
    var opens: Int32
    var closes: Int32
    /// Index of the reason with which the line that ends it is left out, and a further one that opens the same.
    var reason: Int
}
