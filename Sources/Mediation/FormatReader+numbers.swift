import Reading

extension FormatReader {
    mutating func readNumbers(_ fields: inout Fields) {
        guard var numbers = fields.fields("numbers", &problems) else { return }
        for entry in numbers.node.map ?? [] {
            let path = numbers.path(entry.key)
            guard let node = numbers.node(entry.key), let field = conditions.field(entry.key, entry.value, path) else { continue }
            let first = Int32(conditions.draft.numberForms.count)
            var number = NumberField(field: field, forms: .empty, blank: NumberField.none)
            var texts = node.text.map { [$0] } ?? []
            if node.map != nil {
                var rule = Fields(node, path: path, file: file, &problems)
                texts = rule.texts("form", &problems)
                if texts.isEmpty, !rule.has("form") {
                    problems.add(rule.problem("form", "The key form is missing.", mend: "Add `form: …`."))
                }
                if let value = rule.integer("blank", in: 0...Int(Int32.max), &problems) { number.blank = Int64(value) }
                if let divisor = rule.integer("divide", in: 1...Int(Int32.max), &problems) { number.divisor = Int64(divisor) }
                number.cuts = rule.flag("cut", &problems) ?? false
                if let test = rule.node("unknown") {
                    number.unknown = conditions.tests(of: entry.key, test, path: rule.path("unknown"))
                }
                rule.close(&problems)
            }
            for text in texts {
                if let compiled = NumberForm(text, bytes: conditions.draft.bytes(text)) {
                    conditions.draft.numberForms.append(compiled)
                } else {
                    conditions.add(
                        node, path, "\"\(text)\" is no form of a number.",
                        "Write hh, mm and ss (two digits), h, m and s (one or more) with what stands between, such as hh:mm'ss or s.")
                }
            }
            number.forms = Run(start: first, count: Int32(conditions.draft.numberForms.count) - first)
            if number.forms.count > 0 { conditions.draft.numbers.append(number) }
        }
    }

    mutating func readTimes(_ fields: inout Fields) {
        if let stamp = fields.fields("stamp", &problems) {
            conditions.draft.stamp = stampRule(stamp)
        } else {
            problems.add(fields.problem("stamp", "The key stamp is missing.", mend: "Add `stamp:` with `is` and `from`."))
        }
        if let start = fields.fields("start", &problems) { conditions.draft.start = stampRule(start, isStart: true) }
        if let instant = fields.fields("startUTC", &problems) { conditions.draft.instant = stampRule(instant, isStart: true) }
        conditions.draft.duration = numberRules(&fields, "duration")
        conditions.draft.ring = numberRules(&fields, "ring")
        conditions.draft.span = numberRules(&fields, "span")
        conditions.draft.pulses = numberRules(&fields, "pulses")
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
            let count = Int32(conditions.draft.numbers.count)
            return NumberRule(
                condition: condition, plus: conditions.draft.children(plus), minus: conditions.draft.children(minus),
                constant: Int64(constant ?? 0), hasTimes: (plus + minus).contains { $0 >= count })
        }
    }

    private mutating func numbers(_ names: [String], _ rule: Fields, _ key: String) -> [Int32] {
        names.compactMap { name in
            if let time = conditions.draft.times.firstIndex(where: { $0.name == name }) {
                return Int32(conditions.draft.numbers.count + time)
            }
            let field = conditions.draft.fieldNames.firstIndex(of: name)
            if let field, let index = conditions.draft.numbers.firstIndex(where: { $0.field == field }) { return Int32(index) }
            if !conditions.draft.fieldNames.isEmpty {
                problems.add(rule.problem(key, "\(name) is no number.", mend: "Give its form under `numbers`."))
            }
            return nil
        }
    }
}
