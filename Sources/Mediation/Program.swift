import Model

/// A definition, compiled: flat lists of small values that refer to each other by index, so that running them touches no
/// reference count and allocates nothing.
final class Program: Sendable {
    let framing: Framing
    let shape: Shape
    /// Fields cut out of the record, then the derived ones.
    let fieldCount: Int
    let derived: [TextRule]
    let constants: [UInt8]
    let conditions: [Condition]
    /// Children of `all`, `any` and members of lists of constants.
    let links: [Int32]
    let members: [Constant]
    let pieces: [Piece]
    let steps: [CleanStep]
    let lineSkips: [SkipRule]
    let fieldSkips: [SkipRule]
    let numbers: [NumberField]
    let stamp: StampRule
    let start: StampRule?
    let instant: StampRule?
    let duration: [NumberRule]
    let ring: [NumberRule]
    let span: [NumberRule]
    let pulses: [NumberRule]
    let direction: [ChoiceRule]
    let answered: [ChoiceRule]
    let texts: [TargetRules]
    let followsLegs: [ChoiceRule]
    let lastLeg: [ChoiceRule]
    /// Words for skips: those of the engine (`Fault`), then those of the definition.
    let reasons: [String]

    init(_ draft: ProgramDraft) {
        framing = draft.framing
        shape = draft.shape
        fieldCount = draft.fieldNames.count
        derived = draft.derived
        constants = draft.constants
        conditions = draft.conditions
        links = draft.links
        members = draft.members
        pieces = draft.pieces
        steps = draft.steps
        lineSkips = draft.lineSkips
        fieldSkips = draft.fieldSkips
        numbers = draft.numbers
        stamp = draft.stamp
        start = draft.start
        instant = draft.instant
        duration = draft.duration
        ring = draft.ring
        span = draft.span
        pulses = draft.pulses
        direction = draft.direction
        answered = draft.answered
        texts = draft.texts
        followsLegs = draft.followsLegs
        lastLeg = draft.lastLeg
        reasons = draft.reasons
    }

    /// Whether the stamp has no year, so that the decoder must be told one.
    var needsYear: Bool { stamp.needsYear || (start?.needsYear ?? false) }
}

/// A program while its definition is read.
struct ProgramDraft {
    var framing = Framing(kind: .line, separator: UInt8(ascii: ","))
    var shape = Shape.fixed([], whole: 0)
    var fieldNames: [String] = []
    var derived: [TextRule] = []
    var constants: [UInt8] = []
    var conditions: [Condition] = []
    var links: [Int32] = []
    var members: [Constant] = []
    var pieces: [Piece] = []
    var steps: [CleanStep] = []
    var lineSkips: [SkipRule] = []
    var fieldSkips: [SkipRule] = []
    var numbers: [NumberField] = []
    var stamp = StampRule()
    var start: StampRule?
    var instant: StampRule?
    var duration: [NumberRule] = []
    var ring: [NumberRule] = []
    var span: [NumberRule] = []
    var pulses: [NumberRule] = []
    var direction: [ChoiceRule] = []
    var answered: [ChoiceRule] = []
    var texts: [TargetRules] = []
    var followsLegs: [ChoiceRule] = []
    var lastLeg: [ChoiceRule] = []
    var reasons = Fault.allCases.map(\.word)

    mutating func constant(_ text: String) -> Constant {
        let bytes = Array(text.utf8)
        let constant = Constant(start: Int32(constants.count), count: Int32(bytes.count))
        constants += bytes
        return constant
    }

    mutating func members(_ texts: [String]) -> Run {
        let list = texts.map { constant($0) }
        let run = Run(start: Int32(members.count), count: Int32(list.count))
        members += list
        return run
    }

    mutating func condition(_ condition: Condition) -> Int32 {
        conditions.append(condition)
        return Int32(conditions.count - 1)
    }

    mutating func children(_ list: [Int32]) -> Run {
        let run = Run(start: Int32(links.count), count: Int32(list.count))
        links += list
        return run
    }

    mutating func reason(_ word: String) -> Int {
        if let index = reasons.firstIndex(of: word) { return index }
        reasons.append(word)
        return reasons.count - 1
    }
}

/// Why the engine itself leaves a line out. What a definition's own skip rules leave out is expected; these are not.
enum Fault: Int, CaseIterable, Error {
    case blank, tooLong, openQuote, fieldCount, cutShort, stamp, number, noYear, date

    var word: String {
        switch self {
        case .blank: "blank"
        case .tooLong: "too long"
        case .openQuote: "quote without end"
        case .fieldCount: "wrong number of fields"
        case .cutShort: "cut short"
        case .stamp: "broken date or time"
        case .number: "broken number"
        case .noYear: "year not known"
        case .date: "start out of range"
        }
    }
}
