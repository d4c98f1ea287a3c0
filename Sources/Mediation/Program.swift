import Model

/// A definition, compiled: flat lists of small values that refer to each other by index, so that running them touches no
/// reference count and allocates nothing.
final class Program: Sendable {
    let framing: Framing
    /// The first whose condition holds is taken.
    let layouts: [Layout]
    /// The one layout of most formats.
    let shape: Shape?
    let hasLines: Bool
    let prepares: Bool
    let hasPatterns: Bool
    /// Fields cut out of the record, then the derived ones.
    let fieldCount: Int
    /// Their names, for people.
    let fieldNames: [String]
    /// Runs of `derivedRules`, one for each derived field.
    let derived: Flat<Run>
    let derivedRules: Flat<TextRule>
    let constants: Flat<UInt8>
    let conditions: Flat<Condition>
    /// Children of `all`, `any` and members of lists of constants.
    let links: Flat<Int32>
    let members: Flat<Constant>
    let pieces: Flat<Piece>
    let steps: Flat<CleanStep>
    let lineSkips: Flat<SkipRule>
    let fieldSkips: Flat<SkipRule>
    let numbers: Flat<NumberField>
    let times: Flat<TimeField>
    let dates: Flat<DateLine>
    let before: BeforeRule?
    let pair: PairRule?
    let sequence: SequenceRule?
    let session: SessionRule?
    let patterns: Flat<BytePattern>
    let stampSteps: Flat<StampForm.Step>
    let stampWords: Flat<StampWords>
    /// Which instant every stamp is, where no rule decides.
    let meaning: StampMeaning?
    let tables: Flat<TableEntry>
    let stamp: Kept<StampRule>
    let start: Kept<StampRule>?
    /// Whether equal texts of both are equal walls.
    let startReadsLikeStamp: Bool
    let instant: Kept<StampRule>?
    let duration: Flat<NumberRule>
    let ring: Flat<NumberRule>
    let span: Flat<NumberRule>
    let pulses: Flat<NumberRule>
    let direction: Flat<ChoiceRule>
    let answered: Flat<ChoiceRule>
    /// The runs of `textRules` for each text of the record.
    let texts: Flat<TargetRules>
    let textRules: Flat<TextRule>
    let numberForms: Flat<NumberForm>
    let followsLegs: Flat<ChoiceRule>
    let lastLeg: Flat<ChoiceRule>
    /// Words for skips: those of the engine (`Fault`), then those of the definition.
    let reasons: [String]
    /// Those of the definition that speak of broken lines or of another format.
    let brokenReasons: [Int]
    private let memory = FlatMemory()

    init(_ draft: ProgramDraft) {
        framing = draft.framing
        layouts = draft.layouts
        shape = draft.layouts.count == 1 && draft.layouts[0].condition < 0 ? draft.layouts[0].shape : nil
        hasLines = draft.framing.kind == .lines
        prepares = draft.framing.prepares
        hasPatterns = !draft.patterns.isEmpty
        fieldCount = draft.fieldNames.count
        fieldNames = draft.fieldNames
        derived = Flat(draft.derived, in: memory)
        derivedRules = Flat(draft.derivedRules, in: memory)
        constants = Flat(draft.constants, in: memory)
        conditions = Flat(draft.conditions, in: memory)
        links = Flat(draft.links, in: memory)
        members = Flat(draft.members, in: memory)
        pieces = Flat(draft.pieces, in: memory)
        steps = Flat(draft.steps, in: memory)
        lineSkips = Flat(draft.lineSkips, in: memory)
        fieldSkips = Flat(draft.fieldSkips, in: memory)
        times = Flat(draft.times, in: memory)
        dates = Flat(draft.dates, in: memory)
        before = draft.before
        pair = draft.pair
        sequence = draft.sequence
        session = draft.session
        patterns = Flat(draft.patterns, in: memory)
        stampSteps = Flat(draft.stampSteps, in: memory)
        stampWords = Flat(draft.stampWords, in: memory)
        let isPlain = draft.stamp.meanings.count == 1 && draft.stamp.meanings[0].condition < 0
        meaning = isPlain ? StampMeaning.allCases[Int(draft.stamp.meanings[0].value)] : nil
        tables = Flat(draft.tables, in: memory)
        stamp = Kept(draft.stamp)
        start = draft.start.map { Kept($0) }
        startReadsLikeStamp = draft.start?.readsLike(draft.stamp) ?? false
        instant = draft.instant.map { Kept($0) }
        duration = Flat(draft.duration, in: memory)
        ring = Flat(draft.ring, in: memory)
        span = Flat(draft.span, in: memory)
        pulses = Flat(draft.pulses, in: memory)
        direction = Flat(draft.direction, in: memory)
        answered = Flat(draft.answered, in: memory)
        texts = Flat(draft.texts, in: memory)
        textRules = Flat(draft.textRules, in: memory)
        numbers = Flat(draft.numbers, in: memory)
        numberForms = Flat(draft.numberForms, in: memory)
        followsLegs = Flat(draft.followsLegs, in: memory)
        lastLeg = Flat(draft.lastLeg, in: memory)
        reasons = draft.reasons
        brokenReasons = draft.brokenReasons
    }

