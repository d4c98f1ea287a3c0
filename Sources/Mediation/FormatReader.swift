import Model
import Reading

/// Reads a definition into a program; all that is wrong with it at once.
struct FormatReader {
    var conditions: ConditionReader
    let file: String
    /// Where `before` stands, until the fields that it keeps are known.
    var keptNode: Node?

    var problems: Problems {
        get { conditions.problems }
        set { conditions.problems = newValue }
    }

    static func read(file: String, bytes: [UInt8]) throws(Problems) -> (format: Format, samples: [FormatSample]) {
        let root: Node
        do { root = try YAMLReader.read(file: file, bytes: bytes) } catch { throw Problems(error) }
        var reader = FormatReader(
            conditions: ConditionReader(file: file, draft: ProgramDraft()), file: file)
        return try reader.format(root)
    }

    private mutating func format(_ root: Node) throws(Problems) -> (format: Format, samples: [FormatSample]) {
        var found = Problems()
        var fields = Fields(root, path: "", file: file, &found)
        let id = fields.requiredText("id", &found) ?? ""
        if !id.isEmpty, !Self.isIdentifier(id) {
            found.add(
                fields.problem("id", "An id has 1 to 64 small letters, digits and hyphens.", mend: "Write one such as lg-ldk-100."))
        }
        let name = fields.requiredText("name", &found) ?? ""
        let switchName = fields.requiredText("switch", &found) ?? ""
        let facts = fields.requiredText("facts", &found) ?? ""
        let confirmed = fields.choice("confirmed", Confirmed.self, &found)
        if !fields.has("confirmed") {
            found.add(fields.problem("confirmed", "The key confirmed is missing.", mend: "Add yes, partly or no."))
        }
        problems.add(found)
        let twins = fields.texts("twins", &problems)
        let names = fields.texts("names", &problems)
        if let page = fields.choice("encoding", CodePage.self, &problems) { conditions.draft.page = page }
        readTables(&fields)
        readFraming(&fields)
        readRecord(&fields)
        readBefore(&fields)
        readDerived(&fields)
        readKept()
        readNumbers(&fields)
        readTimeFields(&fields)
        readDates(&fields)
        readSkips(&fields)
        readPair(&fields)
        readSequence(&fields)
        readTimes(&fields)
        readChoices(&fields)
        readTexts(&fields)
        readSession(&fields)
        let samples = readSamples(&fields)
        fields.close(&problems)
        for text in conditions.draft.unencodable {
            problems.add(
                fields.problem(
                    "encoding", "\"\(text)\" has characters that \(conditions.draft.page.rawValue) does not have.",
                    mend: "Choose another code page, or latin1 and write the bytes as \\xNN in double quotes."))
        }
        guard !problems.hasErrors else { throw problems }
        let program = Program(conditions.draft)
        let format = Format(
            id: id, name: name, switchName: switchName, facts: facts, confirmed: confirmed ?? .no, twins: twins, names: names,
            program: program)
        return (format, samples)
    }

    private static func isIdentifier(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { Byte.isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-") }
    }

    private mutating func readSkips(_ fields: inout Fields) {
        for item in fields.list("skip", &problems) {
            var rule = Fields(item.node, path: item.path, file: file, &problems)
            let word = rule.requiredText("reason", &problems) ?? ""
            let when = rule.node("when")
            if when == nil { problems.add(rule.problem("when", "A skip rule needs a condition.", mend: "Add `when: {…}`.")) }
            let first = conditions.draft.conditions.count
            let condition = conditions.condition(when, path: rule.path("when"), stage: .skip)
            let skip = SkipRule(condition: condition, reason: conditions.draft.reason(word))
            if rule.flag("broken", &problems) ?? false { conditions.draft.brokenReasons.append(skip.reason) }
            // Rules about the line alone run before it is cut into fields: a header need not have them.
            let usesFields = conditions.draft.conditions[first...].contains(where: \.usesFields)
            if usesFields { conditions.draft.fieldSkips.append(skip) } else { conditions.draft.lineSkips.append(skip) }
            rule.close(&problems)
        }
    }

    private mutating func readChoices(_ fields: inout Fields) {
        var directions = Choices.directions
        if conditions.draft.before != nil { directions["before"] = Choices.before }
        conditions.draft.direction = choices(&fields, "direction", directions, stage: .direction)
        conditions.draft.answered = choices(&fields, "answered", Choices.answers, stage: .answered)
        if let text = fields.node("followsLegs")?.text {
            if text == "true" { conditions.draft.followsLegs = [ChoiceRule(condition: -1, value: 1)] }
            if !Choices.flags.keys.contains(text) {
                problems.add(
                    fields.problem("followsLegs", "Here true, false or a list of rules is expected.", mend: "Write true or false."))
            }
        } else {
            conditions.draft.followsLegs = choices(&fields, "followsLegs", Choices.flags, stage: .texts)
        }
        conditions.draft.lastLeg = choices(&fields, "lastLeg", Choices.flags, stage: .texts)
    }

    mutating func choices(_ fields: inout Fields, _ key: String, _ words: [String: UInt8], stage: Stage) -> [ChoiceRule] {
        fields.list(key, &problems).map { item in
            var rule = Fields(item.node, path: item.path, file: file, &problems)
            let text = rule.requiredText("set", &problems)
            let condition = conditions.condition(rule.node("when"), path: rule.path("when"), stage: stage)
            rule.close(&problems)
            if let text, words[text] == nil {
                problems.add(
                    rule.problem("set", "Not one of \(words.keys.sorted().joined(separator: ", ")).", mend: "Write one of them."))
            }
            return ChoiceRule(condition: condition, value: text.flatMap { words[$0] } ?? 0)
        }
    }
}

extension Condition {
    /// Whether the condition itself looks at the record's fields, not only at the line.
    var usesFields: Bool {
        switch self {
        case .text(.line, _), .all, .any, .not, .number(.lines, _): false
        case .text(.field, _), .number, .direction, .answered, .same: true
        }
    }
}
