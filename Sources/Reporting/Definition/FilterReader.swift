import Model
import Reading

extension ReportDefinition.Filter {
    init(_ fields: inout Fields, isList: Bool, _ problems: inout Problems) {
        if isList {
            readList(&fields, &problems)
        } else {
            readNames(&fields, &problems)
            callTypes = fields.texts("callTypes", &problems)
            trunks = fields.texts("trunks", &problems)
            switches = fields.texts("switches", &problems)
            accounts = fields.texts("accounts", &problems)
            calledPrefix = fields.text("calledPrefix", &problems) ?? ""
            minimumDuration = fields.integer("minimumDuration", in: 0...Int(Int32.max), &problems)
            answered = fields.flag("answered", &problems)
            isPrivate = fields.flag("private", &problems)
            for item in fields.list("where", &problems) {
                var inner = Fields(item.node, path: item.path, file: fields.file, &problems)
                if let test = FieldTest(&inner, &problems) { tests.append(test) }
            }
        }
        fields.close(&problems)
    }

    private mutating func readNames(_ fields: inout Fields, _ problems: inout Problems) {
        for text in fields.texts("states", &problems) {
            guard let state = CallState.allCases.first(where: { $0.name == text }) else {
                let names = CallState.allCases.map(\.name).joined(separator: ", ")
                problems.add(fields.problem("states", "There is no state \"\(text)\".", mend: "Choose of \(names)."))
                continue
            }
            states.append(state)
        }
        for text in fields.texts("directions", &problems) {
            guard let direction = Direction(name: text) else {
                problems.add(
                    fields.problem("directions", "There is no direction \"\(text)\".", mend: "Choose of out, in, internal, transit."))
                continue
            }
            directions.append(direction)
        }
    }

    private mutating func readList(_ fields: inout Fields, _ problems: inout Problems) {
        for item in fields.list("where", &problems) {
            var inner = Fields(item.node, path: item.path, file: fields.file, &problems)
            let column = inner.requiredText("field", &problems)
            let patterns = inner.texts("any", &problems)
            let isNot = inner.flag("not", &problems) ?? false
            inner.close(&problems)
            if let column { list.append(.init(column: column, patterns: patterns, isNot: isNot)) }
        }
    }
}

extension FieldTest {
    /// `{field: called, any: ["00*"], not: true}` or `{field: duration, from: 60, to: 599}`.
    fileprivate init?(_ fields: inout Fields, _ problems: inout Problems) {
        if fields.node("field") == nil {
            problems.add(fields.problem("field", "A condition names its field.", mend: "Add `field: called`."))
        }
        let field = fields.choice("field", FilterField.self, &problems)
        let isNot = fields.flag("not", &problems) ?? false
        let patterns = fields.texts("any", &problems)
        let range = 0...Int(Int32.max)
        let (from, to) = (fields.integer("from", in: range, &problems), fields.integer("to", in: range, &problems))
        fields.close(&problems)
        guard let field else { return nil }
        let isRange = from != nil || to != nil
        guard isRange == field.isNumeric, patterns.isEmpty == field.isNumeric else {
            let mend = field.isNumeric ? "Write `from`, `to` or both, whole numbers." : "Write `any: [\"00*\"]`, a list of texts."
            problems.add(fields.problem("field", "\(field.rawValue) is tested by \(field.isNumeric ? "a range" : "texts").", mend: mend))
            return nil
        }
        if let words = field.words, !patterns.allSatisfy(field.isPossible) {
            problems.add(
                fields.problem(
                    "any", "\(field.rawValue) is one of \(words.joined(separator: ", ")).", mend: "Write `any: [\"\(words[0])\"]`."))
            return nil
        }
        if field.isNumeric {
            // Amounts are written whole and kept in millionths.
            let unit: Int64 = field == .price || field == .cost ? 1_000_000 : 1
            self.init(field, from: from.map { Int64($0) * unit }, to: to.map { Int64($0) * unit }, isNot: isNot)
        } else {
            self.init(field, any: patterns, isNot: isNot)
        }
    }
}
