import Model
import Reading

/// When in a record's decoding a rule runs: what is known only later cannot be asked for.
enum Stage: Int, Comparable {
    case layout, derived, skip, times, direction, answered, texts

    static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
}

/// A subject and where it stands.
private struct Asked {
    let key: String
    let value: Node
}

/// Reads conditions: a mapping of subjects to tests, all of which must hold; `any`, `all` and `not` join them.
struct ConditionReader {
    let file: String
    var draft: ProgramDraft
    var problems = Problems()

    /// -1, which always holds, where there is none or it is broken (then a problem says so).
    mutating func condition(_ node: Node?, path: String, stage: Stage) -> Int32 {
        guard let node else { return -1 }
        guard let entries = node.map else {
            add(node, path, "Here a condition is expected, not \(node.kind).", "Write `{field: value}`.")
            return -1
        }
        let parts = entries.compactMap { part($0, path: path + "." + $0.key, stage: stage) }
        if parts.count == 1 { return parts[0] }
        let run = draft.children(parts)
        return draft.condition(.all(run))
    }

    mutating func add(_ node: Node, _ path: String, _ message: String, _ mend: String) {
        problems.add(Problem(file: file, line: node.line, field: path, value: node.text, message: message, mend: mend))
    }

    private mutating func part(_ entry: Node.Entry, path: String, stage: Stage) -> Int32? {
        switch entry.key {
        case "not":
            let child = condition(entry.value, path: path, stage: stage)
            return draft.condition(.not(child))
        case "any", "all":
            guard let list = entry.value.list else {
                add(entry.value, path, "Here a list of conditions is expected, not \(entry.value.kind).", "Write `[{…}, {…}]`.")
                return nil
            }
            var children: [Int32] = []
            for (index, node) in list.enumerated() { children.append(condition(node, path: "\(path)[\(index)]", stage: stage)) }
            let run = draft.children(children)
            return draft.condition(entry.key == "any" ? .any(run) : .all(run))
        case "call.direction", "call.answered": return outcome(entry, path: path, stage: stage)
        default: return tests(entry.key, entry.value, path: path, stage: stage)
        }
    }

    private mutating func outcome(_ entry: Node.Entry, path: String, stage: Stage) -> Int32? {
        let isDirection = entry.key == "call.direction"
        guard stage > (isDirection ? .direction : .answered) else {
            add(entry.value, path, "\(entry.key) is not known yet where this rule runs.", "Ask for fields of the record.")
            return nil
        }
        let words = isDirection ? Choices.directions : Choices.answers
        guard let text = entry.value.text, let value = words[text] else {
            add(entry.value, path, "Not one of \(words.keys.sorted().joined(separator: ", ")).", "Write one of them.")
            return nil
        }
        return draft.condition(isDirection ? .direction(value) : .answered(value))
    }

    /// `node` holds the tests that the subject `key` must pass.
    private mutating func tests(_ key: String, _ node: Node, path: String, stage: Stage) -> Int32? {
        let entry = Asked(key: key, value: node)
        if let value = entry.value.text {
            return textTest(entry, path, stage) { draft in .oneOf(draft.members([value])) }
        }
        if let list = entry.value.list {
            let texts = texts(list, path)
            return textTest(entry, path, stage) { draft in .oneOf(draft.members(texts)) }
        }
        guard let map = entry.value.map else {
            add(entry.value, path, "Here a test is expected, not nothing.", "Write a value, a list of values or `{starts: …}`.")
            return nil
        }
        let parts = map.compactMap { test($0, of: entry, path: path + "." + $0.key, stage) }
        let run = draft.children(parts)
        return parts.count == 1 ? parts[0] : draft.condition(.all(run))
    }

