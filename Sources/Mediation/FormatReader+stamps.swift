import Reading

extension FormatReader {
    /// Dates and times that rules name, under `times`.
    mutating func readTimeFields(_ fields: inout Fields) {
        guard var times = fields.fields("times", &problems) else { return }
        for entry in times.node.map ?? [] {
            let path = times.path(entry.key)
            guard let node = times.node(entry.key) else { continue }
            if conditions.draft.fieldNames.contains(entry.key) || conditions.draft.times.contains(where: { $0.name == entry.key }) {
                conditions.add(entry.value, path, "The name \(entry.key) stands twice.", "Choose another name.")
            }
            var rule = Fields(node, path: path, file: file, &problems)
            let parts = parts(&rule)
            rule.close(&problems)
            conditions.draft.times.append(TimeField(name: entry.key, parts: parts))
        }
    }

    /// A stamp; of a second one (`start`) no meaning is asked.
    mutating func stampRule(_ fields: Fields, isStart: Bool = false) -> StampRule {
        var fields = fields
        var rule = StampRule()
        if !isStart {
            rule.meanings = meanings(&fields)
            rule.countsRing = flags(&fields, "ring")
        }
        if let zone = fields.text("zone", &problems) {
            rule.isUTC = zone == "UTC"
            if zone != "UTC" {
                problems.add(fields.problem("zone", "Not UTC.", mend: "Write UTC, or leave it out for the switch's own zone."))
            }
        }
        if let name = fields.node("near")?.text { rule.near = time(name, fields, "near") }
        if let name = fields.node("from")?.text {
            rule.time = time(name, fields, "from")
        } else {
            rule.parts = parts(&fields)
            checkComplete(rule, fields)
        }
        fields.close(&problems)
        return rule
    }

    /// `true`, `false` or rules.
    private mutating func flags(_ fields: inout Fields, _ key: String) -> [ChoiceRule] {
        if fields.node(key)?.list != nil { return choices(&fields, key, Choices.flags, stage: .direction) }
        return fields.flag(key, &problems).map { [ChoiceRule(condition: -1, value: $0 ? 1 : 0)] } ?? []
    }

    private mutating func checkComplete(_ rule: StampRule, _ fields: Fields) {
        let forms = rule.parts.flatMap(\.forms)
        // The day can come from elsewhere, but then all of it.
        let isDated = forms.contains(where: \.hasMonth) == forms.contains(where: \.hasDay)
        if !isDated || !forms.contains(where: \.hasHour) || !forms.contains(where: \.hasMinute), !problems.hasErrors {
            problems.add(
                fields.problem(
                    "from", "A stamp needs hour and minute, and month and day or neither.",
                    mend: "List the fields that hold them, with their forms."))
        }
    }

    private mutating func time(_ name: String, _ fields: Fields, _ key: String) -> Int32 {
        if let index = conditions.draft.times.firstIndex(where: { $0.name == name }) { return Int32(index) }
        problems.add(fields.problem(key, "There is no time \(name).", mend: "Name one of `times`, or write a list of fields with forms."))
        return -1
    }

    /// `end`, or a list of rules.
    private mutating func meanings(_ fields: inout Fields) -> [ChoiceRule] {
        if fields.node("is")?.list != nil { return choices(&fields, "is", Choices.meanings, stage: .times) }
        let meaning = fields.choice("is", StampMeaning.self, &problems) ?? .start
        if !fields.has("is") {
            problems.add(
                fields.problem("is", "The key is is missing.", mend: "Write whether the stamp is the call's start, answer or end."))
        }
        return [ChoiceRule(condition: -1, value: Choices.meanings[meaning.rawValue] ?? 0)]
    }

    mutating func parts(_ fields: inout Fields) -> [StampPart] {
        fields.list("from", &problems).compactMap { item in
            var part = Fields(item.node, path: item.path, file: file, &problems)
            let name = part.requiredText("field", &problems)
            let forms = stampForms(&part)
            let words = stampWords(&part)
            let isOptional = part.flag("blank", &problems) ?? false
            let field = name.flatMap { conditions.field($0, item.node, part.path("field")) }
            part.close(&problems)
            let steps = forms.map { conditions.draft.steps($0) }
            let place = conditions.draft.words(words)
            return field.map {
                StampPart(
                    field: $0, forms: forms, steps: steps, first: steps.first ?? .empty, words: place, isOptional: isOptional,
                    common: forms.count == 1 ? CommonStamp(forms[0]) : nil)
            }
        }
    }

    mutating func stampForms(_ part: inout Fields) -> [StampForm] {
        let texts = part.texts("form", &problems)
        if texts.isEmpty, !part.has("form") {
            problems.add(part.problem("form", "The key form is missing.", mend: "Add such as `form: MM/DD/YY`."))
        }
        return texts.compactMap { text in
            if let form = StampForm(text, bytes: conditions.draft.bytes(text)) { return form }
            problems.add(
                part.problem(
                    "form", "\"\(text)\" is no form of a date or time.",
                    mend: "Write YYYY, YY or Y, MM, M or MMM, DD or D, hh or h, mm, ss, f, AM, WWW, ZZZ, EPOCH, with what stands between."))
            return nil
        }
    }

    mutating func stampWords(_ part: inout Fields) -> StampWords {
        var words = StampWords()
        let months = part.texts("months", &problems)
        if !months.isEmpty {
            words.months = months.map { conditions.draft.bytes($0) }
            if months.count != 12 { problems.add(part.problem("months", "A year has twelve months.", mend: "List their names.")) }
        }
        if part.has("half") {
            let halves = part.texts("half", &problems)
            if halves.count == 2 {
                words.halves = halves.map { conditions.draft.bytes($0) }
            } else {
                problems.add(
                    part.problem("half", "Here two words are expected.", mend: "Write the words for before and after noon, as printed."))
            }
        }
        return words
    }
}