    /// Whether the stamp has no year, so that the decoder must be told one.
    var needsYear: Bool {
        stamp.value.needsYear || (start?.value.needsYear ?? false) || times.contains(where: \.parts.needYear)
            || dates.contains { !$0.forms.contains(where: \.hasYear) }
    }
    /// Whether the stamp has no day, so that date lines or the day of arrival say it.
    var needsDay: Bool { stamp.value.time < 0 && stamp.value.near < 0 && stamp.value.parts.needDay }
}

/// A line of a look-up table.
struct TableEntry: Sendable {
    var key: Constant
    var value: Constant
}

/// A program while its definition is read.
struct ProgramDraft {
    var page = CodePage.utf8
    /// Texts with characters that the code page does not have.
    var unencodable: [String] = []
    var framing = Framing()
    var layouts: [Layout] = []
    var fieldNames: [String] = []
    var derived: [Run] = []
    var derivedRules: [TextRule] = []
    var constants: [UInt8] = []
    var conditions: [Condition] = []
    var links: [Int32] = []
    var members: [Constant] = []
    var pieces: [Piece] = []
    var steps: [CleanStep] = []
    var lineSkips: [SkipRule] = []
    var fieldSkips: [SkipRule] = []
    var numbers: [NumberField] = []
    var numberForms: [NumberForm] = []
    var times: [TimeField] = []
    var dates: [DateLine] = []
    var before: BeforeRule?
    var pair: PairRule?
    var sequence: SequenceRule?
    var session: SessionRule?
    var patterns: [BytePattern] = []
    var stampSteps: [StampForm.Step] = []
    var stampWords: [StampWords] = []
    var tables: [TableEntry] = []
    /// Runs of `tables` by name.
    var tableNames: [String: Run] = [:]
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
    var textRules: [TextRule] = []
    var followsLegs: [ChoiceRule] = []
    var lastLeg: [ChoiceRule] = []
    var reasons = Fault.allCases.map(\.word)
    var brokenReasons: [Int] = []

    /// A text in the definition's code page.
    mutating func bytes(_ text: String) -> [UInt8] {
        if let bytes = page.bytes(text) { return bytes }
        unencodable.append(text)
        return []
    }

    mutating func constant(_ text: String) -> Constant {
        let bytes = bytes(text)
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

    /// Puts a form's steps into the program.
    mutating func steps(_ form: StampForm) -> Run {
        let run = Run(start: Int32(stampSteps.count), count: Int32(form.steps.count))
        stampSteps += form.steps
        return run
    }

    mutating func words(_ words: StampWords) -> Int {
        stampWords.append(words)
        return stampWords.count - 1
    }

    mutating func reason(_ word: String) -> Int {
        if let index = reasons.firstIndex(of: word) { return index }
        reasons.append(word)
        return reasons.count - 1
    }
}

/// Why the engine itself leaves a line out. What a definition's own skip rules leave out is expected; these are not.
enum Fault: Int, CaseIterable, Error {
    case blank, tooLong, openQuote, fieldCount, cutShort, stamp, number, noYear, date, noDay, misfit, costly, document, length, header

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
        case .noDay: "date not known"
        case .misfit: "does not fit the pattern"
        case .costly: "pattern too costly"
        case .document: "broken document"
        case .length: "broken length"
        case .header: "header"
        }
    }
}