    private mutating func test(_ test: Node.Entry, of entry: Asked, path: String, _ stage: Stage) -> Int32? {
        switch test.key {
        case "is", "in":
            let list = values(test.value, path)
            return textTest(entry, path, stage) { .oneOf($0.members(list)) }
        case "starts":
            let list = values(test.value, path)
            return textTest(entry, path, stage) { .starts($0.members(list)) }
        case "ends":
            let list = values(test.value, path)
            return textTest(entry, path, stage) { .ends($0.members(list)) }
        case "contains":
            let list = values(test.value, path)
            return textTest(entry, path, stage) { .contains($0.members(list)) }
        case "like":
            let list = values(test.value, path)
            if list.contains(where: { $0.utf8.count > Pattern.longest }) {
                add(test.value, path, "A pattern has at most \(Pattern.longest) bytes.", "Make it shorter; `*` stands for anything.")
            }
            return textTest(entry, path, stage) { .like($0.members(list)) }
        case "anycase":
            let list = values(test.value, path)
            return textTest(entry, path, stage) { .anyCase($0.members(list)) }
        case "matches":
            let parts = values(test.value, path).compactMap { text -> Int32? in
                guard let pattern = pattern(text, test.value, path) else { return nil }
                return textTest(entry, path, stage) { _ in .matches(pattern) }
            }
            return parts.count == 1 ? parts[0] : draft.condition(.any(draft.children(parts)))
        case "only":
            let text = values(test.value, path).joined()
            return textTest(entry, path, stage) { .only($0.constant(text)) }
        case "blank", "digits": return flagTest(test, of: entry, path, stage)
        case "longer", "shorter":
            guard let count = whole(test.value, path) else { return nil }
            let limit = Int32(clamping: count)
            return textTest(entry, path, stage) { _ in test.key == "longer" ? .longer(limit) : .shorter(limit) }
        case "number", "above", "below": return numberTest(test, of: entry, path, stage)
        case "same": return sameTest(test, of: entry, path, stage)
        case "not":
            return tests(entry.key, test.value, path: path, stage: stage).map { child in draft.condition(.not(child)) }
        default:
            let line = test.line
            problems.add(
                Problem(
                    file: file, line: line, field: path, message: "There is no such test.",
                    mend:
                        "Tests: is, in, starts, ends, contains, like, matches, anycase, only, blank, digits, longer, shorter, number, "
                        + "above, below, same, not."
                ))
            return nil
        }
    }

    private mutating func flagTest(_ test: Node.Entry, of entry: Asked, _ path: String, _ stage: Stage) -> Int32? {
        guard let text = test.value.text, text == "true" || text == "false" else {
            add(test.value, path, "Here true or false is expected.", "Write true or false.")
            return nil
        }
        let found = textTest(entry, path, stage) { _ in test.key == "blank" ? .blank : .digits }
        return text == "true" ? found : found.map { child in draft.condition(.not(child)) }
    }

    private mutating func sameTest(_ test: Node.Entry, of entry: Asked, _ path: String, _ stage: Stage) -> Int32? {
        guard let left = field(entry.key, entry.value, path), let name = test.value.text, let right = field(name, test.value, path) else {
            return nil
        }
        return draft.condition(.same(left, right))
    }

    private mutating func numberTest(_ test: Node.Entry, of entry: Asked, _ path: String, _ stage: Stage) -> Int32? {
        guard let value = whole(test.value, path), let subject = numberSubject(entry, path, stage) else { return nil }
        let numberTest: NumberTest =
            switch test.key {
            case "above": .above(value)
            case "below": .below(value)
            default: .equals(value)
            }
        return draft.condition(.number(subject, numberTest))
    }

