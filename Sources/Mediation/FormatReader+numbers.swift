import Reading

extension FormatReader {
    mutating func readNumbers(_ fields: inout Fields) {
        guard var numbers = fields.fields("numbers", &problems) else { return }
        for entry in numbers.node.map ?? [] {
            let path = numbers.path(entry.key)
            guard let node = numbers.node(entry.key), let field = conditions.field(entry.key, entry.value, path) else { continue }
            var blank = NumberField.none
            var form = node.text
            if node.map != nil {
                var rule = Fields(node, path: path, file: file, &problems)
                form = rule.requiredText("form", &problems)
                if let value = rule.integer("blank", in: 0...Int(Int32.max), &problems) { blank = Int64(value) }
                rule.close(&problems)
            }
            guard let form else { continue }
            if let compiled = NumberForm(form) {
                conditions.draft.numbers.append(NumberField(field: field, form: compiled, blank: blank))
            } else {
                conditions.add(
                    node, path, "\"\(form)\" is no form of a number.",
                    "Write hh, mm and ss (two digits), h, m and s (one or more) with what stands between, such as hh:mm'ss or s.")
            }
        }
    }

    mutating func readTimes(_ fields: inout Fields) {
        if var stamp = fields.fields("stamp", &problems) {
            conditions.draft.stamp.meaning = stamp.choice("is", StampMeaning.self, &problems) ?? .start
            if !stamp.has("is") {
                problems.add(
                    stamp.problem("is", "The key is is missing.", mend: "Write whether the stamp is the call's start, answer or end."))
            }
            conditions.draft.stamp.parts = parts(&stamp)
            stamp.close(&problems)
        } else {
            problems.add(fields.problem("stamp", "The key stamp is missing.", mend: "Add `stamp:` with `is` and `from`."))
        }
        if var start = fields.fields("start", &problems) {
            conditions.draft.start = StampRule(meaning: .start, parts: parts(&start))
            start.close(&problems)
        }
        if var instant = fields.fields("startUTC", &problems) {
            conditions.draft.instant = StampRule(meaning: .start, parts: parts(&instant))
            instant.close(&problems)
        }
        conditions.draft.duration = numberRules(&fields, "duration")
        conditions.draft.ring = numberRules(&fields, "ring")
        conditions.draft.span = numberRules(&fields, "span")
        conditions.draft.pulses = numberRules(&fields, "pulses")
    }

    private mutating func parts(_ fields: inout Fields) -> [StampRule.Part] {
        var parts: [StampRule.Part] = []
        var forms: [StampForm] = []
        for item in fields.list("from", &problems) {
            var part = Fields(item.node, path: item.path, file: file, &problems)
            let name = part.requiredText("field", &problems)
            let texts = part.texts("form", &problems)
            if texts.isEmpty, !part.has("form") {
                problems.add(part.problem("form", "The key form is missing.", mend: "Add such as `form: MM/DD/YY`."))
            }
            let compiled = texts.compactMap { text -> StampForm? in
                guard let form = StampForm(text) else {
                    problems.add(
                        part.problem(
                            "form", "\"\(text)\" is no form of a date or time.",
                            mend: "Write YYYY or YY, MM or M, DD or D, hh or h, mm, ss, AM, with what stands between."))
                    return nil
                }
                return form
            }
            forms += compiled
            if let name, let field = conditions.field(name, item.node, part.path("field")) {
                parts.append(StampRule.Part(field: field, forms: compiled))
            }
            part.close(&problems)
        }
        let complete = forms.contains(where: \.hasMonth) && forms.contains(where: \.hasDay) && forms.contains(where: \.hasHour)
        if !complete || !forms.contains(where: \.hasMinute), !problems.hasErrors {
            problems.add(
                fields.problem(
                    "from", "A stamp needs month, day, hour and minute.", mend: "List the fields that hold them, with their forms."))
        }
        return parts
    }

    private mutating func numberRules(_ fields: inout Fields, _ key: String) -> [NumberRule] {
        fields.list(key, &problems).map { item in
            var rule = Fields(item.node, path: item.path, file: file, &problems)
            let plus = numbers(rule.texts("from", &problems), rule, "from")
            let minus = numbers(rule.texts("less", &problems), rule, "less")
            let constant = rule.integer("set", in: 0...Int(Int32.max), &problems)
            let condition = conditions.condition(rule.node("when"), path: rule.path("when"), stage: .times)
            rule.close(&problems)
            if !rule.has("from"), !rule.has("set") {
                problems.add(rule.problem("from", "A rule needs `from` or `set`.", mend: "Name number fields, or write a number."))
            }
            return NumberRule(
                condition: condition, plus: conditions.draft.children(plus), minus: conditions.draft.children(minus),
                constant: Int64(constant ?? 0))
        }
    }

    private mutating func numbers(_ names: [String], _ rule: Fields, _ key: String) -> [Int32] {
        names.compactMap { name in
            let field = conditions.draft.fieldNames.firstIndex(of: name)
            if let field, let index = conditions.draft.numbers.firstIndex(where: { $0.field == field }) { return Int32(index) }
            if !conditions.draft.fieldNames.isEmpty {
                problems.add(rule.problem(key, "\(name) is no number.", mend: "Give its form under `numbers`."))
            }
            return nil
        }
    }
}