    private mutating func numberSubject(_ entry: Asked, _ path: String, _ stage: Stage) -> NumberSubject? {
        switch entry.key {
        case "columns":
            guard stage > .layout else {
                add(entry.value, path, "A layout is chosen before there are fields.", "Ask for `line`.")
                return nil
            }
            return .columns
        case "lines": return .lines
        case "call.duration", "call.ring":
            guard stage > .times else {
                add(entry.value, path, "\(entry.key) is not known yet where this rule runs.", "Ask for fields of the record.")
                return nil
            }
            return entry.key == "call.duration" ? .duration : .ring
        default:
            if let time = draft.times.firstIndex(where: { $0.name == entry.key }), stage > .derived {
                return .field(Int32(draft.numbers.count + time))
            }
            guard let field = field(entry.key, entry.value, path) else { return nil }
            guard let index = draft.numbers.firstIndex(where: { $0.field == field }), stage > .derived else {
                add(entry.value, path, "\(entry.key) is no number.", "Give its form under `numbers`, or compare it as a text.")
                return nil
            }
            return .field(Int32(index))
        }
    }

    private mutating func textTest(
        _ entry: Asked, _ path: String, _ stage: Stage, _ make: (inout ProgramDraft) -> TextTest
    ) -> Int32? {
        if entry.key == "line" {
            let test = make(&draft)
            return draft.condition(.text(.line, test))
        }
        if stage == .layout {
            add(entry.value, path, "A layout is chosen before there are fields.", "Ask for `line`.")
            return nil
        }
        guard let field = field(entry.key, entry.value, path) else { return nil }
        let test = make(&draft)
        return draft.condition(.text(.field(field), test))
    }

    /// Index of a compiled pattern.
    mutating func pattern(_ text: String, _ node: Node, _ path: String) -> Int32? {
        let bytes = draft.bytes(text)
        do {
            draft.patterns.append(try BytePattern(bytes))
            return Int32(draft.patterns.count - 1)
        } catch {
            add(node, path, "\"\(text)\" is no regular expression: \(error.message)", "Mend it; docs/formats.md lists what is known.")
            return nil
        }
    }

    /// The tests under a key that stands for one field, as under `unknown`; -1 where they are broken.
    mutating func tests(of field: String, _ node: Node, path: String) -> Int32 {
        tests(field, node, path: path, stage: .derived) ?? -1
    }

    /// Index of a named field.
    mutating func field(_ name: String, _ node: Node, _ path: String) -> Int32? {
        if let index = draft.fieldNames.firstIndex(of: name) { return Int32(index) }
        // Without fields the record itself is broken, and that is said already.
        if draft.fieldNames.isEmpty { return nil }
        add(node, path, "There is no field \(name).", "Fields: \(draft.fieldNames.joined(separator: ", ")).")
        return nil
    }

    private mutating func values(_ node: Node, _ path: String) -> [String] {
        if let text = node.text { return [text] }
        if let list = node.list { return texts(list, path) }
        add(node, path, "Here a text or a list of texts is expected, not \(node.kind).", "Write one value, in quotes if it is empty.")
        return []
    }

    private mutating func texts(_ list: [Node], _ path: String) -> [String] {
        var texts: [String] = []
        for (index, node) in list.enumerated() {
            if let text = node.text {
                texts.append(text)
            } else {
                add(node, "\(path)[\(index)]", "Here a text is expected, not \(node.kind).", "Write one value, in quotes if it is empty.")
            }
        }
        return texts
    }

    private mutating func whole(_ node: Node, _ path: String) -> Int64? {
        if let text = node.text, let value = Int64(text), value > NumberField.none { return value }
        add(node, path, "Here a whole number is expected.", "Write a number such as 0.")
        return nil
    }
}

/// The words for directions and answers in a definition.
enum Choices {
    static let directions = Dictionary(
        uniqueKeysWithValues: Direction.allCases.map { ($0.name ?? "unknown", $0.rawValue) })
    /// The direction of the record before.
    static let before: UInt8 = 255
    static let meanings = Dictionary(
        uniqueKeysWithValues: StampMeaning.allCases.enumerated().map { ($1.rawValue, UInt8($0)) })
    static let answers = ["yes": Answer.yes.rawValue, "no": Answer.no.rawValue, "unknown": Answer.unknown.rawValue]
    static let flags: [String: UInt8] = ["true": 1, "false": 0]
}
